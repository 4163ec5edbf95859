"""Draw a split's clips with every method, and measure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tqdm import tqdm

from mien.errors import MienError
from mien.evaluation.instruments import Instruments
from mien.evaluation.judge import draw, judge
from mien.evaluation.report import STILL, Report, rows
from mien.evaluation.scene import scene
from mien.methods.still import Still
from mien.protocols import Animator

if TYPE_CHECKING:
    from mien.clips import Clip, ClipSet


@dataclass(frozen=True, kw_only=True)
class Options:
    """What is evaluated.

    Attributes:
        split: of the clip set.
        expressions: only these; all if empty.
        size: side of the frames' middle that is shown and judged, in pixels.
        seed: of the bootstrap.
        progress: whether to show a bar.
    """

    split: str = "val"
    expressions: tuple[str, ...] = ()
    size: int = 256
    seed: int = 0
    progress: bool = True


def evaluate(
    clips: "ClipSet",
    animators: Mapping[str, Animator],
    instruments: Instruments,
    options: Options | None = None,
) -> Report:
    """Measure methods, and the unchanged photo beside them, on all clips of a split.

    The portrait is the middle of a clip's first frame; every frame is drawn at its own degree. A
    clip whose expression a method lacks is skipped for that method, and counted.

    Args:
        clips: the clip set.
        animators: methods by name.
        instruments: what is measured beside SSIM.
        options: what is evaluated.

    Raises:
        MienError: no clip to evaluate, a frame too small, or a reserved name.
    """
    options = options or Options()
    chosen = _chosen(clips, options)
    if STILL in animators:
        raise MienError(f"The name {STILL!r} is kept for the unchanged photo: choose another.")
    still = Still(tuple(sorted({clip.expression for clip in chosen})))
    everyone: dict[str, Animator] = {STILL: still, **animators}
    figures = []
    skipped = {name: Counter[str]() for name in animators}
    for clip in tqdm(chosen, desc="evaluate", unit="clip", disable=not options.progress):
        truth = scene(clips, clip, options.size, instruments)
        for name, animator in everyone.items():
            if clip.expression in animator.expressions:
                figures.append(judge(name, draw(animator, truth), truth, instruments.track))
            else:
                skipped[name][clip.expression] += 1
    return Report(
        rows=rows(figures, seed=options.seed),
        figures=tuple(figures),
        skipped={name: dict(sorted(counts.items())) for name, counts in skipped.items() if counts},
        setting=_setting(chosen, options, instruments),
    )


def _chosen(clips: "ClipSet", options: Options) -> tuple["Clip", ...]:
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


def _setting(
    chosen: tuple["Clip", ...], options: Options, instruments: Instruments
) -> dict[str, object]:
    kept = {key: value for key, value in asdict(options).items() if key != "progress"}
    return {
        **kept,
        "clips": len(chosen),
        "people": len({clip.person for clip in chosen}),
        "st_lpips_step": instruments.step if instruments.network else None,
        "landmarks": instruments.track is not None,
    }
