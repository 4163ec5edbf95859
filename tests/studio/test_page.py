"""The page's files: what they refer to is there, and the curves are those of `mien.schedules`."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from javascript import evaluated

from mien.schedules import eased
from mien.schedules.easing import Easing
from mien.schedules.track import track
from mien.studio.app import PAGE

SCRIPTS = sorted((PAGE / "js").rglob("*.js"))
TEXT = {
    path.relative_to(PAGE).as_posix(): path.read_text()
    for path in [*SCRIPTS, *PAGE.glob("*.html"), *PAGE.glob("*.css")]
}
EASINGS = Easing.__args__
NAMES = {"http://www.w3.org/2000/svg", "http://ns.adobe.com/xap/1.0/"}
"""Of vocabularies: nobody fetches them."""


def test_nothing_comes_from_outside():
    for name, text in TEXT.items():
        links = set(re.findall(r"https?://[^\s\"']+", text)) - NAMES
        assert not links, name
        assert "@import" not in text


def test_nothing_inline_runs_that_the_policy_would_stop():
    html = TEXT["index.html"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\s(style|on\w+)=", html)
    assert not any("innerHTML" in text or "eval(" in text for text in TEXT.values())


def test_every_element_that_a_script_looks_for_is_on_the_page():
    ids = set(re.findall(r'\bid="([^"]+)"', TEXT["index.html"]))
    for name, text in TEXT.items():
        for wanted in re.findall(r'\$\("#([\w-]+)', text):
            assert wanted in ids, f"{name} looks for #{wanted}"


def test_every_file_that_is_named_is_there():
    for name in re.findall(r'(?:href|src)="([^"#]+)"', TEXT["index.html"]):
        assert (PAGE / name).is_file(), name
    for path in SCRIPTS:
        text = path.read_text()
        for name in re.findall(r'(?:from |import\(|URL\()"(\.[^"]+\.js)"', text):
            assert (path.parent / name).is_file(), f"{path.name} imports {name}"


def test_only_the_engines_ask_the_network():
    for name, text in TEXT.items():
        if name not in {"js/engine.js", "js/live.js", "js/browser/graphs.js"}:
            assert not re.search(r"(?<![.\w])fetch\(", text), name
            assert "WebSocket" not in text, name


def in_javascript(expression: str, given: object) -> object:
    """The value of an expression over `given` and the module of tracks."""
    return evaluated("tracks.js", expression.replace("tracks.", "it."), given)


def test_easings_are_those_of_the_schedules():
    shares = [step / 64 for step in range(65)]
    drawn = in_javascript(
        "Object.fromEntries(Object.entries(tracks.EASINGS)"
        ".map(([name, ease]) => [name, given.map(ease)]))",
        shares,
    )
    assert set(drawn) == set(EASINGS)
    for name, values in drawn.items():
        assert np.allclose(values, eased(np.array(shares), name), atol=1e-12), name


KEYS = st.dictionaries(st.integers(0, 60), st.integers(0, 100), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(KEYS, st.sampled_from(EASINGS), st.sampled_from([12.5, 25, 30]))
def test_a_course_is_drawn_as_keyframes_are(keys, easing, fps):
    moments = sorted(keys)
    given_keys = [{"t": moment / fps, "v": keys[moment] / 100} for moment in moments]
    project = {
        "fps": fps,
        "seconds": 60 / fps,
        "tracks": {"happy": {"easing": easing, "keys": given_keys}},
    }
    document = in_javascript("tracks.schedule(given, ['happy'])", project)
    drawn = np.array(document["degrees"])[:, 0]
    expected = track(moments, [[keys[moment] / 100] for moment in moments], easing)[:, 0]
    assert len(drawn) == 61
    assert np.allclose(drawn[: len(expected)], expected, atol=1e-4)
    assert np.allclose(drawn[len(expected) :], expected[-1], atol=1e-4)
    assert in_javascript("tracks.fromSchedule(given, given.tracks)", document) == project


def test_a_schedule_from_elsewhere_becomes_few_points_that_say_the_same():
    degrees = [
        [min(1, frame / 10) * (1 if frame < 30 else max(0, (40 - frame) / 10))]
        for frame in range(41)
    ]
    document = {"format": 1, "fps": 25, "expressions": ["happy"], "degrees": degrees}
    project = in_javascript("tracks.fromSchedule(given, null)", document)
    assert len(project["tracks"]["happy"]["keys"]) == 4
    again = in_javascript("tracks.schedule(given, ['happy'])", project)
    assert np.allclose(again["degrees"], degrees, atol=5e-3)


def test_a_slider_lifts_a_plateau_and_else_sets_a_point():
    empty = {"fps": 25, "seconds": 2, "tracks": {}}
    first = in_javascript("tracks.setDegree(given, 'happy', 20, 0.6)", empty)
    assert [key["v"] for key in first["keys"]] == [0, 0.6, 0.6, 0]
    project = empty | {"tracks": {"happy": first}}
    lifted = in_javascript("tracks.setDegree(given, 'happy', 20, 0.9)", project)
    assert [key["v"] for key in lifted["keys"]] == [0, 0.9, 0.9, 0]
    pointed = in_javascript("tracks.setDegree(given, 'happy', 10, 0.2)", project)
    assert [key["v"] for key in pointed["keys"]] == [0, 0.2, 0.6, 0.6, 0]
