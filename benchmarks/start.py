"""How long a user waits, from the start of the process: `mien --help`, and a clip of 21 frames.

Medians over rounds in which both take turns, after one round that is not counted: it fills the
disk's cache. Run it with nothing beside it; from the repository's root:

    python benchmarks/start.py [--rounds 9] [--photo PHOTO]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mien import examples

MIEN = (sys.executable, "-m", "mien")


def main() -> None:
    """Measure, and print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--photo", type=Path, default=examples.path("ada"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = f"{folder}/clip.mp4"
        commands: dict[str, tuple[str | Path, ...]] = {
            "mien --help": ("--help",),
            "mien animate, 21 frames": (
                "animate", arguments.photo, "-e", "happy", "-o", target, "--force",
            ),
        }  # fmt: skip
        rounds = [
            {name: _seconds(command) for name, command in commands.items()}
            for _ in range(arguments.rounds + 1)
        ][1:]
    for name in commands:
        seconds = [figures[name] for figures in rounds]
        spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
        print(f"{name:24} {statistics.median(seconds):5.2f} s   ({spread})")  # noqa: T201


def _seconds(command: tuple[str | Path, ...]) -> float:
    """From the start of the process to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    start = time.perf_counter()
    subprocess.run([*MIEN, *command], check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
