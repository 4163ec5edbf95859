"""The browser's pictures are resampled as Pillow does."""

import numpy as np
import pytest
from javascript import evaluated, picture_of, raster
from PIL import Image

from mien.geometry import REDUCING_GAP, Frame, cut, shrunk

MODULE = "browser/raster.js"
KERNELS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
BOXES = [(0, 0, 61, 47), (3.3, 5.7, 55.1, 40.2), (10, 0, 31.25, 47)]
SIZES = [(61, 47), (150, 90), (20, 13), (61, 13)]


@pytest.fixture(scope="module")
def bytes_() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (47, 61, 4), np.uint8)


@pytest.mark.parametrize("kernel", KERNELS)
def test_whole_numbers_are_resized_to_the_bit(bytes_, kernel):
    asked = [(box, size) for box in BOXES for size in SIZES]
    drawn = evaluated(
        MODULE,
        "given.asked.map(([box, [width, height]]) => "
        "it.resized(given.picture, width, height, it.KERNELS[given.kernel], box))",
        {"picture": raster(bytes_), "asked": asked, "kernel": kernel},
    )
    image = Image.fromarray(bytes_, "RGBX")
    for (box, size), one in zip(asked, drawn, strict=True):
        expected = np.asarray(image.resize(size, KERNELS[kernel], box))
        assert np.array_equal(picture_of(one), expected), (box, size)


def test_numbers_between_are_resized_alike(bytes_):
    plane = bytes_[..., 0].astype(np.float32) / 7
    drawn = evaluated(
        MODULE,
        "it.resized(given, 150, 20, it.KERNELS.bicubic, [1.5, 2, 50, 40.25])",
        raster(plane),
    )
    image = Image.fromarray(plane).resize((150, 20), Image.Resampling.BICUBIC, (1.5, 2, 50, 40.25))
    assert np.allclose(picture_of(drawn), np.asarray(image), atol=1e-4)


@pytest.mark.parametrize("factor", [2, 3, 5])
def test_blocks_are_averaged_to_the_bit(bytes_, factor):
    drawn = evaluated(MODULE, f"it.reduced(given, {factor})", raster(bytes_))
    expected = np.asarray(Image.fromarray(bytes_, "RGBX").reduce(factor))
    assert np.array_equal(picture_of(drawn), expected)


def test_a_picture_is_turned_to_the_bit(bytes_):
    affine = (0.8, -0.6, 20.0, 0.6, 0.8, -9.5)
    drawn = evaluated(MODULE, f"it.turned(given, 50, 70, {list(affine)})", raster(bytes_))
    image = Image.fromarray(bytes_, "RGBX")
    expected = image.transform(
        (50, 70), Image.Transform.AFFINE, affine, resample=Image.Resampling.BILINEAR
    )
    assert np.array_equal(picture_of(drawn), np.asarray(expected))


def test_halves_are_rounded_as_numpy_rounds_them():
    values = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 0.49, 3.51]
    assert evaluated(MODULE, "given.map(it.rint)", values) == np.rint(values).tolist()


FRAMES = [
    Frame((30.0, 23.0), 20.0),
    Frame((12.4, 40.1), 33.3),
    Frame((30.2, 20.1), 25.0, -33.0),
    Frame((200.5, 170.25), 390.0),
    Frame((200.5, 170.25), 390.0, 61.0),
]


@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_frames_are_cut_as_by_the_runtime(frame):
    picture = np.random.default_rng(2).integers(0, 256, (47, 61, 3), np.uint8)
    if frame.side > 100:
        picture = np.tile(picture, (8, 8, 1))
    drawn = evaluated(
        "browser/geometry.js",
        "it.cut(given.picture, given.frame, 32)",
        {
            "picture": raster(picture),
            "frame": {"centre": frame.centre, "side": frame.side, "roll": frame.roll},
        },
    )
    assert np.array_equal(picture_of(drawn), cut(picture, frame, 32))


def test_a_photo_is_shrunk_as_by_the_runtime():
    picture = np.random.default_rng(3).integers(0, 256, (47, 61, 3), np.uint8)
    for longest in (60, 40, 61 // (2 * REDUCING_GAP)):
        drawn = evaluated("browser/geometry.js", f"it.shrunk(given, {longest})", raster(picture))
        assert np.array_equal(picture_of(drawn), shrunk(picture, longest))
