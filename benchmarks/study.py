"""A study under load: many raters at once, and the server killed in the middle.

Every rater is a thread that joins, waits as long as the clips play, answers, and sends about one
answer in ten twice, as a double click does. Half way, the server process is killed with SIGKILL
and started again; raters go on as the page does. At the end the database must hold every answer
that was acknowledged, each once. Latency is of answers alone, from the request to the reply that
says that the answer is stored; those that waited for the killed server are not in it. Everything
is on the loopback address. Needs the extras `study` and `dev`; run from the repository's root:

    PYTHONPATH=tests python benchmarks/study.py [--raters 200] [--trials 10] [--postgres]

Answers go into SQLite, or, with --postgres, into a PostgreSQL server that is started for it (with
fsync, as it comes) out of what is installed.
"""

import argparse
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import httpx2
from postgres import postgres

from mien.study.database import Store, open_engine
from mien.study.secret import Secret, write_secret
from mien.study.study import Block, Checks, Clip, Screen, Stimulus, Study, write_study

WORKER = "load{}"
DOUBLE = 0.1
"""Share of answers that are sent twice."""

PATIENCE = 240
"""Seconds for which a rater tries to reach a server that is gone."""


@dataclass
class Tally:
    """What raters saw."""

    seconds: list[float] = field(default_factory=list)
    stored: set[tuple[str, int]] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)
    half: Event = field(default_factory=Event)
    wanted: int = 0

    def note(self, worker: str, number: int, seconds: float | None) -> None:
        """An answer was acknowledged."""
        with self.lock:
            self.stored.add((worker, number))
            if seconds is not None:
                self.seconds.append(seconds)
            if 2 * len(self.stored) >= self.wanted:
                self.half.set()


def main() -> None:
    """Measure, and print what was found."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        study = _study(arguments.trials, arguments.viewing)
        write_study(study, folder)
        write_secret(folder)
        tally = Tally(wanted=arguments.raters * arguments.trials)
        with postgres() if arguments.postgres else _sqlite(folder) as url:
            began = time.monotonic()
            _drive(folder, url, arguments.raters, tally)
            _report(tally, time.monotonic() - began)
            _compare(Store(open_engine(url), study), Secret.read(folder), tally)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--raters", type=int, default=200)
    parser.add_argument("--trials", type=int, default=10, help="for each rater")
    parser.add_argument("--viewing", type=float, default=2.0, help="seconds that a clip lasts")
    parser.add_argument("--postgres", action="store_true", help="in place of SQLite")
    return parser.parse_args()


def _sqlite(folder: Path) -> AbstractContextManager[str]:
    return nullcontext(f"sqlite:///{folder / 'answers.db'}")


def _study(trials: int, viewing: float) -> Study:
    stimuli = tuple(Stimulus(item=f"{n}", expression="happy", degree=1.0) for n in range(trials))
    clips = {
        f"{2 * number + place:016x}": Clip(stimulus=stimulus, method=method)
        for number, stimulus in enumerate(stimuli)
        for place, method in enumerate(("ours", "theirs"))
    }
    return Study(
        id="ab" * 16,
        title="Load",
        consent=("Load",),
        seed=1,
        blocks=(Block(kind="prefer", conditions=(("ours", "theirs"),), trials=trials),),
        stimuli=stimuli,
        clips=clips,
        damaged={},
        stilled={},
        screen=Screen(width=64, height=64, fps=25.0, frames=round(25 * viewing), fit="stretch"),
        checks=Checks(practice=0, gold=0, repeated=0, identical=0),
    )


def _drive(folder: Path, url: str, raters: int, tally: Tally) -> None:
    """All raters at once; the server is killed when half of the answers are in."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    threads = [
        Thread(target=_take, args=(address, WORKER.format(number), tally))
        for number in range(raters)
    ]
    with _served(folder, url, port) as process:
        for thread in threads:
            thread.start()
        tally.half.wait()
        process.send_signal(signal.SIGKILL)
        process.wait()
        print("killed in the middle; starting again")  # noqa: T201
    with _served(folder, url, port):
        for thread in threads:
            thread.join()


@contextmanager
def _served(folder: Path, url: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "mien", "study", "serve", str(folder), "--port", str(port)]
    options = ["--database", url, "--rate", "1000000/minute"]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
    try:
        _until(lambda: httpx2.get(f"http://127.0.0.1:{port}/alive"))
        yield process
    finally:
        process.kill()
        process.wait()


def _take(address: str, worker: str, tally: Tally) -> None:
    lot = random.Random(worker)
    time.sleep(lot.uniform(0, 3))
    # The address is http://; two hundred stores of certificates take seconds to read.
    with httpx2.Client(base_url=address, timeout=60, verify=False) as client:
        page = _until(lambda: client.get(f"/?PROLIFIC_PID={worker}")).text
        token = page.split('name="token" value="')[1].split('"')[0]
        form = {"token": token, "agree": "yes", "PROLIFIC_PID": worker}
        _until(lambda: client.post("/join", data=form))
        state = _until(lambda: client.get("/api/state")).json()
        for number in range(len(state["trials"])):
            time.sleep(state["screen"]["seconds"] + lot.uniform(0, 1))
            body = {"value": lot.choice("AB"), "seconds": 2.5, "plays": 1}
            for _ in range(1 + (lot.random() < DOUBLE)):
                tally.note(worker, number, _answer(client, number, body, token))


def _answer(client: httpx2.Client, number: int, body: dict[str, Any], token: str) -> float | None:
    """Send an answer until it is stored; the seconds, if the first try went through."""
    headers = {"x-form-token": token}
    began = time.monotonic()
    try:
        client.post(f"/api/answers/{number}", json=body, headers=headers).raise_for_status()
        return time.monotonic() - began
    except httpx2.HTTPError:
        _until(lambda: client.post(f"/api/answers/{number}", json=body, headers=headers))
        return None


def _until(ask: Any) -> httpx2.Response:
    """Ask again and again until there is a good answer, or patience ends."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            reply: httpx2.Response = ask()
            if reply.status_code < 400:
                return reply
            reason = f"{reply.status_code} {reply.text[:200]}"
        except httpx2.TransportError as error:
            reason = repr(error)
        if time.monotonic() > deadline:
            raise SystemExit(f"no good answer: {reason}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def _report(tally: Tally, seconds: float) -> None:
    cuts = statistics.quantiles(tally.seconds, n=100)
    print(  # noqa: T201
        f"{len(tally.stored)} of {tally.wanted} answers in {seconds:.0f} s, "
        f"{len(tally.seconds)} requests timed: median {1000 * cuts[49]:.0f} ms, "
        f"p95 {1000 * cuts[94]:.0f} ms, p99 {1000 * cuts[98]:.0f} ms"
    )


def _compare(store: Store, secret: Secret, tally: Tally) -> None:
    """What the database holds against what raters were told."""
    held = {(progress.rater, number) for progress, answers in store.raters() for number in answers}
    told = {(secret.rater("prolific", worker), number) for worker, number in tally.stored}
    print(  # noqa: T201
        f"in the database {store.count()}; acknowledged and lost {len(told - held)}; "
        f"stored and not acknowledged {len(held - told)}"
    )
    if told != held or store.count() != tally.wanted:
        raise SystemExit("answers were lost or doubled")


if __name__ == "__main__":
    main()
