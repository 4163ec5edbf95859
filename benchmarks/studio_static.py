"""The page without a service: how fast Chromium draws, how near its frames are to the runtime's.

Needs the extra `dev`, a Chromium, and the file of onnxruntime-web (`make onnxruntime-web`). Run
from the repository's root:

    python benchmarks/studio_static.py build/onnxruntime-web-1.25.1.tgz
"""

import base64
import json
import shutil
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright
from slider import IN_THE_PAGE, MOVES

from mien import examples
from mien.runtime import load
from mien.studio.bundles import Bundles
from mien.studio.static import write_static
from mien.types import Picture

ROWS = ({"happy": 1.0}, {"surprised": 0.7, "sad": 0.4}, {"angry-open": 0.9})
PATIENCE = 120_000.0

PIXELS = """() => {
  const canvas = document.querySelector("#canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let text = "";
  for (let i = 0; i < data.length; i += 8192) {
    text += String.fromCharCode(...data.subarray(i, i + 8192));
  }
  return [[canvas.height, canvas.width, 4], btoa(text)];
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Measure, and print lines."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "page"
        write_static(Bundles(), Path(sys.argv[1]), folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            for name in examples.names():
                page = browser.new_page()
                page.set_default_timeout(PATIENCE)
                page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
                page.wait_for_selector("#examples button")
                _measure(page, name)
                page.close()
            browser.close()
        server.shutdown()


def _measure(page: Page, name: str) -> None:
    begun = time.perf_counter()
    page.set_input_files("#file", examples.path(name))
    page.wait_for_selector(f'#strip li.is-shown img[alt="{name}.jpg"]')
    _wait(page, {})
    print(f"{name}: photo in and drawn after {time.perf_counter() - begun:.1f} s")  # noqa: T201
    _compare(page, name)
    times = sorted(page.evaluate(IN_THE_PAGE, MOVES)[5:])
    print(  # noqa: T201
        f"{name}: slider to picture, 512 px: median {statistics.median(times):.0f} ms, "
        f"a tenth below {times[len(times) // 10]:.0f} ms"
    )


def _compare(page: Page, name: str) -> None:
    sitting = load().sit(examples.path(name))
    for degrees in ROWS:
        for index, expression in enumerate(sitting.expressions):
            page.locator(f"#degree-{index}").fill(str(degrees.get(expression, 0)))
        _wait(page, degrees)
        row = [degrees.get(expression, 0.0) for expression in sitting.expressions]
        away = np.abs(_pixels(page).astype(int) - sitting.draw(row))
        print(  # noqa: T201
            f"{name} {degrees}: mean difference {away.mean():.4f} of 255, "
            f"{100 * (away.max(-1) <= 2).mean():.3f} % within 2, at most {away.max()}"
        )


def _wait(page: Page, degrees: dict[str, float]) -> None:
    """Until the picture at the photo's own size is there."""
    for _ in range(2000):
        shown = page.locator("#canvas").get_attribute("data-shown")
        is_whole = page.evaluate("document.querySelector('#canvas').width") > 512
        if shown and json.loads(shown) == degrees and is_whole:
            return
        time.sleep(0.05)
    raise TimeoutError(shown)


def _pixels(page: Page) -> Picture:
    shape, text = page.evaluate(PIXELS)
    return np.frombuffer(base64.b64decode(text), np.uint8).reshape(shape)[..., :3]


if __name__ == "__main__":
    main()
