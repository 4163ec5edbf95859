import json

import click
import pytest
from sites import QUICK, Rater, site, write

from mien.cli.study import study
from mien.study.records import read_answers

SURFACE = {
    "make": {
        *("out", "--method", "--truth", "--table", "--question", "--pairs", "--trials"),
        *("--raters", "--seed", "-e", "--expression", "--fit", "--seconds", "--fps", "--size"),
        *("--viewings", "--practice", "--gold", "--repeated", "--identical", "--rules"),
        "--title",
        *("--consent", "--prolific-code", "--jobs"),
    },
    "serve": {
        *("study", "--host", "--port", "--database", "--https", "--proxy", "--mturk", "--rate"),
    },
    "mturk": {"study", "--address", "--clips", "--raters", "--height", "-o", "--out"},
    "static": {"study", "--raters", "--code", "--post", "-o", "--out"},
    "codes": {"study", "--database"},
    "export": {"study", "--database", "--results", "-o", "--out"},
    "draw": {"bundles", "--clips", "--split", "-e", "--expression", "--still", "-o", "--out"},
    "rehearse": {
        *("study", "--report", "--metric", "--raters", "--slope", "--rater-sd", "--side-bias"),
        *("--lapse", "--cheaters", "--seed", "-o", "--out"),
    },
}
"""What people have in their scripts: change it only on purpose, and say so in the changelog."""


@pytest.mark.parametrize("name", SURFACE)
def test_the_options_are_what_scripts_expect(name):
    command = study.get_command(click.Context(study), name)
    names = {name for item in command.params for name in (*item.opts, *item.secondary_opts)}
    assert names == SURFACE[name]


def test_a_study_is_made_of_two_folders(mien, tmp_path, folders):
    done = mien(
        *("study", "make", "faces", "--question", "prefer", "--seconds", "0.5", "--fps", "10"),
        *("--method", f"mien={folders['mien']}", "--method", f"hp={folders['hp']}"),
    )
    assert done.exit_code == 0, done.output
    assert "exactly balanced after every" in done.output
    document = json.loads((tmp_path / "faces" / "study.json").read_text())
    assert document["blocks"][0]["conditions"] == [["mien", "hp"]]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--method", "mien"], "NAME=FOLDER"),
        (["--method", "truth=x"], "taken"),
        (["--method", "a=none"], "no folder"),
        (["--table", "t.csv", "--truth", "x"], "--table"),
        (["--table", "none.csv"], "CSV"),
    ],
)
def test_what_makes_no_study_is_refused_in_words(mien, tmp_path, arguments, word):
    done = mien("study", "make", "faces", "--question", "prefer", *arguments)
    assert done.exit_code == 2
    assert word in done.output
    assert not (tmp_path / "faces").exists()


@pytest.mark.parametrize("command", ["serve", "export", "static", "codes"])
def test_a_folder_without_a_study_is_refused_in_words(mien, command):
    done = mien("study", command, "none")
    assert done.exit_code == 2
    assert "study make" in done.output


def test_answers_are_exported(mien, tmp_path):
    (tmp_path / "faces").mkdir()
    rater = Rater(site(tmp_path / "faces"))
    rater.join()
    for number in range(len(rater.state()["trials"])):
        rater.answer(number)
    done = mien("study", "export", "faces")
    assert done.exit_code == 0, done.output
    assert "1 raters, 1 finished" in done.output
    assert len(read_answers(tmp_path / "answers" / "answers.jsonl").answers) > 20


def test_codes_are_those_that_raters_were_shown_at_the_end_and_no_others(mien, tmp_path):
    (tmp_path / "faces").mkdir()
    served = site(tmp_path / "faces")
    done, gone = Rater(served), Rater(served)
    for rater, stop in ((done, None), (gone, 3)):
        rater.join()
        for number in range(len(rater.state()["trials"]))[:stop]:
            rater.answer(number)
    (shown,) = mien("study", "codes", "faces").output.split()
    assert f'class="code">{shown}<' in done.client.get("/done").text


def test_mturk_gets_a_question_for_each_booklet_and_a_batch(mien, tmp_path):
    (tmp_path / "faces").mkdir()
    write(tmp_path / "faces", QUICK)
    done = mien("study", "mturk", "faces", "--clips", "https://x.test/c", "--raters", 2)
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "mturk").iterdir()}
    assert names == {"layout.html", "input.csv", "html-0000.xml", "html-0001.xml"}
    assert mien("study", "mturk", "faces").exit_code == 2
