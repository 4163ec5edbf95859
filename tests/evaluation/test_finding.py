"""Weights that are there are used; those that are not are named with the command for them."""

from dataclasses import replace

import pytest

from mien.errors import MienError
from mien.evaluation import Album, Options, evaluate, illustrate
from mien.evaluation import finding as module
from mien.evaluation.finding import find_instruments
from mien.evaluation.markdown import to_markdown
from mien.evaluation.page import to_html

OPTIONS = Options(size=96, progress=False)
CARRIERS = {"network": "ShiftTolerant", "embed": "Embedder", "recognise": "Recogniser"}


class Installed:
    """Stands for all three networks."""

    @classmethod
    def find(cls):
        return cls()

    def to(self, device):
        return self

    embeddings = probabilities = property(lambda self: self)


class Missing(Installed):
    @classmethod
    def find(cls):
        raise MienError("Run: pip install it")


@pytest.fixture
def install(monkeypatch):
    """Let some packages be there, and others not."""

    def these(*names):
        for name, network in CARRIERS.items():
            monkeypatch.setattr(module, network, Installed if name in names else Missing)

    return these


def test_everything_that_is_installed_is_used(install):
    install(*CARRIERS)
    found = find_instruments(step=3)
    assert set(found.names) == {*CARRIERS, "track"}
    assert (found.step, found.missing) == (3, {})


@pytest.mark.parametrize("lacking", CARRIERS)
def test_what_is_not_installed_is_named_and_the_others_are_used(install, lacking):
    install(*({*CARRIERS} - {lacking}))
    found = find_instruments()
    assert set(found.names) == {*CARRIERS, "track"} - {lacking}
    assert found.missing == {lacking: "Run: pip install it"}


def test_what_is_left_out_is_neither_looked_for_nor_missing(install):
    install()
    found = find_instruments({*CARRIERS, "track"})
    assert (found.names, found.missing) == ((), {})


@pytest.fixture
def written(clips, instruments):
    """The report's two texts, with some instruments missing."""

    def texts(**changes):
        report = evaluate(clips, {}, replace(instruments, **changes), OPTIONS)
        pictures = illustrate(report, Album(clips, {}, 96))
        return to_markdown(report), to_html(report, pictures)

    return texts


def test_the_report_says_at_its_top_what_is_missing_and_how_to_get_it(written):
    told = "Not measured: identity. Run: pip install it"
    for text in written(embed=None, missing={"embed": "Run: pip install it"}):
        assert text.index(told) < text.index("SSIM")
        assert text.count("Not measured") == 1


def test_the_report_says_what_was_left_out_on_request(written):
    for text in written(recognise=None, track=None):
        assert "Not measured: landmarks and motion. Left out on request." in text
        assert "Not measured: the expression that is recognised. Left out on request." in text


def test_where_everything_was_measured_nothing_is_said(written):
    assert not any("Not measured" in text for text in written())
