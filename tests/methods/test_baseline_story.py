"""The baselines from the command line: learn from clips, go on, measure beside the photo."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from clipsets import points_of, write_clipset

from mien.cli import main
from mien.errors import MienError
from mien.methods.hierarchical import animator as hierarchical
from mien.training.run import Run
from mien.training.trained import animator_of


def mien(*arguments: object) -> str:
    """Run a command that has to succeed, and return what it prints."""
    result = CliRunner().invoke(main, [f"{argument}" for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.slow
@pytest.mark.parametrize("name", ["convlstm-tiny", "hierarchical-tiny"])
def test_a_baseline_is_trained_and_measured(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The detector does not take these heads for faces.
    monkeypatch.setattr(
        hierarchical, "portrait_landmarks", lambda portrait: points_of("happy", 0.0) - 2
    )
    clips = write_clipset(tmp_path / "clips").folder
    run = tmp_path / "run"
    teach = ("train", name, "--clips", clips, "--run", run, "--threads", 1)
    exact = ("--device", "cpu", "--precision", "float32")
    mien(*teach, *exact)
    journal = [json.loads(line) for line in (run / "journal.jsonl").read_text().splitlines()]
    assert [line["step"] for line in journal if line["kind"] == "validation"] == [4, 8]
    assert (run / "samples" / "0000008.jpg").is_file()

    without = [f"--no-{what}" for what in ("perceptual", "landmarks", "identity", "recognition")]
    mien("evaluate", run, "--clips", clips, "--out", run, *without)
    report = json.loads((run / "report.json").read_text())
    rows = [row for row in report["rows"] if row["animator"] == "run"]
    assert {row["animator"] for row in report["rows"]} == {"still", "run", "truth"}
    assert all(row["unchanged"] == row["clips"] for row in rows), "degree 0 is the photo"
    (cost,) = report["costs"]
    assert min(cost["parameters"], cost["minutes"], cost["milliseconds"]) > 0

    animator = animator_of(Run(run))
    assert animator.expressions == ("happy", "angry")
    portrait = np.full((32, 32, 3), 90, np.uint8)
    frames = animator.frames(portrait, np.array([[0, 0], [1, 0]], np.float32))
    assert (frames[0] == portrait).all()
    assert (frames[1] != portrait).any()
    with pytest.raises(MienError, match="mixes happy and angry"):
        animator.frames(portrait, np.array([[0.5, 0.5]], np.float32))
