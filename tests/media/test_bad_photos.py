"""Files that are no usable photo: each is refused in words that say what it is and what helps."""

import struct
import sys
import zlib

import numpy as np
import pytest
from PIL import Image

from mien.errors import MienError
from mien.media import read_photo, write_clip


def png_of_size(width, height):
    """A PNG head that claims a size, with hardly any content: a picture bomb."""

    def chunk(name, content):
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = zlib.compress(b"\0" * 1000)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def saved(name, **options):
    def make(path):
        noise = np.random.default_rng(0).integers(0, 255, (80, 90, 3), dtype=np.uint8)
        Image.fromarray(noise).save(path, name, **options)
        return path.read_bytes()

    return make


CONTENTS = {
    "empty.jpg": (b"", "is empty"),
    "text.jpg": (b"Dear Sir or Madam,\n" * 9, "it is a text"),
    "umlauts.png": ("ä".encode() * 300, "it is a text"),
    "page.png": (b"<?xml version='1.0'?><svg/>", "an XML document"),
    "letter.pdf": (b"%PDF-1.7 \xe2\xe3", "a PDF document"),
    "letter.docx": (b"PK\x03\x04\x14\0\xff", "a zip archive"),
    "layers.psd": (b"8BPS\0\x01\xff", "a Photoshop document"),
    "sound.wav": (b"RIFF\x24\0\0\0WAVEfmt \xff", "a sound"),
    "noise.jpg": (bytes(range(128, 256)) * 9, "no picture that is known"),
    "magic.jpg": (b"\xff\xd8\xff\xe0", "a JPEG picture"),
    "magic.png": (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    "bomb.png": (png_of_size(50_000, 50_000), "more than 100 megapixels"),
    "large.png": (png_of_size(10_001, 10_000), "10001 x 10000 pixels"),
    "small.png": (png_of_size(63, 500), "at least 64"),
    "short.png": (png_of_size(500, 500), "damaged or cut short"),
    "page.ps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", "it is a text"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_is_no_photo_is_named_for_what_it_is(tmp_path, name):
    content, message = CONTENTS[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MienError) as caught:
        read_photo(tmp_path / name)
    assert message in str(caught.value)
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF"])
@pytest.mark.parametrize("part", [0.1, 0.6])
def test_a_photo_cut_short_is_refused(tmp_path, kind, part):
    path = tmp_path / "p"
    content = saved(kind)(path)
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(MienError, match=r"damaged|cannot be read"):
        read_photo(path)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(MienError, match="is a folder"):
        read_photo(tmp_path)
    with pytest.raises(MienError, match="does not exist"):
        read_photo(tmp_path / "p.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "gone.jpg")
    with pytest.raises(MienError, match="does not exist"):
        read_photo(tmp_path / "link.jpg")


def test_a_file_that_may_not_be_opened_is_refused(tmp_path, monkeypatch):
    def closed(*_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "p.jpg").write_bytes(b"\xff")
    monkeypatch.setattr("mien.media.diagnosis.head", closed)
    with pytest.raises(MienError, match="Permission denied"):
        read_photo(tmp_path / "p.jpg")


@pytest.mark.parametrize(
    ("name", "found"), [("c.mp4", "an MP4"), ("c.webm", "a WebM or Matroska video")]
)
def test_a_video_is_no_photo(tmp_path, frames, name, found):
    target = write_clip(frames, tmp_path / name, fps=25)
    with pytest.raises(MienError, match=found):
        read_photo(target)


def test_pixels_of_unknown_range_are_refused(tmp_path):
    Image.fromarray(np.full((80, 80), 0.5, np.float32)).save(tmp_path / "f.tif")
    Image.fromarray(np.full((80, 80), 10**6, np.int32)).save(tmp_path / "i.tif")
    with pytest.raises(MienError, match=r"f\.tif.*floating-point"):
        read_photo(tmp_path / "f.tif")
    with pytest.raises(MienError, match=r"i\.tif.*more than 16 bits"):
        read_photo(tmp_path / "i.tif")


def test_heic_without_its_package_names_the_command(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    (tmp_path / "p.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    with pytest.raises(MienError, match=r"pip install 'mien\[heic\]'"):
        read_photo(tmp_path / "p.heic")


def test_a_damaged_heic_is_refused(tmp_path):
    pytest.importorskip("pillow_heif")
    (tmp_path / "p.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\x01" * 99)
    with pytest.raises(MienError, match="a HEIC picture"):
        read_photo(tmp_path / "p.heic")


def test_the_largest_and_smallest_allowed_sizes_pass(tmp_path):
    for size in ((64, 64), (10_000, 200)):
        Image.new("L", size, 9).save(tmp_path / "p.png")
        assert read_photo(tmp_path / "p.png").picture.shape == (size[1], size[0], 3)


def test_whoever_reads_a_photo_may_take_fewer_pixels(tmp_path):
    path = tmp_path / "wide.png"
    path.write_bytes(png_of_size(3000, 1000))
    with pytest.raises(MienError, match=r"more than 2\.5 megapixels"):
        read_photo(path, most_pixels=2_500_000)
