"""A contact sheet: many frames on one picture, with captions."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mien.errors import MienError
from mien.types import Picture

_INK = (40, 40, 40)


def contact_sheet(
    frames: Iterable[Picture],
    *,
    columns: int | None = None,
    captions: Sequence[str] | None = None,
    cell: int = 256,
    gap: int = 8,
) -> Picture:
    """Lay frames out in a grid on white, row by row.

    Frames may differ in size: each is shrunk, never enlarged, to fit its square cell, and centred.
    Only the shrunk ones are kept, so many large frames do no harm.

    Args:
        frames: uint8 sRGB pictures (H, W, 3).
        columns: cells in a row; as square a sheet as possible if not given.
        captions: a line under each frame; long ones are cut with an ellipsis.
        cell: longest side of a cell, in pixels.
        gap: white between cells and around them, in pixels.

    Returns:
        The sheet, (H, W, 3).

    Raises:
        MienError: no frames, no columns, or not one caption for each frame.
    """
    pictures = [_fitted(frame, cell) for frame in frames]
    if not pictures or (columns is not None and columns < 1):
        raise MienError("A contact sheet needs at least one frame and one column.")
    if captions is not None and len(captions) != len(pictures):
        raise MienError(f"{len(captions)} captions do not fit {len(pictures)} frames.")
    columns = min(columns or math.ceil(math.sqrt(len(pictures))), len(pictures))
    width = max(picture.width for picture in pictures)
    height = max(picture.height for picture in pictures)
    letters = max(11, cell // 16)
    line = 2 * letters if captions else 0
    rows = math.ceil(len(pictures) / columns)
    size = (gap + columns * (width + gap), gap + rows * (height + line + gap))
    sheet = Image.new("RGB", size, "white")
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        left, top = gap + column * (width + gap), gap + row * (height + line + gap)
        sheet.paste(
            picture, (left + (width - picture.width) // 2, top + (height - picture.height) // 2)
        )
        if captions:
            box = (left, top + height, left + width, top + height + line)
            _write(sheet, captions[index], box, letters)
    return np.array(sheet)


def _fitted(frame: Picture, cell: int) -> Image.Image:
    picture = Image.fromarray(frame)
    picture.thumbnail((cell, cell), Image.Resampling.LANCZOS)
    return picture


def _write(sheet: Image.Image, caption: str, box: tuple[int, int, int, int], letters: int) -> None:
    """Centre one line in a box."""
    font = ImageFont.load_default(letters)
    draw = ImageDraw.Draw(sheet)
    text = caption
    while text and draw.textlength(text, font) > box[2] - box[0]:
        text = text.removesuffix("…")[:-1].rstrip() + "…" if len(text) > 1 else ""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    draw.text(middle, text, _INK, font, anchor="mm")
