"""The best way across a picture, column by column."""

import numpy as np
from numpy.typing import NDArray

from mien.types import Plane


def cheapest_path(cost: Plane, step: Plane) -> NDArray[np.intp]:
    """The row of each column on the path that costs least, (columns,).

    Args:
        cost: (columns, rows), of each place.
        step: (rows, rows), of going from the second row to the first in the next column.
    """
    best, before = cost[0], []
    for column in cost[1:]:
        reached = best + step
        before.append(reached.argmin(1))
        best = reached.min(1) + column
    path = [int(best.argmin())]
    for choice in reversed(before):
        path.append(int(choice[path[-1]]))
    return np.array(path[::-1])
