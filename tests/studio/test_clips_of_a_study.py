"""Clips that are exported for a study."""

import io
import json
import shlex
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from orders import SCHEDULE, fetched, order
from visits import finished, send

from mien.cli import main


def test_a_study_is_made_of_what_was_exported_as_it_is(client, content, tmp_path, monkeypatch):
    photos = [
        {"photo": send(client, content, name=f"{name}.png"), "face": "whole"}
        for name in ("ada", "ben", "ada")
    ]
    wanted = {"photos": photos, "schedule": SCHEDULE, "study": "mine"}
    job = finished(client, client.post("clips", json=wanted))
    assert job["state"] == "done", job["error"]
    first = job["files"][0]["name"]
    assert first == "mine.zip"
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile(io.BytesIO(fetched(client, job, first))) as archive:
        archive.extractall()
    clips = {path.name for path in Path("mine").glob("*.mp4")}
    assert clips == {"ada-happy.mp4", "ben-happy.mp4", "ada-2-happy.mp4"}
    command = client.post("commands", json=wanted).json()["study"]
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    study = json.loads(Path("study/study.json").read_text())
    assert {one["stimulus"]["expression"] for one in study["clips"].values()} == {"happy"}
    assert {one["stimulus"]["item"] for one in study["clips"].values()} == {"ada", "ben", "ada-2"}


def test_the_command_lines_of_a_study_make_its_folder(
    client, content, photo, tmp_path, monkeypatch
):
    wanted = order(photo, study="mine")
    job = finished(client, client.post("clips", json=wanted))
    monkeypatch.chdir(tmp_path)
    Path("ada.png").write_bytes(content)
    Path("clip.json").write_text(json.dumps(SCHEDULE))
    folder, command = job["commands"]
    assert folder == "mkdir -p mine"
    Path("mine").mkdir()
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    made = Path("mine/ada-happy.mp4").read_bytes()
    assert made == fetched(client, job, "ada-happy.mp4")


@pytest.mark.parametrize("kind", ["png", "jpg", "frames", "npz"])
def test_a_study_of_pictures_is_refused(client, photo, kind):
    answer = client.post("clips", json=order(photo, study="mine", format=kind))
    assert answer.status_code == 422
    assert "A study shows moving clips" in answer.json()["detail"]
