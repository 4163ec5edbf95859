"""Import this before a network: the shapes that its functions promise are then checked."""

import pytest
import torch
from jaxtyping import install_import_hook

install_import_hook(["mien.tensors", "mien.models", "mien.losses"], "beartype.beartype")
torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def fixed_randomness() -> None:
    torch.manual_seed(0)
