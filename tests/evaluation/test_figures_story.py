"""The paper's Figures 4 and 5 from runs as they lie on the disk."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner
from clipsets import write_clipset

from mien.cli import main
from mien.config import Recipe
from mien.methods.convlstm.recipes import convlstm_tiny
from mien.methods.residual.recipes.papers import no_continuity, no_landmarks, no_local, tiny
from mien.recipes import learning
from mien.training.start import start

RUNS: dict[str, Callable[[], Recipe]] = {
    "joint": tiny,
    "mute": lambda: no_local(tiny()),
    "blind": lambda: no_landmarks(tiny()),
    "jumpy": lambda: no_continuity(tiny()),
    "glad": lambda: replace(learning(tiny(), ("happy",)), name="tiny-happy"),
    "again": lambda: learning(tiny(), ("happy",)),
    "lstm": convlstm_tiny,
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of an evaluation of all runs."""
    folder = tmp_path_factory.mktemp("figures")
    clips = write_clipset(folder / "clips").folder
    for name, recipe in RUNS.items():
        start(recipe(), clips, folder / name, device="cpu", precision="float32").train()
    without = [f"--no-{what}" for what in ("perceptual", "landmarks", "identity", "recognition")]
    runs = [str(folder / name) for name in RUNS]
    command = ["evaluate", *runs, "--clips", str(clips), "--out", str(folder / "report")]
    result = CliRunner().invoke(main, [*command, *without, "--quiet"])
    assert result.exit_code == 0, result.output
    return (folder / "report" / "report.html").read_text()


def section(page: str, title: str) -> str:
    """What stands below a heading, up to the next one."""
    (found,) = [part for part in page.split("<h2>")[1:] if title in part.partition("</h2>")[0]]
    return found


def rows(part: str) -> list[list[str]]:
    """Names beside the pictures of every strip, from above."""
    strips = part.split('<div class="strip">')[1:]
    return [re.findall(r"<b>([^<]+)</b><img src=\"data:image/jpeg", strip) for strip in strips]


def figures(part: str) -> dict[str, dict[str, str]]:
    """By expression and method the first figure of a family's table."""
    found = {}
    for block in part.partition("</table>")[0].split('<tr class="block">')[1:]:
        (expression,) = re.findall(r"<th colspan=\"\d+\">(\w+)</th>", block)
        found[expression] = dict(re.findall(r"<tr><th>(\w+)</th><td>([\d.]+)<br>", block))
    return found


def test_figure_4_shows_every_ablation_below_the_whole_method(page: str) -> None:
    part = section(page, "(Figure 4)")
    kin = ["joint", "mute", "blind", "jumpy"]
    assert rows(part) == [["truth", *kin]] * 2
    table = figures(part)
    assert {expression: list(methods) for expression, methods in table.items()} == {
        "angry": kin,
        "happy": kin,
    }


def test_figure_5_a_b_shows_models_of_one_expression_below_the_joint_one(page: str) -> None:
    part = section(page, "(Figure 5 a, b)")
    kin = ["joint", "glad", "again"]
    assert rows(part) == [["truth", *kin]]
    assert list(figures(part)["happy"]) == kin


def test_figure_5_c_shows_who_can_mix_and_names_who_cannot(page: str) -> None:
    part = section(page, "(Figure 5 c)")
    assert rows(part) == [["joint", "mute", "blind", "jumpy"]]
    assert "angry to happy" in part
    assert "a model for each expression and cannot mix them" in part
    for name in ("glad", "again"):
        assert f"{name} does not know angry" in part
    assert re.findall(r"<span>([\d.]+)</span>", part) == [
        *("1.0", "0.8", "0.6", "0.4", "0.2", "0.0"),
        *("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"),
    ]


def test_figures_of_a_family_are_those_of_the_whole_table(page: str) -> None:
    whole = section(page, "SSIM by method and expression")
    _, *names = re.findall(r"<th>(\w+)</th>", whole.partition("</tr>")[0])
    for expression, methods in figures(section(page, "(Figure 4)")).items():
        for name, value in methods.items():
            (row,) = re.findall(rf"<tr><th>{name}</th>(.*)</tr>", whole)
            cells = re.findall(r"<td[^>]*>([\d.-]+)", row)
            assert cells[names.index(expression)] == value
