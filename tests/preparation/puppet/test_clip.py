from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mien.clips.augment import MIRROR
from mien.faces import find_faces, landmarks68, landmarks478
from mien.geometry import cut
from mien.media import read_photo
from mien.preparation.framing import clip_frame
from mien.preparation.jitter import STILL, Jitter
from mien.preparation.puppet.clip import Footage, filmed
from mien.preparation.puppet.fit import fit
from mien.preparation.puppet.model import Model, model
from mien.preparation.puppet.screening import Limits
from mien.preparation.puppet.settings import Settings
from mien.preparation.puppet.sitter import Sitter, sitter
from mien.preparation.puppet.variety import SAME, Variety

PLAIN = {"jitter": STILL, "variety": SAME}


def shot(facekit: Path, photo: Path, expression: str, **settings: object) -> Footage:
    chosen = Settings(expressions=(expression,), facekit=facekit, **{**PLAIN, **settings})
    found = sitter(photo, 0, facekit, Limits())
    assert isinstance(found, Sitter)
    return filmed(model(facekit), found, expression, chosen, np.random.default_rng(3))


@pytest.fixture(scope="module")
def laugh(facekit: Path, ada: Path) -> Footage:
    return shot(facekit, ada, "laughing", frames=6)


def test_the_first_frame_is_the_photo(laugh: Footage, facekit: Path, ada: Path) -> None:
    found = sitter(ada, 0, facekit, Limits())
    assert isinstance(found, Sitter)
    photo = cut(read_photo(ada).picture, found.frame, 289).astype(int)
    assert np.abs(laugh.frames[0] - photo).mean() < 1.5
    assert laugh.degrees[0] == 0
    np.testing.assert_allclose(
        laugh.landmarks[0, 30], found.frame.to_frame(found.landmarks[4], 289), atol=0.01
    )


def test_frames_change_steadily_with_the_degree_and_the_background_not_at_all(
    laugh: Footage,
) -> None:
    away = [np.abs(frame.astype(int) - laugh.frames[0]).mean() for frame in laugh.frames]
    assert away == sorted(away)
    assert away[1] < 0.5 * away[-1]
    corner = laugh.frames[:, :30, :30].astype(int)
    assert np.abs(corner - corner[0]).max() <= 2


def test_landmarks_move_in_proportion_to_the_degree(laugh: Footage) -> None:
    moved = laugh.landmarks - laugh.landmarks[0]
    for at, degree in enumerate(laugh.degrees):
        np.testing.assert_allclose(moved[at], moved[-1] * degree, atol=0.02)
    assert moved[-1, 57, 1] > 5  # the lower lip goes down
    assert moved[-1, 48, 0] < -3  # the corners go apart
    assert moved[-1, 54, 0] > 3
    assert np.linalg.norm(moved[-1, 27:31], axis=1).max() < 1.5  # the nose stays


def test_a_weak_clip_ends_early_on_the_same_way(laugh: Footage, facekit: Path, ada: Path) -> None:
    same = {"strength": (0.6, 0.6), "asymmetry": 0, "units": 0, "folds": (1, 1), "mirror": 0}
    weak = shot(facekit, ada, "laughing", frames=4, variety=Variety(**same))
    assert weak.degrees == pytest.approx((0, 0.2, 0.4, 0.6))
    np.testing.assert_array_equal(weak.frames[-1], laugh.frames[3])


@pytest.mark.parametrize("expression", ["happy", "surprised", "wink", "angry"])
def test_a_clip_leaves_the_photo_without_a_jump(facekit: Path, ada: Path, expression: str) -> None:
    hardly = Variety(strength=(0.002, 0.002), asymmetry=0, units=0)
    clip = shot(facekit, ada, expression, frames=2, variety=hardly)
    jump = np.abs(clip.frames[1].astype(int) - clip.frames[0])
    assert jump.mean() < 0.05
    assert jump.max() < 25  # a pixel at an edge may come to show the other side of it


def test_the_detector_sees_the_landmarks_where_they_are(laugh: Footage) -> None:
    assert laugh.off < 0.08


def test_what_is_drawn_moves_as_far_as_the_landmarks_say(laugh: Footage) -> None:
    for at in (2, 4):
        low, high = laugh.landmarks[at].min(0), laugh.landmarks[at].max(0)
        face = find_faces(laugh.frames[at])[0]
        seen = landmarks68(landmarks478(laugh.frames[at], face))
        lip = [56, 57, 58, 65, 66, 67]
        moved = laugh.landmarks[at, lip, 1] - laugh.landmarks[0, lip, 1]
        drawn = seen[lip, 1] - laugh.landmarks[0, lip, 1]
        assert drawn.mean() == pytest.approx(moved.mean(), rel=0.3)
        assert (seen > low - 9).all()
        assert (seen < high + 9).all()


def test_eyes_stay_where_they_are_behind_moving_lids(facekit: Path, ada: Path) -> None:
    wide = shot(facekit, ada, "surprised-wide", frames=2)
    for eye in (slice(36, 42), slice(42, 48)):
        x, y = wide.landmarks[0, eye].mean(0).round().astype(int)
        iris = wide.frames[:, y - 2 : y + 1, x - 2 : x + 3].astype(int)
        assert np.abs(iris[1] - iris[0]).mean() < 2


def test_a_mirrored_photo_gives_the_mirrored_clip(
    facekit: Path, ada: Path, partner: np.ndarray
) -> None:
    found = sitter(ada, 0, facekit, Limits())
    assert isinstance(found, Sitter)
    wide = found.picture.shape[1]
    landmarks = (found.landmarks[partner] * [-1, 1] + [wide - 1, 0]).astype(np.float32)
    picture = np.ascontiguousarray(found.picture[:, ::-1])
    tiny = model(facekit)
    laid, frame = fit(tiny.mesh, landmarks), clip_frame(landmarks)
    flipped = replace(found, picture=picture, landmarks=landmarks, laid=laid, frame=frame)
    chosen = Settings(facekit=facekit, frames=3, **PLAIN)
    one, other = (
        filmed(tiny, each, "laughing", chosen, np.random.default_rng(0))
        for each in (found, flipped)
    )
    back = other.frames[:, :, ::-1].astype(int)
    assert np.abs(back[0] - one.frames[0]).mean() < 1
    moved = np.abs(one.frames[-1].astype(int) - one.frames[0]).mean()
    assert np.abs(back[-1] - one.frames[-1]).mean() < 0.4 * moved
    track = other.landmarks * [-1, 1] + [288, 0]
    # The jaw's 68 are not read off the same places on both sides.
    assert np.abs(track[:, MIRROR] - one.landmarks)[:, 17:].max() < 1.5


def test_a_wink_closes_one_eye_and_its_mirror_image_the_other(facekit: Path, ada: Path) -> None:
    def openings(clip: Footage) -> tuple[float, float]:
        track = clip.landmarks[-1]
        gaps = [np.linalg.norm(track[up] - track[down]) for up, down in ((37, 41), (44, 46))]
        return float(gaps[0]), float(gaps[1])

    left = openings(shot(facekit, ada, "wink", frames=2))
    right = openings(shot(facekit, ada, "wink", frames=2, variety=replace(SAME, mirror=1.0)))
    assert left[1] < 0.5 * left[0]
    assert right[0] < 0.5 * right[1]


def test_an_open_mouth_is_dark_inside_and_a_closed_one_stays_as_it_is(
    laugh: Footage, facekit: Path, ada: Path
) -> None:
    lips = laugh.landmarks[-1, [62, 66]].mean(0).round().astype(int)
    inside = laugh.frames[-1][lips[1] - 2 : lips[1] + 3, lips[0] - 4 : lips[0] + 5]
    skin = laugh.frames[-1][lips[1] - 45 : lips[1] - 40, lips[0] - 4 : lips[0] + 5]
    assert inside.mean() < 0.75 * skin.mean()
    angry = shot(facekit, ada, "eyes-closed", frames=2)
    mouth = angry.landmarks[0, 48:].round().astype(int)
    low, high = mouth.min(0) - 2, mouth.max(0) + 3
    part = angry.frames[:, low[1] : high[1], low[0] : high[0]].astype(int)
    assert np.abs(part[1] - part[0]).mean() < 1.5


def test_a_closed_mouth_is_the_photo_s_own_while_lids_move(facekit: Path, ada: Path) -> None:
    clip = shot(facekit, ada, "eyes-closed", frames=2)
    low, high = (clip.landmarks[0, 48:].min(0) - 1, clip.landmarks[0, 48:].max(0) + 2)
    (left, top), (right, bottom) = low.astype(int), high.astype(int)
    line = clip.frames[:, top:bottom, left:right].astype(int)
    assert np.abs(line[1] - line[0]).max() < 12  # the mesh's mouth may gape, the photo's does not


def test_the_same_chance_gives_the_same_clip(facekit: Path, ada: Path) -> None:
    varied = {"variety": Variety(), "jitter": Jitter(), "frames": 2}
    one, two = (shot(facekit, ada, "angry", **varied) for _ in range(2))
    np.testing.assert_array_equal(one.frames, two.frames)
    np.testing.assert_array_equal(one.landmarks, two.landmarks)


def test_a_model_is_kept_for_the_next_photo(facekit: Path, tiny: Model) -> None:
    assert model(facekit) is model(facekit)
    assert model(facekit).mesh.units == tiny.mesh.units
