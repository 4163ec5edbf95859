"""The files that the browser writes are read by the package."""

import io
import zipfile

import numpy as np
import pytest
from javascript import evaluated, raster

from mien.media import Label, read_frames
from mien.media.pictures import picture_label
from mien.runtime.keeping import _on_sheet

LABEL = {"xmp": Label().to_xmp().decode(), "comment": Label().comment}


@pytest.fixture(scope="module")
def pictures() -> np.ndarray:
    """Three frames, opaque."""
    frames = np.random.default_rng(8).integers(0, 256, (3, 20, 31, 4), np.uint8)
    frames[..., 3] = 255
    return frames


def test_a_picture_comes_back_to_the_bit_and_says_that_it_is_generated(pictures, tmp_path):
    content = evaluated(
        "browser/png.js",
        "it.pngOf(given.picture, given.label)",
        {"picture": raster(pictures[0]), "label": LABEL},
    )
    path = tmp_path / "a.png"
    path.write_bytes(content.tobytes())
    assert np.array_equal(read_frames(path)[0], pictures[0, ..., :3])
    assert picture_label(path) == Label()


@pytest.mark.parametrize("fps", [25, 12.5, 0.1, 240])
def test_a_moving_picture_comes_back_to_the_bit(pictures, tmp_path, fps):
    content = evaluated(
        "browser/png.js",
        "(async () => { const clip = new it.Apng(given.options);"
        "for (const one of given.pictures) await clip.add(one); return clip.finish(); })()",
        {
            "pictures": [raster(one) for one in pictures],
            "options": {"frames": 3, "fps": fps, "loop": True, "label": LABEL},
        },
    )
    path = tmp_path / "a.png"
    path.write_bytes(content.tobytes())
    assert np.array_equal(read_frames(path), pictures[..., :3])
    assert picture_label(path) == Label()


def test_an_archive_holds_its_files():
    content = evaluated(
        "browser/zip.js",
        "it.zipOf(given.map(([name, text]) => ({ name, blob: new Blob([text]) })))",
        [["a/é.txt", "first"], ["b.txt", ""]],
    )
    with zipfile.ZipFile(io.BytesIO(content.tobytes())) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a/é.txt": b"first",
            "b.txt": b"",
        }


@pytest.mark.parametrize("frames", [1, 2, 12, 13, 100])
def test_a_sheet_shows_the_frames_that_the_command_line_shows(frames):
    assert evaluated("browser/sheet.js", "it.onSheet(given)", frames) == _on_sheet(frames)
