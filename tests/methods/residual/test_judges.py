"""What each discriminator may see."""

from dataclasses import replace

import torch
from networks import batch, pictures

from mien.methods.residual.judges import views
from mien.models.mouth import crop, hull, mouth_centre


def _view(name: str, *arguments: object) -> list[torch.Tensor]:
    ((found, *seen),) = views([name], *arguments)
    assert found == name
    return seen


def test_the_global_one_sees_whole_frames_with_their_portraits():
    clips, drawn = batch(), pictures(4)
    true, seen, portrait = _view("global", clips, drawn)
    assert torch.equal(true, clips.truth)
    assert torch.equal(seen, drawn)
    assert torch.equal(portrait, clips.portrait[[0, 0, 1, 1]])


def test_the_local_one_sees_true_and_drawn_frames_through_the_true_frames_mouth():
    clips, drawn = batch(), pictures(4)
    moved = clips.landmarks.clone()
    moved[:, 1] += torch.tensor([3.0, 2.0])
    clips = replace(clips, landmarks=moved)
    masks = hull(moved.flatten(0, 1), 32)
    assert not torch.equal(masks[0], masks[1])
    true, seen, _ = _view("local", clips, drawn)
    assert torch.equal(true, clips.truth * masks)
    assert torch.equal(seen, drawn * masks)
    assert not seen[(masks == 0).expand_as(seen)].any()


def test_the_local_one_sees_the_portrait_through_its_own_mouth():
    clips = batch()
    elsewhere = replace(clips, portrait_landmarks=clips.portrait_landmarks - 4)
    _, _, portrait = _view("local", elsewhere, pictures(4))
    own = hull(elsewhere.portrait_landmarks, 32)[[0, 0, 1, 1]]
    assert torch.equal(portrait, clips.origin * own)


def test_the_local_one_is_blind_to_what_changes_beside_the_mouth():
    clips, drawn = batch(), pictures(4)
    outside = hull(clips.landmarks.flatten(0, 1), 32) == 0
    changed = torch.where(outside, -drawn, drawn)
    assert torch.equal(_view("local", clips, drawn)[1], _view("local", clips, changed)[1])


def test_the_crop_shows_the_same_square_of_all_three():
    clips, drawn = batch(), pictures(4)
    places = clips.landmarks.flatten(0, 1)
    seen = _view("crop", clips, drawn)
    for part, whole in zip(seen, (clips.truth, drawn, clips.origin), strict=True):
        assert torch.equal(part, crop(whole, mouth_centre(places)))
