"""A clip that the studio makes is the one that `mien animate` makes."""

import io
import json
import shlex
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from orders import DEGREES, SCHEDULE, fetched, order
from starlette.testclient import TestClient
from visits import finished, send

from mien.cli import main
from mien.media import read_frames
from mien.runtime import Sitting
from mien.studio.limits import Limits
from mien.studio.orders import FORMATS


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "jpg"])
def test_the_command_line_that_is_offered_makes_the_same_clip_and_manifest(
    kind, client, content, photo, tmp_path, monkeypatch
):
    changes = {"sheet": True, "label": kind != "gif", "loop": kind != "webp"}
    job = finished(client, client.post("clips", json=order(photo, format=kind, **changes)))
    assert job["state"] == "done", job["error"]
    assert job["drawn"] == job["total"] == len(DEGREES)
    monkeypatch.chdir(tmp_path)
    Path("ada.png").write_bytes(content)
    Path("clip.json").write_text(json.dumps(SCHEDULE))
    (command,) = job["commands"]
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    target = shlex.split(command)[shlex.split(command).index("-o") + 1]
    names = [f"{target}.json", f"{target}.sheet.png"] + ([target] if kind != "frames" else [])
    for name in names:
        if kind == "webm" and name == target:  # its writer puts a random number into each file
            Path("other.webm").write_bytes(fetched(client, job, name))
            assert np.array_equal(read_frames(Path("other.webm")), read_frames(Path(name)))
        else:
            assert fetched(client, job, name) == Path(name).read_bytes(), name
    if kind == "frames":
        archive = zipfile.ZipFile(io.BytesIO(fetched(client, job, "clips.zip")))
        inside = sorted(name for name in archive.namelist() if name.startswith(f"{target}/"))
        assert inside == sorted(f"{target}/{path.name}" for path in Path(target).iterdir())
        assert all(archive.read(name) == Path(name).read_bytes() for name in inside)


def test_a_jpeg_holds_the_one_frame(client, photo):
    still = SCHEDULE | {"degrees": DEGREES[2:3]}
    job = finished(client, client.post("clips", json=order(photo, format="jpg", schedule=still)))
    assert [file["name"] for file in job["files"]] == ["ada-clip.jpg", "ada-clip.jpg.json"]


def test_options_are_in_the_command_line(client, photo):
    body = order(photo, label=False, loop=False, sheet=True, format="gif", title="my-clip")
    answer = client.post("commands", json=body).json()
    (words,) = map(shlex.split, answer["commands"])
    assert answer["schedule_file"] == "my-clip.json"
    assert {"--no-label", "--no-loop", "--sheet", "--whole", "--bundle"} <= set(words)


def test_names_that_a_shell_would_read_are_quoted(client, content):
    photo = send(client, content, "$(rm -rf x); a'b.png")
    (command,) = client.post("commands", json=order(photo)).json()["commands"]
    assert shlex.split(command)[2] == "$(rm -rf x); a'b.png"
    photo = send(client, content, "--help.png")
    (command,) = client.post("commands", json=order(photo)).json()["commands"]
    assert shlex.split(command)[2] == "./--help.png"


def test_one_schedule_over_many_photos_comes_as_one_archive(client, content, tmp_path):
    photos = [send(client, content, name) for name in ("ada.png", "ben.png", "ada.jpg")]
    body = order("", photos=[{"photo": photo, "face": "whole"} for photo in photos], format="npz")
    job = finished(client, client.post("clips", json=body))
    assert job["files"][0]["name"] == "clips.zip"
    archive = zipfile.ZipFile(io.BytesIO(fetched(client, job, "clips.zip")))
    clips = ["ada-clip.npz", "ben-clip.npz", "ada-clip-2.npz"]
    assert set(archive.namelist()) == {*clips, *(f"{clip}.json" for clip in clips)}
    archive.extractall(tmp_path)
    first, *others = (read_frames(tmp_path / clip) for clip in clips)
    assert all(np.array_equal(first, other) for other in others)


def test_keyframes_and_repeats_are_taken_as_the_command_line_takes_them(client, photo):
    points = [{"time": time, "degrees": {"happy": degree}} for time, degree in ((0, 0), (0.2, 1))]
    body = order(photo, schedule={"keyframes": points, "easing": "cosine"}, times=3, format="npz")
    job = finished(client, client.post("clips", json=body))
    assert job["total"] == 3 * 6


def test_a_name_that_is_no_file_of_the_job_leads_nowhere(client, photo):
    job = finished(client, client.post("clips", json=order(photo, format="npz")))
    for name in ("clips.zip", "..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", "ada-clip.npz%00"):
        assert client.get(f"clips/{job['id']}/files/{name}").status_code == 404


def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames take their time, so that there is something to call off."""
    drawn = Sitting._drawn

    def slowly(self: Sitting, *a: object, **k: object) -> np.ndarray:
        time.sleep(0.05)
        return drawn(self, *a, **k)

    monkeypatch.setattr(Sitting, "_drawn", slowly)


LONG = SCHEDULE | {"degrees": [[1.0, 0.0]] * 400}


def test_a_clip_that_is_called_off_stops_and_leaves_nothing(app, client, photo, monkeypatch):
    slow(monkeypatch)
    key = client.post("clips", json=order(photo, schedule=LONG)).json()["id"]
    (job,) = (job for _, job in app.state.service.queue.of(_owner(app, key)))
    while client.get(f"clips/{key}").json()["drawn"] < 2:
        time.sleep(0.02)
    assert client.delete(f"clips/{key}").status_code == 204
    drawn = job.drawn
    assert client.get(f"clips/{key}").status_code == 404
    for _ in range(100):
        if job.state == "cancelled":
            break
        time.sleep(0.02)
    assert job.state == "cancelled"
    assert job.drawn <= drawn + 2
    assert not Path(job._folder.name).exists()


def _owner(app: object, key: str) -> str:
    return app.state.service.queue._shelf._places[key].owner


@pytest.mark.parametrize("limits", [Limits(jobs_waiting=1, jobs_each=9)])
def test_a_full_line_of_clips_says_busy(visit, content, monkeypatch, tmp_path):
    slow(monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    clients = [visit() for _ in range(3)]
    answers = [
        client.post("clips", json=order(send(client, content), schedule=LONG)) for client in clients
    ]
    assert [answer.status_code for answer in answers] == [202, 202, 503]
    assert "clips are being made" in answers[-1].json()["detail"]
    assert len(list(tmp_path.glob("mien-clip-*"))) == 2, "the one that was sent away left something"
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize("limits", [Limits(jobs_each=1)])
def test_one_session_gets_its_share_of_the_line(client, photo, monkeypatch):
    slow(monkeypatch)
    first, second = (client.post("clips", json=order(photo, schedule=LONG)) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 429)


@pytest.mark.parametrize("limits", [Limits(job_seconds=0.2)])
def test_a_clip_that_takes_too_long_is_given_up(client, photo, monkeypatch):
    slow(monkeypatch)
    job = finished(client, client.post("clips", json=order(photo, schedule=LONG)))
    assert job["state"] == "failed"
    assert "given up" in job["error"]
    assert job["files"] == []


@pytest.mark.parametrize("limits", [Limits(frames=3), Limits(job_pixels=1000)])
def test_a_clip_that_is_too_much_is_refused_at_once(client, photo):
    answer = client.post("clips", json=order(photo))
    assert answer.status_code == 422
    assert "too many" in answer.json()["detail"]


def test_a_full_disk_is_told_and_leaves_nothing(client, photo, monkeypatch):
    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mien.runtime.keeping.write_clip", full)
    job = finished(client, client.post("clips", json=order(photo)))
    assert (job["state"], job["files"]) == ("failed", [])
    assert "No space left" in job["error"]


def test_a_face_that_is_not_there_fails_the_clip_in_words_without_a_path(client, photo):
    body = order("", photos=[{"photo": photo, "face": "largest"}])
    job = finished(client, client.post("clips", json=body))
    assert job["state"] == "failed"
    assert "No face was found in ada.png" in job["error"]


def test_closing_the_studio_calls_off_what_is_drawn_and_removes_it(app, content, monkeypatch):
    slow(monkeypatch)
    with TestClient(app, base_url="http://localhost/api/v1/") as client:
        photo = send(client, content)
        key = client.post("clips", json=order(photo, schedule=LONG)).json()["id"]
        job = app.state.service.queue.get(_owner(app, key), key)
        while not job.drawn:
            time.sleep(0.02)
    assert job.is_over
    assert not Path(job._folder.name).exists()
    assert len(app.state.service.portraits) == 0


@pytest.mark.parametrize("strengths", [(None, 0.5), (0.5, None), (0.9, 0.5), (0.5, 1.0)])
def test_a_photo_is_drawn_at_its_strength_here_and_on_the_command_line(
    client, content, photo, tmp_path, monkeypatch, strengths
):
    own, given = strengths
    schedule = SCHEDULE | ({"strength": own} if own else {})
    photos = [{"photo": photo, "face": "whole"} | ({"strength": given} if given else {})]
    wanted = {"photos": photos, "schedule": schedule, "format": "npz"}
    job = finished(client, client.post("clips", json=wanted))
    monkeypatch.chdir(tmp_path)
    Path("ada.png").write_bytes(content)
    Path("clip.json").write_text(json.dumps(schedule))
    (command,) = job["commands"]
    assert f"--strength {given or own:g}" in command
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    assert fetched(client, job, "ada-clip.npz") == Path("ada-clip.npz").read_bytes()
    with np.load("ada-clip.npz") as arrays:
        expected = np.float32(given or own) * np.array(DEGREES, np.float32)
        assert np.array_equal(arrays["degrees"], expected)
