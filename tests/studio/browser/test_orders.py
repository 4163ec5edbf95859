"""Names, command lines and schedules of the browser are those of the service."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from javascript import evaluated

from mien.media import Photo
from mien.schedules import Schedule, csv_of, schedule_from
from mien.studio.orders import Order, Sitter
from mien.studio.portrait import Portrait
from mien.studio.received import plain_name, plain_stem

NAMES = [
    *("ada.jpg", "a b's.png", "-odd.jpg", "..", "été.été.jpeg", "C:\\photos\\me.jpg", "/x/y"),
    *("", "a" * 200 + ".jpg", "no-extension", "ada.jpg", "tab\tname.png", "名前.webp"),
]
SCHEDULE = Schedule(("happy",), np.array([[0.0], [0.5], [1.0]], np.float32), 12.5)


def portrait(name: str) -> Portrait:
    picture = np.zeros((8, 8, 3), np.uint8)
    return Portrait(Photo(picture=picture, path=plain_path(name), sha256=""), [])


def plain_path(name: str) -> Path:
    return Path(plain_name(name))


def test_names_are_made_plain_as_by_the_service():
    assert evaluated("browser/orders.js", "given.map(it.plainName)", NAMES) == [
        plain_name(name) for name in NAMES
    ]
    assert evaluated("browser/orders.js", "given.map(it.plainStem)", NAMES) == [
        plain_stem(name) for name in NAMES
    ]


@pytest.mark.parametrize("face", ["largest", "all", "whole", "2"])
@pytest.mark.parametrize("kind", ["png", "frames"])
def test_command_lines_are_those_of_the_service(kind, face, tmp_path):
    whom = int(face) if face.isdecimal() else face
    is_plain = kind == "png"
    mixed = ({"happy": 0.7, "sad": 1.0}, 0.85, {}, 1.0)
    strengths = [1.0 if is_plain else mixed[at % 4] for at in range(len(NAMES))]
    order = Order(
        sitters=[
            Sitter(portrait=portrait(name), whom=whom, strength=strength)
            for name, strength in zip(NAMES, strengths, strict=True)
        ],
        strength=strengths[0],
        bundle="mine",
        folder=None if is_plain else tmp_path / "my bundle",
        schedule=SCHEDULE,
        times=1 if is_plain else 3,
        kind=kind,
        title="clip",
        label=is_plain,
        loop=is_plain,
        sheet=not is_plain,
    )
    asked = {
        "photos": [
            {"photo": name, "face": face, "strength": strength}
            for name, strength in zip(NAMES, strengths, strict=True)
        ],
        "schedule": SCHEDULE.to_json() | {"strength": strengths[0]},
        "times": order.times,
        "format": kind,
        "title": "clip",
        "label": order.label,
        "loop": order.loop,
        "sheet": order.sheet,
    }
    found = evaluated(
        "browser/orders.js",
        "it.commands(given.order, given.names, given.folder)",
        {
            "order": asked,
            "names": [plain_name(name) for name in NAMES],
            "folder": str(order.folder) if order.folder else None,
        },
    )
    assert found == order.commands()


KEYFRAMES = {
    "format": 1,
    "fps": 12.5,
    "easing": "min-jerk",
    "keyframes": [
        {"time": 0.25, "degrees": {"happy": 0.2}},
        {"time": 1.0, "degrees": {"sad": 1, "happy": 0.7}},
    ],
}
CSV = "time,happy,sad\n0,0,1\n0.5,0.25,\n2,1,0.5\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (json.dumps(SCHEDULE.to_json()), "json"),
        (json.dumps(KEYFRAMES), "json"),
        (json.dumps(KEYFRAMES | {"strength": 0.5}), "json"),
        (json.dumps(KEYFRAMES | {"strength": {"sad": 0.25}}), "json"),
        (CSV, "csv"),
        (csv_of(SCHEDULE), "csv"),
    ],
)
def test_schedules_are_read_as_by_the_service(text, kind):
    found = evaluated("browser/schedules.js", "it.scheduleFrom(given[0], given[1])", [text, kind])
    expected = schedule_from(text, csv=kind == "csv", strength=1.0)
    assert found["fps"] == expected.fps
    assert found["strength"] == (json.loads(text) if kind == "json" else {}).get("strength", 1)
    assert tuple(found["expressions"]) == expected.expressions
    assert np.allclose(found["degrees"], expected.degrees, atol=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", '{"format": 2}', '{"degrees": [[2]], "expressions": ["a"], "fps": 25}'),
        *(
            '{"keyframes": [3]}',
            '{"keyframes": 3}',
            '{"keyframes": []}',
            '{"degrees": [], "expressions": [], "fps": 1}',
            '{"degrees": [[1]], "expressions": ["a"], "fps": 1, "strength": {"b": 0.5}}',
            '{"degrees": [[1]], "expressions": ["a"], "fps": 1, "strength": {"a": 0}}',
            '{"degrees": [[1]], "expressions": ["a"], "fps": 1, "strength": null}',
        ),
    ],
)
def test_nonsense_is_refused_in_words(text):
    said = evaluated(
        "browser/schedules.js",
        "(() => { try { it.scheduleFrom(given, 'json'); } catch (e) { return e.message; } })()",
        text,
    )
    assert said
    assert "undefined" not in said
    assert "Cannot" not in said
    assert "is not a" not in said


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=30), st.booleans())
def test_csv_that_was_written_is_read_as_the_same_schedule(percents, by_name):
    document = {
        "strength": {"happy": 0.8} if by_name else 0.8,
        "fps": 25,
        "expressions": ["happy"],
        "degrees": [[p / 100] for p in percents],
    }
    text = evaluated("browser/schedules.js", "it.csvOf(given)", document)
    again = schedule_from(text, csv=True)
    assert np.allclose(again.degrees[:, 0], 0.8 * np.array(percents) / 100)
