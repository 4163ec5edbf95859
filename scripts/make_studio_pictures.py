"""Pictures of the studio for the documents: the page in a headless Chromium, with an example.

Needs the extra `dev` and a Chromium on the path; run from the repository's root:

    python scripts/make_studio_pictures.py [docs/images]
"""

import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from mien import examples
from mien.studio.app import create_app
from mien.studio.bundles import Bundles

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
QUALITY = 82
STILL = 2.0
"""Seconds until the picture at full size has taken the place of the small one."""


def main() -> None:
    """Take the pictures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    server = uvicorn.Server(uvicorn.Config(create_app(Bundles()), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    place = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            _take(browser, place, folder)
            browser.close()
    finally:
        server.should_exit = True
        thread.join()


def _take(browser: Browser, place: str, folder: Path) -> None:
    page = _opened(browser, place, DESKTOP, "light")
    _shoot(page, folder / "studio-empty.jpg")
    _animate(page, "cora", {"happy": 0.9, "surprised": 0.4})
    page.click("#compare")
    _shoot(page, folder / "studio.jpg")
    page.click("#calibrate")
    page.wait_for_selector("#calibrated:not(:empty)", timeout=120_000)
    page.click(".each summary")
    page.locator("#strengths li").last.scroll_into_view_if_needed()
    _shoot(page, folder / "studio-strengths.jpg")
    page = _opened(browser, place, DESKTOP, "dark")
    _animate(page, "ben", {"angry": 0.8})
    _shoot(page, folder / "studio-dark.jpg")
    page.click("#open-export")
    page.click("#order button")
    page.wait_for_selector("#result a", timeout=120_000)
    _shoot(page, folder / "studio-export.jpg")
    page = _opened(browser, place, PHONE, "light")
    _animate(page, "ada", {"happy": 0.8})
    _shoot(page, folder / "studio-phone.jpg")
    page.locator("#inspector").scroll_into_view_if_needed()
    _shoot(page, folder / "studio-phone-curve.jpg")


def _opened(browser: Browser, place: str, device: dict[str, Any], scheme: Any) -> Page:
    page = browser.new_context(**device, color_scheme=scheme).new_page()
    page.goto(place)
    page.wait_for_selector("#examples button")
    return page


def _animate(page: Page, name: str, degrees: dict[str, float]) -> None:
    page.set_input_files("#file", examples.path(name))
    page.wait_for_selector("#canvas[data-shown]", timeout=60_000)
    for expression, degree in degrees.items():
        page.get_by_label(expression, exact=True).fill(str(degree))


def _shoot(page: Page, path: Path) -> None:
    time.sleep(STILL)
    page.screenshot(path=path, type="jpeg", quality=QUALITY)
    print(f"{path}: {path.stat().st_size // 1000} kB")  # noqa: T201


if __name__ == "__main__":
    main()
