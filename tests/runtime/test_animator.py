import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mien.errors import MienError
from mien.geometry import Frame
from mien.protocols import Animator as AnimatorProtocol
from mien.runtime import Animator, load
from mien.runtime.engine import Engine, mixed
from mien.runtime.packed import doubled
from mien.schedules import Schedule


@pytest.fixture(scope="module")
def animator(tiny_bundle: Path) -> Animator:
    return load(tiny_bundle)


def _composed(bundle: Path, portrait: np.ndarray, degrees: list[float]) -> np.ndarray:
    """V = (1 - m) (1 + s) I(p + u) + m C in plain floating point."""
    engine = Engine(bundle)
    scaled = (portrait.transpose(2, 0, 1)[None] / 127.5 - 1).astype(np.float32)
    base = engine.encode("base", scaled)
    residuals = [engine.encode(name, scaled) for name in engine.card.expressions]
    raw = engine.decode(mixed(base, list(zip(degrees, residuals, strict=True))))
    neutral = engine.decode(base)
    flow = 256 * _doubled(_doubled(raw["flow"][0] - neutral["flow"][0]))
    opacity = np.tanh(np.maximum(raw["opacity"] - neutral["opacity"], 0))[0, 0, ..., None]
    shade = 0.5 * np.tanh(raw["shade"] - neutral["shade"])[0, 0, ..., None]
    y, x = np.mgrid[:256, :256]
    fine = doubled(np.concatenate([portrait, portrait[..., :1]], axis=-1))[..., :3].astype(float)
    warped = _bilinear(fine, 2 * (x + flow[0]), 2 * (y + flow[1]))
    return (1 - opacity) * np.clip((1 + shade) * warped, 0, 255) + 255 * opacity * raw["colour"][
        0
    ].transpose(1, 2, 0)


def _doubled(planes: np.ndarray) -> np.ndarray:
    for axis in (1, 2):
        padded = np.concatenate([planes.take([0], axis), planes, planes.take([-1], axis)], axis)
        count = planes.shape[axis]
        at, before, after = (padded.take(range(i, i + count), axis) for i in (1, 0, 2))
        pair = np.stack([0.75 * at + 0.25 * before, 0.75 * at + 0.25 * after], axis + 1)
        shape = list(planes.shape)
        shape[axis] *= 2
        planes = pair.reshape(shape)
    return planes


def _bilinear(picture: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    last = len(picture) - 1
    x, y = np.clip(x, 0, last), np.clip(y, 0, last)
    left, top = np.minimum(x.astype(int), last - 1), np.minimum(y.astype(int), last - 1)
    right, down = (x - left)[..., None], (y - top)[..., None]
    upper = picture[top, left] * (1 - right) + picture[top, left + 1] * right
    lower = picture[top + 1, left] * (1 - right) + picture[top + 1, left + 1] * right
    return upper * (1 - down) + lower * down


def test_an_animator_is_one_for_evaluation(animator: Animator) -> None:
    assert isinstance(animator, AnimatorProtocol)
    assert animator.expressions == animator.card.expressions == ("happy", "angry")


@pytest.mark.parametrize("degrees", [[1.0, 0.0], [0.0, 0.6], [0.7, 0.2], [0.05, 0.0]])
def test_frames_are_the_equation(
    animator: Animator, tiny_bundle: Path, portrait: np.ndarray, degrees: list[float]
) -> None:
    drawn = animator.frames(portrait, np.array([degrees], np.float32))[0]
    away = np.abs(drawn - _composed(tiny_bundle, portrait, degrees))
    assert away.mean() < 0.6
    # Positions are kept to 1/256 of a pixel, and movements of 1/32 of a pixel may be left out.
    assert away.max() < 4


def test_frames_at_degree_zero_are_the_portrait(animator: Animator, portrait: np.ndarray) -> None:
    frames = animator.frames(portrait, np.zeros((2, 2), np.float32))
    np.testing.assert_array_equal(frames, np.stack([portrait, portrait]))


def test_frames_do_not_depend_on_their_batch(animator: Animator, portrait: np.ndarray) -> None:
    degrees = np.random.default_rng(0).random((4, 2), np.float32)
    together = animator.frames(portrait, degrees)
    for index, row in enumerate(degrees):
        np.testing.assert_array_equal(animator.frames(portrait, row[None])[0], together[index])


def test_the_movement_grows_with_the_degree(animator: Animator, portrait: np.ndarray) -> None:
    degrees = np.stack([np.linspace(0, 1, 6), np.zeros(6)], 1)
    frames = animator.frames(portrait, degrees).astype(float)
    away = np.abs(frames - portrait).mean((1, 2, 3))
    assert (np.diff(away) > 0).all()


def test_a_portrait_of_another_size_is_refused(animator: Animator) -> None:
    with pytest.raises(MienError, match="256, 256"):
        animator.frames(np.zeros((128, 128, 3), np.uint8), np.zeros((1, 2), np.float32))


def test_a_clip_of_the_whole_picture_moves_up_to_its_border(
    animator: Animator, portrait: np.ndarray
) -> None:
    wide = portrait[:100]
    frames = list(animator.clip(wide, Schedule(("happy",), np.array([[0], [1]])), frame="whole"))
    np.testing.assert_array_equal(frames[0], wide)
    assert frames[1].shape == wide.shape
    assert (frames[1][-1] != wide[-1]).any()


def test_a_clip_takes_the_schedules_expressions_by_name(
    animator: Animator, portrait: np.ndarray
) -> None:
    frame = Frame((128.0, 128.0), 200.0)
    angry = list(animator.clip(portrait, Schedule(("angry",), np.array([[1]])), frame=frame))
    both = Schedule(("angry", "happy"), np.array([[1, 0]]))
    np.testing.assert_array_equal(angry, list(animator.clip(portrait, both, frame=frame)))


def test_an_unknown_expression_is_refused_before_anything_is_drawn(
    animator: Animator, portrait: np.ndarray
) -> None:
    with pytest.raises(MienError, match=r"bored.*happy, angry"):
        animator.clip(portrait, Schedule(("bored",), np.array([[1]])), frame="whole")


def test_a_picture_without_a_face_is_refused_at_once(animator: Animator) -> None:
    grey = np.full((64, 64, 3), 128, np.uint8)
    with pytest.raises(MienError, match="face"):
        animator.clip(grey, Schedule(("happy",), np.array([[1]])))


@pytest.mark.parametrize(
    "array", [np.zeros((8, 8, 3)), np.zeros((8, 8), np.uint8), np.zeros((0, 8, 3), np.uint8)]
)
def test_an_array_that_is_no_picture_is_refused(animator: Animator, array: np.ndarray) -> None:
    with pytest.raises(MienError, match="uint8"):
        animator.clip(array, Schedule(("happy",), np.array([[1]])))


def test_a_photo_is_read_from_its_file(
    animator: Animator, portrait: np.ndarray, tmp_path: Path
) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(portrait).save(path)
    schedule = Schedule(("happy",), np.array([[0]]))
    np.testing.assert_array_equal(next(animator.clip(path, schedule, frame="whole")), portrait)


def test_animating_loads_no_pytorch(tiny_bundle: Path) -> None:
    code = (
        "import sys, numpy as np; from pathlib import Path; from mien.runtime import load; "
        "a = load(Path(sys.argv[1])); "
        "a.frames(np.zeros((256, 256, 3), np.uint8), np.ones((1, 2))); "
        "sys.exit('torch' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(tiny_bundle)], check=True)
