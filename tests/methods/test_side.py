from copy import deepcopy

import pytest
import torch
from torch import nn
from torch.optim import Adam

from mien.errors import MienError
from mien.methods.side import Side


def _side() -> Side:
    network = nn.Linear(2, 1)
    return Side(network, Adam(network.parameters(), 0.1))


def _terms(side: Side) -> dict[str, torch.Tensor]:
    return {"error": side.network(torch.ones(1, 2)).square().sum()}


def test_a_rate_is_a_factor_of_the_first_one_however_often_it_is_set():
    side = _side()
    for _ in range(2):
        side.set_rate(0.5)
    assert side.optimizer.param_groups[0]["lr"] == 0.05


def test_a_side_that_descends_makes_its_losses_smaller():
    side = _side()
    before = _terms(side)["error"].item()
    for _ in range(5):
        side.descend(_terms(side), {"error": 1.0})
    assert _terms(side)["error"].item() < before


def test_a_loss_that_is_not_finite_is_named_and_changes_nothing():
    side = _side()
    before = deepcopy(side.checkpoint())
    with pytest.raises(MienError, match=r"error is not a finite number.*lower rate"):
        side.descend({"error": _terms(side)["error"] * float("nan")}, {"error": 1.0})
    after = side.checkpoint()
    assert torch.equal(after["network"]["weight"], before["network"]["weight"])
    assert after["optimizer"]["state"] == {}


def test_a_resumed_side_goes_on_with_the_optimisers_state():
    side, twin = _side(), _side()
    side.descend(_terms(side), {"error": 1.0})
    twin.resume(deepcopy(side.checkpoint()))
    for _ in range(3):
        for one in (side, twin):
            one.descend(_terms(one), {"error": 1.0})
        assert torch.equal(side.network.weight, twin.network.weight)
