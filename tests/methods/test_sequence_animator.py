import numpy as np
import pytest
import torch
from networks import batch

from mien.errors import MienError
from mien.methods.pixels import picture_of
from mien.methods.sequence import OwnDegrees
from mien.methods.sequence_animator import SequenceAnimator
from mien.protocols import Animator
from mien.tensors import Sequence
from mien.types import Picture

DRAWN = {"happy": torch.rand(2, 3, 8, 8) * 2 - 1, "angry": torch.rand(2, 3, 8, 8) * 2 - 1}


class Drawing:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, portrait: Picture, expression: str) -> Sequence:
        self.asked.append(expression)
        return DRAWN[expression]


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


@pytest.fixture
def animator(drawing: Drawing) -> SequenceAnimator:
    own = OwnDegrees(2, 2)
    own.learn(batch(expression=(0,), degree=(0.3, 0.6)))
    return SequenceAnimator(("happy", "angry"), own, drawing, 7)


@pytest.fixture
def portrait() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (8, 8, 3), np.uint8)


def test_each_row_is_answered_by_the_nearest_frame_of_its_expression(
    animator: SequenceAnimator, portrait: np.ndarray
) -> None:
    degrees = np.array([[0, 0], [0.7, 0], [0, 0.6], [0.35, 0], [0.1, 0]], np.float32)
    frames = animator.frames(portrait, degrees)
    happy, angry = (picture_of(DRAWN[name]) for name in ("happy", "angry"))
    expected = [portrait, happy[1], angry[0], happy[0], portrait]
    np.testing.assert_array_equal(frames, np.stack(expected))
    assert isinstance(animator, Animator)


def test_a_sequence_is_drawn_once_and_only_if_it_is_asked_for(
    animator: SequenceAnimator, drawing: Drawing, portrait: np.ndarray
) -> None:
    animator.frames(portrait, np.array([[0, 0.5], [0, 1], [0, 0.2]], np.float32))
    assert drawing.asked == ["angry"]
    animator.frames(portrait, np.zeros((3, 2), np.float32))
    assert drawing.asked == ["angry"]


def test_two_expressions_at_once_are_refused_and_nothing_is_drawn(
    animator: SequenceAnimator, drawing: Drawing, portrait: np.ndarray
) -> None:
    with pytest.raises(MienError, match="Frame 1 mixes happy and angry"):
        animator.frames(portrait, np.array([[1, 0], [0.5, 0.5]], np.float32))
    assert not drawing.asked
