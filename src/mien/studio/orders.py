"""What a clip job is asked to do, checked before it waits."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mien.errors import MienError
from mien.media.targets import KINDS
from mien.runtime.subject import Whom
from mien.schedules import Schedule
from mien.studio.limits import Limits
from mien.studio.portrait import Portrait
from mien.studio.received import plain_stem

FORMATS = tuple(kind.removeprefix(".") or "frames" for kind in KINDS if kind != ".jpeg")
"""What clips can be written as."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """One schedule over one photo or several.

    Attributes:
        portraits: the photos, each with the face that moves.
        bundle: name of the bundle.
        folder: of the bundle, for the command line; None for the one that ships with mien.
        schedule: in the order of the bundle's expressions, repeats included.
        times: how often it plays what the schedule's file holds.
        kind: one of `FORMATS`.
        title: names the clips, beside their photos.
        label: mark clips as generated in their metadata.
        loop: players repeat the clip, where the format can say so.
        sheet: a contact sheet beside each clip.
    """

    portraits: Sequence[tuple[Portrait, Whom]]
    bundle: str
    folder: Path | None
    schedule: Schedule
    times: int = 1
    kind: str
    title: str
    label: bool = True
    loop: bool = True
    sheet: bool = False

    def check(self, limits: Limits) -> None:
        """Refuse what cannot be made, or not here.

        Raises:
            MienError: too long or too large, or a JPEG of several frames.
        """
        frames = len(self.schedule)
        if frames > limits.frames:
            raise MienError(
                f"{frames} frames are too many: this studio draws at most {limits.frames} a clip. "
                "Shorten the schedule, lower the frame rate, or use `mien animate`."
            )
        if self.kind == "jpg" and frames > 1:
            raise MienError(
                f"A JPEG holds one picture and the schedule has {frames} frames. "
                "Choose another format."
            )
        pixels = frames * sum(portrait.photo.picture[..., 0].size for portrait, _ in self.portraits)
        if pixels > limits.job_pixels:
            raise MienError(
                f"{pixels / 1e9:.1f} billion pixels are too many for one job: this studio draws at "
                f"most {limits.job_pixels / 1e9:g}. Use smaller or fewer photos, or `mien animate`."
            )

    def targets(self) -> list[str]:
        """Names of the clips, each once, in the order of the photos."""
        suffix = "" if self.kind == "frames" else f".{self.kind}"
        names: list[str] = []
        for portrait, _ in self.portraits:
            stem = base = f"{plain_stem(portrait.photo.path.name)}-{self.title}"
            number = 1
            while stem + suffix in names:
                number += 1
                stem = f"{base}-{number}"
            names.append(stem + suffix)
        return names

    @property
    def schedule_file(self) -> str:
        """What the command lines call the schedule's file."""
        return f"{self.title}.json"

    def commands(self) -> list[str]:
        """The command lines that make the same clips, given the photos and the schedule's file."""
        return [
            shlex.join(self._words(portrait, whom, target))
            for (portrait, whom), target in zip(self.portraits, self.targets(), strict=True)
        ]

    def _words(self, portrait: Portrait, whom: Whom, target: str) -> list[str]:
        name = portrait.photo.path.name
        words = ["mien", "animate", f"./{name}" if name.startswith("-") else name]
        words += ["--degrees", self.schedule_file, "-o", target]
        words += ["--times", str(self.times)] if self.times > 1 else []
        words += ["--bundle", str(self.folder)] if self.folder else []
        words += _face_options(whom)
        words += [] if self.label else ["--no-label"]
        words += [] if self.loop else ["--no-loop"]
        return words + (["--sheet"] if self.sheet else [])


def _face_options(whom: Whom) -> list[str]:
    if whom == "largest":
        return []
    if isinstance(whom, int):
        return ["--face", str(whom)]
    return ["--whole"] if whom == "whole" else ["--all-faces"]
