import secrets

import pytest
from starlette.testclient import TestClient
from visits import live, send

from mien.studio.access import KEY, SESSION, Access
from mien.studio.app import create_app
from mien.studio.bundles import Bundles
from mien.studio.guard import HEADERS
from mien.studio.limits import Limits
from mien.studio.refusal import RefusalError
from mien.studio.serve import Address


def test_nobody_sees_anothers_photos_or_clips(visit, content):
    ada, eve = visit(), visit()
    photo = send(ada, content)
    order = {
        "photos": [{"photo": photo, "face": "whole"}],
        "schedule": {"fps": 25, "expressions": ["happy"], "degrees": [[1]]},
        "format": "png",
    }
    clip = ada.post("clips", json=order).json()["id"]
    assert eve.get("photos").json() == eve.get("clips").json() == []
    for path in (f"photos/{photo}", f"photos/{photo}/frame", f"clips/{clip}"):
        assert eve.get(path).status_code == 404
        assert ada.get(path, params={"face": "whole"}).status_code == 200
    for path in (f"photos/{photo}", f"clips/{clip}"):
        assert eve.delete(path).status_code == 404
    assert eve.post("clips", json=order).status_code == 404
    assert eve.post("commands", json=order).status_code == 404
    with live(eve, photo) as socket:
        socket.send_json({"number": 1, "degrees": {}})
        assert "no such photo" in socket.receive_json()["detail"]


def test_a_session_that_was_not_issued_here_is_not_taken(visit, content):
    ada = visit()
    send(ada, content)
    name = ada.cookies[SESSION]
    for forged in (name[:-1] + ("0" if name[-1] != "0" else "1"), "x", name.split(".")[0], ""):
        eve = visit()
        eve.cookies.set(SESSION, forged, domain="localhost.local")
        assert eve.get("photos").json() == []


def test_every_answer_is_dressed(visit):
    client = visit()
    for path in ("about", "photos/gone", "examples/ada", "/", "/studio.css", "/js/main.js"):
        answer = client.get(path if not path.startswith("/") else f"http://localhost{path}")
        assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
        assert "access-control-allow-origin" not in answer.headers
    assert client.get("photos").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8018", "", "127.0.0.1.evil.example"]
)
def test_another_name_for_this_machine_is_refused(client, host):
    answer = client.get("about", headers={"Host": host})
    assert answer.status_code == 421
    assert "--name" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["localhost:9", "127.0.0.1:8018", "[::1]:8018", "LOCALHOST"])
def test_this_machine_may_be_called_by_its_own_names(client, host):
    assert client.get("about", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"]
)
def test_the_page_of_another_site_is_refused(client, content, origin):
    headers = {"Origin": origin, "Content-Type": "image/png"}
    assert client.post("photos", content=content, headers=headers).status_code == 403
    headers["Origin"] = "http://localhost"
    assert client.post("photos", content=content, headers=headers).status_code == 201


def test_a_studio_with_a_key_opens_to_those_who_know_it(tiny_bundle):
    access = Access(hosts=(), key="open sesame")
    app = create_app(Bundles([tiny_bundle]), access=access)
    about = "/api/v1/about"
    with TestClient(app, base_url="http://studio.example") as client:
        assert client.get("/").status_code == client.get(about).status_code == 401
        assert client.get("/?key=guess").status_code == 401
        bearer = {"Authorization": "Bearer open sesame"}
        assert client.get(about, headers=bearer).status_code == 200
        entered = client.get("/", params={"key": "open sesame"}, follow_redirects=False)
        assert entered.status_code == 303
        assert "sesame" not in entered.headers["location"]
        assert "HttpOnly" in entered.headers["set-cookie"]
        client.cookies.set(KEY, '"open sesame"', domain="studio.example")
        assert client.get(about).status_code == 200


@pytest.mark.parametrize(
    ("address", "has_key", "hosts"),
    [
        (Address(), False, {"localhost", "127.0.0.1", "::1"}),
        (Address(host="::1"), False, {"localhost", "127.0.0.1", "::1"}),
        (Address(host="0.0.0.0"), True, set()),
        (Address(host="10.0.0.5"), True, {"localhost", "127.0.0.1", "::1", "10.0.0.5"}),
        (
            Address(host="0.0.0.0", names=["studio.example"]),
            True,
            {"localhost", "127.0.0.1", "::1", "studio.example"},
        ),
    ],
)
def test_only_the_loopback_goes_without_a_key(address, has_key, hosts):
    access = address.access()
    assert bool(access.key) == has_key
    assert set(access.hosts) == hosts


def test_sessions_are_long_and_no_two_are_the_same():
    access = Access(secret=secrets.token_bytes(32))
    names = {access.new_owner()[0] for _ in range(100)}
    assert len(names) == 100
    assert min(map(len, names)) >= 32


@pytest.mark.parametrize("limits", [Limits(upload_bytes=1000, body_bytes=500)])
def test_what_is_too_large_is_refused_even_if_it_does_not_say_so(client, content):
    headers = {"Content-Type": "image/png"}
    assert client.post("photos", content=content, headers=headers).status_code == 413
    pieces = (content[start : start + 100] for start in range(0, len(content), 100))
    answer = client.post("photos", content=pieces, headers=headers)
    assert answer.status_code == 413
    assert "MB" in answer.json()["detail"]
    assert client.post("commands", content=b"{" + b" " * 600).status_code == 413


@pytest.mark.parametrize("limits", [Limits(rate=0.001, burst=5)])
def test_who_asks_too_fast_is_told_when_to_come_back(visit):
    client = visit()
    client.get("about")
    answers = [client.get("about") for _ in range(10)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert visit().get("about").status_code == 200


def test_a_refusal_says_how_long_to_wait_in_whole_seconds():
    assert RefusalError(503, "Busy.", retry_after=0.2).headers == {"Retry-After": "1"}
