"""Judge the frames that one method drew for one clip."""

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.figures import Figures
from mien.evaluation.instruments import Track
from mien.evaluation.scene import Scene
from mien.metrics.displacement import displacement, displacement_ratio
from mien.metrics.monotonicity import spearman
from mien.metrics.sharpness import sharpness_ratio
from mien.metrics.structural import region_mean, ssim_map, whole_mean
from mien.protocols import Animator

NAN = float("nan")


def draw(animator: Animator, scene: Scene) -> NDArray[np.uint8]:
    """A method's frames at the clip's degrees, (frames, size, size, 3)."""
    degrees = np.zeros((len(scene.truth), len(animator.expressions)), np.float32)
    degrees[:, animator.expressions.index(scene.clip.expression)] = scene.clip.degrees
    drawn = animator.frames(scene.portrait, degrees)
    assert drawn.shape == scene.truth.shape, (drawn.shape, scene.truth.shape)
    return drawn


def judge(name: str, drawn: NDArray[np.uint8], scene: Scene, track: Track | None) -> Figures:
    """Measure a method's frames against the truth.

    Args:
        name: of the method.
        drawn: (frames, size, size, 3), at the clip's degrees.
        scene: the truth.
        track: finds landmarks in the drawn frames.
    """
    whole, mouth = _structure(drawn, scene)
    far, far_mouth = _distance(drawn, scene)
    ratio, correlation = _motion(drawn, scene, track)
    peak = _peak(scene)
    return Figures(
        animator=name,
        clip=scene.clip.id,
        person=scene.clip.person,
        expression=scene.clip.expression,
        ssim=whole,
        mouth_ssim=mouth,
        st_lpips=far,
        mouth_st_lpips=far_mouth,
        sharpness=sharpness_ratio(drawn[peak], scene.truth[peak], scene.regions[peak]),
        displacement=ratio,
        spearman=correlation,
        unchanged=bool(np.array_equal(drawn[0], scene.portrait)),
    )


def _peak(scene: Scene) -> int:
    return int(np.argmax(scene.clip.degrees))


def _structure(drawn: NDArray[np.uint8], scene: Scene) -> tuple[float, float]:
    whole, mouth = [], []
    for index in scene.moved:
        similar = ssim_map(drawn[index], scene.truth[index])
        whole.append(whole_mean(similar))
        mouth.append(region_mean(similar, scene.regions[index]))
    return float(np.mean(whole)), float(np.mean(mouth))


def _distance(drawn: NDArray[np.uint8], scene: Scene) -> tuple[float, float]:
    seen = drawn[scene.looked_at]
    whole = float(scene.whole.distances(seen).mean()) if scene.whole else NAN
    if scene.mouth is None or scene.window is None:
        return whole, NAN
    return whole, float(scene.mouth.distances(seen[:, *scene.window]).mean())


def _motion(drawn: NDArray[np.uint8], scene: Scene, track: Track | None) -> tuple[float, float]:
    if track is None or scene.tracked is None:
        return NAN, NAN
    own, peak = track(drawn), _peak(scene)
    ratio = displacement_ratio(own[peak], own[0], scene.tracked[peak], scene.tracked[0])
    return ratio, spearman(scene.clip.degrees, displacement(own, own[0]))
