import math

import pytest
import torch

from mien.losses.labels import category_loss, condition_loss


def test_the_category_costs_the_surprise_at_the_true_expression():
    logits = torch.tensor([[math.log(0.7), math.log(0.2), math.log(0.1)]] * 2)
    loss = category_loss(logits, torch.tensor([0, 2]))
    assert loss.item() == pytest.approx(-(math.log(0.7) + math.log(0.1)) / 2, rel=1e-5)


def test_the_condition_costs_its_mean_squared_error():
    asked = torch.tensor([[0.0, 1.0], [1.0, 1.0]])
    assert condition_loss(asked, asked).item() == 0
    assert condition_loss(asked + 0.5, asked).item() == 0.25
