"""The whole story in a real browser: photo in, slider, curve, scrub, export, reopen."""

import threading
import time
import zipfile
from collections.abc import Iterator

import pytest

playwright = pytest.importorskip("playwright.sync_api")

import uvicorn  # noqa: E402
from chromium import NEEDS, browsing  # noqa: E402
from studio_pages import (  # noqa: E402
    DESKTOP,
    PHONE,
    Open,
    check_access,
    check_forgotten,
    drag_with_a_finger,
    export,
    forget,
    press_until,
    shown,
    smile,
    take_photo_in,
    visiting,
    wait_until_shown,
)

from mien import examples  # noqa: E402
from mien.media import read_frames  # noqa: E402
from mien.runtime import load  # noqa: E402
from mien.studio.app import create_app  # noqa: E402
from mien.studio.bundles import Bundles  # noqa: E402

pytestmark = NEEDS


@pytest.fixture(scope="module")
def place(tiny_bundle) -> Iterator[str]:
    """A studio that listens."""
    config = uvicorn.Config(
        create_app(Bundles([tiny_bundle], threads=1)), port=0, log_level="error"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with browsing() as opened:
        yield opened


@pytest.fixture
def visit(browser, place) -> Iterator[Open]:
    """Open the page; at the end, nothing may have gone wrong in it."""
    with visiting(browser, place) as opened:
        yield opened


def test_a_slider_and_a_curve_are_drawn_with_the_mouse(visit):
    page = visit(DESKTOP)
    take_photo_in(page)
    assert shown(page) == {}
    smile(page)
    point = page.locator(".lane circle").nth(1).bounding_box()
    x, top = point["x"] + point["width"] / 2, point["y"] + point["height"] / 2
    page.mouse.move(x, top)
    page.mouse.down()
    page.mouse.move(x, top + 19, steps=4)
    page.mouse.up()
    wait_until_shown(page, "happy", 0.5, within=0.08)
    page.click("#undo")
    wait_until_shown(page, "happy", 1.0)
    page.click("#redo")
    wait_until_shown(page, "happy", 0.5, within=0.08)


def test_any_frame_is_shown_at_once_and_the_whole_plays(visit):
    page = visit(DESKTOP)
    take_photo_in(page)
    smile(page)
    page.locator("#scrub").fill("0")
    wait_until_shown(page, "happy", 0.0)
    page.locator("#scrub").fill("10")
    wait_until_shown(page, "happy", 0.5, within=0.05)
    page.click("#play")
    wait_until_shown(page, "happy", 1.0)
    page.click("#play")


def test_what_was_drawn_is_kept_and_opened_again(visit, tmp_path):
    page = visit(DESKTOP)
    take_photo_in(page)
    smile(page)
    assert len(read_frames(export(page, tmp_path, "npz"))) == 51
    page.click("#open-export")
    page.wait_for_selector("#command:not(:empty)")
    assert "mien animate ada.jpg --degrees clip.json" in page.locator("#command").text_content()
    with page.expect_download() as loading:
        page.click("#save-json")
    page.click("#export .close")
    loading.value.save_as(tmp_path / "clip.json")
    page.click(".clear:not(.is-idle)")
    assert page.locator(".lane circle").count() == 0
    page.set_input_files("#schedule-file", tmp_path / "clip.json")
    page.wait_for_selector(".lane circle")
    assert page.locator(".lane circle").count() == 4
    page.reload()
    page.wait_for_selector("#canvas[data-shown]")  # photo and curve are still there
    assert page.locator(".lane circle").count() == 4


def test_with_fingers_on_a_phone(visit, tmp_path):
    page = visit(PHONE)
    take_photo_in(page)
    slider = page.locator("#degree-0")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
    wait_until_shown(page, "happy", 0.8, within=0.1)
    page.locator("#inspector").scroll_into_view_if_needed()
    box = page.locator("#scrub").bounding_box()
    page.touchscreen.tap(box["x"] + 12, box["y"] + box["height"] / 2)
    wait_until_shown(page, "happy", 0.0)
    drag_with_a_finger(page, page.locator(".lane circle").nth(1), down=15)
    wait_until_shown(page, "happy", 0.5, within=0.15)
    page.click("#undo")
    page.evaluate("scrollTo(0, 0)")
    clip = export(page, tmp_path, "frames")
    assert sum(name.endswith(".png") for name in zipfile.ZipFile(clip).namelist()) == 51
    page.click("#open-export")
    with page.expect_download() as loading:
        page.locator("#save-json").tap()
    page.click("#export .close")
    loading.value.save_as(tmp_path / "clip.json")
    page.locator(".clear:not(.is-idle)").tap()
    assert page.locator(".lane circle").count() == 0
    page.set_input_files("#schedule-file", tmp_path / "clip.json")
    page.wait_for_selector(".lane circle")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["viewport"]["width"], "the page is wider than the phone"


def test_with_the_keyboard_alone(visit):
    page = visit(DESKTOP)
    press_until(page, "#examples button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#canvas[data-shown]")
    press_until(page, "#degree-0")
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    wait_until_shown(page, "happy", 0.3)
    press_until(page, ".lane circle")
    press_until(page, ".lane circle")
    page.keyboard.press("Shift+ArrowUp")
    wait_until_shown(page, "happy", 0.4)
    assert page.evaluate("document.activeElement.getAttribute('aria-valuenow')") == "0.4"
    page.keyboard.press("Control+z")
    wait_until_shown(page, "happy", 0.3)
    press_until(page, "#scrub", "Shift+Tab")
    page.keyboard.press("Home")
    wait_until_shown(page, "happy", 0.0)
    press_until(page, ".lane circle")
    press_until(page, ".lane circle")
    page.keyboard.press("Delete")
    assert page.locator(".lane circle").count() == 3
    page.keyboard.press("c")
    assert page.locator(".before").is_visible()
    page.keyboard.press("e")
    assert page.locator("#export").is_visible()
    press_until(page, "#order button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result a")
    page.keyboard.press("Escape")
    assert not page.locator("#export").is_visible()


def test_what_goes_wrong_is_said(visit, tmp_path):
    page = visit(DESKTOP)
    (tmp_path / "notes.jpg").write_text("not a picture")
    with page.expect_response("**/photos?*"):
        page.set_input_files("#file", tmp_path / "notes.jpg")
    page.wait_for_selector("#status.is-error")
    assert "notes.jpg cannot be read as a picture" in page.locator("#status").text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_is_open_to_all(visit, device, scheme):
    check_access(visit(device, color_scheme=scheme))


def test_a_face_is_calibrated_and_its_strengths_are_exported_and_opened_again(
    visit, tmp_path, tiny_bundle
):
    page = visit(DESKTOP)
    take_photo_in(page)
    page.locator("#degree-0").fill("1")
    page.locator("#degree-1").fill("0.5")
    wait_until_shown(page, "angry", 0.5)
    page.click("#calibrate")
    page.wait_for_selector("#calibrated:not(:empty)")
    found = load(tiny_bundle).calibrate(examples.path("ada"))
    page.click(".each summary")
    for index, one in enumerate(found):
        assert float(page.locator(f"#strength-{index}").input_value()) == one.strength
    wait_until_shown(page, "happy", found[0].strength, within=1e-3)
    page.locator("#strength-1").fill("0.75")
    page.click("#open-export")
    page.wait_for_selector("#command:not(:empty)")
    words = f"--strength happy={found[0].strength:g},angry=0.75"
    assert words in page.locator("#command").text_content()
    with page.expect_download() as loading:
        page.click("#save-json")
    loading.value.save_as(tmp_path / "clip.json")
    page.click("#export .close")
    page.locator("#strength").fill("1")
    wait_until_shown(page, "happy", 1.0)
    page.set_input_files("#schedule-file", tmp_path / "clip.json")
    wait_until_shown(page, "happy", found[0].strength, within=1e-3)
    assert page.locator("#strength-1").input_value() == "0.75"


def test_everything_is_forgotten_when_it_is_asked(visit):
    page = visit(PHONE)
    take_photo_in(page)
    page.locator("#degree-0").fill("1")
    forget(page)
    page.reload()
    page.wait_for_selector("#examples button")
    check_forgotten(page)
    assert page.evaluate("fetch('api/v1/photos').then((answer) => answer.json())") == []
