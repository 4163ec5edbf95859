"""Measure all methods on one clip: the work of one job."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mien.evaluation.attempt import Attempt, attempt
from mien.evaluation.entrant import TRUTH, Entrant
from mien.evaluation.figures import Figures
from mien.evaluation.instruments import Instruments
from mien.evaluation.judge import judge
from mien.evaluation.scene import Scene, Take, scene, take
from mien.evaluation.shelf import Shelf, key

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


def measure(work: Measuring, clip: "Clip") -> list[Figures]:
    """Figures of every method that can draw a clip, and of the truth where it is known.

    What is kept from a former call is not measured again.
    """
    one = take(work.clips, clip, work.size)
    about = (work.code, work.instruments.names, work.instruments.step, one.digest)
    able = {name: m for name, m in work.methods.items() if clip.expression in m.expressions}
    keys = {name: key(method.digest, *about) for name, method in able.items() if method.digest}
    keys[TRUTH] = key(TRUTH, *about)
    found = {name: work.shelf.get(name_key) for name, name_key in keys.items()}
    seen: Scene | None = None
    figures = []
    for name in (*able, TRUTH) if one.known else able:
        kept = found.get(name)
        if kept is None:
            seen = seen or scene(one, work.instruments)
            kept = judge(name, _attempt(able.get(name), one, seen))
            if name in keys:
                work.shelf.put(keys[name], kept)
        figures.append(replace(kept, animator=name))
    return figures


def _attempt(method: Entrant | None, one: Take, scene: Scene) -> Attempt:
    return attempt(method.on(one), scene) if method else Attempt(scene, scene.true)
