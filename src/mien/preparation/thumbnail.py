"""Small pictures for the report."""

from typing import Final

import numpy as np
from PIL import Image

from mien.types import Picture

LARGEST: Final = 160
"""Longest side in pixels."""


def thumbnail(picture: Picture) -> Picture:
    """A picture shrunk to at most 160 pixels a side."""
    image = Image.fromarray(picture)
    image.thumbnail((LARGEST, LARGEST), Image.Resampling.BOX)
    return np.asarray(image)
