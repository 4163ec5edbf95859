"""The script that fits a recipe's weights to real expressions."""

import runpy
from pathlib import Path

import numpy as np
import pytest

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "fit_recipe.py"))
ALLOWED, SMILE = SCRIPT["ALLOWED"], SCRIPT["SMILE"]
RNG = np.random.default_rng(0)


def cases(weights: np.ndarray, noise: float = 0.0) -> list:
    """People who all smile by the same weights, each by their own strength."""
    made = []
    for number, strength in enumerate((0.5, 0.8, 1.0, 1.3)):
        units = RNG.normal(size=(136, len(ALLOWED)))
        moved = strength * units @ weights + noise * RNG.normal(size=136)
        made.append(SCRIPT["Case"](person=f"{number}", moved=moved, units=units, gap=0.1))
    return made


@pytest.fixture
def start() -> np.ndarray:
    weights = np.zeros(len(ALLOWED))
    weights[ALLOWED.index(SMILE)] = 0.9
    return weights


@pytest.fixture
def real(start: np.ndarray) -> np.ndarray:
    weights = start.copy()
    weights[ALLOWED.index("jawOpen")] = 0.3
    weights[ALLOWED.index("eyeSquint")] = 0.5
    return weights


def test_weights_that_all_people_share_are_found_at_any_strength(start, real):
    people = cases(real)
    found = SCRIPT["fitted"](people, start, 0.0)
    assert found == pytest.approx(real, abs=0.02)
    assert all(case.missed(found) < 0.02 < case.missed(start) for case in people)
    assert people[1].strength(found) == pytest.approx(0.8, abs=0.02)


def test_a_dear_change_is_a_small_one(start, real):
    people = cases(real, noise=0.5)
    free, held = (SCRIPT["fitted"](people, start, stay) for stay in (0.0, 10.0))
    assert 0 < np.abs(held - start).max() < 0.3 * np.abs(free - start).max()


def test_no_weight_is_negative_and_a_degree_stays_the_amount_that_it_was(start, real):
    found = SCRIPT["fitted"](cases(real, noise=2.0), start, 0.0)
    assert found.min() >= 0
    assert found[ALLOWED.index(SMILE)] == pytest.approx(start[ALLOWED.index(SMILE)])


def test_what_is_kept_stays_and_the_others_take_over(start, real):
    people = cases(real, noise=0.5)
    found = SCRIPT["fitted"](people, start, 0.0, ["jawOpen"])
    assert found[ALLOWED.index("jawOpen")] == pytest.approx(0, abs=1e-5)
    assert found[ALLOWED.index("eyeSquint")] == pytest.approx(0.5, abs=0.3)


def turned(head: np.ndarray, axis: int, angle: float) -> np.ndarray:
    """(68, 3), turned about an axis."""
    one, other = (at for at in range(3) if at != axis)
    axes = np.eye(3)
    axes[[one, other], [one, other]] = np.cos(angle)
    axes[one, other], axes[other, one] = -np.sin(angle), np.sin(angle)
    return head @ axes.T


@pytest.mark.parametrize("axis", range(3), ids=["nod", "turn", "roll"])
def test_a_motion_of_the_whole_head_is_no_expression(axis):
    head = RNG.normal(size=(68, 3))
    counts = RNG.uniform(1, 2, (68, 1))
    free = SCRIPT["_steady"](head[:, :2].astype(np.float32), head[:, 2], counts)
    moved = (1.002 * turned(head, axis, 0.001) + (0.3, -0.2, 0) - head)[:, :2] * counts
    assert np.linalg.norm(free @ moved.ravel()) < 1e-5 * np.linalg.norm(moved)
    dropped = np.zeros((68, 2))
    dropped[8] = (0, 1)
    assert np.linalg.norm(free @ dropped.ravel()) > 0.8
