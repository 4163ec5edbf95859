"""Read a user's photo: any ordinary picture file becomes an upright sRGB array."""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from mien.errors import MienError
from mien.media.convert import to_srgb
from mien.media.diagnosis import check_file, found, head, is_heic
from mien.types import Picture

SMALLEST_SIDE = 64
"""Pixels; a face in a smaller picture cannot be told from noise."""

MOST_PIXELS = 100_000_000
"""Larger pictures would need gigabytes of memory, and may be bombs."""

_KINDS = ("JPEG", "MPO", "PNG", "WEBP", "TIFF", "GIF", "BMP", "DIB", "PPM", "AVIF", "HEIF")
"""Pillow's decoders that may see a user's file: not those that start other programs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Photo:
    """A user's picture.

    Attributes:
        picture: upright, sRGB, (H, W, 3) uint8, read-only; laid over white where transparent.
        path: the file.
        sha256: hash of the file's bytes, hexadecimal.
    """

    picture: Picture
    path: Path
    sha256: str


def read_photo(path: Path, *, most_pixels: int = MOST_PIXELS) -> Photo:
    """Read a picture file; of several frames the first.

    JPEG, PNG, WebP, TIFF, GIF, BMP, PPM, AVIF and, with the extra `heic`, HEIC. The camera's
    orientation is applied, an ICC profile is converted to sRGB (`mien.media.convert.to_srgb`), and
    more than eight bits a channel are rounded to eight.

    Args:
        path: the file.
        most_pixels: in the whole picture; a larger one is refused before it is decoded.

    Raises:
        MienError: not a picture, damaged, or not between 64 pixels a side and `most_pixels`.
    """
    path = Path(path)
    check_file(path)
    if is_heic(head(path)):
        _know_heic(path)
    with _reported(path), Image.open(path, formats=_kinds()) as image:
        _check_size(path, *image.size, most_pixels)
        image.load()
        colour = to_srgb(_upright(image))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Photo(picture=np.asarray(colour), path=path, sha256=digest)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turn what Pillow raises, which may be anything, into words about the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is refused here, or harmless
            yield
    except MienError as error:
        raise error if str(path) in str(error) else MienError(f"{path}: {error}") from error
    except Image.DecompressionBombError as error:
        raise MienError(
            f"{path} claims more than {MOST_PIXELS // 10**6} megapixels ({error}). "
            "Make it smaller first."
        ) from error
    except UnidentifiedImageError as error:
        raise MienError(
            f"{path} cannot be read as a picture: it is {found(path)}. "
            "Give a JPEG, PNG, WebP, TIFF, GIF, BMP, AVIF or HEIC picture."
        ) from error
    except MemoryError as error:
        raise MienError(f"{path} does not fit into memory. Make it smaller first.") from error
    except Exception as error:
        raise MienError(
            f"{path} is {found(path)}, but damaged or cut short ({error}). Copy or export it again."
        ) from error


def _check_size(path: Path, width: int, height: int, most: int) -> None:
    if min(width, height) < SMALLEST_SIDE:
        raise MienError(
            f"{path} has {width} x {height} pixels; each side needs at least {SMALLEST_SIDE}. "
            "Give a larger picture."
        )
    if width * height > most:
        raise MienError(
            f"{path} has {width} x {height} pixels, more than {most / 1e6:g} megapixels. "
            "Make it smaller first."
        )


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image  # damaged EXIF is no reason to refuse the photo


def _kinds() -> list[str]:
    Image.init()
    return [kind for kind in _KINDS if kind in Image.OPEN]


def _know_heic(path: Path) -> None:
    try:
        import pillow_heif  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MienError(
            f"{path} is a HEIC picture, which needs one more package: "
            "run `pip install 'mien[heic]'`, or save the picture as JPEG."
        ) from error
    pillow_heif.register_heif_opener()
