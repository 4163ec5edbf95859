import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from mien import __version__
from mien.cli import COMMANDS, main
from mien.cli.lazy import Entry, LazyGroup
from mien.errors import MienError

SURFACE = {
    "animate": {
        "photos",
        "-e",
        "--expression",
        "-o",
        "--output",
        "--degrees",
        "--fps",
        "--format",
        "--bundle",
        "--face",
        "--all-faces",
        "--whole",
        "--sheet",
        "--label",
        "--no-label",
        "--jobs",
        "--threads",
        "--force",
        "--loop",
        "--no-loop",
        "--strength",
        "--calibrated",
        "--amount",
        "--times",
    },
    "studio": {
        "--bundle",
        "--host",
        "--port",
        "--name",
        "--key",
        "--threads",
        "--open",
        "--no-open",
        "--onnxruntime-web",
        "--static",
    },
    "prepare": set(),  # tests/cli/test_prepare.py
    "train": {
        "-e",
        "--expression",
        "recipe",
        "--clips",
        "--run",
        "--from",
        "--device",
        "--precision",
        "--minutes",
        "--threads",
    },
    "export": {"run", "bundle", "--metrics"},
    "evaluate": {
        "bundles",
        "--clips",
        "--photos",
        "--split",
        "-e",
        "--expression",
        "--out",
        "--degrees-step",
        "--no-perceptual",
        "--no-landmarks",
        "--no-identity",
        "--no-recognition",
        "--morph",
        "--training-person",
        "--jobs",
        "--quiet",
    },
    "compare": {
        "sides",
        "-o",
        "--output",
        "--photo",
        "-e",
        "--expression",
        "--degrees",
        "--fps",
        "--size",
    },
    "study": set(),  # tests/cli/test_study.py
}
"""What people have in their scripts: change it only on purpose, and say so in the changelog."""


def _group(callback):
    command = click.Command("dance", callback=callback)
    group = LazyGroup("test", entries={"dance": Entry("", "", extra="train")})
    group.get_command = lambda ctx, name: command
    return group


def test_the_commands_are_what_scripts_expect():
    assert list(COMMANDS) == list(SURFACE)


@pytest.mark.parametrize("name", SURFACE)
def test_the_options_are_what_scripts_expect(name):
    command = main.get_command(click.Context(main), name)
    assert command.name == name
    names = {name for item in command.params for name in (*item.opts, *item.secondary_opts)}
    assert names == SURFACE[name]


def run_and_list(words: list[str], heavy: set[str]) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own; its errors end in which heavy modules it imported."""
    code = (
        f"import sys; from mien.cli import main; main({words!r}, standalone_mode=False);"
        f"print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_help_lists_every_command_and_imports_nothing_heavy():
    heavy = {"numpy", "PIL", "onnxruntime", "joblib", "tqdm", "av", "torch"}
    done = run_and_list(["--help"], heavy)
    assert done.stderr.strip() == "[]"
    assert all(f"\n  {name}" in done.stdout for name in COMMANDS)


def test_help_of_animate_imports_nothing_heavy():
    done = run_and_list(["animate", "--help"], {"numpy", "onnxruntime", "joblib"})
    assert done.stderr.strip() == "[]"


def test_the_module_runs_like_the_command():
    line = [sys.executable, "-m", "mien", "--version"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout == f"mien, version {__version__}\n"


def test_an_unknown_command_is_refused():
    result = CliRunner().invoke(main, ["dance"])
    assert (result.exit_code, "dance" in result.stderr) == (2, True)


def test_a_users_error_is_one_line_without_a_traceback():
    def fail():
        raise MienError("the cup is empty: fill it.")

    result = CliRunner().invoke(_group(fail), ["dance"])
    assert (result.exit_code, result.stderr) == (2, "error: the cup is empty: fill it.\n")


def test_a_command_without_its_extra_says_what_to_install():
    def fail():
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    result = CliRunner().invoke(_group(fail), ["dance"])
    assert result.exit_code == 2
    assert "needs torch" in result.stderr
    assert "pip install 'mien[train]'" in result.stderr


def test_an_extra_that_is_missing_at_import_is_named_too(monkeypatch, tmp_path):
    (tmp_path / "dancing.py").write_text("import a_module_that_nobody_has.part\n")
    monkeypatch.syspath_prepend(tmp_path)
    group = LazyGroup("test", entries={"dance": Entry("dancing", "", extra="evaluate")})
    result = CliRunner().invoke(group, ["dance"])
    assert result.exit_code == 2
    assert "a_module_that_nobody_has" in result.stderr
    assert "mien[evaluate]" in result.stderr


def test_a_missing_module_of_our_own_is_a_defect_and_not_the_users_fault():
    group = LazyGroup("test", entries={"dance": Entry("mien.nowhere", "", extra="train")})
    result = CliRunner().invoke(group, ["dance"])
    assert isinstance(result.exception, ModuleNotFoundError)


def test_ctrl_c_ends_with_130():
    def interrupt():
        raise KeyboardInterrupt

    result = CliRunner().invoke(_group(interrupt), ["dance"])
    assert (result.exit_code, result.stderr) == (130, "interrupted\n")
