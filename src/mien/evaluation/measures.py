"""From an attempt to the arguments of the metrics, where that takes more than one call."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mien.evaluation.attempt import Attempt
from mien.metrics.change import change
from mien.metrics.displacement import displacement, displacement_ratio
from mien.metrics.identity import similarity
from mien.metrics.landmark_error import in_eye_distances, landmark_error
from mien.metrics.monotonicity import reversals, spearman
from mien.metrics.recognition import target
from mien.metrics.sharpness import sharpness_ratio
from mien.metrics.smoothness import curve_error, roughness
from mien.metrics.structural import region_mean, whole_mean
from mien.types import Picture

NAN = float("nan")


def ssim(one: Attempt) -> float:
    """Mean over the moved frames of SSIM in the whole frame."""
    return float(np.mean([whole_mean(similar) for similar in one.structure]))


def mouth_ssim(one: Attempt) -> float:
    """Mean over the moved frames of SSIM in the mouth."""
    pairs = zip(one.structure, one.scene.regions[one.scene.moved], strict=True)
    return float(np.mean([region_mean(similar, region) for similar, region in pairs]))


def over_frames(metric: Callable[[Picture, Picture], float]) -> Callable[[Attempt], float]:
    """A metric of a frame and its true frame, as the mean over the moved frames."""

    def measure(one: Attempt) -> float:
        pairs = ((one.frames[index], one.scene.truth[index]) for index in one.scene.moved)
        return float(np.mean([metric(frame, truth) for frame, truth in pairs]))

    return measure


def st_lpips(one: Attempt) -> float:
    """Mean over the frames looked at of ST-LPIPS."""
    assert one.scene.whole is not None
    return float(one.scene.whole.distances(one.frames[one.scene.looked_at]).mean())


def mouth_st_lpips(one: Attempt) -> float:
    """The same of the rectangle round the mouth."""
    scene = one.scene
    if scene.mouth is None or scene.window is None:
        return NAN
    return float(scene.mouth.distances(one.frames[scene.looked_at][:, *scene.window]).mean())


def sharpness(one: Attempt) -> float:
    """Sharpness of the mouth at the greatest degree."""
    scene, peak = one.scene, one.scene.peak
    return sharpness_ratio(one.frames[peak], scene.truth[peak], scene.regions[peak])


def outside(one: Attempt) -> float:
    """Mean over the moved frames of the change from the portrait outside the face."""
    return change(one.frames[one.scene.moved], one.scene.portrait, one.scene.outside)


def at_zero(one: Attempt) -> float:
    """Change from the portrait in the frames of degree 0."""
    return change(one.frames[one.degrees == 0], one.scene.portrait)


def amplitude(one: Attempt) -> float:
    """Displacement along the truth's at the greatest degree."""
    peak, own, true = one.scene.peak, one.drawn.landmarks, one.scene.true.landmarks
    return displacement_ratio(own[peak], own[0], true[peak], true[0])


def travel(one: Attempt) -> float:
    """Displacement at the greatest degree, whichever way."""
    return float(one.curve[one.scene.peak])


def follows(one: Attempt) -> float:
    """Rank correlation of the degree with the displacement."""
    return spearman(one.degrees, one.curve)


def goes_back(one: Attempt) -> float:
    """Share of the steps to a greater degree at which the displacement falls."""
    return reversals(one.degrees, one.curve)


def rough(one: Attempt) -> float:
    """Second differences of the moving points."""
    return roughness(one.drawn.landmarks, one.scene.true.landmarks[0])


def curve_rmse(one: Attempt) -> float:
    """Distance of the landmark curve from the truth's."""
    true = one.scene.true.landmarks
    return curve_error(one.curve, displacement(true, true[0]))


def akd_pixels(one: Attempt) -> float:
    """Mean over the moved frames of the landmark error in pixels."""
    apart = landmark_error(one.drawn.landmarks, one.scene.true.landmarks)
    return float(apart[one.scene.moved].mean())


def akd(one: Attempt) -> float:
    """The same in eye distances."""
    pixels = np.asarray(akd_pixels(one), np.float64)
    return float(in_eye_distances(pixels, one.scene.true.landmarks[0]))


def lost(one: Attempt) -> float:
    """Share of the frames in which no landmarks are found."""
    return float(np.isnan(one.drawn.landmarks).any(axis=(1, 2)).mean())


def identity(one: Attempt) -> float:
    """Mean over the moved frames of the cosine to the true frame of the same degree."""
    alike = similarity(one.drawn.embeddings, one.scene.true.embeddings)
    return float(alike[one.scene.moved].mean())


def identity_photo(one: Attempt) -> float:
    """The same to the portrait."""
    alike = similarity(one.drawn.embeddings, one.scene.true.embeddings[0])
    return float(alike[one.scene.moved].mean())


def recognised(one: Attempt) -> float:
    """Probability of the expression's class at the greatest degree."""
    return float(_believed(one)[one.scene.peak])


def recognised_follows(one: Attempt) -> float:
    """Rank correlation of the degree with the probability of the expression's class."""
    return spearman(one.degrees, _believed(one))


def _believed(one: Attempt) -> NDArray[np.float64]:
    """(frames,), probability of the expression's class; NaN where the classifier has none."""
    index, rows = target(one.scene.clip.expression), one.drawn.probabilities
    return np.full(len(rows), np.nan) if index is None else rows[:, index]
