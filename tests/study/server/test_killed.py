"""A server process that is killed, as a machine that stops would kill it."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import databases
import httpx2
import pytest
from sites import QUICK, write

from mien.study.database import Store, open_engine
from mien.study.secret import Secret


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def answers_at(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/alive").status_code == 200
    except httpx2.TransportError:
        return False


@contextmanager
def served(folder: Path, port: int, url: str) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "mien", "study", "serve", str(folder)]
    options = ["--port", str(port), "--database", url]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None and not answers_at(port):
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def take(address: str, worker: str, told: dict[str, list[int]]) -> None:
    """Answer until the server is gone; keep what it said was stored."""
    try:
        with httpx2.Client(base_url=address, follow_redirects=True, timeout=60) as client:
            page = client.get(f"/?PROLIFIC_PID={worker}").text
            token = page.split('name="token" value="')[1].split('"')[0]
            form = {"token": token, "agree": "yes", "PROLIFIC_PID": worker}
            client.post("/join", data=form)
            state = client.get("/api/state").json()
            for number in range(state["current"], len(state["trials"])):
                choices = state["trials"][number]["choices"]
                value = choices[0]["value"] if choices else 50
                body = {"value": value, "seconds": 1.0, "plays": 1}
                sent = {"x-form-token": token}
                reply = client.post(f"/api/answers/{number}", json=body, headers=sent)
                assert reply.status_code == 200, reply.text
                told.setdefault(worker, []).append(number)
    except httpx2.TransportError:
        return


def all_take(address: str, told: dict[str, list[int]]) -> list[Thread]:
    threads = [Thread(target=take, args=(address, f"w{n}", told)) for n in range(4)]
    for thread in threads:
        thread.start()
    return threads


@pytest.mark.slow
@pytest.mark.parametrize("kind", databases.KINDS)
def test_no_answer_that_was_acknowledged_is_lost_when_the_server_is_killed(tmp_path, kind):
    with databases.database(kind, tmp_path) as url:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        write(tmp_path)
        secret = Secret.read(tmp_path)
        told: dict[str, list[int]] = {}
        with served(tmp_path, port, url) as process:
            threads = all_take(address, told)
            while sum(map(len, told.values())) < 10 and any(one.is_alive() for one in threads):
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            for thread in threads:
                thread.join()
        before = {worker: [*numbers] for worker, numbers in told.items()}
        engine = open_engine(url)
        store = Store(engine, QUICK)
        stored = {progress.rater: [*answers] for progress, answers in store.raters()}
        for worker, numbers in before.items():
            kept = stored[secret.rater("prolific", worker)]
            assert kept[: len(numbers)] == numbers
            assert len(kept) <= len(numbers) + 1, "only the one being clicked is in doubt"
        with served(tmp_path, port, url):
            for thread in all_take(address, told):
                thread.join()
        for progress, answers in store.raters():
            assert [*answers] == [*range(progress.trials)]
        engine.dispose()
