import math

import pytest
import torch
from networks import face

from mien.methods.hierarchical.heatmaps import heatmaps


def test_a_heatmap_is_a_gaussian_round_its_landmark() -> None:
    points = torch.zeros(68, 2)
    points[5] = torch.tensor([10.0, 4.0])
    maps = heatmaps(points, 32, 32, 1 / 16)
    assert maps.shape == (68, 32, 32)
    assert maps[5, 4, 10].item() == 1
    # Three right and one down of it, with a deviation of two pixels.
    assert maps[5, 5, 13].item() == pytest.approx(math.exp(-(9 + 1) / 8), rel=1e-5)


def test_smaller_maps_are_the_same_picture() -> None:
    points = face(3)
    large, small = (heatmaps(points, 32, side, 1 / 8) for side in (32, 16))
    averaged = torch.nn.functional.avg_pool2d(large, 2)
    assert torch.allclose(small, averaged, atol=0.02)


def test_a_landmark_outside_the_frame_fades_at_its_border() -> None:
    points = torch.full((68, 2), -4.0)
    maps = heatmaps(points, 32, 32, 1 / 16)
    assert 0 < maps.max() < math.exp(-3.9)
