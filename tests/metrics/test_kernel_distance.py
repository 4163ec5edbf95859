from itertools import product

import numpy as np
import pytest

from mien.metrics.kernel_distance import SCALE, kernel_distance

PEOPLE = tuple("aabbccddeeffgg")


def cloud(seed, shift=0.0, people=PEOPLE):
    return np.random.default_rng(seed).normal(size=(len(people), 5)) + shift


def by_definition(x, y, people):
    """The three means, one pair after the other."""
    size = np.sqrt(x.shape[1])
    x, y = (size * rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (x, y))

    def mean(one, other):
        pairs = product(range(len(people)), repeat=2)
        apart = [(i, j) for i, j in pairs if people[i] != people[j]]
        return np.mean([(one[i] @ other[j] / len(one[i]) + 1) ** 3 for i, j in apart])

    return SCALE * (mean(x, x) + mean(y, y) - 2 * mean(x, y))


def test_it_is_what_its_definition_says():
    x, y = cloud(0), cloud(1, shift=0.5)
    assert kernel_distance(x, y, PEOPLE).value == pytest.approx(by_definition(x, y, PEOPLE))


def test_equal_sets_are_at_distance_zero_and_so_is_every_resample():
    found = kernel_distance(cloud(0), cloud(0), PEOPLE)
    assert (found.value, found.low, found.high) == pytest.approx((0, 0, 0), abs=1e-9)


def test_the_order_of_clips_and_the_length_of_features_do_not_matter():
    x, y = cloud(0), cloud(1)
    found = kernel_distance(x, y, PEOPLE)
    swapped = kernel_distance(x[::-1], 3 * y[::-1], PEOPLE[::-1])
    assert swapped.value == pytest.approx(found.value)


def test_sets_of_one_distribution_scatter_about_zero_even_if_they_are_small():
    people = tuple("abcdef")
    found = [
        kernel_distance(cloud(seed, people=people), cloud(1000 + seed, people=people), people).value
        for seed in range(200)
    ]
    error = np.std(found) / np.sqrt(len(found))
    assert abs(np.mean(found)) < 3 * error
    assert min(found) < 0 < max(found)


def test_what_is_further_away_is_further_away():
    near, far = (kernel_distance(cloud(0, shift), cloud(1), PEOPLE) for shift in (0.3, 2.0))
    assert near.value < far.value
    assert far.low > 0
    assert far.people == 7


def test_one_person_has_no_distance():
    assert np.isnan(kernel_distance(cloud(0, people="aa"), cloud(1, people="aa"), "aa").value)
