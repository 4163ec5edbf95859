import numpy as np
import pytest
from statsmodels.stats.inter_rater import fleiss_kappa

from mien.study.answers import Check, Intensity, Naming, Preference, Verdict
from mien.study.statistics.agreement import agreements, alpha
from mien.study.statistics.clusters import Bootstrap

HOW = Bootstrap(resamples=200)

OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""4 observers, 12 units: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), C."""

UNITS = {
    unit: [float(said) for said in column if said != "."]
    for unit, column in enumerate(zip(*OBSERVERS, strict=True))
}


@pytest.mark.parametrize(("scale", "value"), [("nominal", 0.743), ("interval", 0.849)])
def test_alpha_is_that_of_krippendorffs_own_example(scale, value):
    found = alpha([UNITS], scale, HOW)
    assert found.value == pytest.approx(value, abs=5e-4)
    assert found.low < found.value < found.high


def test_with_as_many_raters_for_each_unit_alpha_is_fleiss_kappa_but_for_a_small_term():
    rng = np.random.default_rng(0)
    table = rng.multinomial(5, [0.6, 0.3, 0.1], size=30)
    ratings = {n: [str(k) for k in range(3) for _ in range(row[k])] for n, row in enumerate(table)}
    kappa = fleiss_kappa(table)
    assert alpha([ratings], "nominal", HOW).value == pytest.approx(
        kappa + (1 - kappa) / table.sum()
    )


def test_raters_who_always_agree_have_1_and_the_interval_shrinks_to_it():
    found = alpha([{n: [str(n % 2)] * 3 for n in range(10)}], "nominal", HOW)
    assert (found.value, found.low, found.high) == (1, 1, 1)


def test_a_unit_with_one_rater_says_nothing():
    assert np.isnan(alpha([{0: ["a"], 1: ["b"]}], "nominal", HOW).value)
    assert alpha([{**UNITS, "alone": [5.0]}], "nominal", HOW) == alpha([UNITS], "nominal", HOW)


def test_raters_who_choose_at_random_have_0_however_many_pairs_of_methods_there_are():
    rng = np.random.default_rng(0)
    answers = [
        Preference(
            rater=f"r{rater}",
            item=f"i{item}",
            expression="happy",
            shown=("ours", other),
            chosen=str(rng.choice(["ours", other])),
        )
        for other in ("a", "b", "c", "d", "e")
        for item in range(40)
        for rater in range(6)
    ]
    assert agreements(answers, HOW)["prefer"].value == pytest.approx(0, abs=0.05)


def test_each_type_of_question_has_its_own_alpha():
    answers = []
    for rater in ("ada", "ben"):
        where = {"rater": rater, "item": "i", "expression": "happy"}
        answers += [
            Preference(**where, shown=("a", "b"), chosen="a"),
            Preference(**where, shown=("a", "b", "c"), chosen="c"),
            Verdict(**where, method="a", said_real=rater == "ada"),
            Naming(**where, method="a", degree=1.0, named="happy"),
            Intensity(**where, method="a", degree=1.0, rating=90.0),
            Intensity(**where, method="a", degree=0.5, rating=40.0 + 5 * (rater == "ben")),
            Check(rater=rater, kind="gold", passed=True, seconds=2.0),
        ]
    found = agreements(answers, HOW)
    assert set(found) == {"prefer", "best-of-n", "real", "expression", "intensity"}
    assert found["prefer"].value == 1
    assert found["real"].value == 0
    assert 0.9 < found["intensity"].value < 1
