"""The generator's objective: which loss looks at what."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from mien.config import ResidualConfig
from mien.ibug import MOUTH_ENDS
from mien.losses.composition import opaqueness, revealed, smoothness, unexplained
from mien.losses.continuity import continuity
from mien.losses.landmarks import landmark_error, positions
from mien.losses.perceptual import VggFeatures, perceptual
from mien.losses.reconstruction import gradients, motion_weight, reconstruction
from mien.models.composition import Composition
from mien.models.mouth import between_lips, crop, ellipse, mouth_centre
from mien.tensors import Batch, FeatureMap, Masks, Pictures, Terms

VGG_LAYERS = ("conv1_2", "conv2_2", "conv3_1")
"""What `perceptual` compares: edges, corners and textures, teeth among them; not what is shown."""


@dataclass(frozen=True)
class Drawn:
    """Frames that a generator drew for a batch.

    Attributes:
        frame: at the batch's degrees, clip after clip.
        composition: what they were composed of, if they were.
        before: at an increment less, if continuity is asked for.
        after: at an increment more.
        landmarks: maps of the frames' landmarks, if the network predicts them.
        mouth: where it sees the portraits' mouths, if it does; fractions of the frame.
    """

    frame: Pictures
    composition: Composition | None = None
    before: Pictures | None = None
    after: Pictures | None = None
    landmarks: FeatureMap | None = None
    mouth: Tensor | None = None


def pixel_terms(
    config: ResidualConfig, weights: Mapping[str, float], batch: Batch, drawn: Drawn
) -> Terms:
    """Terms that compare pixels, and those on what the frame is composed of."""
    size = batch.frame.shape[-1]
    landmarks = batch.landmarks.flatten(0, 1)
    mouth = ellipse(landmarks, size)
    weight = _pixel_weight(config, batch, mouth)
    terms = {"reconstruction": reconstruction(drawn.frame, batch.truth, weight)}
    if weights.get("gradients"):
        terms["gradients"] = gradients(drawn.frame, batch.truth, weight)
    if drawn.composition is not None:
        parts = drawn.composition
        terms["smoothness"] = smoothness(parts.flow)
        terms["opaqueness"] = opaqueness(parts.opacity)
        terms["unexplained"] = unexplained(parts.colour, parts.warped, batch.truth, mouth)
        inside = between_lips(landmarks, size)
        terms["revealed"] = revealed(parts.rise, parts.warped, batch.truth, mouth, inside)
    if drawn.before is not None and drawn.after is not None:
        terms["continuity"] = continuity(drawn.frame, drawn.before, drawn.after)
    return terms


def landmark_terms(batch: Batch, drawn: Drawn) -> Terms:
    """Distance of the predicted landmarks from those of the true frame."""
    if drawn.landmarks is None:
        return {}
    size = batch.frame.shape[-1]
    predicted = positions(drawn.landmarks, size)
    return {"landmarks": landmark_error(predicted, batch.landmarks.flatten(0, 1), size)}


def mouth_terms(batch: Batch, drawn: Drawn) -> Terms:
    """Mean absolute distance of the mouth's ends from those of the portrait."""
    if drawn.mouth is None:
        return {}
    size, count = batch.frame.shape[-1], batch.frame.shape[1]
    ends = batch.portrait_landmarks[:, MOUTH_ENDS].repeat_interleave(count, dim=0)
    return {"mouth": (drawn.mouth - (ends + 0.5) / size).abs().mean()}


def perceptual_terms(
    features: VggFeatures | None, weights: Mapping[str, float], batch: Batch, drawn: Drawn
) -> Terms:
    """Distance of VGG features in two squares: round the mouth, and round any landmark.

    The features are the dearest part of a step, and frames of one clip are much alike: the first
    square is cut from a clip's first frame, the second from its last.
    """
    if features is None or not weights.get("perceptual"):
        return {}
    count = batch.frame.shape[1]
    anywhere = torch.randint(68, (len(batch.landmarks),), device=batch.landmarks.device)
    places = (
        (0, mouth_centre(batch.landmarks[:, 0])),
        (count - 1, batch.landmarks[range(len(anywhere)), -1, anywhere]),
    )
    shown, true = (
        torch.cat([crop(frames[first::count], centres) for first, centres in places])
        for frames in (drawn.frame, batch.truth)
    )
    return {"perceptual": perceptual(features, shown, true)}


def _pixel_weight(config: ResidualConfig, batch: Batch, mouth: Masks) -> Masks | None:
    if not config.motion_weight and not config.mouth_weight:
        return None
    weight = motion_weight(batch.origin, batch.truth, config.motion_weight)
    return weight + config.mouth_weight * mouth
