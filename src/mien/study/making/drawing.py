"""Draw a clip set's clips with every method, as the clips of a study."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mien.errors import MienError
from mien.evaluation.attempt import draw
from mien.evaluation.entrant import Entrant
from mien.evaluation.scene import take
from mien.media import iter_timed, write_clip
from mien.media.targets import replacing
from mien.study.answers import TRUTH
from mien.study.making.sources import COLUMNS, check_method

if TYPE_CHECKING:
    from mien.clips import Clip, ClipSet

TABLE = "clips.csv"
"""Name of the table in the folder of clips; `mien study make --table` takes it."""

_FIELDS = (*COLUMNS, "degree")


def draw_clips(
    clips: "ClipSet", methods: Mapping[str, Entrant], chosen: Sequence["Clip"], size: int, out: Path
) -> Path:
    """Write every method's clip of each true clip, and the true one beside them.

    As in an evaluation, the portrait is the middle of the clip's first frame, and every frame is
    drawn at its own degree: all clips of one thing have the same length, rate and degrees. A method
    draws no clip of an expression that it lacks.

    Args:
        clips: the clip set.
        methods: by name; the first one is the one that `--pairs first` compares with the others.
        chosen: one clip for each person and expression, as `one_each` gives them.
        size: side of the frames' middle that is drawn, in pixels.
        out: folder; made if it is not there.

    Returns:
        The table of all clips.

    Raises:
        MienError: a name that no method can have, or a folder that cannot be written to.
    """
    for name in methods:
        check_method(name)
        if name == TRUTH:
            raise MienError(f"The name {name!r} is kept for the true clips: choose another.")
    try:
        for name in (*methods, TRUTH):
            (out / name).mkdir(parents=True, exist_ok=True)
        rows = [
            {"method": method, **about}
            for clip in tqdm(chosen, desc="drawing", unit="clip", disable=None)
            for method, about in _drawn(clips, methods, clip, size, out)
        ]
        order = [*methods, TRUTH]
        rows.sort(key=lambda row: order.index(row["method"]))
        with replacing(out / TABLE) as draft:
            draft.write_text(_csv(rows), encoding="utf-8")
    except OSError as error:
        raise MienError(f"{out} cannot be written to: {error.strerror}.") from error
    return out / TABLE


def one_each(clips: Sequence["Clip"]) -> list["Clip"]:
    """The first clip of each person and expression, by its name; clips of degree 0 show nothing."""
    found: dict[tuple[str, str], Clip] = {}
    for clip in sorted(clips, key=lambda one: one.id):
        if max(clip.degrees) > 0:
            found.setdefault((clip.person, clip.expression), clip)
    return list(found.values())


def _drawn(
    clips: "ClipSet", methods: Mapping[str, Entrant], clip: "Clip", size: int, out: Path
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each method that has a clip of this, and its row of the table."""
    true = take(clips, clip, size).frames
    fps = _rate(clips.folder / clip.file)
    for method in (*methods, TRUTH):
        frames = _frames(methods.get(method), clip, true)
        if frames is not None:
            path = Path(method) / f"{clip.person}-{clip.expression}.mp4"
            write_clip(frames, out / path, fps=fps, label=None, total=len(frames))
            yield (
                method,
                {
                    "item": clip.person,
                    "expression": clip.expression,
                    "path": path.as_posix(),
                    "degree": f"{max(clip.degrees):g}",
                },
            )


def _frames(
    method: Entrant | None, clip: "Clip", true: NDArray[np.uint8]
) -> NDArray[np.uint8] | None:
    if method is None:
        return true
    if clip.expression not in method.expressions:
        return None
    return draw(method.animator, clip, np.asarray(true[0]))


def _rate(path: Path) -> float:
    """Frames per second; 25 of a clip that does not say."""
    times = [seconds for seconds, _ in iter_timed(path)]
    return (len(times) - 1) / times[-1] if len(times) > 1 and times[-1] > 0 else 25.0


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
