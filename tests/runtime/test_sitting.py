import time
import weakref
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mien.errors import MienError
from mien.geometry import Frame, cut
from mien.runtime.engine import Engine
from mien.runtime.sitting import Sitting

FRAMES = [
    Frame((200.0, 150.0), 180.0),
    Frame((200.5, 150.3), 256.0, 15.0),
    Frame((30.0, 280.0), 200.0),
    Frame((200.0, 150.0), 900.0),
    Frame((150.0, 150.0), 60.0, -40.0),
]


@pytest.fixture(scope="module")
def photo() -> np.ndarray:
    generator = np.random.default_rng(5)
    y, x = np.mgrid[:300, :400]
    shades = np.stack([x / 2, y / 2 + 40, 128 + 60 * np.sin(x / 15) * np.cos(y / 11)], -1)
    picture = np.clip(shades + generator.normal(0, 4, shades.shape), 0, 255).astype(np.uint8)
    picture.setflags(write=False)
    return picture


@pytest.fixture(scope="module")
def engine(tiny_bundle: Path) -> Engine:
    return Engine(tiny_bundle)


@pytest.mark.parametrize("frame", FRAMES)
def test_degree_zero_is_the_photo_bit_for_bit(
    engine: Engine, photo: np.ndarray, frame: Frame
) -> None:
    drawn = Sitting(engine, photo, [frame]).draw([0, 0])
    np.testing.assert_array_equal(drawn, photo)
    assert drawn is not photo


@pytest.mark.parametrize("degrees", [[0.5], [0.5, 1.01], [np.nan, 0], ["much", "more"], [[1, 0]]])
def test_degrees_that_are_none_are_refused_at_once(
    engine: Engine, photo: np.ndarray, degrees: list[float]
) -> None:
    sitting = Sitting(engine, photo, FRAMES[:1])
    with pytest.raises(MienError, match="degree"):
        sitting.draw(degrees)
    with pytest.raises(MienError, match="degree"):
        sitting.clip([[0, 1], degrees])


@pytest.mark.parametrize("frame", FRAMES)
def test_a_degree_next_to_zero_is_next_to_the_photo(
    engine: Engine, photo: np.ndarray, frame: Frame
) -> None:
    drawn = Sitting(engine, photo, [frame]).draw([1e-4, 1e-4])
    assert np.abs(drawn.astype(int) - photo).max() <= 1


@pytest.mark.parametrize("frame", FRAMES)
def test_the_photo_changes_inside_the_frame_and_nowhere_else(
    engine: Engine, photo: np.ndarray, frame: Frame
) -> None:
    changed = (Sitting(engine, photo, [frame]).draw([1, 0.3]) != photo).any(-1)
    y, x = np.mgrid[: photo.shape[0], : photo.shape[1]]
    within = frame.to_frame(np.stack([x, y], -1), 1)
    outside = (np.abs(within) > 0.5).any(-1)
    assert changed[~outside].any()
    assert not changed[outside].any()


def test_what_changes_fades_out_towards_the_frame(engine: Engine, photo: np.ndarray) -> None:
    frame = Frame((200.0, 150.0), 200.0)
    changed = np.abs(Sitting(engine, photo, [frame]).draw([1, 0]).astype(int) - photo)
    border = np.concatenate([changed[51:53, 101:299].ravel(), changed[51:249, 101:103].ravel()])
    assert border.max() <= 1 < changed.max()


def test_frames_do_not_depend_on_the_order_in_which_they_are_drawn(
    engine: Engine, photo: np.ndarray
) -> None:
    degrees = np.array([[0, 0.2], [0.9, 0], [0.4, 0.5]])
    forward = list(Sitting(engine, photo, [FRAMES[1]]).clip(degrees))
    other = Sitting(engine, photo, [FRAMES[1]])
    for index in (2, 0, 1):
        np.testing.assert_array_equal(other.draw(degrees[index]), forward[index])


def test_several_faces_are_drawn_in_one_photo(engine: Engine, photo: np.ndarray) -> None:
    left, right = Frame((90.0, 100.0), 150.0), Frame((300.0, 200.0), 150.0)
    both = Sitting(engine, photo, [left, right]).draw([1, 0])
    one, other = (Sitting(engine, photo, [frame]).draw([1, 0]) for frame in (left, right))
    np.testing.assert_array_equal(both[:, :195], one[:, :195])
    np.testing.assert_array_equal(both[:, 205:], other[:, 205:])


def test_overlapping_faces_keep_what_was_drawn_before(engine: Engine, photo: np.ndarray) -> None:
    frames = [Frame((180.0, 150.0), 160.0), Frame((220.0, 160.0), 160.0)]
    sitting = Sitting(engine, photo, frames)
    both = sitting.draw([1, 0])
    first = Sitting(engine, photo, frames[:1]).draw([1, 0])
    np.testing.assert_array_equal(both[:, :139], first[:, :139])
    assert (both[:, 141:] != first[:, 141:]).any()
    np.testing.assert_array_equal(sitting.draw([1, 0]), both)


def test_a_clip_is_drawn_one_frame_at_a_time(engine: Engine, photo: np.ndarray) -> None:
    clip = Sitting(engine, photo, [FRAMES[0]]).clip(np.full((1_000_000, 2), 0.5))
    assert next(clip).shape == photo.shape


def test_painted_areas_are_grained_like_the_photo(engine: Engine) -> None:
    noise = np.random.default_rng(2).normal(0, 4, (600, 600, 1))
    photo = np.clip(128 + noise.repeat(3, 2), 0, 255).astype(np.uint8)
    frame = Frame((300.0, 300.0), 512.0)

    def roughness(grained: bool) -> float:
        drawn = Sitting(engine, photo, [frame], grained=grained).draw([1, 0])
        mouth = drawn[395:410, 290:310].astype(float)
        return float(np.abs(np.diff(mouth, axis=1)).mean())

    assert roughness(grained=False) < 0.5
    assert 2 < roughness(grained=True) < 8


def test_an_rgb_bundle_draws_what_its_network_says_even_at_degree_zero(
    tiny_rgb_bundle: Path, photo: np.ndarray
) -> None:
    frame = Frame((200.0, 150.0), 200.0)
    drawn = Sitting(Engine(tiny_rgb_bundle), photo, [frame], grained=False).draw([0, 0])
    portrait = cut(photo, frame, 256).astype(float) / 127.5 - 1
    pooled = [portrait.reshape(256 // k, k, 256 // k, k, 3).mean((1, 3)) for k in (4, 8)]
    painted = np.tanh(pooled[0] + pooled[1].repeat(2, 0).repeat(2, 1))
    middle = (painted[36, 32] + 1) * 127.5
    assert np.abs(drawn[163, 201] - middle).max() < 12
    np.testing.assert_array_equal(drawn[:50], photo[:50])


def test_a_clip_drawn_several_frames_at_a_time_is_the_frames_in_their_order(
    tiny_bundle: Path, photo: np.ndarray
) -> None:
    sitting = Sitting(Engine(tiny_bundle, threads=3), photo, FRAMES[:1])
    degrees = np.stack([np.linspace(0, 1, 11), np.linspace(0.5, 0, 11)], axis=-1)
    for row, drawn in zip(degrees, sitting.clip(degrees), strict=True):
        assert np.abs(drawn.astype(int) - sitting.draw(row)).max() <= 1


def test_a_clip_is_not_drawn_further_ahead_than_there_are_threads(
    monkeypatch: pytest.MonkeyPatch, tiny_bundle: Path, photo: np.ndarray
) -> None:
    engine = Engine(tiny_bundle, threads=2)
    sitting = Sitting(engine, photo, FRAMES[:1])
    decode, runs = engine.decode, []

    def counted(features: object, *, threads: int | None = None) -> object:
        runs.append(threads)
        return decode(features, threads=threads)

    monkeypatch.setattr(engine, "decode", counted)
    frames = sitting.clip(np.full((50, 2), 0.5))
    for _ in range(5):
        next(frames)
    frames.close()
    # One more run is that at degree zero.
    assert len(runs) <= 5 + 2 + 1


def test_a_clip_drawn_several_frames_at_a_time_is_encoded_once(
    tiny_bundle: Path, photo: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(tiny_bundle, threads=3)
    encode, asked = engine.encode, []

    def slowly(encoder: str, portrait: np.ndarray) -> object:
        asked.append(encoder)
        time.sleep(0.05)
        return encode(encoder, portrait)

    monkeypatch.setattr(engine, "encode", slowly)
    shown = engine.card.expressions[0]
    degrees = np.zeros((6, len(engine.card.expressions)))
    degrees[1:, 0] = 0.5
    assert len(list(Sitting(engine, photo, FRAMES[:1]).clip(degrees))) == 6
    assert sorted(asked) == sorted(["base", shown])


@pytest.mark.parametrize("degrees", [[0, 0], [0.7, 0], [0.4, 1]])
def test_a_shrunk_sitting_draws_what_the_whole_one_draws_only_smaller(
    engine: Engine, photo: np.ndarray, degrees: list[float]
) -> None:
    whole = Sitting(engine, photo, FRAMES[:1], grained=False)
    small = whole.shrunk(200)
    drawn = small.draw(degrees).astype(float)
    expected = Image.fromarray(whole.draw(degrees)).resize((200, 150), Image.Resampling.LANCZOS)
    assert drawn.shape == (150, 200, 3)
    assert np.abs(drawn - np.asarray(expected)).mean() < (1e-9 if not any(degrees) else 2.0)
    moved = np.abs(drawn - small.draw([0, 0])).mean()
    assert moved == 0 if not any(degrees) else moved > 0.5


def test_shrinking_encodes_nothing_again_and_never_enlarges(
    engine: Engine, photo: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Sitting(engine, photo, FRAMES[:1])
    whole.draw([1, 0])
    monkeypatch.setattr(engine, "encode", None)
    assert whole.shrunk(100).draw([1, 0]).shape == (75, 100, 3)
    np.testing.assert_array_equal(whole.shrunk(9999).draw([1, 0]), whole.draw([1, 0]))
    assert whole.frames == tuple(FRAMES[:1])


def test_a_sitting_says_how_much_it_holds(engine: Engine, photo: np.ndarray) -> None:
    sitting = Sitting(engine, photo, FRAMES[:1])
    sizes = [sitting.nbytes]
    for degrees in ([0.5, 0], [0.5, 0.5], [0.2, 0.1]):
        sitting.draw(degrees)
        sizes.append(sitting.nbytes)
    features = 4 * 3 * (64 * 64 + 32 * 32)
    assert np.diff(sizes).tolist() == [2 * features, features, 0]


@pytest.mark.parametrize("threads", [1, 3])
def test_of_a_long_clip_no_more_frames_are_in_memory_than_threads_draw(
    tiny_bundle: Path, photo: np.ndarray, threads: int
) -> None:
    sitting = Sitting(Engine(tiny_bundle, threads=threads), photo, [Frame((150.0, 150.0), 60.0)])
    draw, drawn = sitting._drawn, []

    def noted(*arguments: object, **options: object) -> np.ndarray:
        frame = draw(*arguments, **options)
        drawn.append(weakref.ref(frame))
        return frame

    sitting._drawn = noted  # type: ignore[method-assign]
    most = 0
    for _ in sitting.clip(np.linspace(0, 1, 30)[:, None].repeat(2, axis=1)):
        most = max(most, sum(frame() is not None for frame in drawn))
    assert len(drawn) == 30
    assert most <= threads + 2
