"""Single pictures, folders of pictures and WebP, by Pillow."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image, ImageSequence
from PIL.PngImagePlugin import PngInfo

from mien.errors import MienError
from mien.media.label import Label, from_xmp
from mien.media.options import ClipOptions
from mien.media.spool import Spool, spooled
from mien.media.targets import frame_name
from mien.types import Picture

Still = Literal["jpeg", "webp", "png"]
"""Kinds of files that hold one picture, as browsers show them."""


class _SpoolImage(Image.Image):
    """A spool as Pillow sees a file of several frames, so that one is in memory at a time."""

    def __init__(self, spool: Spool) -> None:
        super().__init__()
        self._spool = spool
        self.n_frames = len(spool)
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Show another frame."""
        picture = Image.fromarray(self._spool[frame])
        self._mode, self._size, self.im = picture.mode, picture.size, picture.im


def write_webp(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """Write an animated WebP.

    Raw frames wait on disk; the encoder keeps the compressed clip in memory until it is finished.

    Raises:
        OSError: the frames are larger than the format allows, 16,383 pixels a side.
    """
    with spooled(frames, path.parent) as spool:
        image = _SpoolImage(spool)
        try:
            image.save(
                path,
                "WEBP",
                save_all=True,
                duration=1000 / float(options.rate),
                loop=0 if options.loop else 1,
                quality=90,
                method=2,
                **_xmp(options.label),
            )
        except RuntimeError as error:
            raise OSError(f"the WebP encoder says {error}") from error


def write_jpeg(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """Write one picture as JPEG.

    Raises:
        MienError: there is more than one frame.
    """
    frame = next(frames)
    if next(frames, None) is not None:
        raise MienError(
            "A JPEG holds one picture, and the clip has several. "
            "Give one degree, or write .mp4, .gif, .webp, .png or a folder."
        )
    comment = {"comment": options.label.comment.encode()} if options.label else {}
    Image.fromarray(frame).save(
        path, "JPEG", quality=95, subsampling=0, **_xmp(options.label), **comment
    )


def data_uri(picture: Picture) -> str:
    """A picture as an address that holds it, for a page that needs no other file."""
    content = base64.b64encode(picture_bytes(picture, "jpeg", quality=80))
    return f"data:image/jpeg;base64,{content.decode('ascii')}"


def picture_bytes(
    picture: Picture, kind: Still, *, quality: int = 90, label: Label | None = None
) -> bytes:
    """A picture as the content of a file.

    Args:
        picture: uint8 sRGB (H, W, 3).
        kind: of the file.
        quality: 1 to 100, of JPEG and WebP.
        label: mark that goes into the metadata, or None for none.
    """
    buffer = io.BytesIO()
    image = Image.fromarray(picture)
    if kind == "png":
        image.save(buffer, "PNG", pnginfo=png_info(label), compress_level=2)
    else:
        image.save(buffer, kind.upper(), quality=quality, method=0, **_xmp(label))
    return buffer.getvalue()


def write_png(frame: Picture, path: Path, label: Label | None) -> None:
    """Write one picture as PNG."""
    Image.fromarray(frame).save(path, "PNG", pnginfo=png_info(label), compress_level=2)


def write_folder(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """Write numbered PNG pictures, each of them labelled; memory is flat."""
    path.mkdir()
    for index, frame in enumerate(frames):
        write_png(frame, path / frame_name(index), options.label)


def png_info(label: Label | None) -> PngInfo:
    """The text chunks that carry a label in PNG: XMP and a comment."""
    info = PngInfo()
    if label:
        info.add_itxt("XML:com.adobe.xmp", label.to_xmp().decode())
        info.add_itxt("Comment", label.comment)
    return info


def iter_pictures(path: Path) -> Iterator[Picture]:
    """The frames of a picture file, in order, one at a time.

    Raises:
        OSError: Pillow cannot read the file.
    """
    with Image.open(path) as image:
        for frame in ImageSequence.Iterator(image):
            yield np.asarray(frame.convert("RGB"))


def picture_label(path: Path) -> Label | None:
    """The label in a picture file's XMP.

    Raises:
        OSError: Pillow cannot read the file.
    """
    with Image.open(path) as image:
        packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    return from_xmp(packet) if packet else None


def _xmp(label: Label | None) -> dict[str, bytes]:
    return {"xmp": label.to_xmp()} if label else {}
