"""What is measured on one clip that one method drew."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One method on one clip.

    Means are over the frames of degree above 0: a frame of degree 0 is nobody's merit.

    Attributes:
        animator: name of the method.
        clip: id of the clip.
        person: who is shown.
        expression: what is shown.
        values: by name of the metric; NaN where an instrument was missing or the face was lost.
        unchanged: whether the frame at degree 0 is the portrait, bit for bit.
        degrees: of the frames.
        curve: displacement of each frame from the first, in eye distances (the paper's Figure 3);
            empty without landmarks.
        features: of the frame of the greatest degree, for distances between sets; empty without a
            network.
    """

    animator: str
    clip: str
    person: str
    expression: str
    values: Mapping[str, float]
    unchanged: bool
    degrees: tuple[float, ...]
    curve: tuple[float, ...] = ()
    features: tuple[float, ...] = ()
