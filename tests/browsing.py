"""A rater in a real browser: what tests of all pages of the study need."""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
PATIENCE = 120_000
CHANGED = """label => document.title && (
    location.pathname === "/done"
    || document.querySelector("#thanks")?.hidden === false
    || document.querySelector("#progress-text")?.textContent !== label
    || !document.querySelector("#feedback")?.hidden)"""


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
        " || /Thank/.test(document.body.innerText)"
    )


def whole(page: Page, middle: int, *ways: str) -> int:
    """Take the study to its end; go away and come back in the middle, in ways such as `reload`.

    Returns:
        How many kinds of question were asked.
    """
    asked, number = set(), 0
    while "Thank you" not in page.inner_text("body"):
        question = page.inner_text("#question")
        if question not in asked:
            check_access(page)
            check_width(page)
            page.focus("#question")
        asked.add(question)
        if number == middle:
            choose(page)
            before = page.inner_text("#progress-text"), page.evaluate("chosen()")
            for away in ways:
                getattr(page, away)()
                page.wait_for_selector("#trial:not([hidden])")
                assert (page.inner_text("#progress-text"), page.evaluate("chosen()")) == before
        answer(page)
        number += 1
    return len(asked)
