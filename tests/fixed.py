"""One thread and a seed for every test of a network."""

import pytest
import torch

torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def fixed_randomness() -> None:
    torch.manual_seed(0)
