"""What `mien animate` can be told, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mien.errors import MienError

if TYPE_CHECKING:
    from mien.runtime.subject import Whom
    from mien.schedules import Strength

FORMATS = ("mp4", "webm", "gif", "webp", "png", "jpg", "npz", "frames")
"""What clips can be written as when the target is a folder."""

ALL = "all"
"""The name that stands for all expressions of a bundle."""

MOST_JOBS = 1024
"""A number of processes or threads beyond this is a slip."""

LONGEST = 1_000_000
"""Times that a schedule may be played; it is checked for its frames again."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The command line of `mien animate`; every field is an option of the same name.

    Raises:
        MienError: numbers out of range, or options that exclude each other.
    """

    photos: tuple[Path, ...]
    expression: tuple[str, ...] = ()
    output: str | None = None
    degrees: str = "rise:21"
    fps: float | None = None
    format: str | None = None
    bundle: Path | None = None
    face: str = "largest"
    all_faces: bool = False
    whole: bool = False
    sheet: bool = False
    label: bool = True
    jobs: int | None = None
    threads: int | None = None
    force: bool = False
    loop: bool = True
    times: int = 1
    strength: "Strength | None" = None
    calibrated: bool = False
    amount: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        if not self.photos:
            raise MienError("there is no photo: name one or more.")
        _check_count("jobs", self.jobs, MOST_JOBS)
        _check_count("threads", self.threads, MOST_JOBS)
        _check_count("times", self.times, LONGEST)
        _check_apart(
            {
                "--face": self.face != "largest",
                "--all-faces": self.all_faces,
                "--whole": self.whole,
            }
        )
        _check_apart({"--strength": self.strength is not None, "--calibrated": self.calibrated})
        _check_apart({"--all-faces": self.all_faces, "--calibrated": self.calibrated})
        if self.amount and not self.calibrated:
            raise MienError("--amount says what --calibrated aims at: add --calibrated.")

    @property
    def amounts(self) -> Mapping[str, float] | None:
        """What calibrated faces shall move, beside the known amounts; None for no calibration."""
        return (self.amount or {}) if self.calibrated else None

    @property
    def whom(self) -> "Whom":
        """Which face to move.

        Raises:
            MienError: `--face` is neither a number from 1 nor `largest`.
        """
        if self.whole:
            return "whole"
        if self.all_faces:
            return "all"
        if self.face == "largest":
            return "largest"
        if not self.face.isdecimal() or int(self.face) < 1:
            raise MienError(f"--face is {self.face!r}: it must be `largest` or a number from 1.")
        return int(self.face)


def _check_apart(options: Mapping[str, bool]) -> None:
    chosen = [name for name, is_chosen in options.items() if is_chosen]
    if len(chosen) > 1:
        raise MienError(f"{' and '.join(chosen)} exclude each other: leave out all but one.")


def _check_count(name: str, value: int | None, most: int) -> None:
    if value is not None and not 1 <= value <= most:
        raise MienError(f"--{name} is {value}: it must lie between 1 and {most:,}.")
