import pytest

from mien.evaluation import Entrant, Options, Report, Row, evaluate
from mien.evaluation.comparisons import Comparison
from mien.evaluation.page.published import MEAN, PUBLISHED, ours
from mien.evaluation.page.verdicts import leads, sentences
from mien.metrics.bootstrap import NOBODY, Interval


def interval(value, half=0.01):
    return Interval(value=value, low=value - half, high=value + half, people=9)


def row(name, expression, ssim):
    return Row(
        animator=name,
        expression=expression,
        clips=1,
        intervals={"ssim": interval(ssim), "st_lpips": NOBODY},
        least_spearman=1.0,
        unchanged=1,
    )


def pair(name, other, better="", expression="all"):
    return Comparison(
        metric="ssim",
        expression=expression,
        animator=name,
        other=other,
        difference=interval(0.0),
        p=0.01,
        p_holm=0.02,
        better=better,
    )


def report(rows, comparisons=()):
    return Report(rows=rows, comparisons=comparisons, figures=(), skipped={}, setting={})


@pytest.fixture
def three():
    rows = tuple(
        row(name, "all", value)
        for name, value in {"still": 0.90, "a": 0.95, "b": 0.945, "truth": 1.0}.items()
    )
    return report(rows, (pair("still", "a", "a"), pair("still", "b", "b"), pair("a", "b")))


def test_words_say_whom_a_method_beats_and_whom_it_is_not_told_apart_from(three):
    assert [*sentences(three)] == [
        "By SSIM, a beats still; is not told apart from b.",
        "By SSIM, b beats still; is not told apart from a.",
    ]


def test_a_method_that_loses_is_said_to():
    rows = (row("still", "all", 0.9), row("a", "all", 0.8))
    assert [*sentences(report(rows, (pair("still", "a", "still"),)))] == [
        "By SSIM, a loses to still."
    ]


def test_the_first_and_the_second_are_told_and_whether_they_are_apart(three):
    (lead,) = leads(three)
    assert (lead.first, lead.second, lead.apart, lead.outside) == ("a", "b", False, False)
    far = report((row("still", "all", 0.9), row("a", "all", 0.95)), (pair("still", "a", "a"),))
    (lead,) = leads(far)
    assert (lead.first, lead.second, lead.apart, lead.outside) == ("a", "still", True, True)


def test_the_truth_is_never_first(clips, instruments, drawing):
    methods = {"m": Entrant.of(drawing(0.5))}
    found = leads(evaluate(clips, methods, instruments, Options(size=96, progress=False)))
    assert {lead.first for lead in found} == {"m"}
    assert {lead.second for lead in found} == {"still"}
    assert {lead.metric for lead in found} == {"SSIM", "ST-LPIPS"}


def test_a_mean_over_three_expressions_needs_all_three():
    values = {"happy": 0.9, "surprised": 0.8, "angry": 0.7}
    whole = [row("a", name, value) for name, value in values.items()]
    (a, b) = ours(report((*whole, row("b", "happy", 0.5), row("b", "sad", 0.1))))
    assert a.values[MEAN] == pytest.approx(0.8)
    assert b.values == {"happy": 0.5}


def test_the_papers_means_are_those_of_its_three_expressions_within_rounding():
    for line in PUBLISHED:
        if MEAN in line.values:
            values = [value for name, value in line.values.items() if name != MEAN]
            # HP's is .002 off in the paper itself.
            assert line.values[MEAN] == pytest.approx(sum(values) / 3, abs=0.006)
