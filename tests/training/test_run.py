import pytest

from mien.training.run import Run


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
