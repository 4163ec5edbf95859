"""Expressions as action units."""

import numpy as np
import pytest

from mien.config import SIX
from mien.errors import MienError
from mien.methods.ganimation.units import PEAKS, peaks, units_of


def test_every_expression_has_one_vector_and_no_two_have_the_same():
    rows = peaks(tuple(PEAKS))
    assert rows.shape == (len(PEAKS), len(units_of(tuple(PEAKS))))
    assert len(np.unique(rows, axis=0)) == len(PEAKS)
    assert set(np.unique(rows)) == {0, 1}


def test_the_six_are_known_with_the_units_that_define_them():
    known = {
        "happy": {12}, "angry": {23, 24}, "surprised": {1, 2, 5},
        "sad": {1, 4, 15}, "disgusted": {9, 10}, "afraid": {1, 2, 4},
    }  # fmt: skip
    assert set(known) == set(SIX)
    units = np.array(units_of(SIX))
    for row, name in zip(peaks(SIX), SIX, strict=True):
        assert known[name] <= set(units[row == 1].tolist())


def test_units_stand_in_their_order_and_only_those_that_are_used():
    assert units_of(("happy", "sad")) == (1, 4, 6, 12, 15, 17, 25)
    assert peaks(("happy", "sad")).tolist() == [[0, 0, 1, 1, 0, 0, 1], [1, 1, 0, 0, 1, 1, 0]]


def test_an_expression_without_units_is_refused_with_those_that_have_some():
    with pytest.raises(MienError, match=r"known for smug; they are for happy, "):
        peaks(("happy", "smug"))
