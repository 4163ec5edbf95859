"""Names for the arrays that cross module boundaries, without PyTorch.

Pixel coordinates put (0, 0) at the centre of the top-left pixel, x before y.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
"""An sRGB picture, (height, width, 3)."""

Plane: TypeAlias = NDArray[np.float32]
"""Any float32 image-like array; its docstring says the shape."""

Landmarks68: TypeAlias = NDArray[np.float32]
"""The 68 iBUG face points, (68, 2), in pixels; the subject's right side comes first."""
