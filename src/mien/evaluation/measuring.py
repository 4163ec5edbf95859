"""Measure all methods on one clip: the work of one job."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mien.errors import MienError
from mien.evaluation.attempt import Attempt, attempt
from mien.evaluation.entrant import TRUTH, Entrant
from mien.evaluation.figures import Figures
from mien.evaluation.instruments import Instruments
from mien.evaluation.judge import judge
from mien.evaluation.scene import Scene, scene, take
from mien.evaluation.shelf import Shelf, key
from mien.protocols import Animator

if TYPE_CHECKING:
    from mien.clips import Clip, ClipSet
    from mien.evaluation.photos import Photos


@dataclass(frozen=True, kw_only=True)
class Measuring:
    """What is the same for all clips.

    Attributes:
        clips: where they lie.
        methods: by name, the unchanged photo included.
        instruments: those at hand.
        size: side of the frames' middle, in pixels.
        shelf: where figures are kept.
        code: names the code that measures.
    """

    clips: "ClipSet | Photos"
    methods: Mapping[str, Entrant]
    instruments: Instruments
    size: int
    shelf: Shelf
    code: str


@dataclass(frozen=True)
class Measured:
    """What became of one clip.

    Attributes:
        clip: its id.
        figures: of every method that has drawn it, and of the truth where it is known.
        failed: by name, why a method that knows the expression could not draw it.
    """

    clip: str
    figures: tuple[Figures, ...]
    failed: Mapping[str, str]


def measure(work: Measuring, clip: "Clip") -> Measured:
    """Measure every method that can draw a clip, and the truth where it is known.

    What is kept from a former call is not measured again. A method that refuses the portrait, such
    as one that finds no face in it, stops no other.
    """
    one = take(work.clips, clip, work.size)
    about = (work.code, work.instruments.names, work.instruments.step, one.digest)
    able = {name: m for name, m in work.methods.items() if clip.expression in m.expressions}
    keys = {name: key(method.digest, *about) for name, method in able.items() if method.digest}
    keys[TRUTH] = key(TRUTH, *about)
    found = {name: work.shelf.get(name_key) for name, name_key in keys.items()}
    seen: Scene | None = None
    figures: list[Figures] = []
    failed: dict[str, str] = {}
    for name in (*able, TRUTH) if one.known else able:
        kept = found.get(name)
        if kept is None:
            seen = seen or scene(one, work.instruments)
            made = _attempt(able[name].on(one), seen) if name in able else Attempt(seen, seen.true)
            if isinstance(made, str):
                failed[name] = made
                continue
            kept = judge(name, made)
            if name in keys:
                work.shelf.put(keys[name], kept)
        figures.append(replace(kept, animator=name))
    return Measured(clip.id, tuple(figures), failed)


def _attempt(animator: Animator, scene: Scene) -> Attempt | str:
    """What a method drew, or why it could not."""
    try:
        return attempt(animator, scene)
    except MienError as error:
        return str(error)
