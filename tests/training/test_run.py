import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tiny_run import RECIPE

from mien.errors import MienError
from mien.training.run import HEAD, Run


def test_the_time_of_training_is_that_of_all_its_steps(tmp_path):
    run = Run(tmp_path)
    run.note({"step": 20, "kind": "train", "seconds": 3.0})
    run.note({"step": 20, "kind": "validation", "score": 0.5})
    run.note({"step": 30, "kind": "train", "seconds": 6.0})
    assert run.minutes() == pytest.approx((20 * 3 + 10 * 6) / 60)


def test_a_line_that_is_being_written_does_not_count_yet(tmp_path):
    run = Run(tmp_path)
    run.note({"step": 20, "kind": "train", "seconds": 3.0})
    with (tmp_path / "journal.jsonl").open("a") as journal:
        journal.write('{"step": 40, "ki')
    assert (run.steps(), run.minutes()) == (20, 1)


def test_a_journal_without_times_does_not_know_them(tmp_path):
    run = Run(tmp_path)
    run.note({"step": 20, "kind": "train", "reconstruction": 0.5})
    assert (run.steps(), run.minutes()) == (20, None)


def test_a_run_without_a_journal_does_not_know_its_time(tmp_path):
    assert Run(tmp_path).minutes() is None
    assert Run(tmp_path).steps() is None


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"format": 1}'])
def test_a_damaged_head_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / HEAD).write_text(content)
    with pytest.raises(MienError, match=rf"{HEAD} is damaged"):
        Run(tmp_path).recipe()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_torn_checkpoint_is_named(tmp_path: Path, share: float) -> None:
    run = Run(tmp_path)
    run.save("last", {"step": 3, "weights": torch.rand(1000)})
    content = (tmp_path / "last.pt").read_bytes()
    (tmp_path / "last.pt").write_bytes(content[: int(share * len(content))])
    with pytest.raises(MienError, match=r"last\.pt is no checkpoint, or a damaged one"):
        run.load("last")


def test_what_is_no_checkpoint_at_all_is_named(tmp_path: Path) -> None:
    (tmp_path / "best.pt").write_text("weights")
    with pytest.raises(MienError, match=r"best\.pt is no checkpoint"):
        Run(tmp_path).load("best")


def test_a_run_that_an_older_version_began_goes_on_and_is_still_another_than_others(
    tmp_path: Path,
) -> None:
    run = Run(tmp_path)
    run.begin(RECIPE, {"clips": 6})
    head = json.loads((tmp_path / HEAD).read_text())
    head["recipe"]["method"]["network"]["dropout"] = 0.0
    (tmp_path / HEAD).write_text(json.dumps(head))
    assert run.recipe() == RECIPE
    run.begin(RECIPE, {"clips": 6})
    with pytest.raises(MienError, match="another recipe"):
        run.begin(replace(RECIPE, seed=1), {"clips": 6})
