import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import STUDY, Rater, site

from mien.study.page import FOLDER
from mien.study.server import Settings

PAGES = ("/", "/trials", "/done", "/api/state", "/static/study.css", "/nothing", "/alive")


@pytest.fixture
def rater(tmp_path):
    one = Rater(site(tmp_path))
    one.join()
    return one


@pytest.mark.parametrize("path", PAGES)
def test_every_reply_allows_what_comes_from_here_and_nothing_else(rater, path):
    headers = rater.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_mturk_alone_may_frame_the_page(tmp_path):
    headers = Rater(site(tmp_path, settings=Settings(mturk=True))).client.get("/").headers
    assert "frame-ancestors https://*.mturk.com" in headers["content-security-policy"]
    assert "SameSite=None; Secure; Partitioned" in headers["set-cookie"]


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(tmp_path):
    cookie = Rater(site(tmp_path)).client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_pages_ask_no_other_host_for_anything():
    for path in FOLDER.rglob("*"):
        if path.suffix in {".html", ".css", ".js"}:
            text = path.read_text()
            loads = re.findall(
                r"(?:src|url\(|import|fetch\()\s*=?\s*[\"'(]?(https?:[^\"')]+)", text
            )
            assert not loads, path


PATHS = [
    "/clips/../study.json",
    "/clips/..%2fstudy.json",
    "/clips/%2e%2e/secret",
    "/clips/..%2f..%2f..%2f..%2fetc%2fpasswd.mp4",
    "/clips/secret",
    "/clips/%00.mp4",
    "/static/../consent.html",
    "/static/..%2fconsent.html",
    "/static/%2e%2e/%2e%2e/secret.py",
    "/answers.db",
    "/study.json",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_clips(rater, path):
    reply = rater.client.get(path)
    assert reply.status_code in {400, 404}
    assert rater.site.secret.code("r") not in reply.text


@pytest.mark.parametrize("token", ["", "0" * 32, "a" * 64])
def test_an_answer_without_the_pages_token_is_refused(rater, token):
    assert rater.answer(0, **{"x-form-token": token}).status_code == 403
    assert rater.state()["current"] == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_request_from_another_site_is_refused_even_with_the_token(rater, headers):
    assert rater.answer(0, **headers).status_code == 403
    assert rater.answer(0, origin="http://study.test").status_code == 200


def test_the_token_of_one_browser_is_nothing_in_another(rater):
    other = Rater(rater.site)
    other.join()
    assert rater.answer(0, **{"x-form-token": other.token}).status_code == 403


def test_a_request_that_is_too_long_is_refused(rater):
    assert rater.answer(0, {"value": "A" * 5000}).status_code == 413
    assert rater.client.post("/join", content=b"a" * 5000).status_code == 413


def test_too_many_requests_are_refused_for_a_while(tmp_path):
    one = Rater(site(tmp_path, settings=Settings(rate="5/minute")))
    codes = [one.client.get("/alive").status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2
    assert int(one.client.get("/alive").headers["retry-after"]) > 0


def test_clips_must_be_seen_before_an_answer_counts(tmp_path):
    slow = replace(STUDY, screen=replace(STUDY.screen, frames=100))
    one = Rater(site(tmp_path, slow))
    one.join()
    reply = one.answer(0)
    assert reply.status_code == 425
    assert reply.json()["error"] == "too-early"
    assert 9 <= int(reply.headers["retry-after"]) <= 10


@pytest.mark.parametrize("number", [1, 10])
def test_an_answer_out_of_order_is_refused(rater, number):
    assert rater.answer(number).status_code == 409


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/answers/99999", 404), ("/api/answers/-1", 404), ("/api/answers/x", 404)],
)
def test_there_are_no_other_trials(rater, path, status):
    sent = {"x-form-token": rater.token}
    assert rater.client.post(path, json={}, headers=sent).status_code == status


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
BODIES = st.binary(max_size=200) | (
    (JSON | st.dictionaries(st.sampled_from(["value", "seconds", "plays", "same"]), JSON)).map(
        lambda value: json.dumps(value).encode()
    )
)


@given(BODIES)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_sent_in_place_of_an_answer_is_refused_in_words(rater, body):
    sent = {"x-form-token": rater.token}
    reply = rater.client.post("/api/answers/0", content=body, headers=sent)
    assert 400 <= reply.status_code < 500
    assert reply.json()["message"]
    assert rater.site.store.count() == 0


@given(st.text(max_size=80))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_number_a_worker_has_is_taken_or_refused_in_words(rater, worker):
    reply = rater.client.get("/", params={"PROLIFIC_PID": worker})
    assert reply.status_code in {200, 422}


def test_a_double_click_stores_one_answer(rater):
    body = {"value": 50, "seconds": 2.0, "plays": 1}
    choices = rater.state()["trials"][0]["choices"]
    body["value"] = choices[0]["value"] if choices else 50
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: rater.answer(0, body).status_code, range(8)))
    assert codes == [200] * 8
    assert rater.site.store.count() == 1
    assert rater.state()["current"] == 1


def test_another_answer_to_the_same_trial_is_refused(rater):
    rater.answer(0)
    trial = rater.state()["trials"][0]
    other = trial["choices"][1]["value"] if trial["choices"] else 90
    reply = rater.answer(0, {"value": other, "seconds": 2.0, "plays": 1})
    assert (reply.status_code, reply.json()["error"]) == (409, "answered")


def test_practice_is_commented_on_and_nothing_else_is(rater):
    for number in range(4):
        said = rater.answer(number).json()["feedback"]
        assert (said is not None) == rater.state()["trials"][number]["practice"]


def test_a_defect_shows_nothing_of_the_inside(rater, monkeypatch):
    monkeypatch.setattr(rater.site.store, "find", lambda visit: 1 / 0)
    reply = rater.client.get("/api/state")
    assert reply.status_code == 500
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "division" not in reply.text
    assert reply.json()["message"]
