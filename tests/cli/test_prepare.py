"""`mien prepare` on the command line: what it is told and what it says."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from drawn_source import drawn

from mien.cli import main
from mien.cli.prepare import SOURCES, common, prepare

SHARED = {"--jobs", "--val", "--seed", "--quiet"}

SURFACE = {
    "ckplus": {"root", "out"},
    "videos": {
        *("root", "out", "--layout", "--shape", "--degrees", "--frames", "--landmarks"),
        *("--steady", "--no-steady", "--licence", "--attribution", "--consent"),
    },
    "pairs": {
        *("photos", "out", "-e", "--expression", "--person", "--frames", "--strength"),
        *("--reference", "--jitter", "--no-jitter", "--allow", "--licence", "--attribution"),
        "--consent",
    },
    "puppet": {
        *("photos", "out", "-e", "--expressions", "--facekit", "--clips", "--frames", "--jitter"),
        *("--no-jitter", "--variety", "--licence", "--attribution", "--consent"),
        "--list",
    },
}


@pytest.mark.parametrize("name", SURFACE)
def test_the_options_are_what_scripts_expect(name: str):
    command = prepare.get_command(click.Context(prepare), name)
    names = {name for item in command.params for name in (*item.opts, *item.secondary_opts)}
    assert names == SURFACE[name] | SHARED


def test_help_lists_every_source():
    result = CliRunner().invoke(main, ["prepare", "--help"])
    assert all(f"\n  {name}" in result.output for name in SOURCES)
    assert set(SURFACE) <= set(SOURCES)


def test_join_has_two_arguments():
    command = prepare.get_command(click.Context(prepare), "join")
    assert [item.name for item in command.params] == ["out", "sets"]


@pytest.mark.parametrize("name", [*SURFACE, "join"])
def test_help_imports_nothing_heavy(name: str):
    code = (
        f"import sys; from mien.cli import main; "
        f"main(['prepare', '{name}', '--help'], standalone_mode=False); "
        "print(sorted({'numpy', 'PIL', 'av', 'joblib', 'jinja2', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", SURFACE)
def test_nothing_to_prepare_is_an_error_with_exit_code_2(tmp_path: Path, name: str):
    result = CliRunner().invoke(main, ["prepare", name, str(tmp_path), str(tmp_path / "out")])
    assert (result.exit_code, result.stderr.startswith("error: ")) == (2, True)
    assert str(tmp_path) in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_layout_that_does_not_exist_is_an_error(tmp_path: Path):
    words = ["prepare", "videos", str(tmp_path), str(tmp_path / "out"), "--layout", "none"]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, "no layout 'none'" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.jpg", "b.jpg"], "Say with -e"),
        (["table.csv", "-e", "happy"], "A table says itself"),
        (["a.jpg", "b.jpg", "c.jpg", "-e", "happy"], "3 places"),
        (["a.jpg", "b.jpg", "-e", "happy"], "a.jpg does not exist"),
        (["a.jpg", "b.jpg", "-e", "happy", "--allow", "ghosts"], "'ghosts' cannot be allowed"),
    ],
)
def test_pairs_that_cannot_be_found_are_an_error(tmp_path: Path, words: list[str], said: str):
    result = CliRunner().invoke(main, ["prepare", "pairs", *words, str(tmp_path / "out")])
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_all_expressions_of_the_puppet_are_listed_with_their_action_units():
    result = CliRunner().invoke(main, ["prepare", "puppet", "--list"])
    assert result.exit_code == 0
    (happy,) = (line for line in result.stdout.splitlines() if line.startswith("happy "))
    assert "12" in happy


def test_an_expression_without_a_recipe_is_an_error(tmp_path: Path):
    words = ["prepare", "puppet", str(tmp_path), str(tmp_path / "out"), "-e", "happy,bored"]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, "no recipe for 'bored'" in result.stderr) == (2, True)


def prepared(tmp_path: Path, **how: object) -> Result:
    """Prepare five drawn clips, one of which is refused and one of which shows somebody else."""
    texts = {"ada_happy": "", "ada_sad": "other", "ben_happy": "", "ben_sad": "refused"}
    source = drawn(tmp_path / "source", **texts, cora_happy="", cora_sad="")

    @click.command()
    def command() -> None:
        common.run(source, tmp_path / "out", **{"jobs": 1, "val": "0.3", "seed": 0} | how)

    return CliRunner().invoke(command)


def test_it_says_how_many_clips_there_are_and_where_to_look(tmp_path: Path):
    result = prepared(tmp_path, quiet=True)
    out = tmp_path / "out"
    assert result.stdout.splitlines() == [
        f"{out}: 5 clips of 3 people, 1 of them held out; 2 refused",
        f"{out / 'report.html'}",
    ]
    assert "look at this: ada may be two people" in result.stderr


def test_people_can_be_held_out_by_name(tmp_path: Path):
    assert "2 of them held out" in prepared(tmp_path, quiet=True, val="ada,ben").stdout


def test_without_its_extra_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.setattr(common, "run", lambda *_, **__: __import__("jinja2"))
    monkeypatch.setattr("mien.cli.prepare.ckplus.run", common.run)
    result = CliRunner().invoke(main, ["prepare", "ckplus", str(tmp_path), str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "`mien prepare ckplus` needs jinja2" in result.stderr
    assert "mien[prepare]" in result.stderr
