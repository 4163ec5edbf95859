import numpy as np
import pytest
from PIL import Image

from mien.geometry import Frame, whole_frame
from mien.runtime.placement import Box, Placement


def _ramps(size: int) -> np.ndarray:
    """The frame's own pixel coordinates, (2, size, size), x before y."""
    y, x = np.mgrid[:size, :size].astype(np.float32)
    return np.stack([x, y])


@pytest.mark.parametrize(
    "frame",
    [
        Frame((50.0, 60.0), 64.0),
        Frame((50.3, 60.8), 41.7),
        Frame((100.2, 90.0), 300.0),
        Frame((50.0, 60.0), 64.0, 20.0),
        Frame((50.0, 60.0), 90.0, -35.0),
        Frame((100.0, 100.0), 400.0, 12.0),
    ],
)
def test_maps_are_drawn_where_the_frame_lies(frame: Frame) -> None:
    size = 64
    placement = Placement(frame, size, (200, 220))
    box = placement.whole
    drawn = [
        np.asarray(placement.drawn(placement.upright(Image.fromarray(axis)), box))
        for axis in _ramps(size)
    ]
    y, x = np.mgrid[box.slices]
    expected = frame.to_frame(np.stack([x, y], -1), size)
    inside = ((expected > 4) & (expected < size - 5)).all(-1)
    assert inside.any()
    np.testing.assert_allclose(np.stack(drawn, -1)[inside], expected[inside], atol=0.02)


def test_the_whole_frame_of_a_picture_holds_each_of_its_pixels() -> None:
    for height, width in ((5, 9), (256, 256), (333, 100)):
        placement = Placement(whole_frame(height, width), 256, (height, width))
        assert placement.whole == Box(0, 0, width, height)


def test_a_frame_beyond_the_photo_is_cut_at_the_photo() -> None:
    box = Placement(Frame((10.0, 95.0), 64.0), 32, (100, 100)).whole
    assert box == Box(0, 63, 42, 100)


def test_a_box_holds_what_its_cells_spread_over() -> None:
    touched = np.zeros((32, 32), bool)
    placement = Placement(Frame((64.0, 64.0), 64.0), 32, (128, 128))
    assert placement.box(touched).empty
    touched[4, 10:12] = True
    assert placement.box(touched) == Box(32 + 16, 32 + 4, 32 + 28, 32 + 14)


def test_a_map_as_fine_as_the_photo_is_cut_to_the_bit() -> None:
    plane = np.random.default_rng(0).normal(size=(64, 64)).astype(np.float32)
    placement = Placement(Frame((50.0, 60.0), 64.0), 64, (200, 220))
    drawn = placement.drawn(Image.fromarray(plane), Box(20, 30, 50, 71))
    assert np.array_equal(np.asarray(drawn), plane[2:43, 2:32])
