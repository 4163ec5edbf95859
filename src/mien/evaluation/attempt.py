"""One method's attempt at one clip, beside the truth."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.scene import Scene
from mien.evaluation.view import View
from mien.metrics.displacement import displacement
from mien.metrics.structural import ssim_map
from mien.protocols import Animator
from mien.types import Picture

if TYPE_CHECKING:
    from mien.clips import Clip


class Attempt:
    """What all metrics are computed from.

    Args:
        scene: the truth.
        drawn: the method's frames at the clip's degrees; `scene.true` for the truth itself, which
            is what a perfect method would draw.
    """

    def __init__(self, scene: Scene, drawn: View) -> None:
        expected = (len(scene.clip.degrees), *scene.truth.shape[1:])
        assert drawn.frames.shape == expected, (drawn.frames.shape, expected)
        self.scene = scene
        self.drawn = drawn

    @property
    def frames(self) -> NDArray[np.uint8]:
        """(frames, size, size, 3)."""
        return self.drawn.frames

    @property
    def degrees(self) -> NDArray[np.float64]:
        """(frames,)."""
        return np.asarray(self.scene.clip.degrees, np.float64)

    @cached_property
    def structure(self) -> list[NDArray[np.float64]]:
        """Maps of structural similarity to the truth, for the frames of degree above 0."""
        pairs = ((self.frames[index], self.scene.truth[index]) for index in self.scene.moved)
        return [ssim_map(frame, truth) for frame, truth in pairs]

    @cached_property
    def curve(self) -> NDArray[np.float64]:
        """(frames,), displacement from the first frame: the paper's Figure 3."""
        return displacement(self.drawn.landmarks, self.drawn.landmarks[0])


def draw(animator: Animator, clip: "Clip", portrait: Picture) -> NDArray[np.uint8]:
    """A method's frames at a clip's degrees, (frames, size, size, 3)."""
    degrees = np.zeros((len(clip.degrees), len(animator.expressions)), np.float32)
    degrees[:, animator.expressions.index(clip.expression)] = clip.degrees
    return animator.frames(portrait, degrees)


def attempt(animator: Animator, scene: Scene) -> Attempt:
    """Let a method draw a clip."""
    true = scene.true
    frames = draw(animator, scene.clip, scene.portrait)
    return Attempt(scene, View(frames, true.face, true.instruments))
