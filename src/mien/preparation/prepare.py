"""From a source to a clip set: in parallel, resumable, and the same whatever the order."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from joblib import delayed
from numpy.typing import NDArray
from tqdm import tqdm

from mien.claim import claimed
from mien.clips import Clip, ClipSet
from mien.errors import MienError
from mien.preparation.files import looking
from mien.preparation.head import head_of
from mien.preparation.people import Split, Val, check_names, pinned_people, split_people
from mien.preparation.report import Report, write_report
from mien.preparation.shelf import PASSING, Made, Refused, Shelf, refused, writing
from mien.preparation.suspicion import lopsided, suspected
from mien.preparation.take import Item, Outcome, Refusal, Source, Take
from mien.progress import ShownParallel


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to prepare, whatever the source.

    Attributes:
        seed: of all chance; clips depend on it and on their id alone.
        jobs: processes; by default those of an outer `joblib.parallel_config`, or else one.
        val: who is held out, a share of the people or their names.
        progress: show a bar, where standard error is a terminal.
    """

    seed: int = 0
    jobs: int | None = None
    val: Val = 0.2
    progress: bool = True


@dataclass(frozen=True)
class Prepared:
    """What a preparation has come to.

    Attributes:
        clipset: as written.
        refusals: what did not become a clip.
        doubts: what should be looked at, in words.
    """

    clipset: ClipSet
    refusals: tuple[Refused, ...]
    doubts: tuple[str, ...]


def prepare(source: Source, folder: Path, options: Options | None = None) -> Prepared:
    """Write a clip set with its report; what a former call has finished is not made again.

    Args:
        source: where clips come from.
        folder: of the clip set: new, empty, or one that was prepared with the same settings.
        options: how.

    Raises:
        MienError: nothing to prepare, a folder that holds something else or that another process
            fills, a full disk, or not one clip that is fit. After each of them the same call goes
            on where it stopped.
    """
    options = options or Options()
    items, strays = _listed(source)
    _check_items(items)
    check_names(options.val, items)
    pinned = pinned_people(items)
    shelf = Shelf(folder)
    shelf.begin(head_of(source, options.seed))
    with claimed(folder):
        return _prepare(source, items, strays, pinned, shelf, options)


def _prepare(
    source: Source,
    items: Sequence[Item],
    strays: Sequence[Refusal],
    pinned: Mapping[str, Split],
    shelf: Shelf,
    options: Options,
) -> Prepared:
    """Make what is missing, then the clip set and the report of all that is there."""
    todo = [item for item in items if shelf.get(item) is None]
    passing = _make_all(source, todo, shelf, options, len(items))
    kept = [(item, shelf.get(item)) for item in items]
    made = [(item, one) for item, one in kept if isinstance(one, Made)]
    refusals = [refused(one) for one in (*strays, *passing)]
    refusals += [one for _, one in kept if isinstance(one, Refused)]
    shown = [(item.person, item.expression) for item, _ in made]
    splits = split_people(shown, options.val, pinned, options.seed)
    tracks = {item.id: shelf.landmarks(one) for item, one in made}
    doubts = [*_suspected(made, tracks, shelf), *lopsided(shown, splits)]
    clips = tuple(_clip(item, one, splits[item.person]) for item, one in made)
    report = Report(source.name, clips, dict(zip(tracks, made, strict=True)), refusals, doubts)
    folder = shelf.folder
    clipset = ClipSet(folder, _size(made), clips)
    with writing(folder):
        write_report(report, folder)
        if clips:
            clipset.write(tracks)
        else:
            clipset.remove()
        shelf.tidy(kept, changed=bool(todo))
    if not clips:
        raise MienError(_nothing(refusals, folder))
    return Prepared(clipset, tuple(refusals), tuple(doubts))


def make(source: Source, item: Item, seed: int, shelf: Shelf) -> Refusal | None:
    """Make one clip, or its refusal, and keep it: the work of one job.

    Returns:
        A refusal that is not kept, because what stood in the way may be gone next time: a file that
        could not be read (for want of a decoder, say), or a mistake of mien's own.
    """
    number = int.from_bytes(hashlib.sha256(item.id.encode()).digest()[:8])
    outcome: Outcome
    try:
        outcome = source.make(item, np.random.default_rng((seed, number)))
        if isinstance(outcome, Take):
            _check_take(outcome)
    except (MienError, OSError) as error:
        outcome = Refusal(id=item.id, reason="unreadable", detail=str(error))
    except Exception as error:
        detail = f"mien failed on it, which is a mistake of mien's own: {error!r}."
        return Refusal(id=item.id, reason="defect", detail=detail)
    if isinstance(outcome, Refusal) and outcome.reason in PASSING:
        return outcome
    shelf.put(item, outcome)
    return None


def _make_all(
    source: Source, todo: Sequence[Item], shelf: Shelf, options: Options, total: int
) -> list[Refusal]:
    """Make what is not there yet; a clip that fails stops no other."""
    quiet = None if options.progress else True
    bar = tqdm(desc=source.name, initial=total - len(todo), total=total, disable=quiet)
    with bar:
        work = ShownParallel(bar, n_jobs=options.jobs)
        done: list[Refusal | None] = work(
            delayed(make)(source, item, options.seed, shelf) for item in todo
        )
    return [one for one in done if one is not None]


def _listed(source: Source) -> tuple[Sequence[Item], Sequence[Refusal]]:
    with looking():
        return source.items(), source.strays()


def _check_items(items: Sequence[Item]) -> None:
    """An id names a file, once, even where case does not count: clips must not overwrite others.

    Raises:
        MienError: an id stands twice.
    """
    counts = Counter(item.id.lower() for item in items)
    if twice := [name for name, count in counts.items() if count > 1]:
        files = [item.files[0] for item in items if item.id.lower() == twice[0] and item.files]
        raise MienError(
            f"Two clips would be called {twice[0]} ({', '.join(files[:2])}). Rename one of them."
        )
    for item in items:
        assert Path(item.id).name == item.id != "", f"{item.id!r} cannot name a file"


def _check_take(take: Take) -> None:
    count, height, width, _ = take.frames.shape
    assert height == width, "frames are square"
    assert len(take.degrees) == count >= 2, "one degree a frame, two or more"
    assert take.landmarks.shape == (count, 68, 2), "68 landmarks a frame"
    assert np.isfinite(take.landmarks).all(), "landmarks are numbers"
    assert np.isfinite(list(take.figures.values())).all(), "figures are numbers"
    assert take.degrees[0] == 0, "the first frame is neutral"
    assert all(0 <= degree <= 1 for degree in take.degrees), "degrees lie in [0, 1]"


def _size(made: Sequence[tuple[Item, Made]]) -> int:
    sizes = {one.size for _, one in made}
    assert len(sizes) <= 1, "a source makes frames of one size"
    return max(sizes, default=0)


def _suspected(
    made: Sequence[tuple[Item, Made]], tracks: dict[str, NDArray[np.float32]], shelf: Shelf
) -> list[str]:
    neutrals = {name: track[0] for name, track in tracks.items()}
    clips = {item.id: one for item, one in made}
    return suspected([item for item, _ in made], neutrals, lambda name: shelf.neutral(clips[name]))


def _clip(item: Item, made: Made, split: str) -> Clip:
    return Clip(
        id=item.id,
        file=made.file,
        person=item.person,
        split="val" if split == "val" else "train",
        expression=item.expression,
        degrees=made.degrees,
        source=made.source,
        licence=made.terms.licence,
        attribution=made.terms.attribution,
        consent=made.terms.consent,
    )


def _nothing(refusals: Sequence[Refused], folder: Path) -> str:
    reasons = Counter(refusal.reason for refusal in refusals)
    listed = ", ".join(f"{reason} ({count})" for reason, count in reasons.most_common(3))
    return f"Not one clip is fit to learn from: {listed}. {folder / 'report.html'} shows each."
