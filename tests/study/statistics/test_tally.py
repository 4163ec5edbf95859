import csv
import json
from xml.etree import ElementTree

import numpy as np
import pytest

from mien.errors import MienError
from mien.study.answers import Check, Preference
from mien.study.records import Records
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.rules import Rules
from mien.study.statistics.simulate import Layout, simulate
from mien.study.statistics.tables import paper_tables
from mien.study.statistics.tally import tally
from mien.study.statistics.taste import Taste
from mien.study.statistics.writing import write_tally

HOW = Bootstrap(resamples=20)
TASTE = Taste(
    strengths={"mien": 1.0, "hp": 0.0, "a|b <&>": -0.5}, sensitivity={"mien": 0.5}, cheaters=0.2
)
ANSWERS = simulate(TASTE, Layout(raters=8, items=6, per_rater=3), np.random.default_rng(1))
FILES = ["tally.json", "cells.csv", "tables.md", "figure.svg"]


def counted(*, simulated: bool = True):
    return tally(Records(answers=ANSWERS, simulated=simulated), "mien", Rules(), HOW)


@pytest.fixture(scope="module")
def found():
    return counted()


def test_tables_1_and_2_have_the_papers_shape(found):
    lines = list(paper_tables(found))
    assert "| Which video looks more realistic? | Happy | Surprised | Angry | Mean |" in lines
    labels = [line.split(" | ")[0] for line in lines]
    for label in ("Prefers mien over hp", "Prefers mien over both a/b <&> and hp", "Real clips"):
        assert f"| {label}" in labels
    assert len({line.count("|") for line in lines if line.startswith("|")}) == 1


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_simulated_answers_says_so_and_no_other_does(found, tmp_path, name):
    paths = write_tally(found, tmp_path / "made-up")
    assert [path.name for path in paths] == FILES
    write_tally(counted(simulated=False), tmp_path / "real")
    marked = [(tmp_path / kind / name).read_text() for kind in ("made-up", "real")]
    marks = {"tally.json": '"simulated": true', "cells.csv": ",True"}
    mark = marks.get(name, "SIMULATED")
    assert mark in marked[0]
    assert mark not in marked[1]


def test_every_line_of_the_cells_says_whether_it_is_simulated(found, tmp_path):
    path = write_tally(found, tmp_path)[1]
    rows = list(csv.DictReader(path.open()))
    assert {row["simulated"] for row in rows} == {"True"}
    assert {row["table"] for row in rows} == {"1", "2"}
    own = next(row for row in rows if row["row"] == "Prefers mien over hp")
    assert float(own["rate"]) == found.preferences[1].cells["happy"].rate


def test_the_json_holds_the_rules_and_the_excluded_and_what_is_not_defined_is_null(tmp_path):
    answers = (
        Preference(rater="r", item="i", expression="e", shown=("mien", "hp"), chosen="mien"),
        Check(rater="cheat", kind="gold", passed=False, seconds=0.1),
    )
    one = tally(Records(answers=answers), "mien", Rules(max_failed_gold=0), HOW)
    document = json.loads(write_tally(one, tmp_path)[0].read_text())
    assert document["rules"]["max_failed_gold"] == 0
    broken = ["max_failed_gold", "min_seconds", "min_answers"]
    assert document["screening"]["excluded"] == {"cheat": broken}
    assert document["preferences"][0]["cells"]["mean"]["rate"] == 1
    assert document["preferences"][0]["cells"]["mean"]["low"] is None
    assert document["confusions"] == []


def test_the_figure_is_well_formed_and_has_a_dot_for_each_cell(found, tmp_path):
    root = ElementTree.parse(write_tally(found, tmp_path)[3]).getroot()
    space = "{http://www.w3.org/2000/svg}"
    cells = sum(len(row.cells) for row in (*found.preferences, *found.fooling))
    assert len(list(root.iter(f"{space}circle"))) == cells
    assert any("a|b <&>" in (text.text or "") for text in root.iter(f"{space}text"))


def test_excluded_raters_are_counted_and_listed_in_the_tables(found, tmp_path):
    text = write_tally(found, tmp_path)[2].read_text()
    assert found.screening.excluded
    for rater in found.screening.excluded:
        assert f"- {rater}: " in text
    assert f"{len(found.screening.excluded)} were excluded" in text


def test_equal_seeds_give_equal_tallies(found):
    assert counted().preferences == found.preferences
    assert counted().strengths == found.strengths


def test_a_method_that_was_not_shown_is_refused_and_those_that_were_are_named():
    with pytest.raises(MienError, match=r"methods are: a\|b <&>, hp, mien"):
        tally(Records(answers=ANSWERS), "ours", Rules(), HOW)


def test_without_answers_that_count_nothing_is_tallied():
    with pytest.raises(MienError, match="min_answers 8"):
        tally(Records(answers=ANSWERS), "mien", Rules(min_answers=10_000), HOW)
    with pytest.raises(MienError, match="nobody answered"):
        tally(Records(answers=()), "mien", Rules(), HOW)


def test_a_folder_that_cannot_be_is_refused(found, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MienError, match="cannot be written"):
        write_tally(found, tmp_path / "file")
