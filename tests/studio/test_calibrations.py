"""Calibration over the HTTP interface."""

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from visits import finished, send

from mien import examples
from mien.cli import main
from mien.runtime import load
from mien.studio.limits import Limits

SCHEDULE = {"format": 1, "fps": 25, "expressions": ["happy", "angry"], "degrees": [[0, 0], [1, 1]]}


@pytest.fixture
def ada(client) -> str:
    return send(client, examples.path("ada").read_bytes(), "ada.jpg")


def measured(client, photo: str, **query: str) -> list[dict[str, object]]:
    answer = client.get(f"photos/{photo}/calibration", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_face_is_measured_as_in_python(client, ada, tiny_bundle):
    found = measured(client, ada)
    expected = load(tiny_bundle, threads=1).calibrate(examples.path("ada"))
    assert [one["expression"] for one in found] == ["happy", "angry"]
    for one, other in zip(found, expected, strict=True):
        assert (one["strength"], one["outcome"]) == (other.strength, other.outcome)
        assert one["words"] == other.words


def test_a_client_may_ask_for_another_amount(client, ada):
    peak = measured(client, ada)[0]["peak"]
    (happy, _) = measured(client, ada, amounts=f"happy:{0.8 * peak:.6f}")
    assert happy["outcome"] == "reached"
    assert 0.5 <= happy["strength"] < 1
    (short, _) = measured(client, ada, amounts=f"happy:{2 * peak:.6f}")
    assert (short["outcome"], short["strength"]) == ("short", 1)
    assert "less than the amount" in short["words"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"amounts": "wink:0.1"}, "unknown expression"),
        ({"amounts": "happy:much"}, "cannot read"),
        ({"amounts": "happy:0"}, "amount of happy"),
        ({"face": "7"}, "no face number 7"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_words(client, ada, query, said):
    answer = client.get(f"photos/{ada}/calibration", params=query)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_a_photo_without_a_face_is_refused(client, photo):
    answer = client.get(f"photos/{photo}/calibration?face=whole")
    assert answer.status_code == 422
    assert "No face was found" in answer.json()["detail"]


def test_nobody_measures_the_face_of_another(visit, ada):
    assert visit().get(f"photos/{ada}/calibration").status_code == 404


def test_a_clip_at_its_strengths_is_the_one_of_the_command_line(
    client, ada, tmp_path, monkeypatch, tiny_bundle
):
    strengths = {"happy": 0.75, "angry": 0.5}
    asked = {
        "photos": [{"photo": ada, "strength": strengths}],
        "schedule": SCHEDULE | {"strength": strengths},
        "format": "png",
    }
    job = finished(client, client.post("clips", json=asked))
    monkeypatch.chdir(tmp_path)
    Path("ada.jpg").write_bytes(examples.path("ada").read_bytes())
    Path("clip.json").write_text(json.dumps(asked["schedule"]))
    (command,) = job["commands"]
    assert "--strength happy=0.75,angry=0.5" in command
    made = CliRunner().invoke(main, shlex.split(command)[1:])
    assert made.exit_code == 0, made.output
    own = client.get(f"clips/{job['id']}/files/{job['files'][0]['name']}").content
    assert Path("ada-clip.png").read_bytes() == own
    plain = [word for word in shlex.split(command)[1:] if word != "--strength" and "=" not in word]
    again = CliRunner().invoke(main, [*plain[:-2], "--force", *plain[-2:]])
    assert again.exit_code == 0, again.output
    assert Path("ada-clip.png").read_bytes() == own, "the schedule's file has the same strengths"


@pytest.mark.parametrize(
    "strength", [{"wink": 0.5}, {"happy": 0}, {"happy": 1.5}, {"happy": "x"}, "much", 0, []]
)
def test_strengths_that_are_none_are_refused(client, ada, strength):
    asked = {"photos": [{"photo": ada, "strength": strength}], "schedule": SCHEDULE}
    assert client.post("commands", json=asked).status_code == 422
    own = {"photos": [{"photo": ada}], "schedule": SCHEDULE | {"strength": strength}}
    assert client.post("commands", json=own).status_code == 422


@pytest.mark.parametrize("limits", [Limits(measuring=-1)])
def test_who_comes_when_others_are_measured_is_told_when_to_come_back(client, ada):
    answer = client.get(f"photos/{ada}/calibration")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert client.get(f"photos/{ada}/frame").status_code == 200, "frames need not wait"
