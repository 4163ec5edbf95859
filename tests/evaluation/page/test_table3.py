"""What is ranked with what, where methods know different expressions."""

import pytest
from squares import FakeClip, track

from mien.evaluation import Album, Entrant, Instruments, Options, evaluate, illustrate
from mien.evaluation.markdown import to_markdown
from mien.evaluation.page import to_html
from mien.evaluation.page.table3 import table3
from mien.evaluation.page.verdicts import leads
from mien.methods.still import Still

OPTIONS = Options(size=96, progress=False)


@pytest.fixture
def methods(drawing):
    """One that is perfect on the only expression that it knows, one that knows both."""
    return {"glad": Entrant.of(drawing(1.0, ("happy",))), "both": Entrant.of(drawing(0.5))}


@pytest.fixture
def report(clips, instruments, methods):
    return evaluate(clips, methods, instruments, OPTIONS)


def cells_of(report):
    return {
        line.name: dict(zip(("all", "happy", "sad"), line.cells, strict=True))
        for line in table3(report)
    }


def test_over_all_expressions_a_method_that_lacks_one_is_never_the_best(report):
    found = cells_of(report)
    assert found["glad"]["happy"].best
    assert not found["glad"]["all"].best
    assert found["both"]["all"].best
    assert found["both"]["sad"].best
    assert [name for name, line in found.items() if line["happy"].best] == ["glad"]


def test_it_says_how_many_of_the_clips_it_drew(report):
    found = cells_of(report)
    assert found["glad"]["all"].part == "2 of 3 clips"
    assert found["glad"]["happy"].part == found["both"]["all"].part == ""
    assert found["glad"]["sad"].interval is None
    assert "| glad, 2 of 3 clips |" in to_markdown(report)


def test_it_is_never_first_over_all_expressions_but_may_be_on_its_own(report):
    first = {(lead.metric, lead.expression): lead.first for lead in leads(report)}
    assert first["SSIM", "All expressions"] == "both"
    assert first["SSIM", "happy"] == "glad"


def test_whoever_lacks_an_expression_is_named_beside_what_is_shown_of_it(clips, instruments):
    clips.clips.append(FakeClip("c-happy", "c", "happy"))
    known = {"glad": ("happy",), "both": ("happy", "sad"), "other": ("bored",)}
    methods = {name: Entrant.of(Still(expressions)) for name, expressions in known.items()}
    report = evaluate(clips, methods, instruments, OPTIONS)
    text = to_html(report, illustrate(report, Album(clips, methods, 96)))
    assert "other does not know happy (3 clips), sad (1 clips)" in text
    assert "Left out, since they do not know sad: glad" in text


def test_a_dozen_methods_make_a_page_in_which_each_has_a_curve_of_its_own(clips, drawing):
    methods = {f"m{number}": Entrant.of(drawing(number / 14)) for number in range(14)}
    report = evaluate(clips, methods, Instruments(track=track), OPTIONS)
    text = to_html(report, illustrate(report, Album(clips, methods, 96)))
    key = text.partition('<ul class="key">')[2].partition("</ul>")[0]
    looks = [part.partition('"')[0] for part in key.split('class="')[1:]]
    assert len(set(looks)) == len(looks) == 14 + 2
