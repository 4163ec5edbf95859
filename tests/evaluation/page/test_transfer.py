"""From one expression to another."""

import base64
import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from squares import Shy

from mien.evaluation import Album, Entrant, Options, evaluate, illustrate
from mien.evaluation.page import to_html
from mien.evaluation.page.album import COLUMNS
from mien.evaluation.page.transfer import pairs, transfers


class Mixing:
    """Paints the degree of the first expression as red, of the second as green."""

    def __init__(self, expressions=("happy", "sad")):
        self.expressions = expressions

    def frames(self, portrait, degrees):
        drawn = np.zeros((len(degrees), *portrait.shape), np.uint8)
        drawn[..., :2] = (200 * degrees[:, None, None, :2]).round()
        return drawn


@pytest.fixture
def album(clips, drawing):
    return Album(
        clips,
        {
            "mixes": Entrant.of(Mixing()),
            "turned": Entrant.of(Mixing(("sad", "happy"))),
            "apart": Entrant.of(drawing()),
            "glad": Entrant.of(drawing(1.0, ("happy",))),
        },
        96,
    )


@pytest.fixture
def found(clips, album):
    (one,) = transfers(clips.clips[:1], album, ("mixes", "turned", "apart", "glad"))
    return one


def colours(row):
    content = base64.b64decode(row.picture.partition(",")[2])
    strip = np.asarray(Image.open(io.BytesIO(content)), float)
    return strip[48, 48::96, :2]


def test_the_one_degree_falls_while_the_other_rises_and_they_sum_to_one(found):
    assert (found.source, found.target) == ("happy", "sad")
    assert (found.degrees[0], found.degrees[-1]) == ((1, 0), (0, 1))
    assert [sum(pair) for pair in found.degrees] == pytest.approx([1] * COLUMNS)


def test_every_method_gets_the_degrees_in_its_own_order_of_expressions(found):
    mixes, turned = found.rows
    wanted = 200 * np.array(found.degrees)
    assert np.abs(colours(mixes) - wanted).max() < 12
    assert np.abs(colours(turned) - wanted[:, ::-1]).max() < 12


def test_who_cannot_mix_and_who_lacks_an_expression_is_left_out_and_the_reason_told(found):
    assert [row.name for row in found.rows] == ["mixes", "turned"]
    assert found.left_out == {
        "apart": "could not draw it. It draws the expression of a person's clip only.",
        "glad": "does not know sad.",
    }


def test_a_portrait_that_is_refused_is_not_said_to_be_a_mixture(clips, album):
    album.methods["shy"] = Entrant.of(Shy(album.methods["apart"].animator, "a"))
    (one,) = transfers(clips.clips[:1], album, ("mixes", "shy"))
    assert one.left_out == {"shy": "could not draw it. No face was found."}


def test_the_papers_transfer_is_shown_where_it_can_be():
    assert pairs([("happy",), ("sad", "happy", "angry")]) == (("angry", "happy"),)
    assert pairs([("angry", "surprised", "happy")]) == (("angry", "happy"), ("happy", "surprised"))
    assert pairs([("happy",), ("sad", "bored", "calm")]) == (("sad", "bored"),)
    assert pairs([("happy",), ("sad",)]) == ()


def test_where_nobody_mixes_there_is_no_such_figure(clips, album, instruments):
    assert transfers(clips.clips[:1], album, ("apart", "glad")) == ()
    assert transfers([], album, ("mixes",)) == ()
    methods = {name: album.methods[name] for name in ("apart", "glad")}
    report = evaluate(clips, methods, instruments, Options(size=96, progress=False))
    assert "(Figure 5 c)" not in to_html(report, illustrate(report, Album(clips, methods, 96)))


def test_the_page_shows_them_and_says_who_is_left_out(clips, album, instruments):
    methods = {name: album.methods[name] for name in ("apart", "glad")}
    methods["mixes"] = replace(album.methods["mixes"], expressions=("happy", "sad"))
    report = evaluate(clips, {"apart": methods["apart"]}, instruments, Options(size=96))
    pictures = illustrate(report, Album(clips, methods, 96))
    whole = replace(
        pictures, transfers=transfers(clips.clips[:1], Album(clips, methods, 96), tuple(methods))
    )
    text = to_html(report, whole)
    assert "(Figure 5 c)" in text
    assert "apart could not draw it. It draws the expression" in text
    assert "glad does not know sad." in text
