import math

import pytest
import torch
from torch import nn
from torch.optim import SGD

from mien.errors import MienError
from mien.methods.descent import descend, set_rate, weighed


@pytest.fixture
def place() -> nn.Parameter:
    return nn.Parameter(torch.tensor([3.0, 4.0]))


def test_terms_are_weighed_once_and_those_without_a_weight_only_logged() -> None:
    terms = {"a": torch.tensor(2.0), "b": torch.tensor(3.0), "c": torch.tensor(5.0)}
    assert weighed(terms, {"a": 10.0, "b": 1.0, "c": 0.0, "d": 7.0}).item() == 23


def test_a_step_follows_the_weighed_gradient(place: nn.Parameter) -> None:
    terms = {"near": place.square().sum(), "far": -place.sum()}
    descend(SGD([place], 0.1), terms, {"near": 0.5, "far": 2.0})
    assert place.tolist() == pytest.approx([3 - 0.1 * (3 - 2), 4 - 0.1 * (4 - 2)])


@pytest.mark.parametrize(("longest", "moved"), [(math.inf, 10.0), (10.0, 10.0), (2.5, 2.5)])
def test_a_long_gradient_is_shortened_and_keeps_its_direction(
    place: nn.Parameter, longest: float, moved: float
) -> None:
    before = place.detach().clone()
    descend(SGD([place], 1.0), {"near": place.square().sum()}, {"near": 1.0}, longest=longest)
    step = before - place.detach()
    assert step.norm().item() == pytest.approx(moved, rel=1e-4)
    assert torch.allclose(step / step.norm(), before / before.norm())


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_term_that_is_not_finite_moves_nothing_even_without_a_weight(
    place: nn.Parameter, value: float
) -> None:
    before = place.detach().clone()
    terms = {"near": place.square().sum(), "odd": torch.tensor(value)}
    with pytest.raises(MienError, match="odd is not a finite number"):
        descend(SGD([place], 0.1), terms, {"near": 1.0})
    assert torch.equal(place.detach(), before)


def test_a_rate_holds_for_all_that_the_optimiser_moves(place: nn.Parameter) -> None:
    other = nn.Parameter(torch.ones(1))
    optimizer = SGD([{"params": [place]}, {"params": [other], "lr": 7.0}], 0.1)
    set_rate(optimizer, 0.5)
    assert [group["lr"] for group in optimizer.param_groups] == [0.5, 0.5]
