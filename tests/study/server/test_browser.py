"""A whole study in a real browser, by keyboard alone, on a desktop and on a phone."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from browsing import SIZES, begin, check_access, choose, opened, whole
from chromium import NEEDS, browsing

from mien.study.collecting import from_database
from mien.study.questions import KINDS
from mien.study.server import Settings, create_app, open_site

pytestmark = NEEDS


@pytest.fixture(scope="module")
def browser():
    with browsing() as opened:
        yield opened


@contextmanager
def served(folder) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = create_app(open_site(folder, None, Settings()))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("size", SIZES)
def test_a_rater_takes_a_whole_study_by_keyboard_and_loses_nothing_on_the_way(
    browser, filmed_study, size
):
    with served(filmed_study) as address, opened(browser, size) as page:
        begin(page, f"{address}/?PROLIFIC_PID={size}")
        assert whole(page, 5, "reload", "go_back") >= len(KINDS)
        page.wait_for_selector(".code")
        check_access(page)
        assert page.faults == []
    got = from_database(filmed_study)
    assert len(got.finished) == got.raters


def test_who_wants_less_motion_starts_the_clips(browser, filmed_study):
    with (
        served(filmed_study) as address,
        opened(browser, "desktop", reduced_motion="reduce") as page,
    ):
        begin(page, f"{address}/?PROLIFIC_PID=calm")
        assert page.inner_text("#play") == "Play"
        assert page.evaluate("[...document.querySelectorAll('video')].every(v => v.paused)")
        choose(page)
        page.keyboard.press("Enter")
        assert "end first" in page.inner_text("#status")
        page.click("#play")
        page.wait_for_selector("#next[aria-disabled=false]")
        assert page.inner_text("#play") == "Play again"


def test_a_server_that_is_away_for_a_while_costs_no_answer(browser, filmed_study):
    with served(filmed_study) as address, opened(browser, "desktop") as page:
        begin(page, f"{address}/?PROLIFIC_PID=away")
        page.route("**/api/answers/*", lambda route: route.abort())
        choose(page)
        page.wait_for_selector("#next[aria-disabled=false]")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "() => /Not saved/.test(document.querySelector('#status').textContent)"
        )
        page.unroute("**/api/answers/*")
        page.wait_for_selector("#feedback:not([hidden])")
