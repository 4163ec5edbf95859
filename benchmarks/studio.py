"""How fast the studio answers: a slider, an export beside the command line's, and a crowd.

Needs the extra `dev`; the slider is measured in a headless Chromium if there is one. Run from the
repository's root:

    python benchmarks/studio.py [--bundle BUNDLE] [--clients 50] [--threads 2]
"""

import argparse
import json
import resource
import shutil
import statistics
import struct
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx2
import uvicorn
from PIL import Image
from slider import IN_THE_PAGE, MOVES
from websockets.sync.client import connect

from mien import examples
from mien.bundle import default_bundle
from mien.media import read_photo
from mien.runtime import load
from mien.runtime.keeping import Making, keep
from mien.schedules import rise
from mien.studio.app import create_app
from mien.studio.bundles import Bundles
from mien.studio.portrait import PREVIEW

FRAMES = 50
PATIENCE = 120.0
SIDES = (256, 832)


def main() -> None:
    """Measure, and print a table."""
    arguments = _arguments()
    bundles = [arguments.bundle] if arguments.bundle else []
    app = create_app(Bundles(bundles, threads=arguments.threads))
    with _served(app) as place, tempfile.TemporaryDirectory() as scratch:
        for side in SIDES:
            photo = _photo(side, Path(scratch))
            _alone(photo, side, arguments)
            _slider(place, photo, side)
            _in_browser(place, photo, side)
        _export(place, photo, arguments)
        _crowd(place, photo, arguments.clients)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--bundle", type=Path, help="default: the shipped one")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


@contextmanager
def _served(app: object) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def _photo(side: int, folder: Path) -> Path:
    path = folder / f"ada-{side}.png"
    with Image.open(examples.path("ada")) as image:
        image.resize((side, side)).save(path)
    return path


def _client(place: str) -> httpx2.Client:
    return httpx2.Client(base_url=f"{place}/api/v1", timeout=PATIENCE)


def _send(client: httpx2.Client, photo: Path) -> str:
    while True:
        answer = client.post(
            f"/photos?name={photo.name}",
            content=photo.read_bytes(),
            headers={"Content-Type": "image/png"},
        )
        if answer.status_code == 201:
            return str(answer.json()["id"])
        time.sleep(float(answer.headers["Retry-After"]))


def _alone(photo: Path, side: int, arguments: argparse.Namespace) -> None:
    """The same frames without a service: what drawing takes at this moment on this machine."""
    animator = load(arguments.bundle or default_bundle(), threads=arguments.threads)
    sitting = animator.sit(photo).shrunk(PREVIEW)
    times = []
    for number in range(MOVES):
        begun = time.perf_counter()
        sitting.draw([_degree(number), *[0.0] * (len(sitting.expressions) - 1)])
        times.append(1e3 * (time.perf_counter() - begun))
    _say(f"slider, {side} px, drawing alone", times)


def _degree(number: int) -> float:
    return 0.3 + 0.6 * ((37 * number) % MOVES) / MOVES


def _slider(place: str, photo: Path, side: int) -> None:
    """A wish after the other over the socket, without a browser."""
    with _client(place) as client:
        key = _send(client, photo)
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        address = f"{place.replace('http', 'ws')}/api/v1/photos/{key}/live"
        times = []
        with connect(address, additional_headers={"Cookie": cookie}) as socket:
            for number in range(MOVES):
                begun = time.perf_counter()
                degrees = {"happy": _degree(number)}
                socket.send(json.dumps({"number": number, "degrees": degrees}))
                answer = socket.recv()
                assert isinstance(answer, bytes), answer
                assert struct.unpack(">I", answer[:4]) == (number,)
                times.append(1e3 * (time.perf_counter() - begun))
    _say(f"slider, {side} px, over the socket", times)


def _in_browser(place: str, photo: Path, side: int) -> None:
    """From a slider's move to the picture on the page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("slider in a browser: skipped, there is no Chromium")  # noqa: T201
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is one

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(place)
        page.wait_for_selector("#examples button")
        page.set_input_files("#file", photo)
        page.wait_for_selector("#canvas[data-shown]", timeout=1e3 * PATIENCE)
        page.locator("#degree-0").fill("0.95")
        time.sleep(3)
        _say(f"slider, {side} px, in the browser", page.evaluate(IN_THE_PAGE, MOVES))
        browser.close()


def _say(name: str, times: list[float]) -> None:
    warm = sorted(times[5:])
    median, late = statistics.median(warm), warm[int(0.95 * len(warm))]
    print(  # noqa: T201
        f"{name:38} median {median:6.1f} ms, p95 {late:6.1f} ms, {1e3 / median:5.1f} a second"
    )


def _export(place: str, photo: Path, arguments: argparse.Namespace) -> None:
    """The same clip by the studio and by what `mien animate` does, in turns."""
    folder = arguments.bundle or default_bundle()
    animator = load(folder, threads=arguments.threads)
    schedule = rise("happy", FRAMES)
    ratios, mine, theirs = [], [], []
    with _client(place) as client, tempfile.TemporaryDirectory() as scratch:
        key = _send(client, photo)
        order = {"photos": [{"photo": key}], "schedule": schedule.to_json()}
        for round_ in range(5):
            begun = time.perf_counter()
            job = client.post("/clips", json=order).json()
            while job["state"] in {"waiting", "drawing"}:
                time.sleep(0.02)
                job = client.get(f"/clips/{job['id']}").json()
            assert job["state"] == "done", job["error"]
            between = time.perf_counter()
            read = read_photo(photo)
            making = Making(
                photo=photo.name,
                photo_sha256=read.sha256,
                bundle_sha256=animator.card.digest,
                whom="largest",
            )
            drawn = schedule.for_expressions(animator.expressions)
            target = Path(scratch) / f"{round_}.mp4"
            keep(animator.sit_as(read, "largest"), drawn, target, making, iter)
            mine.append(FRAMES / (between - begun))
            theirs.append(FRAMES / (time.perf_counter() - between))
            ratios.append(mine[-1] / theirs[-1])
    print(  # noqa: T201
        f"export, {FRAMES} frames of 832 px           "
        f"{statistics.median(mine):.1f} frames/s; the command line's work "
        f"{statistics.median(theirs):.1f}; ratio {statistics.median(ratios):.2f}"
    )


def _crowd(place: str, photo: Path, clients: int) -> None:
    """Everybody sends a photo and asks for frames, without patience."""
    before = _memory()

    def visit(number: int) -> Counter[int]:
        answers: Counter[int] = Counter()
        with _client(place) as client:
            key = _send(client, photo)
            for step in range(20):
                degrees = f"happy:{(step + number) % 10 / 10}"
                query = {"degrees": degrees, "small": "true"}
                answer = client.get(f"/photos/{key}/frame", params=query)
                answers[answer.status_code] += 1
                if answer.status_code == 503:
                    time.sleep(float(answer.headers["Retry-After"]) / 4)
        return answers

    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        answers = sum(pool.map(visit, range(clients)), Counter[int]())
    seconds = time.perf_counter() - begun
    counts = ", ".join(f"{count} of {status}" for status, count in sorted(answers.items()))
    print(  # noqa: T201
        f"{clients} clients at once: {counts} in {seconds:.1f} s, "
        f"{answers[200] / seconds:.1f} frames/s; memory {before:.0f} -> {_memory():.0f} MB at most"
    )


def _memory() -> float:
    """Most megabytes that this process, which serves and asks, has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
