import pytest

from mien.study.answers import Naming
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.naming import confusions
from mien.study.statistics.shares import MEAN

HOW = Bootstrap(resamples=50)


def naming(rater: str, expression: str, named: str, method: str = "mien") -> Naming:
    return Naming(
        rater=rater, item="i", expression=expression, method=method, degree=1.0, named=named
    )


ANSWERS = [
    naming("ada", "happy", "happy"),
    naming("ada", "happy", "happy"),
    naming("ada", "angry", "none"),
    naming("ben", "happy", "angry"),
    naming("ben", "angry", "angry"),
    naming("ben", "happy", "happy", "hp"),
]


def test_confusions_are_counted_by_method_with_other_answers_last():
    hp, mien = confusions(ANSWERS, HOW)
    assert (hp.method, mien.method) == ("hp", "mien")
    assert mien.named == ("angry", "happy", "none")
    assert mien.counts == {"angry": (1, 0, 1), "happy": (1, 2, 0)}
    assert hp.counts == {"happy": (0, 1, 0)}


def test_what_is_right_follows_the_papers_rule():
    cells = confusions(ANSWERS, HOW)[1].right.cells
    assert cells["happy"].rate == pytest.approx((1 + 0) / 2)
    assert cells["happy"].pooled == pytest.approx(2 / 3)
    assert cells[MEAN].rate == pytest.approx(0.5)


def test_nobody_asked_is_nothing_found():
    assert confusions([], HOW) == ()
