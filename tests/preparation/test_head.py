"""A folder goes on only with what it was begun with, mien's own data included."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_source import Drawn, drawn

from mien.errors import MienError
from mien.preparation import head as heads
from mien.preparation.prepare import Options, prepare
from mien.preparation.puppet import Settings
from mien.preparation.puppet import settings as puppet
from mien.preparation.puppet.folds import known_folds
from mien.preparation.puppet.recipes import recipe

QUIET = Options(progress=False)


@pytest.fixture
def source(tmp_path: Path) -> Drawn:
    return drawn(tmp_path / "source", ada_happy="", ben_happy="")


def test_other_settings_are_refused_and_named(tmp_path: Path, source: Drawn):
    prepare(source, tmp_path / "out", QUIET)
    source.settings["size"] = 99
    with pytest.raises(MienError, match=r"other settings \(size\)"):
        prepare(source, tmp_path / "out", QUIET)


def test_another_way_of_making_clips_is_refused(
    tmp_path: Path, source: Drawn, monkeypatch: pytest.MonkeyPatch
):
    prepare(source, tmp_path / "out", QUIET)
    monkeypatch.setitem(heads.METHODS, "drawn", 2)
    with pytest.raises(MienError, match=r"another version of mien.*\(differing: method\)"):
        prepare(source, tmp_path / "out", QUIET)


def test_a_folder_that_does_not_say_its_method_was_made_by_another_version(
    tmp_path: Path, source: Drawn
):
    prepare(source, tmp_path / "out", QUIET)
    path = tmp_path / "out" / "prepare.json"
    head = json.loads(path.read_text())
    del head["method"]
    path.write_text(json.dumps(head))
    with pytest.raises(MienError, match="out was prepared by another version of mien"):
        prepare(source, tmp_path / "out", QUIET)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"settings": 3}'])
def test_a_damaged_head_is_said(tmp_path: Path, source: Drawn, text: str):
    prepare(source, tmp_path / "out", QUIET)
    (tmp_path / "out" / "prepare.json").write_text(text)
    with pytest.raises(MienError, match=r"prepare\.json is damaged"):
        prepare(source, tmp_path / "out", QUIET)


def test_every_source_counts_its_methods():
    sources = {"ckplus", "pairs", "puppet", "videos"}
    assert set(heads.METHODS) == sources


def differing(before: Settings, monkeypatch: pytest.MonkeyPatch, **changes: object) -> set[str]:
    """Names of the settings that change with mien's own data."""
    first = before.as_json()
    with monkeypatch.context() as patch:
        for name, value in changes.items():
            patch.setattr(puppet, name, value)
        return {name for name, value in before.as_json().items() if value != first[name]}


def test_recipes_and_folds_tell_folders_of_the_puppet_apart(monkeypatch: pytest.MonkeyPatch):
    def changed(name: str, **values: object):
        return lambda asked: replace(recipe(asked), **values) if asked == name else recipe(asked)

    settings = Settings(expressions=("happy", "sad"))
    for name, values, found in (
        ("happy", {"weights": {"mouthSmile": 1.0}}, {"recipes"}),
        ("happy", {"sided": True}, {"recipes"}),
        ("happy", {"sometimes": {"jawOpen": 0.1}}, {"recipes"}),
        ("happy", {"says": "in other words"}, set()),
        ("wink", {"weights": {"mouthSmile": 1.0}}, set()),
    ):
        assert differing(settings, monkeypatch, recipe=changed(name, **values)) == found
    assert differing(settings, monkeypatch, known_folds=lambda: known_folds()[1:]) == {"folds"}
