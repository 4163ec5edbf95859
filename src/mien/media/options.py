"""How a clip is to be written: what every writer is handed beside the frames."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from numpy.typing import NDArray

from mien.errors import MienError
from mien.media.label import Label


@dataclass(frozen=True, kw_only=True)
class ClipOptions:
    """Settings that all formats share; each heeds those that it can carry.

    Attributes:
        rate: frames per second.
        label: mark that the clip was generated, or None for no mark.
        loop: whether players repeat the clip without end (GIF, WebP, APNG).
        arrays: further entries of an .npz file, by name.
    """

    rate: Fraction
    label: Label | None
    loop: bool = True
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


def frame_rate(fps: float) -> Fraction:
    """A frame rate as a fraction that containers can hold.

    The broadcast rates come out as they are meant: 29.97 is 30000/1001.

    Raises:
        MienError: the rate is not a number in (0, 1000].
    """
    if not math.isfinite(fps) or not 0 < fps <= 1000:
        raise MienError(
            f"{fps} frames per second cannot be played. Give a rate above 0, up to 1000."
        )
    broadcast = Fraction(round(fps) * 1000, 1001)
    if fps != round(fps) and abs(broadcast - Fraction(fps)) < Fraction(1, 200):
        return broadcast
    return Fraction(fps).limit_denominator(1001)
