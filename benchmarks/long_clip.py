"""Whether memory is flat in a clip's length: the most that a long clip takes, and a short one.

`mien animate` runs in a process of its own for each, whose greatest resident memory the system
tells. From the repository's root, for as long as 10,000 frames take:

    python benchmarks/long_clip.py [--frames 10000] [--few 100] [--format mp4] [--photo PHOTO]
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from mien import examples

MEGABYTE = 1_000_000


def main() -> None:
    """Measure, and print a line for each length and what the longer one takes more."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"clip.{arguments.format}"
        few, many = (
            _peak(arguments.photo, frames, target) for frames in (arguments.few, arguments.frames)
        )
    for frames, peak in ((arguments.few, few), (arguments.frames, many)):
        print(f"{frames:7} frames, .{arguments.format:5} {peak / MEGABYTE:8.1f} MB")  # noqa: T201
    print(f"{'ratio':22} {many / few:8.2f}")  # noqa: T201


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--frames", type=int, default=10_000)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--format", default="mp4", choices=("mp4", "webm", "gif", "webp", "png"))
    parser.add_argument("--photo", type=Path, default=examples.path("ada"))
    return parser.parse_args()


def _peak(photo: Path, frames: int, target: Path) -> int:
    """Greatest resident memory of the process that writes a clip, in bytes.

    Raises:
        RuntimeError: it failed.
    """
    words = ["animate", f"{photo}", "-e", "happy", "--degrees", f"rise:{frames}", "--force"]
    command = [sys.executable, "-m", "mien", *words, "-o", f"{target}"]
    process = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} failed")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
