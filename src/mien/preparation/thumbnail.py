"""Small pictures for the report."""

import base64
from typing import Final

import numpy as np
from PIL import Image

from mien.media import jpeg_bytes
from mien.types import Picture

LARGEST: Final = 160
"""Longest side in pixels."""


def thumbnail(picture: Picture) -> Picture:
    """A picture shrunk to at most 160 pixels a side."""
    image = Image.fromarray(picture)
    image.thumbnail((LARGEST, LARGEST), Image.Resampling.BOX)
    return np.asarray(image)


def data_uri(picture: Picture) -> str:
    """A picture as an address that holds it, for a page that needs no other file."""
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg_bytes(picture)).decode('ascii')}"
