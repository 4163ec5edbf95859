"""Portraits that a method refuses: the report says so, and goes on."""

import json

import pytest
from squares import Shy

from mien.evaluation import Album, Entrant, Options, evaluate, illustrate
from mien.evaluation.markdown import to_markdown
from mien.evaluation.page import to_html
from mien.evaluation.writing import to_json

OPTIONS = Options(size=96, progress=False)


def test_a_portrait_that_one_method_refuses_is_failed_for_it_alone(clips, instruments, drawing):
    methods = {"shy": Entrant.of(Shy(drawing())), "m": Entrant.of(drawing())}
    report = evaluate(clips, methods, instruments, OPTIONS)
    assert report.failed == {"shy": {"b-happy": "No face was found."}}
    assert (report.row("shy").clips, report.row("m").clips) == (2, 3)
    assert [report.partial(report.row(name)) for name in ("shy", "m")] == [True, False]
    assert json.loads(to_json(report))["failed"] == report.failed
    assert "- shy, b-happy: No face was found." in to_markdown(report)


def test_a_method_that_refuses_every_portrait_has_no_row(clips, instruments, drawing):
    methods = {"shy": Entrant.of(Shy(drawing(), "abc"))}
    report = evaluate(clips, methods, instruments, OPTIONS)
    assert len(report.failed["shy"]) == 3
    with pytest.raises(KeyError):
        report.row("shy")
    pictures = illustrate(report, Album(clips, methods, 96))
    assert "shy could not draw 3 clips" in to_html(report, pictures)


def test_what_a_method_refuses_is_said_beside_the_strip(clips, instruments, drawing):
    methods = {"shy": Entrant.of(Shy(drawing(), "a"))}
    report = evaluate(clips, methods, instruments, OPTIONS)
    strip = Album(clips, methods, 96).strip(clips.clips[0], ("still", "shy"))
    assert [row.name for row in strip.rows] == ["truth", "still"]
    assert strip.failed == {"shy": "No face was found."}
    text = to_html(report, illustrate(report, Album(clips, methods, 96)))
    assert "shy could not draw it. No face was found." in text
    assert "shy could not draw 1 clip<" in text
