"""Equation 5."""

import pytest
import torch

from mien.losses.continuity import continuity


@pytest.mark.parametrize(
    ("before", "after", "expected"), [(0, 0, 0), (1, 0, 1), (0, -1, 1), (0.5, 1, 1.5)]
)
def test_each_neighbour_counts_once_by_its_distance(before: float, after: float, expected: float):
    frame = torch.rand(2, 3, 4, 4)
    assert continuity(frame, frame + before, frame + after).item() == pytest.approx(expected)


def test_a_frame_between_its_neighbours_costs_more_than_a_clip_that_stands_still():
    frame = torch.zeros(1, 3, 4, 4)
    moving = continuity(frame, frame - 0.2, frame + 0.2)
    assert moving > continuity(frame, frame, frame) == 0


def test_all_three_frames_are_pulled_together():
    frame, before, after = (
        torch.full((1, 3, 2, 2), v, requires_grad=True) for v in (0.0, -1.0, 2.0)
    )
    continuity(frame, before, after).backward()
    assert (before.grad < 0).all()
    assert (after.grad > 0).all()
    assert not frame.grad.any()
