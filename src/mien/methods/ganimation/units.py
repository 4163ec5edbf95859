"""Expressions as action units of the Facial Action Coding System (FACS): the condition.

Prototypes after EMFACS (Friesen and Ekman 1983), read with Lucey et al. (2010, Table 1, for CK+)
and Du, Tao and Martinez (2014, Table 1). The clips that `mien prepare puppet` makes show the same
units. Each is at its full intensity at degree 1.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mien.errors import MienError

PEAKS: dict[str, tuple[int, ...]] = {
    "happy": (6, 12, 25),
    "happy-closed": (6, 12),
    "laughing": (6, 12, 26),
    "angry": (4, 5, 7, 23, 24),
    "angry-open": (4, 5, 7, 9, 10, 16, 25),
    "surprised": (1, 2, 5, 26),
    "surprised-wide": (1, 2, 5, 27),
    "sad": (1, 4, 15, 17),
    "disgusted": (4, 7, 9, 10, 17),
    "afraid": (1, 2, 4, 5, 20, 25),
    "pain": (4, 6, 7, 9, 10, 25, 43),
    "pout": (17, 18, 22),
    "kiss": (18,),
    "sleepy": (43, 64),
    "eyes-closed": (43,),
}
"""Action units at the peak of each expression."""


def units_of(expressions: Sequence[str]) -> tuple[int, ...]:
    """All action units that any of some expressions moves, in the order of a condition.

    Raises:
        MienError: an expression whose units are not known.
    """
    if unknown := [name for name in expressions if name not in PEAKS]:
        raise MienError(
            f"No action units are known for {', '.join(unknown)}; they are for {', '.join(PEAKS)}."
        )
    return tuple(sorted({unit for name in expressions for unit in PEAKS[name]}))


def peaks(expressions: Sequence[str]) -> NDArray[np.float32]:
    """The condition at degree 1 of each expression, (expressions, units), 0 or 1.

    Raises:
        MienError: an expression whose units are not known.
    """
    units = units_of(expressions)
    rows = [[unit in PEAKS[name] for unit in units] for name in expressions]
    return np.array(rows, dtype=np.float32)
