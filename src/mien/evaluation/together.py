"""Several methods on one photo, side by side."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError
from mien.evaluation.opening import Opened
from mien.evaluation.portrait import framed
from mien.media import Photo, side_by_side
from mien.schedules import Schedule
from mien.types import Picture

BLANK = 225
"""Grey of a method that does not know the expression, in levels."""


def together(
    opened: Mapping[str, Opened], photo: Photo, schedules: Sequence[Schedule], *, cell: int = 512
) -> Iterator[Picture]:
    """Frames that show what every method makes of a photo's largest face, one schedule by another.

    Each draws the face in its own frame, at the same degrees. One that does not know an expression
    that is shown stays blank, and its caption says so.

    Args:
        opened: two methods or more, by the name that stands below them.
        photo: whose largest face moves.
        schedules: played one after another.
        cell: longest side of each face in the picture, in pixels.

    Raises:
        MienError: no face, a schedule that no method can draw, or one that a method cannot mix;
            the first two at once, not at the first frame.
    """
    for schedule in schedules:
        if all(_lacks(one, schedule) for one in opened.values()):
            raise MienError(f"None of {', '.join(opened)} knows {' and '.join(shown(schedule))}.")
    several = len(schedules) > 1
    portraits = {name: framed(photo, one.frame) for name, one in opened.items()}
    return (
        frame
        for schedule in schedules
        for frame in side_by_side(
            [_drawn(one, portraits[name], schedule) for name, one in opened.items()],
            [_caption(name, one, schedule, several) for name, one in opened.items()],
            cell=cell,
        )
    )


def shown(schedule: Schedule) -> tuple[str, ...]:
    """Expressions of a schedule that are above degree 0 in any frame."""
    return tuple(
        name
        for name, degrees in zip(schedule.expressions, schedule.degrees.T, strict=True)
        if degrees.any()
    )


def _lacks(one: Opened, schedule: Schedule) -> tuple[str, ...]:
    return tuple(name for name in shown(schedule) if name not in one.entrant.expressions)


def _caption(name: str, one: Opened, schedule: Schedule, several: bool) -> str:  # noqa: FBT001
    """A method's name, and what it shows if that changes, or why it shows nothing."""
    if lacks := _lacks(one, schedule):
        return f"{name}: does not know {' and '.join(lacks)}"
    return f"{name}: {' and '.join(shown(schedule)) or 'neutral'}" if several else name


def _drawn(one: Opened, portrait: Picture, schedule: Schedule) -> NDArray[np.uint8]:
    """(frames, size, size, 3), or one blank frame of a method that lacks an expression."""
    if _lacks(one, schedule):
        return np.full((1, *portrait.shape), BLANK, np.uint8)
    expressions = one.entrant.expressions
    degrees = np.zeros((len(schedule), len(expressions)), np.float32)
    for name in shown(schedule):
        column = schedule.expressions.index(name)
        degrees[:, expressions.index(name)] = schedule.degrees[:, column]
    return one.entrant.animator.frames(portrait, degrees)
