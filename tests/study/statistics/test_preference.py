import pytest

from mien.study.answers import Preference
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.preference import position_rows, preference_rows, top_rows
from mien.study.statistics.shares import MEAN

HOW = Bootstrap(resamples=50)


def choice(chosen: str, *shown: str, rater: str = "ada", item: str = "i") -> Preference:
    return Preference(rater=rater, item=item, expression="happy", shown=shown, chosen=chosen)


CHOICES = [
    choice("mien", "mien", "hp"),
    choice("hp", "hp", "mien", rater="ben"),
    choice("mien", "hp", "mien", rater="ben", item="j"),
    choice("hp", "hp", "still"),
    choice("still", "still", "mien", "hp"),
    choice("mien", "hp", "still", "mien", rater="ben"),
]


def test_table_1_has_a_row_for_each_rival_and_for_all_of_them():
    rows = preference_rows(CHOICES, "mien", HOW)
    assert [row.label for row in rows] == [
        "Prefers mien over hp",
        "Prefers mien over both hp and still",
    ]
    assert [row.cells[MEAN].rate for row in rows] == [0.75, 0.5]
    assert [row.chance for row in rows] == pytest.approx([1 / 2, 1 / 3])


def test_choices_without_ours_are_left_aside():
    assert preference_rows(CHOICES, "mien", HOW)[0].cells[MEAN].answers == 3


def test_first_places_of_best_of_n_add_up_to_one():
    rows = top_rows(CHOICES, HOW)
    assert [row.cells[MEAN].rate for row in rows] == [0, 0.5, 0.5]
    assert sum(row.chance for row in rows) == pytest.approx(1)


def test_places_are_counted_for_pairs_and_for_more_apart():
    rates = {row.label: row.cells[MEAN].rate for row in position_rows(CHOICES, HOW)}
    assert rates["place 1 of 2"] == pytest.approx((1 + 1 / 2) / 2)
    assert rates["place 2 of 2"] == pytest.approx((0 + 1 / 2) / 2)
    assert rates["place 3 of 3"] == pytest.approx(1 / 2)
