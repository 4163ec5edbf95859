"""What the page without a service draws, in a real browser, from a plain file server."""

import base64
import time
from collections.abc import Iterator

import numpy as np
import pytest

pytest.importorskip("playwright.sync_api")

from chromium import NEEDS, browsing
from file_host import served
from javascript import package
from studio_pages import (
    DESKTOP,
    PHONE,
    check_access,
    check_forgotten,
    export,
    forget,
    shown,
    visiting,
    wait_until_shown,
)

from mien import examples
from mien.media import read_frames
from mien.media.pictures import picture_label
from mien.runtime import load
from mien.studio.bundles import Bundles
from mien.studio.static import write_static

pytestmark = NEEDS

DEGREES = {"happy": 0.8, "surprised": 0.3}
MEAN = 0.03
"""Most by which frames of browser and runtime may differ on average, of 255 levels."""
NEAR = 0.9995
"""Least share of pixels that are within 2 levels."""

KEPT = """new Promise((done) => {
  const asked = indexedDB.open("mien-photos");
  asked.onsuccess = () => {
    const names = [...asked.result.objectStoreNames];
    if (!names.length) return done(0);
    const count = asked.result.transaction(names).objectStore(names[0]).count();
    count.onsuccess = () => done(count.result);
  };
})"""
"""How many photos the browser keeps."""


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[str]:
    """The page with the bundle that ships, on a plain file server."""
    folder = tmp_path_factory.mktemp("static") / "page"
    write_static(Bundles(), package(), folder)
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with browsing() as opened:
        yield opened


@pytest.fixture
def visit(browser, place):
    """Open the page; at the end, nothing may have gone wrong in it."""
    with visiting(browser, place) as opened:
        yield opened


def drawn(page) -> np.ndarray:
    """The pixels that the page shows, (height, width, 3)."""
    size, values = page.evaluate(
        "(() => { const c = document.querySelector('#canvas');"
        "const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);"
        "let text = ''; for (let i = 0; i < data.length; i += 8192)"
        "text += String.fromCharCode(...data.subarray(i, i + 8192));"
        "return [[c.height, c.width, 4], btoa(text)]; })()"
    )
    pixels = np.frombuffer(base64.b64decode(values), np.uint8)
    return pixels.reshape(size)[..., :3]


def set_degrees(page, name: str) -> None:
    """Take an example and set its sliders, until it is drawn at its own size."""
    page.set_input_files("#file", examples.path(name))
    page.wait_for_selector("#canvas[data-shown]")
    order = load().expressions
    for expression, degree in DEGREES.items():
        page.locator(f"#degree-{order.index(expression)}").fill(str(degree))
    for _ in range(1200):
        if (
            shown(page) == DEGREES
            and page.evaluate("document.querySelector('#canvas').width") > 512
        ):
            return
        time.sleep(0.05)
    raise AssertionError(shown(page))


def check_near(found: np.ndarray, expected: np.ndarray) -> None:
    away = np.abs(found.astype(int) - expected)
    assert away.mean() <= MEAN
    assert (away.max(-1) <= 2).mean() >= NEAR


@pytest.mark.parametrize("name", ["ada", "cora"])
def test_frames_are_those_of_the_runtime(visit, name):
    page = visit(DESKTOP)
    set_degrees(page, name)
    animator = load()
    row = [DEGREES.get(expression, 0.0) for expression in animator.expressions]
    sitting = animator.sit(examples.path(name))
    neutral = sitting.draw(np.zeros(len(row)))
    expected = sitting.draw(row)
    check_near(drawn(page), expected)
    with pytest.raises(AssertionError):
        check_near(neutral, expected)  # the tolerance tells a smile from none


def test_the_whole_story_needs_no_server(visit, tmp_path):
    page = visit(PHONE)
    assert "stays in this browser" in page.locator("#empty").text_content()
    page.click("#examples button >> nth=1")
    page.wait_for_selector("#canvas[data-shown]")
    page.locator("#degree-0").fill("1")
    wait_until_shown(page, "happy", 1.0)
    page.fill("#seconds", "0.12")
    page.locator("#seconds").blur()
    page.locator("#scrub").fill("0")
    wait_until_shown(page, "happy", 0.0)
    page.click("#play")
    wait_until_shown(page, "happy", None)
    page.click("#play")
    clip = export(page, tmp_path, "png")
    frames = read_frames(clip)
    assert len(frames) == 4
    assert np.array_equal(frames[0], frames[-1])
    assert picture_label(clip) is not None
    page.click("#open-export")
    assert (
        "mien animate ben.jpg --degrees clip.json -o ben-clip"
        in page.locator("#command").text_content()
    )
    with page.expect_download() as loading:
        page.click("#save-json")
    page.click("#export .close")
    loading.value.save_as(tmp_path / "clip.json")
    page.click(".clear:not(.is-idle)")
    page.set_input_files("#schedule-file", tmp_path / "clip.json")
    page.wait_for_selector(".lane circle")


def test_what_goes_wrong_is_said(visit, tmp_path):
    page = visit(DESKTOP)
    (tmp_path / "notes.jpg").write_text("not a picture")
    page.set_input_files("#file", tmp_path / "notes.jpg")
    page.wait_for_selector("#status.is-error")
    assert "notes.jpg cannot be read as a picture" in page.locator("#status").text_content()


def test_a_clip_is_called_off(visit):
    page = visit(DESKTOP)
    set_degrees(page, "ada")
    page.click("#open-export")
    page.click("#order button")
    page.click("#cancel")
    page.locator("#progress").wait_for(state="hidden")
    assert "Called off" in page.locator("#status").text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_is_open_to_all(visit, device, scheme):
    check_access(visit(device, color_scheme=scheme))


def test_photos_and_curves_are_there_after_a_reload_until_they_are_forgotten(visit):
    page = visit(PHONE)
    for name in ("ada", "ben"):
        page.set_input_files("#file", examples.path(name))
        page.wait_for_selector(f".strip img[alt='{name}.jpg']")
    page.locator("#degree-0").fill("0.6")
    wait_until_shown(page, "happy", 0.6)
    page.reload()
    page.wait_for_selector("#canvas[data-shown]")
    assert page.locator(".strip img").count() == 2
    wait_until_shown(page, "happy", 0.6)
    page.click("[aria-label='Forget ben.jpg']")
    page.reload()
    page.wait_for_selector(".strip img[alt='ada.jpg']")
    assert page.locator(".strip img").count() == 1
    page.wait_for_selector("#canvas[data-shown]")
    forget(page)
    page.reload()
    page.wait_for_selector("#examples button")
    check_forgotten(page)
    assert page.evaluate(KEPT) == 0


def test_a_face_is_calibrated_as_by_the_runtime(visit):
    page = visit(DESKTOP)
    page.set_input_files("#file", examples.path("ada"))
    page.wait_for_selector("#canvas[data-shown]")
    page.click("#calibrate")
    page.wait_for_selector("#calibrated:not(:empty)", timeout=300_000)
    page.click(".each summary")
    for index, one in enumerate(load().calibrate(examples.path("ada"))):
        found = float(page.locator(f"#strength-{index}").input_value())
        assert found == pytest.approx(one.strength, abs=0.03), one.expression
    page.set_input_files("#file", examples.path("ben"))
    page.wait_for_selector(".strip img[alt='ben.jpg']")
    assert page.locator("#strength-shown").text_content() == "1.00", "strengths are one face's"
