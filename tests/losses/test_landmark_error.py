"""L_k: where maps say that the landmarks are, and how wrong that is."""

import math

import pytest
import torch

from mien.losses.landmarks import landmark_error, positions


def _peaks(row: int, column: int) -> torch.Tensor:
    maps = torch.zeros(1, 68, 16, 16)
    maps[..., row, column] = 100.0
    return maps


@pytest.mark.parametrize(("row", "column"), [(0, 0), (3, 9), (15, 2)])
def test_a_peak_is_found_at_its_centre_in_pixels_of_the_frame_x_before_y(row: int, column: int):
    found = positions(_peaks(row, column), 32)
    assert found.shape == (1, 68, 2)
    assert found[0, 5].tolist() == pytest.approx([2 * column + 0.5, 2 * row + 0.5], abs=1e-3)


def test_maps_that_know_nothing_point_at_the_middle_whatever_their_level():
    for level in (0.0, 1e4):
        found = positions(torch.full((2, 68, 8, 8), level), 32)
        assert torch.allclose(found, torch.full((2, 68, 2), 15.5), atol=1e-4)


def test_a_map_of_two_peaks_points_between_them():
    maps = _peaks(4, 2)
    maps[..., 4, 6] = 100.0
    assert positions(maps, 16)[0, 0].tolist() == pytest.approx([4.0, 4.0], abs=1e-3)


def test_the_error_is_the_norm_over_all_coordinates_as_a_fraction_of_the_side():
    true = torch.rand(1, 68, 2) * 10
    predicted = true.clone()
    predicted[0, 7] += torch.tensor([3.0, 4.0])
    assert landmark_error(predicted, true, 10).item() == pytest.approx(0.5, rel=1e-4)
    everywhere = true + torch.tensor([3.0, 4.0])
    assert landmark_error(everywhere, true, 10).item() == pytest.approx(0.5 * math.sqrt(68))


def test_frames_count_alike_and_not_by_their_squares():
    true = torch.zeros(2, 68, 2)
    predicted = true.clone()
    predicted[0, 0, 0], predicted[1, 0, 0] = 1.0, 3.0
    assert landmark_error(predicted, true, 1).item() == pytest.approx(2.0)


def test_landmarks_that_are_right_have_a_gradient_of_zero():
    predicted = torch.ones(1, 68, 2, requires_grad=True)
    landmark_error(predicted, torch.ones(1, 68, 2), 10).backward()
    assert not predicted.grad.any()


def test_following_the_gradient_moves_the_peaks_to_the_landmarks():
    maps = torch.zeros(1, 68, 8, 8, requires_grad=True)
    true = torch.rand(1, 68, 2) * 16 + 8
    optimizer = torch.optim.Adam([maps], 0.3)
    errors = []
    for _ in range(60):
        optimizer.zero_grad()
        error = landmark_error(positions(maps, 32), true, 32)
        error.backward()
        optimizer.step()
        errors.append(error.item())
    assert errors[-1] < 0.1 * errors[0]
