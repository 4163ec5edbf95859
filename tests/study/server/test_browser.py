"""A whole study in a real browser, by keyboard alone, on a desktop and on a phone."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from mien.study.collecting import from_database
from mien.study.making.make import Plan, make_study
from mien.study.making.screen import Wanted
from mien.study.making.sources import in_folders, shared
from mien.study.questions import KINDS
from mien.study.server import Settings, create_app, open_site
from mien.study.study import Checks

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
PATIENCE = 120_000
CHANGED = """label => document.title && (
    location.pathname === "/done"
    || document.querySelector("#progress-text")?.textContent !== label
    || !document.querySelector("#feedback")?.hidden)"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def study(folders, tmp_path_factory):
    out = tmp_path_factory.mktemp("studies") / "faces"
    checks = Checks(practice=1, gold=1, repeated=1, identical=1)
    wanted = Wanted(fps=10.0, seconds=0.5)
    plan = Plan(questions=KINDS, trials=2, seed=3, wanted=wanted, checks=checks)
    make_study(shared(in_folders(folders, ("happy", "angry-open"))), plan, out)
    return out


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


@contextmanager
def opened(browser: Browser, size: str, **options) -> Iterator[Page]:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=size == "phone", **options
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(f"{error}"))
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: check_address(page, request.url))
    yield page
    context.close()


def check_address(page: Page, address: str) -> None:
    if not address.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:")):
        page.faults.append(address)


def check_access(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"]) for one in found] == []


def check_width(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def begin(page: Page, address: str) -> None:
    page.goto(address)
    check_access(page)
    for key in ("Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#trial:not([hidden])")


def choose(page: Page) -> None:
    if page.query_selector("#rating"):
        page.focus("#rating")
        page.keyboard.press("ArrowRight")
    else:
        page.keyboard.press("1")


def answer(page: Page) -> None:
    """Choose, wait until the clips were seen, go on, and read the comment on practice."""
    label = page.inner_text("#progress-text")
    choose(page)
    page.wait_for_selector("#next[aria-disabled=false]")
    page.keyboard.press("Enter")
    page.wait_for_function(CHANGED, arg=label)
    if page.is_visible("#feedback"):
        page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('#trial:not([hidden])')"
        " || /Thank/.test(document.body.textContent)"
    )


def whole(page: Page, middle: int = -1) -> int:
    """Take the study to its end; reload and go back in the middle.

    Returns:
        How many kinds of question were asked.
    """
    asked, number = set(), 0
    while page.url.endswith("/trials"):
        question = page.inner_text("#question")
        if question not in asked:
            check_access(page)
            check_width(page)
            page.focus("#question")
        asked.add(question)
        if number == middle:
            choose(page)
            before = page.inner_text("#progress-text"), page.evaluate("chosen()")
            for away in (page.reload, page.go_back):
                away()
                page.wait_for_selector("#trial:not([hidden])")
                assert (page.inner_text("#progress-text"), page.evaluate("chosen()")) == before
        answer(page)
        number += 1
    return len(asked)


@pytest.mark.parametrize("size", SIZES)
def test_a_rater_takes_a_whole_study_by_keyboard_and_loses_nothing_on_the_way(browser, study, size):
    with served(study) as address, opened(browser, size) as page:
        begin(page, f"{address}/?PROLIFIC_PID={size}")
        assert whole(page, middle=5) >= len(KINDS)
        page.wait_for_selector(".code")
        check_access(page)
        assert page.faults == []
    got = from_database(study)
    assert len(got.finished) == got.raters


def test_who_wants_less_motion_starts_the_clips(browser, study):
    with served(study) as address, opened(browser, "desktop", reduced_motion="reduce") as page:
        begin(page, f"{address}/?PROLIFIC_PID=calm")
        assert page.inner_text("#play") == "Play"
        assert page.evaluate("[...document.querySelectorAll('video')].every(v => v.paused)")
        choose(page)
        page.keyboard.press("Enter")
        assert "end first" in page.inner_text("#status")
        page.click("#play")
        page.wait_for_selector("#next[aria-disabled=false]")
        assert page.inner_text("#play") == "Play again"


def test_a_server_that_is_away_for_a_while_costs_no_answer(browser, study):
    with served(study) as address, opened(browser, "desktop") as page:
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
