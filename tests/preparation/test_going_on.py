"""A preparation that was stopped, by whatever, goes on and ends as if it had not been."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import joblib
import pytest
from drawn_source import PEOPLE, Drawn, content, drawn

from mien.claim import LOCK, claimed
from mien.clips import clipset
from mien.errors import MienError
from mien.media import targets
from mien.preparation import shelf
from mien.preparation.prepare import Options, prepare
from mien.preparation.take import Refusal

QUIET = Options(progress=False)
COMMAND = """
from pathlib import Path
from drawn_source import Drawn
from mien.preparation.prepare import Options, prepare
prepare(Drawn(Path("source")), Path("out"), Options(progress=False, jobs=2))
"""


@pytest.fixture
def source(tmp_path: Path) -> Drawn:
    return drawn(tmp_path / "source", **PEOPLE)


def test_a_preparation_that_was_killed_goes_on_and_ends_as_if_it_had_not_been(
    tmp_path: Path, source: Drawn, monkeypatch: pytest.MonkeyPatch
):
    prepare(source, tmp_path / "whole", QUIET)
    make, made = Drawn.make, []

    def killed(self, item, rng):
        if len(made) == 3:
            raise KeyboardInterrupt
        made.append(item.id)
        return make(self, item, rng)

    monkeypatch.setattr(Drawn, "make", killed)
    with pytest.raises(KeyboardInterrupt):
        prepare(source, tmp_path / "out", QUIET)
    (tmp_path / "out" / "clips" / ".0123.part.npz").touch()
    monkeypatch.setattr(Drawn, "make", lambda *a: made.append(a[1].id) or make(*a))
    prepare(source, tmp_path / "out", QUIET)
    assert sorted(made) == sorted(PEOPLE), "each clip is made once"
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_a_second_process_in_a_folder_is_refused_and_leaves_it_alone(tmp_path: Path, source: Drawn):
    prepare(source, tmp_path / "out", QUIET)
    before = content(tmp_path / "out")
    (tmp_path / "source" / "ada_sad").unlink()
    with claimed(tmp_path / "out"), pytest.raises(MienError, match="Another process is at work"):
        prepare(source, tmp_path / "out", QUIET)
    assert content(tmp_path / "out") == before
    prepare(source, tmp_path / "out", QUIET)
    assert content(tmp_path / "out") != before


def test_a_process_that_was_killed_with_its_workers_goes_on_to_the_same_bytes(tmp_path: Path):
    source = drawn(tmp_path / "source", **PEOPLE, cora_wink="waits")
    notes = tmp_path / "out" / "made"
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    ) as process:
        try:
            while len(list(notes.glob("[!.]*.json"))) < len(PEOPLE):
                assert process.poll() is None, "it ended before it was killed"
                time.sleep(0.05)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert not (tmp_path / "out" / "clips.json").exists()
    finished = {path: path.stat().st_mtime_ns for path in notes.iterdir()}
    (source.folder / "cora_wink").write_text("")
    prepare(source, tmp_path / "out", Options(progress=False, jobs=2))
    assert {path: path.stat().st_mtime_ns for path in finished} == finished, "made once"
    prepare(source, tmp_path / "whole", QUIET)
    assert content(tmp_path / "out") == content(tmp_path / "whole")


FILES = ("clips/cora_sad.npz", "made/cora_sad.json", "report.json", "report.html")


@pytest.mark.parametrize("file", [*FILES, "landmarks.npz", "clips.json", "prepare.json"])
def test_a_disk_that_is_full_at_any_file_is_said_and_the_same_call_goes_on(
    tmp_path: Path, source: Drawn, monkeypatch: pytest.MonkeyPatch, file: str
):
    prepare(source, tmp_path / "whole", QUIET)
    out = tmp_path / "out"

    @contextmanager
    def full(target: Path):
        with targets.replacing(target) as draft:
            if target == out / file:
                draft.write_bytes(b"half")
                raise OSError(errno.ENOSPC, "No space left on device")
            yield draft

    with monkeypatch.context() as patch:
        for module in ("mien.media.write", shelf.__name__, clipset.__name__):
            patch.setattr(f"{module}.replacing", full)
        with pytest.raises(MienError, match=r"No space left.*make room, and run the same command"):
            prepare(source, out, QUIET)
    assert file not in content(out)
    assert {path.name for path in out.rglob(".*")} <= {LOCK}, "nothing half-written"
    prepare(source, out, QUIET)
    assert content(out) == content(tmp_path / "whole")


def test_what_could_not_be_read_is_tried_again_though_the_file_is_the_same(
    tmp_path: Path, source: Drawn, monkeypatch: pytest.MonkeyPatch
):
    make = Drawn.make

    def passing(self, item, rng):
        if item.id == "ada_sad":
            return Refusal(id=item.id, reason="unreadable", detail="There is no decoder.")
        if item.id == "ben_sad":
            raise PermissionError(errno.EACCES, "Permission denied")
        return make(self, item, rng)

    monkeypatch.setattr(Drawn, "make", passing)
    refusals = prepare(source, tmp_path / "out", QUIET).refusals
    assert [one.id for one in refusals if one.reason == "unreadable"] == ["ada_sad", "ben_sad"]
    monkeypatch.setattr(Drawn, "make", make)
    assert len(prepare(source, tmp_path / "out", QUIET).clipset.clips) == len(PEOPLE)


def test_a_lasting_refusal_as_former_versions_kept_it_is_tried_again(tmp_path: Path, source: Drawn):
    prepare(source, tmp_path / "out", QUIET)
    path = tmp_path / "out" / "made" / "ada_sad.json"
    refusal = {"id": "ada_sad", "reason": "unreadable", "detail": "", "thumbnail": None}
    note = {name: value for name, value in json.loads(path.read_text()).items() if name != "take"}
    path.write_text(json.dumps(note | {"refusal": refusal | {"figure": None, "limit": None}}))
    assert len(prepare(source, tmp_path / "out", QUIET).clipset.clips) == len(PEOPLE)


def test_of_somebody_who_is_no_longer_there_nothing_stays(tmp_path: Path, source: Drawn):
    prepare(source, tmp_path / "out", QUIET)
    (tmp_path / "out" / "cache").mkdir()
    for path in source.folder.glob("ben_*"):
        path.unlink()
    prepare(source, tmp_path / "out", QUIET)
    left = content(tmp_path / "out")
    assert not [name for name, text in left.items() if "ben" in name or b"ben_" in text]
    assert not (tmp_path / "out" / "cache").exists()
    prepare(source, tmp_path / "anew", QUIET)
    assert left == content(tmp_path / "anew")


def test_the_work_goes_to_the_backend_that_the_caller_chose(tmp_path: Path, source: Drawn):
    seen = []

    class Backend(joblib.parallel.ThreadingBackend):
        def submit(self, *arguments, **options):
            seen.append(1)
            return super().submit(*arguments, **options)

    joblib.register_parallel_backend("prepared", Backend)
    with joblib.parallel_config(backend="prepared", n_jobs=2):
        prepare(source, tmp_path / "threads", QUIET)
    assert len(seen) == len(PEOPLE)
    prepare(source, tmp_path / "one", QUIET)
    assert content(tmp_path / "threads") == content(tmp_path / "one")
