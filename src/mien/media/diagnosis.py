"""Say in words what a file is that is not what was hoped for."""

from pathlib import Path

from mien.errors import MienError

_SIGNATURES = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"\x1aE\xdf\xa3", "a WebM or Matroska video"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"8BPS", "a Photoshop document"),
    (b"<svg", "an SVG drawing"),
    (b"<?xml", "an XML document"),
)

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})


def check_file(path: Path) -> None:
    """Refuse what is not a readable file with something in it.

    Raises:
        MienError: missing, a folder or a device, not readable, or empty.
    """
    if not path.exists():
        raise MienError(f"{path} does not exist. Check the name and the folder.")
    if path.is_dir():
        raise MienError(f"{path} is a folder. Name a file in it.")
    if not path.is_file():
        raise MienError(f"{path} is not an ordinary file. Save its content in a file first.")
    try:
        head(path)
    except OSError as error:
        raise MienError(
            f"{path} cannot be opened: {error.strerror}. Check its permissions."
        ) from error
    if path.stat().st_size == 0:
        raise MienError(f"{path} is empty (0 bytes). Copy or download it again.")


def head(path: Path) -> bytes:
    """The first bytes of a file, enough to tell what it is."""
    with path.open("rb") as file:
        return file.read(512)


def is_heic(start: bytes) -> bool:
    """Whether a file that starts so is a HEIC picture, as phones write them."""
    return _brand(start) in _HEIC and b"avif" not in start[8:64]


def found(path: Path) -> str:
    """What the file is, judged by its first bytes: words that fit behind "it is"."""
    start = head(path) if path.is_file() else b""
    if is_heic(start):
        return "a HEIC picture"
    if _brand(start):
        return "an AVIF picture" if _brand(start) in _AVIF else "an MP4 or QuickTime video"
    if start[:4] == b"RIFF":
        kinds = {b"WEBP": "a WebP picture", b"AVI ": "an AVI video", b"WAVE": "a sound"}
        return kinds.get(start[8:12], "a RIFF file")
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            return name
    return "a text file" if _is_text(start) else "no picture that is known here"


def _brand(start: bytes) -> bytes:
    return start[8:12] if start[4:8] == b"ftyp" else b""


def _is_text(start: bytes) -> bool:
    try:
        text = start.decode("utf-8")
    except UnicodeDecodeError as error:
        text = start[: error.start].decode("utf-8") if error.start > 500 else ""
    return bool(text) and all(sign.isprintable() or sign.isspace() for sign in text)
