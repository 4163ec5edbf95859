"""`mien study` on the command line: what it is told and what it says."""

import json
import subprocess
import sys

import click
import pytest

from mien.cli.study import study

SURFACE = {
    "plan": {
        *("--half-width", "--power", "--preference", "--chance", "--level", "--methods"),
        *("--expressions", "--per-rater", "--portraits", "--rater-sd", "--clip-sd", "--joint"),
        *("--lost", "--simulate", "--seed"),
    },
    "simulate": {
        *("out", "--strength", "--sensitivity", "--ours", "--raters", "--portraits"),
        *("--per-rater", "-e", "--expression", "--rater-sd", "--clip-sd", "--side-bias"),
        *("--lapse", "--cheaters", "--seed"),
    },
    "tally": {"answers", "--ours", "--rules", "--out", "--level", "--resamples", "--seed"},
}
SMALL = ("--raters", 6, "--portraits", 6, "--per-rater", 2, "-e", "happy")
METHODS = ("--strength", "mien=1", "--strength", "hp=-0.5", "--sensitivity", "mien=0.6")


@pytest.mark.parametrize("name", SURFACE)
def test_the_options_are_what_scripts_expect(name):
    command = study.get_command(click.Context(study), name)
    names = {name for item in command.params for name in (*item.opts, *item.secondary_opts)}
    assert names == SURFACE[name]


@pytest.mark.parametrize("name", SURFACE)
def test_help_imports_nothing_heavy(name):
    code = (
        f"import sys; from mien.cli import main; "
        f"main(['study', '{name}', '--help'], standalone_mode=False); "
        "print(sorted({'numpy', 'scipy', 'av', 'statsmodels', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_plan_says_how_many_raters_and_portraits(mien):
    result = mien("study", "plan", "--half-width", 0.05, "--preference", 0.6, "--methods", 3)
    assert result.exit_code == 0, result.output
    assert "raters      109 who count; ask 122" in result.output
    assert "trials      60 for each rater" in result.output


def test_a_plan_that_was_simulated_says_so(mien):
    result = mien("study", "plan", "--half-width", 0.2, "--simulate", 3)
    assert "SIMULATED   3 studies: half-width 0." in result.output


def test_simulated_answers_are_tallied_and_marked(mien, tmp_path):
    result = mien("study", "simulate", "answers.jsonl", *METHODS, *SMALL)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("SIMULATED: ")
    result = mien("study", "tally", "answers.jsonl", "--out", "out", "--resamples", 100)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("SIMULATED: ")
    assert "## Table 1 (SIMULATED)" in result.output
    assert "6 raters; 0 excluded by the usual rules." in result.output
    assert (tmp_path / "out" / "figure.svg").is_file()


@pytest.mark.parametrize(
    ("name", "given"), [("rules.json", ()), ("declared.json", ("--rules", "declared.json"))]
)
def test_rules_are_those_beside_the_answers_or_those_that_are_named(mien, tmp_path, name, given):
    mien("study", "simulate", "answers.jsonl", *METHODS, *SMALL)
    (tmp_path / name).write_text(json.dumps({"min_seconds": 1000}))
    result = mien("study", "tally", "answers.jsonl", *given)
    assert result.exit_code == 2
    assert "6 raters were excluded (min_seconds 6)" in result.output
    assert not (tmp_path / "tally").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tally", "none.jsonl"), "none.jsonl cannot be read"),
        (("simulate", "a.jsonl", "--strength", "mien"), "must be METHOD=NUMBER"),
        (("simulate", "a.jsonl", "--strength", "=1"), "must be METHOD=NUMBER"),
        (("simulate", "a.jsonl", "--strength", "mien=nan"), "must be METHOD=NUMBER"),
        (("simulate", "a.jsonl", *(2 * ("--strength", "mien=1"))), "names mien twice"),
        (("simulate", "a.jsonl", "--strength", "mien=1"), "two or more"),
        (("plan", "--portraits", 11), "take more of them"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(mien, tmp_path, arguments, said):
    before = set(tmp_path.iterdir())
    result = mien("study", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert set(tmp_path.iterdir()) == before
