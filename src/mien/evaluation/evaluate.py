"""Draw a split's clips with every method, and measure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from joblib import delayed
from tqdm import tqdm

from mien.errors import MienError
from mien.evaluation.comparisons import comparisons
from mien.evaluation.entrant import RESERVED, STILL, Entrant, still
from mien.evaluation.instruments import Instruments
from mien.evaluation.measuring import Measured, Measuring, measure
from mien.evaluation.oracle import Oracle
from mien.evaluation.photos import Photos
from mien.evaluation.report import Report, rows
from mien.evaluation.shelf import Shelf, code
from mien.progress import ShownParallel

if TYPE_CHECKING:
    from mien.clips import Clip, ClipSet


@dataclass(frozen=True, kw_only=True)
class Options:
    """What is evaluated, and how.

    Attributes:
        split: of the clip set.
        expressions: only these; all if empty.
        size: side of the frames' middle that is shown and judged, in pixels.
        seed: of the bootstrap and of the tests.
        jobs: processes; by default those of an outer `joblib.parallel_config`, or else one.
        cache: folder in which figures are kept for a later call; None keeps none.
        progress: whether to show a bar.
    """

    split: str = "val"
    expressions: tuple[str, ...] = ()
    size: int = 256
    seed: int = 0
    jobs: int | None = None
    cache: Path | None = None
    progress: bool = True


def evaluate(
    clips: "ClipSet | Photos",
    methods: Mapping[str, Entrant],
    instruments: Instruments,
    options: Options | None = None,
) -> Report:
    """Measure methods, the unchanged photo and the truth beside them, on all clips of a split.

    On photos there is no truth, and what needs it is not measured.

    The portrait is the middle of a clip's first frame; every frame is drawn at its own degree, so
    that a method's frame and the true one always show the same degree. A clip whose expression a
    method lacks is skipped for that method, and counted. One whose portrait a method refuses has
    failed for that method, and is listed with the reason.

    Args:
        clips: the clip set, or photos.
        methods: by name; the oracle, if it takes part, by its own.
        instruments: what is measured beside what needs none.
        options: what is evaluated.

    Raises:
        MienError: no clip to evaluate, a frame too small, or a reserved name.
    """
    options = options or Options()
    chosen = _chosen(clips, options)
    for name in RESERVED:
        if name in methods and not isinstance(methods[name], Oracle):
            raise MienError(f"The name {name!r} is kept for {RESERVED[name]}: choose another.")
    everyone = {STILL: still(tuple(sorted({clip.expression for clip in chosen}))), **methods}
    work = Measuring(
        clips=clips,
        methods=everyone,
        instruments=instruments,
        size=options.size,
        shelf=Shelf(options.cache),
        code=code(),
    )
    found = _measured(work, chosen, options)
    figures = tuple(one for of_clip in found for one in of_clip.figures)
    return Report(
        rows=rows(figures, seed=options.seed),
        comparisons=comparisons(figures, seed=options.seed),
        figures=figures,
        skipped=_skipped(chosen, methods),
        failed=_failed(found),
        setting=_setting(chosen, options, instruments) | _photos(clips),
    )


def _measured(work: Measuring, chosen: Sequence["Clip"], options: Options) -> tuple[Measured, ...]:
    quiet = None if options.progress else True
    with tqdm(desc="evaluate", unit="clip", total=len(chosen), disable=quiet) as bar:
        parallel = ShownParallel(bar, n_jobs=options.jobs)
        return tuple(parallel(delayed(measure)(work, clip) for clip in chosen))


def _failed(found: Sequence[Measured]) -> dict[str, dict[str, str]]:
    """By method and clip, why it could not be drawn."""
    failed: dict[str, dict[str, str]] = {}
    for of_clip in found:
        for name, why in of_clip.failed.items():
            failed.setdefault(name, {})[of_clip.clip] = why
    return failed


def _skipped(chosen: Sequence["Clip"], methods: Mapping[str, Entrant]) -> dict[str, dict[str, int]]:
    found = {}
    for name, method in methods.items():
        lacks = [c.expression for c in chosen if c.expression not in method.expressions]
        if lacks:
            found[name] = dict(sorted(Counter(lacks).items()))
    return found


def _chosen(clips: "ClipSet | Photos", options: Options) -> tuple["Clip", ...]:
    if options.size > clips.size:
        raise MienError(
            f"Frames of {options.size} pixels cannot be cut from clips of {clips.size} pixels."
        )
    wanted = set(options.expressions)
    found = [clip for clip in clips.split(options.split) if max(clip.degrees) > 0]
    known = {clip.expression for clip in found}
    if unknown := sorted(wanted - known):
        raise MienError(
            f"The split {options.split!r} has no clip of {', '.join(unknown)}; "
            f"it has {', '.join(sorted(known)) or 'none at all'}."
        )
    if not found:
        raise MienError(f"The clip set has no clip to evaluate in the split {options.split!r}.")
    return tuple(clip for clip in found if not wanted or clip.expression in wanted)


def _photos(clips: "ClipSet | Photos") -> dict[str, object]:
    if isinstance(clips, Photos):
        return {"truth": False, "refused": clips.refused}
    return {"truth": True}


def _setting(
    chosen: Sequence["Clip"], options: Options, instruments: Instruments
) -> dict[str, object]:
    return {
        "split": options.split,
        "expressions": list(options.expressions),
        "size": options.size,
        "seed": options.seed,
        "clips": len(chosen),
        "people": len({clip.person for clip in chosen}),
        "st_lpips_step": instruments.step if instruments.network else None,
        "landmarks": instruments.has("track"),
        "instruments": list(instruments.names),
        "missing": dict(instruments.missing),
    }
