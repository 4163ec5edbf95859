"""What a clip job is asked to do, checked before it waits."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mien.errors import MienError
from mien.media.targets import KINDS
from mien.runtime.subject import Whom
from mien.schedules import Schedule, Strength
from mien.schedules.strength import is_whole, written_strength
from mien.studio.limits import Limits
from mien.studio.portrait import Portrait
from mien.studio.received import plain_stem

FORMATS = tuple(kind.removeprefix(".") or "frames" for kind in KINDS if kind != ".jpeg")
"""What clips can be written as."""


STUDIED = ("mp4", "webm", "gif", "webp")
"""Those of them that a study shows."""


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """A photo of an order.

    Attributes:
        portrait: the photo.
        whom: which face moves.
        strength: that its degrees are multiplied by.
    """

    portrait: Portrait
    whom: Whom
    strength: Strength = 1.0


@dataclass(frozen=True, kw_only=True)
class Order:
    """One schedule over one photo or several.

    Attributes:
        sitters: the photos.
        bundle: name of the bundle.
        folder: of the bundle, for the command line; None for the one that ships with mien.
        schedule: in the order of the bundle's expressions, repeats included.
        times: how often it plays what the schedule's file holds.
        kind: one of `FORMATS`.
        title: names the clips, beside their photos, and the schedule's file.
        strength: of the schedule's file, for the command line.
        study: name of a method; the clips are then called and kept as `mien study make` takes them.
        label: mark clips as generated in their metadata.
        loop: players repeat the clip, where the format can say so.
        sheet: a contact sheet beside each clip.
    """

    sitters: Sequence[Sitter]
    bundle: str
    folder: Path | None
    schedule: Schedule
    times: int = 1
    kind: str
    title: str
    strength: Strength = 1.0
    study: str = ""
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
        if self.study and self.kind not in STUDIED:
            raise MienError(f"A study shows moving clips: choose {', '.join(STUDIED)}.")
        if self.kind == "jpg" and frames > 1:
            raise MienError(
                f"A JPEG holds one picture and the schedule has {frames} frames. "
                "Choose another format."
            )
        pixels = frames * sum(one.portrait.photo.picture[..., 0].size for one in self.sitters)
        if pixels > limits.job_pixels:
            raise MienError(
                f"{pixels / 1e9:.1f} billion pixels are too many for one job: this studio draws at "
                f"most {limits.job_pixels / 1e9:g}. Use smaller or fewer photos, or `mien animate`."
            )

    @property
    def shown(self) -> str:
        """The expression that reaches the greatest degree; the first of several."""
        return self.schedule.expressions[int(self.schedule.degrees.max(0).argmax())]

    def targets(self) -> list[str]:
        """Names of the clips, each once, in the order of the photos."""
        suffix = "" if self.kind == "frames" else f".{self.kind}"
        names: list[str] = []
        for sitter in self.sitters:
            item = plain_stem(sitter.portrait.photo.path.name)
            number = 1
            while (name := self._name(item, number) + suffix) in names:
                number += 1
            names.append(name)
        return names

    def _name(self, item: str, number: int) -> str:
        """A clip's name; a study's ends with the expression, so that the number comes first."""
        if self.study:
            return f"{item}-{number}-{self.shown}" if number > 1 else f"{item}-{self.shown}"
        return f"{item}-{self.title}-{number}" if number > 1 else f"{item}-{self.title}"

    @property
    def schedule_file(self) -> str:
        """What the command lines call the schedule's file."""
        return f"{self.title}.json"

    def commands(self) -> list[str]:
        """The command lines that make the same clips, given the photos and the schedule's file."""
        folder = [f"mkdir -p {self.study}"] if self.study else []
        return folder + [
            shlex.join(self._words(sitter, target))
            for sitter, target in zip(self.sitters, self.targets(), strict=True)
        ]

    def study_command(self) -> str:
        """The command line that makes a study of the clips, in the folder that holds theirs."""
        if not self.study:
            return ""
        words = ["mien", "study", "make", "study", "--method", f"{self.study}={self.study}"]
        words += ["--question", "expression", "--question", "intensity"]
        return shlex.join(words + (["-e", self.shown] if "-" in self.shown else []))

    def _words(self, sitter: Sitter, target: str) -> list[str]:
        name = sitter.portrait.photo.path.name
        words = ["mien", "animate", f"./{name}" if name.startswith("-") else name]
        words += ["--degrees", self.schedule_file]
        words += ["-o", f"{self.study}/{target}" if self.study else target]
        words += ["--times", str(self.times)] if self.times > 1 else []
        is_plain = is_whole(sitter.strength) and is_whole(self.strength)
        words += [] if is_plain else ["--strength", written_strength(sitter.strength)]
        words += ["--bundle", str(self.folder)] if self.folder else []
        words += _face_options(sitter.whom)
        words += [] if self.label else ["--no-label"]
        words += [] if self.loop else ["--no-loop"]
        return words + (["--sheet"] if self.sheet else [])


def _face_options(whom: Whom) -> list[str]:
    if whom == "largest":
        return []
    if isinstance(whom, int):
        return ["--face", str(whom)]
    return ["--whole"] if whom == "whole" else ["--all-faces"]
