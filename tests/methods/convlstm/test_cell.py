"""Shi et al. (2015), Equation 3."""

import math

import pytest
import torch

from mien.methods.convlstm.cell import ConvLstmCell, State


def sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def test_one_pixel_by_hand() -> None:
    cell = ConvLstmCell(1, 1, 1)
    with torch.no_grad():
        # Rows: input, forget, candidate, output; columns: X and H.
        weights = torch.tensor([[0.5, -1.0], [1.5, 0.25], [2.0, 0.75], [-0.5, 1.25]])
        cell.convolution.weight.copy_(weights[..., None, None])
        cell.convolution.bias.copy_(torch.tensor([0.1, 0.2, 0.3, 0.4]))
        cell.peepholes.copy_(torch.tensor([0.7, -0.6, 0.9])[:, None, None, None])
    x, h, c = 0.8, -0.4, 0.5
    into = sigmoid(0.5 * x - 1.0 * h + 0.7 * c + 0.1)
    forget = sigmoid(1.5 * x + 0.25 * h - 0.6 * c + 0.2)
    later = forget * c + into * math.tanh(2.0 * x + 0.75 * h + 0.3)
    # The output gate looks at the new C.
    out = sigmoid(-0.5 * x + 1.25 * h + 0.9 * later + 0.4)
    state = cell(torch.full((1, 1, 1, 1), x), State(*(torch.full((1, 1, 1, 1), v) for v in (h, c))))
    assert state.cell.item() == pytest.approx(later, rel=1e-5)
    assert state.hidden.item() == pytest.approx(out * math.tanh(later), rel=1e-5)


def test_nothing_before_is_a_state_of_zeros() -> None:
    cell, shown = ConvLstmCell(3, 2, 3), torch.rand(2, 3, 5, 5)
    zeros = torch.zeros(2, 2, 5, 5)
    first, same = cell(shown), cell(shown, State(zeros, zeros))
    assert torch.equal(first.hidden, same.hidden)
    assert torch.equal(first.cell, same.cell)


def test_a_state_carries_over_time() -> None:
    """With gates open what was seen once is still there a hundred blank steps later."""
    cell = ConvLstmCell(1, 1, 1)
    with torch.no_grad():
        cell.convolution.weight.zero_()
        cell.convolution.weight[2, 0] = 1.0
        cell.convolution.bias.copy_(torch.tensor([0.0, 20.0, 0.0, 20.0]))
    seen, blank = torch.full((1, 1, 2, 2), 0.9), torch.zeros(1, 1, 2, 2)
    state = cell(seen)
    kept = state.cell
    for _ in range(100):
        state = cell(blank, state)
    assert torch.allclose(state.cell, kept, atol=1e-4)
    assert kept.min() > 0.3


def test_a_step_sees_as_far_as_its_kernel() -> None:
    cell, shown = ConvLstmCell(1, 2, 3), torch.zeros(1, 1, 7, 7)
    changed = shown.clone()
    changed[..., 3, 3] = 1
    differs = (cell(shown).hidden != cell(changed).hidden).any(dim=1)[0]
    expected = torch.zeros(7, 7, dtype=torch.bool)
    expected[2:5, 2:5] = True
    assert torch.equal(differs, expected)


def test_a_cell_treats_all_positions_alike() -> None:
    cell = ConvLstmCell(1, 2, 3)
    torch.nn.init.normal_(cell.peepholes)
    shown = torch.zeros(1, 1, 13, 13)
    shown[..., 4, 5] = 1
    one, other = cell(shown), cell(shown.roll((2, 1), dims=(2, 3)))
    for _ in range(2):
        one, other = cell(shown, one), cell(shown.roll((2, 1), dims=(2, 3)), other)
    inner = (..., slice(5, 8), slice(5, 8))
    assert torch.allclose(one.hidden.roll((2, 1), dims=(2, 3))[inner], other.hidden[inner])
