import re
from dataclasses import replace

import pytest
from sites import CLIP, QUICK, Rater, site

from mien.study.server import Settings


@pytest.fixture
def rater(tmp_path):
    return Rater(site(tmp_path))


def take(rater: Rater) -> None:
    for number in range(len(rater.state()["trials"])):
        assert rater.answer(number).status_code == 200


def test_consent_comes_before_anything(rater):
    assert "agree to take part" in rater.arrive().text
    assert rater.client.get("/trials", follow_redirects=False).headers["location"] == "/"
    assert rater.client.get("/api/state").status_code == 401
    assert rater.join(agree="no").status_code == 422
    assert rater.client.get("/api/state").status_code == 401


def test_who_agreed_goes_on_where_they_stopped(rater):
    assert rater.join().headers["location"] == "/trials"
    rater.answer(0)
    assert rater.client.get("/", follow_redirects=False).headers["location"] == "/trials"
    assert rater.state()["current"] == 1


def test_back_to_the_platforms_link_goes_on_as_well(rater):
    rater.join("?PROLIFIC_PID=abc")
    again = rater.client.get("/?PROLIFIC_PID=abc", follow_redirects=False)
    assert again.headers["location"] == "/trials"


def test_a_worker_who_comes_back_with_another_browser_goes_on(rater):
    rater.join("?PROLIFIC_PID=abc")
    rater.answer(0)
    other = Rater(rater.site)
    other.join("?PROLIFIC_PID=abc")
    assert other.state()["current"] == 1


def test_another_worker_at_the_same_browser_is_another_rater(rater):
    rater.join("?PROLIFIC_PID=abc")
    rater.answer(0)
    rater.join("?PROLIFIC_PID=xyz")
    assert rater.state()["current"] == 0


def test_no_worker_number_is_stored(rater, tmp_path):
    rater.join("?PROLIFIC_PID=a1b2c3d4e5f6")
    rater.answer(0)
    for path in tmp_path.glob("answers.db*"):
        assert b"a1b2c3d4e5f6" not in path.read_bytes()


def test_the_end_gives_a_code_that_another_rater_does_not_get(rater):
    codes = set()
    for one in (rater, Rater(rater.site)):
        one.join()
        take(one)
        page = one.client.get("/trials").text
        codes.add(re.search(r'class="code">(\w+)<', page)[1])
    assert len(codes) == 2


def test_nobody_gets_a_code_before_the_end(rater):
    rater.join()
    reply = rater.client.get("/done", follow_redirects=False)
    assert reply.headers["location"] == "/trials"


def test_prolific_is_told_by_its_own_code(tmp_path):
    one = Rater(site(tmp_path, replace(QUICK, prolific="C0DE")))
    one.join("?PROLIFIC_PID=abc")
    take(one)
    assert "https://app.prolific.com/submissions/complete?cc=C0DE" in one.client.get("/done").text


MTURK = "?assignmentId=A1&workerId=W1&hitId=H1&turkSubmitTo=https://www.mturk.com"


def test_mturk_gets_its_work_back(tmp_path):
    one = Rater(site(tmp_path, settings=Settings(mturk=True, https=True)))
    one.client.base_url = "https://study.test"
    to = one.join(MTURK).headers["location"]
    assert to == "/trials?assignmentId=A1&turkSubmitTo=https%3A%2F%2Fwww.mturk.com"
    take(one)
    page = one.client.get(to).text
    assert 'action="https://www.mturk.com/mturk/externalSubmit"' in page
    assert 'name="assignmentId" value="A1"' in page


def test_work_is_handed_in_nowhere_but_to_mturk(rater):
    reply = rater.arrive("?assignmentId=A1&turkSubmitTo=https://mturk.com.evil.test")
    assert reply.status_code == 422
    assert "evil" not in reply.text


def test_a_worker_who_only_looks_cannot_begin(rater):
    page = rater.arrive("?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE")
    assert "preview" in page.text
    assert "<form" not in page.text


def test_of_an_address_nothing_but_the_platforms_words_is_handed_on(rater):
    page = rater.arrive('?note="><script>alert(1)</script>&agree=yes&token=x&PROLIFIC_PID=abc').text
    assert "alert" not in page
    assert page.count('name="agree"') == page.count('name="token"') == 1
    assert 'name="PROLIFIC_PID" value="abc"' in page


def test_clips_come_whole_and_in_part(rater):
    name = next(iter(QUICK.clips))
    assert rater.client.get(f"/clips/{name}.mp4").content == CLIP
    part = rater.client.get(f"/clips/{name}.mp4", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, CLIP[10:20])


def test_nothing_on_a_page_or_in_its_data_says_whose_clip_it_is(rater):
    rater.join()
    seen = rater.client.get("/trials").text + rater.client.get("/api/state").text
    for word in ("mien", "convlstm", "hp", "truth", "spoiled", "gold", "person0"):
        assert not re.search(rf"\b{word}\b", seen), word
