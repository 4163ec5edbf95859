"""A study as it was decided on before any answer came in, and its file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mien import __version__
from mien.errors import MienError
from mien.media.targets import replacing
from mien.study.answers import TRUTH
from mien.study.questions import Kind
from mien.study.statistics.rules import Rules

FORMAT = 1
"""The newest format that this version reads, and the one that it writes."""

FILE = "study.json"
CLIPS = "clips"
"""Folder of the clips, named NAME.mp4."""


@dataclass(frozen=True, kw_only=True)
class Stimulus:
    """What all methods were asked to show: one subject, one expression, one peak degree."""

    item: str
    expression: str
    degree: float


@dataclass(frozen=True, kw_only=True)
class Clip:
    """Whose clip it is. The name it goes by says nothing of this."""

    stimulus: Stimulus
    method: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """The trials of one question.

    Attributes:
        kind: the question.
        conditions: the methods that a trial shows; one that stands there twice is met twice as
            often.
        trials: how many of them one rater sees, checks and practice apart.
    """

    kind: Kind
    conditions: tuple[tuple[str, ...], ...]
    trials: int


@dataclass(frozen=True, kw_only=True)
class Checks:
    """How many trials of each sort a rater meets in each block, beside the block's own."""

    practice: int = 2
    gold: int = 4
    repeated: int = 2
    identical: int = 1


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What all clips share.

    Attributes:
        width: pixels.
        height: pixels.
        fps: frames per second.
        frames: their number.
        fit: how clips of other lengths were brought to it.
    """

    width: int
    height: int
    fps: float
    frames: int
    fit: str

    @property
    def seconds(self) -> float:
        """Length of a clip."""
        return self.frames / self.fps


@dataclass(frozen=True, kw_only=True)
class Study:
    """Everything that was decided on.

    Attributes:
        id: random, hexadecimal; ties a database to the study.
        title: what raters read at the top.
        consent: what raters read before they agree; paragraphs.
        seed: of everything that is drawn by lot.
        blocks: the questions; raters meet them in rotating order.
        stimuli: in the order of the walk.
        clips: every clip, by its name.
        damaged: names of clips that were damaged on purpose, by the name of the whole clip.
        stilled: names of clips that show their first frame only, by the name of the whole clip.
        screen: what all clips share.
        checks: practice and checks in each block.
        exclusion: whose answers are left out, declared before the first one came in.
        viewings: how often every clip must have been played before an answer counts.
        raters: at most so many take part; None for no limit.
        prolific: completion code of the Prolific study; "" where there is none.
        format: format number of the file.
        version: version of mien that made the study.
    """

    id: str
    title: str
    consent: tuple[str, ...]
    seed: int
    blocks: tuple[Block, ...]
    stimuli: tuple[Stimulus, ...]
    clips: Mapping[str, Clip]
    damaged: Mapping[str, str]
    stilled: Mapping[str, str]
    screen: Screen
    checks: Checks = field(default_factory=Checks)
    exclusion: Rules = field(default_factory=Rules)
    viewings: int = 1
    raters: int | None = None
    prolific: str = ""
    format: int = FORMAT
    version: str = __version__

    @cached_property
    def names(self) -> dict[Clip, str]:
        """Names of the clips."""
        return {clip: name for name, clip in self.clips.items()}

    @cached_property
    def true(self) -> tuple[str, ...]:
        """Names of the real clips."""
        return tuple(name for name, clip in self.clips.items() if clip.method == TRUTH)

    @cached_property
    def files(self) -> frozenset[str]:
        """Names of all clips, those of the gold trials included."""
        return frozenset({*self.clips, *self.damaged.values(), *self.stilled.values()})

    @property
    def expressions(self) -> tuple[str, ...]:
        """Every expression of the study, by name."""
        return tuple(sorted({clip.stimulus.expression for clip in self.clips.values()}))

    @property
    def viewing_seconds(self) -> float:
        """How long a trial must have been looked at."""
        return self.viewings * self.screen.seconds


def write_study(study: Study, folder: Path) -> Path:
    """Write `study.json` at once."""
    path = folder / FILE
    with replacing(path) as draft:
        draft.write_text(json.dumps(asdict(study), indent=1, allow_nan=False) + "\n", "utf-8")
    return path


def read_study(folder: Path) -> Study:
    """Read a study's folder.

    Raises:
        MienError: there is none, it is damaged, or a newer version wrote it.
    """
    path = Path(folder) / FILE
    try:
        document = json.loads(path.read_text("utf-8"))
        newer = document["format"] > FORMAT
    except OSError as error:
        raise MienError(
            f"{path} cannot be opened: {error.strerror}. `mien study make` makes a study."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise MienError(f"{path} is no study of mien: {error!r}. Make it again.") from error
    if newer:
        raise MienError(
            f"{path} has format {document['format']}; this version of mien reads up to {FORMAT}. "
            "Update mien."
        )
    try:
        return _study(document)
    except (KeyError, TypeError, AttributeError) as error:
        raise MienError(f"{path} is incomplete: {error!r}. Make the study again.") from error


def _study(document: dict[str, Any]) -> Study:
    return Study(
        **{
            **document,
            "consent": tuple(document["consent"]),
            "blocks": tuple(_block(block) for block in document["blocks"]),
            "stimuli": tuple(Stimulus(**stimulus) for stimulus in document["stimuli"]),
            "clips": {
                name: Clip(stimulus=Stimulus(**clip["stimulus"]), method=clip["method"])
                for name, clip in document["clips"].items()
            },
            "screen": Screen(**document["screen"]),
            "checks": Checks(**document["checks"]),
            "exclusion": Rules(**document["exclusion"]),
        }
    )


def _block(document: dict[str, Any]) -> Block:
    conditions = tuple(tuple(condition) for condition in document["conditions"])
    return Block(kind=document["kind"], conditions=conditions, trials=document["trials"])
