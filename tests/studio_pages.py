"""A real browser at a page of the studio, for tests."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from mien import examples

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
PATIENCE = 60_000

Open = Callable[..., Page]
"""Opens the page on a device."""


@contextmanager
def visiting(browser: Browser, place: str) -> Iterator[Open]:
    """Open the page on devices; at the end, nothing may have gone wrong in it."""
    wrong: list[str] = []
    contexts = []

    def opened(device: dict[str, object], **more: object) -> Page:
        context = browser.new_context(**device, **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: _is_wrong(line) and wrong.append(line.text))
        page.on("request", lambda asked: _is_local(asked.url, place) or wrong.append(asked.url))
        page.goto(place)
        page.wait_for_selector("#examples button")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def _is_wrong(line: ConsoleMessage) -> bool:
    """Whether a line of the console is a fault; what was refused is not."""
    return line.type in {"error", "warning"} and "status of 422" not in line.text


def _is_local(address: str, place: str) -> bool:
    return address.startswith((place, place.replace("http", "ws"), "blob:", "data:"))


def shown(page: Page) -> dict[str, float]:
    return json.loads(page.locator("#canvas").get_attribute("data-shown"))


def wait_until_shown(page: Page, name: str, degree: float | None, within: float = 0.03) -> None:
    """Until the picture shows an expression at a degree; None for any."""
    for _ in range(600):
        at = shown(page).get(name, 0.0)
        if (at > 0) if degree is None else (abs(at - degree) <= within):
            return
        time.sleep(0.05)
    raise AssertionError(shown(page))


def take_photo_in(page: Page) -> None:
    page.set_input_files("#file", examples.path("ada"))
    page.wait_for_selector("#canvas[data-shown]")


def smile(page: Page) -> None:
    """Draw the first slider to its end with the mouse."""
    slider = page.locator("#degree-0").bounding_box()
    y = slider["y"] + slider["height"] / 2
    page.mouse.move(slider["x"] + 10, y)
    page.mouse.down()
    page.mouse.move(slider["x"] + slider["width"] * 0.5, y, steps=5)
    wait_until_shown(page, "happy", None)  # it moves while the hand moves
    page.mouse.move(slider["x"] + slider["width"] - 10, y, steps=5)
    page.mouse.up()
    wait_until_shown(page, "happy", 1.0)


def drag_with_a_finger(page: Page, point: Locator, down: int) -> None:
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert min(box["width"], box["height"]) >= 20, "too small for a finger"
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = page.context.new_cdp_session(page)
    for kind, by in (("Start", 0), ("Move", down / 2), ("Move", down), ("End", None)):
        points = [] if by is None else [{"x": x, "y": y + by}]
        fingers.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})


def press_until(page: Page, selector: str, key: str = "Tab", most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{key} never reaches {selector}")


def export(page: Page, folder: Path, kind: str) -> Path:
    page.click("#open-export")
    page.select_option("#format", kind)
    page.click("#order button")
    page.wait_for_selector("#result a")
    with page.expect_download() as loading:
        page.click("#result a >> nth=0")
    target = folder / loading.value.suggested_filename
    loading.value.save_as(target)
    page.click("#export .close")
    return target


def check_access(page: Page) -> None:
    """The accessibility checker finds nothing, wherever one can get to on the page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def check(what: str) -> None:
        results = axe.run(page)
        found = [
            (one["id"], node["html"])
            for one in results.response["violations"]
            for node in one["nodes"]
        ]
        assert found == [], what

    check("the empty page")
    page.set_input_files("#file", examples.path("ada"))
    page.wait_for_selector("#canvas[data-shown]")
    page.locator("#degree-0").fill("0.7")
    page.locator("#degree-1").fill("0.3")
    page.wait_for_selector(".lane circle")
    page.click(".each summary")
    check("a photo, two curves and strengths")
    for dialog in ("help", "open-export", "open-forget"):
        page.click(f"#{dialog}")
        check(dialog)
        page.click("dialog[open] .close")


def forget(page: Page) -> None:
    page.click("#open-forget")
    page.click("#forget-all")
    page.get_by_text("Everything is forgotten").wait_for()
    check_forgotten(page)


def check_forgotten(page: Page) -> None:
    """Neither a photo nor a curve is there."""
    assert page.locator("#empty").is_visible()
    assert page.locator(".strip img").count() == 0
    assert page.locator(".lane circle").count() == 0
    kept = json.loads(page.evaluate("localStorage.getItem('mien-project')") or "{}")
    assert not kept.get("tracks")
