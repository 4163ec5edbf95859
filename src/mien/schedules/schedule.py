"""The schedule: which degree each expression has in each frame of a clip."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError

FORMAT = 1
"""Format number of a schedule's and of keyframes' JSON."""

FPS = 25.0
"""Frames per second when nobody says otherwise."""

SLOWEST, FASTEST = 0.1, 240.0
"""Frames per second that players and video formats take."""

LONGEST = 1_000_000
"""Frames in the longest schedule: eleven hours at 25 frames per second."""


@dataclass(frozen=True, eq=False)
class Schedule:
    """Degrees frame by frame, the user's control over a clip.

    Attributes:
        expressions: what the columns of `degrees` stand for.
        degrees: (frames, expressions) float32 in [0, 1], read-only; 0 is the photo, 1 the peak.
        fps: frames per second.

    Raises:
        MienError: no frame, no expression or one twice, a degree outside [0, 1], an absurd rate.
    """

    expressions: tuple[str, ...]
    degrees: NDArray[np.float32]
    fps: float = FPS

    def __post_init__(self) -> None:
        names = tuple(self.expressions)
        degrees = checked_degrees(self.degrees, names)
        degrees.setflags(write=False)
        object.__setattr__(self, "expressions", names)
        object.__setattr__(self, "degrees", degrees)
        object.__setattr__(self, "fps", checked_fps(self.fps))

    def __len__(self) -> int:
        return len(self.degrees)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Schedule):
            return NotImplemented
        same_names = (self.expressions, self.fps) == (other.expressions, other.fps)
        return same_names and np.array_equal(self.degrees, other.degrees)

    def __hash__(self) -> int:
        return hash((self.expressions, self.fps, self.degrees.tobytes()))

    @property
    def seconds(self) -> float:
        """How long the clip lasts."""
        return len(self) / self.fps

    def for_expressions(self, names: Sequence[str]) -> "Schedule":
        """The same clip with a column for each of a bundle's expressions, in the bundle's order.

        Raises:
            MienError: an expression that is not among `names`.
        """
        for name in self.expressions:
            if name not in names:
                raise MienError(f"unknown expression {name!r}: this bundle has {', '.join(names)}.")
        degrees = np.zeros((len(self), len(names)), np.float32)
        for column, name in enumerate(self.expressions):
            degrees[:, list(names).index(name)] = self.degrees[:, column]
        return Schedule(tuple(names), degrees, self.fps)

    def to_json(self) -> dict[str, Any]:
        """A document for `json.dumps`; `from_json` gives the same schedule back, bit for bit."""
        return {
            "format": FORMAT,
            "fps": self.fps,
            "expressions": list(self.expressions),
            # The shortest decimals that name each float32.
            "degrees": [[float(str(degree)) for degree in row] for row in self.degrees],
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any] | str) -> Self:
        """Read what `to_json` wrote, as a document or as its text.

        Raises:
            MienError: no such document, or one of a newer format.
        """
        try:
            content: Any = json.loads(document) if isinstance(document, str) else document
            check_format(content)
            return cls(tuple(content["expressions"]), content["degrees"], content["fps"])
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise MienError(
                f"not a schedule: {error}. It needs format, fps, expressions and degrees."
            ) from error


def checked_fps(fps: float) -> float:
    """Frames per second as a float.

    Raises:
        MienError: not a number between 0.1 and 240.
    """
    try:
        value = float(fps)
    except (TypeError, ValueError) as error:
        raise MienError(f"{fps!r} is not a number of frames per second.") from error
    if not SLOWEST <= value <= FASTEST:
        raise MienError(
            f"{value:g} frames per second cannot be drawn: "
            f"fps must lie between {SLOWEST:g} and {FASTEST:g}."
        )
    return value


def checked_degree(value: float, name: str) -> float:
    """A degree as it stands.

    Args:
        value: the degree.
        name: what the user calls it, for the message.

    Raises:
        MienError: not a number in [0, 1].
    """
    if not 0 <= value <= 1:
        raise MienError(
            f"{name} is {value:g}; degrees lie in [0, 1], 0 the photo itself, 1 the peak."
        )
    return value


def check_format(document: Mapping[str, Any]) -> None:
    """Refuse a document that a newer version wrote.

    Raises:
        MienError: its format number is missing or newer.
    """
    number = document.get("format", FORMAT) if isinstance(document, Mapping) else None
    if not isinstance(number, int):
        raise MienError("not a schedule: it must be a JSON object with a format number.")
    if number > FORMAT:
        raise MienError(
            f"the schedule has format {number}; this version of mien reads up to {FORMAT}: update."
        )


def check_length(frames: float, longest: int = LONGEST) -> None:
    """Refuse lengths that no clip has.

    Raises:
        MienError: more than `longest` frames, or not a number.
    """
    if not math.isfinite(frames) or frames > longest:
        raise MienError(f"{frames:g} frames are too many: a schedule holds at most {longest:,}.")


def checked_degrees(values: object, names: tuple[str, ...]) -> NDArray[np.float32]:
    """A copy of a table of degrees, (frames, expressions) float32 in [0, 1].

    Raises:
        MienError: another shape, no frame, a name twice, a degree that is no number in [0, 1].
    """
    try:
        degrees = np.array(values, np.float32)
    except (TypeError, ValueError) as error:
        raise MienError(f"degrees must be a table of numbers: {error}.") from error
    if degrees.size == 0:
        raise MienError("the schedule is empty: it needs at least one degree, such as 1.")
    if not names or len(set(names)) < len(names) or not all(isinstance(n, str) for n in names):
        raise MienError(f"a schedule names its expressions, each once; these are {list(names)}.")
    if degrees.ndim != 2 or degrees.shape[1] != len(names):
        raise MienError(
            f"degrees have shape {degrees.shape}; {len(names)} expression(s) need "
            f"(frames, {len(names)})."
        )
    check_length(len(degrees))
    _check_range(degrees, names)
    return degrees


def _check_range(degrees: NDArray[np.float32], names: tuple[str, ...]) -> None:
    wrong = np.argwhere(~((degrees >= 0) & (degrees <= 1)))
    if len(wrong):
        frame, column = wrong[0]
        checked_degree(degrees[frame, column], f"frame {frame}: the degree of {names[column]}")
