"""The Python example of docs/study.md, with raters in place of a server that waits for them."""

import itertools
import re
from pathlib import Path

import pytest
from filmed import drawn
from sites import Rater

from mien.media import write_clip
from mien.study import server

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "study.md"


@pytest.fixture
def clips(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number, method in enumerate(("smooth", "even", "steps")):
        folder = tmp_path / "clips" / method
        folder.mkdir(parents=True)
        for person in ("ada", "ben", "cora"):
            write_clip(drawn(number), folder / f"{person}-happy.mp4", fps=25.0)


def test_the_example_goes_from_clips_to_tables(clips, monkeypatch, capsys):
    hours = itertools.count(0, 3600)
    monkeypatch.setattr("mien.study.database.store.time.time", lambda: float(next(hours)))

    def taken(site, _host, _port):
        for worker in ("w1", "w2"):
            rater = Rater(site)
            rater.join(f"?PROLIFIC_PID={worker}")
            asked = site.store.booklet(site.secret.rater("prolific", worker))
            for number, trial in enumerate(asked):
                said = {"value": trial.right or "A", "same": trial.role == "identical"}
                reply = rater.answer(number, {**said, "seconds": 2.0, "plays": 1})
                assert reply.status_code == 200

    monkeypatch.setattr(server, "run", taken)
    example = re.search(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]
    exec(compile(example, str(DOCUMENT), "exec"), {})
    said = capsys.readouterr().out
    for row in ("Prefers smooth over even", "Prefers smooth over both even and steps"):
        assert row in said
    assert "2 raters count. 0 were excluded" in said
