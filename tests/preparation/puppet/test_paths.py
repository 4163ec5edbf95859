import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mien.preparation.puppet.paths import cheapest_path


@given(st.integers(0, 1000))
def test_no_path_costs_less(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cost, step = (rng.uniform(size=shape).astype(np.float32) for shape in ((4, 3), (3, 3)))

    def total(path: tuple[int, ...]) -> float:
        places = sum(cost[column, row] for column, row in enumerate(path))
        return float(places + sum(step[b, a] for a, b in itertools.pairwise(path)))

    least = min(total(path) for path in itertools.product(range(3), repeat=4))
    assert total(tuple(cheapest_path(cost, step))) <= least + 1e-6
