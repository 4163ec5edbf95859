import pytest
import torch

from mien.errors import MienError
from mien.methods.method import Workplace
from mien.methods.registry import find_method
from mien.recipes import find_recipe


@pytest.mark.parametrize("name", ["mocogan", "ganimation"])
def test_a_run_that_several_processes_share_is_refused(name: str):
    place = Workplace(device=torch.device("cpu"), precision=torch.float32, distributed=True)
    with pytest.raises(MienError, match=f"{name} does not share .* without torchrun"):
        find_method(name).trainee(find_recipe(f"{name}-tiny").method, place)
