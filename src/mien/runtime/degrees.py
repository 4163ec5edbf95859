"""Degrees as the runtime takes them: finite, in [0, 1], one column for each expression."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mien.errors import MienError


def checked(degrees: ArrayLike, expressions: Sequence[str]) -> NDArray[np.float32]:
    """Degrees as (frames, expressions) float32.

    Args:
        degrees: (frames, expressions), or (expressions,) for one frame.
        expressions: names of the columns.

    Raises:
        MienError: another shape, no frame, no number, a degree outside [0, 1].
    """
    try:
        values = np.atleast_2d(np.asarray(degrees, np.float64))
    except (TypeError, ValueError) as error:
        raise MienError(f"Degrees must be numbers: {error}.") from error
    if values.ndim != 2 or values.shape[1] != len(expressions):
        raise MienError(
            f"Degrees have the shape {values.shape}; expected one row for each frame and "
            f"{len(expressions)} columns: {', '.join(expressions)}."
        )
    if not len(values):
        raise MienError("There are no degrees: a clip needs at least one frame.")
    wrong = np.argwhere(~((values >= 0) & (values <= 1)))
    if len(wrong):
        frame, column = wrong[0]
        raise MienError(
            f"Degree {values[frame, column]} of {expressions[column]} in frame {frame + 1} is not "
            "a number in [0, 1]."
        )
    return values.astype(np.float32)
