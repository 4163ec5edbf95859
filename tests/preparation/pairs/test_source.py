"""Properties of finished clips; the truth between the ends is known."""

import pickle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from smiles import SIZE, Smile

from mien.errors import MienError
from mien.faces import landmarks68
from mien.geometry import Frame, cut
from mien.ibug import eye_distance
from mien.metrics.displacement import displacement
from mien.preparation.pairs import Pairs, Settings, list_photos
from mien.preparation.pairs.align import align
from mien.preparation.pairs.regions import face
from mien.preparation.pairs.settings import FULL_SMILE
from mien.preparation.pairs.warp import nearness
from mien.preparation.prepare import Options, prepare
from mien.preparation.sight import Sight, see
from mien.preparation.take import Source, Take

STEPS = (0, 0.25, 0.5, 0.75, 1)


@pytest.fixture
def take(make, sight, smiling) -> Take:
    outcome = make(sight.picture, smiling, jitter=False)
    assert isinstance(outcome, Take), outcome
    return outcome


@pytest.fixture
def frame(sight):
    return sight.frame


@pytest.fixture
def alignment(sight, smiling_sight):
    return align(sight.points, smiling_sight.points)


@pytest.fixture
def inside(sight, frame):
    return within(sight, frame)


def within(sight: Sight, frame: Frame) -> np.ndarray:
    """The face within the frames."""
    points = frame.to_frame(sight.points, SIZE).astype(np.float64)
    return face(points, SIZE, grown=0.8, soft=0) > 0.5


def error(one: np.ndarray, other: np.ndarray, where: np.ndarray) -> float:
    return float(np.abs(one.astype(float) - other)[where].mean())


def test_the_clip_is_what_the_settings_ask_for(take):
    assert take.frames.shape == (5, SIZE, SIZE, 3)
    assert take.frames.dtype == np.uint8
    assert take.landmarks.shape == (5, 68, 2)
    assert take.degrees == STEPS
    assert take.source == "photo pair"
    assert set(take.figures) >= {"likeness", "head turn", "strength"}


def test_degree_zero_is_the_neutral_photo_bit_for_bit(take, sight, frame):
    assert np.array_equal(take.frames[0], cut(sight.picture, frame, SIZE))


def test_the_last_frame_shows_the_real_peak_face(take, smiling, alignment, frame, inside):
    truth = cut(smiling, alignment.frame(frame), SIZE)
    assert error(take.frames[-1], truth, inside) < 3
    assert error(take.frames[0], truth, inside) > 9


def test_the_last_landmarks_are_the_peaks(take, smiling_sight, alignment, frame):
    points = frame.to_frame(alignment.points(smiling_sight.points), SIZE)
    missed = np.linalg.norm(take.landmarks[-1] - landmarks68(points), axis=1)
    assert missed.max() < 0.01


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_every_frame_shows_the_truth_of_its_degree(make, sight_of, name):
    sight = sight_of(name)
    take = make(sight.picture, Smile().drawn(sight, 1.0), jitter=False)
    assert isinstance(take, Take), take
    frame = sight.frame
    where = within(sight, frame)
    truths = [cut(Smile().drawn(sight, degree), frame, SIZE) for degree in STEPS]
    ratios = []
    for degree, truth, drawn in list(zip(STEPS, truths, take.frames, strict=True))[1:-1]:
        faded = (1 - degree) * truths[0] + degree * truths[-1].astype(float)
        ratios.append(error(drawn, truth, where) / error(faded, truth, where))
    assert max(ratios) < 0.9
    assert np.mean(ratios) < 0.75


def test_landmarks_lie_where_a_detector_sees_them(take):
    for drawn, claimed in zip(take.frames, take.landmarks, strict=True):
        seen = landmarks68(see(drawn, "frame").points.astype(np.float32))
        missed = np.linalg.norm(seen - claimed, axis=1).mean()
        assert missed < 0.02 * eye_distance(claimed)


def test_displacement_grows_with_the_degree(take):
    moved = displacement(take.landmarks, take.landmarks[0])
    assert moved == pytest.approx(moved[-1] * np.array(STEPS), abs=1e-4)
    assert moved[-1] > 0.03


def test_away_from_the_head_nothing_changes(take, sight, frame):
    points = frame.to_frame(sight.points, SIZE).astype(np.float64)
    # The chin sinks: what the motion reaches is a little more than the neutral head's.
    outside = nearness(points * 1.0, SIZE) == 0
    outside[:, 1:] &= outside[:, :-1]
    outside[1:] &= outside[:-1]
    outside[int(points[152, 1]) :] = False
    assert outside.sum() > 300
    for drawn in take.frames[1:]:
        assert np.array_equal(drawn[outside], take.frames[0][outside])


def test_the_peaks_colours_do_not_matter(make, take, sight, smiling, inside):
    tinted = (smiling * np.array((0.85, 0.95, 1.05)) + 2).clip(0, 255).astype(np.uint8)
    other = make(sight.picture, tinted, jitter=False)
    assert isinstance(other, Take), other
    for one, two in zip(take.frames, other.frames, strict=True):
        assert error(one, two, inside) < 2
    assert error(smiling, tinted, np.ones(smiling.shape[:2], bool)) > 8


def test_the_peaks_framing_does_not_matter(make, take, sight, smiling, inside):
    (x, y), side = sight.frame.centre, sight.frame.side
    elsewhere = Frame((x + 0.02 * side, y + 0.02 * side), side / 0.95, -6)
    turned = cut(smiling, elsewhere, 400)
    other = make(sight.picture, turned, jitter=False)
    assert isinstance(other, Take), other
    assert error(take.frames[-1], other.frames[-1], inside) < 5


def test_equal_chance_gives_equal_clips(make, sight, smiling):
    clips = [make(sight.picture, smiling, seed=seed) for seed in (3, 3, 4)]
    assert np.array_equal(clips[0].frames, clips[1].frames)
    assert not np.array_equal(clips[0].frames[0], clips[2].frames[0])


def test_measured_strength_scales_degrees_by_the_mouths_motion(make, sight):
    half, full = (
        make(sight.picture, Smile(rise, rise).drawn(sight, 1.0), strength="measured")
        for rise in (0.08, 0.16)
    )
    assert full.degrees[0] == half.degrees[0] == 0
    assert full.degrees[-1] == pytest.approx(full.figures["strength"], abs=1e-3)
    assert full.figures["strength"] == pytest.approx(
        full.figures["mouth motion"] / FULL_SMILE, rel=1e-6
    )
    assert half.degrees[-1] == pytest.approx(full.degrees[-1] / 2, rel=0.35)
    capped = make(sight.picture, Smile().drawn(sight, 1.0), strength="measured", reference=0.01)
    assert capped.degrees[-1] == 1


def test_a_mouth_that_closes_is_drawn_as_well(make, sight, smiling_sight, smiling, inside):
    outcome = make(smiling, sight.picture, expression="own", jitter=False)
    assert isinstance(outcome, Take), outcome
    frame = align(smiling_sight.points, sight.points).frame(smiling_sight.frame)
    assert error(outcome.frames[-1], cut(sight.picture, frame, SIZE), inside) < 3.5


def test_the_source_can_be_sent_to_another_process(tmp_path, sight, smiling):
    for name, picture in (("n.png", sight.picture), ("p.png", smiling)):
        np.save(tmp_path / name, picture)
    source = Pairs(list_photos(tmp_path / "n.png.npy", tmp_path / "p.png.npy", "happy"))
    assert isinstance(source, Source)
    sent = pickle.loads(pickle.dumps(source))
    assert sent.items() == source.items()
    assert (sent.name, sent.settings, sent.strays()) == ("pairs", source.settings, ())


def test_unequal_settings_are_told_apart():
    assert Settings(size=128).as_json() != Settings().as_json()
    with pytest.raises(MienError):
        Settings(frames=0)


def test_good_and_bad_pairs_become_a_clip_set_and_a_report(tmp_path, sight, smiling):
    sides = {"n": sight.picture, "p": smiling}
    for side, picture in sides.items():
        (tmp_path / side).mkdir()
        for name in ("cora", "torn", "ghost", f"only {side}"):
            Image.fromarray(picture).save(tmp_path / side / f"{name}.png")
    (tmp_path / "p" / "torn.png").write_bytes(b"no picture")
    Image.fromarray(np.full_like(smiling, 128)).save(tmp_path / "n" / "ghost.png")
    listing = list_photos(tmp_path / "n", tmp_path / "p", "happy")
    source = Pairs(listing, Settings(frames=2, size=SIZE))
    prepared = prepare(source, tmp_path / "out", Options(progress=False, val=0.0))
    assert [clip.id for clip in prepared.clipset.clips] == ["cora-happy"]
    assert {(Path(one.id).name, one.reason) for one in prepared.refusals} == {
        ("torn-happy", "unreadable"),
        ("ghost-happy", "no face"),
        ("only n.png", "no partner"),
        ("only p.png", "no partner"),
    }
