"""Answers of all raters, wherever they were given."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mien.errors import MienError
from mien.study.answers import Answer
from mien.study.database import Store, open_engine
from mien.study.design.booklet import booklet
from mien.study.marking import mark
from mien.study.platforms.mturk import read_assignments, read_batch
from mien.study.questions import Raw, choices, read_raw
from mien.study.secret import Secret
from mien.study.server.run import database_url
from mien.study.study import Study, read_study
from mien.study.trial import Booklet


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What raters said.

    Attributes:
        study: what was decided on.
        answers: of all raters, in the order of their booklets.
        finished: raters who answered everything.
        raters: how many began.
    """

    study: Study
    answers: list[Answer]
    finished: list[str]
    raters: int


def from_database(folder: Path, url: str | None = None) -> Collected:
    """Answers that the server stored.

    Raises:
        MienError: there is no study or no database of it.
    """
    study = read_study(folder)
    store = Store(open_engine(url or database_url(folder)), study)
    every = [
        (progress.rater, store.booklet(progress.rater), raws) for progress, raws in store.raters()
    ]
    return _collect(study, every)


def from_results(folder: Path, files: Iterable[Path]) -> Collected:
    """Answers that came back without a server.

    Args:
        folder: the study's.
        files: MTurk's result CSV, JSON of its ListAssignmentsForHIT, JSON that the static page
            saved, or folders of these.

    Raises:
        MienError: a file is damaged, or of another study.
    """
    study, secret = read_study(folder), Secret.read(folder)
    booklets: dict[str, tuple[str, Booklet, dict[int, Raw]]] = {}
    for path in _all(files):
        for platform, worker, document in _documents(path):
            rater = secret.rater(platform, worker)
            if rater not in booklets:
                booklets[rater] = (rater, *_answered(study, document, path))
    return _collect(study, booklets.values())


def _collect(study: Study, every: Iterable[tuple[str, Booklet, Mapping[int, Raw]]]) -> Collected:
    answers: list[Answer] = []
    finished, count = [], 0
    for rater, trials, raws in every:
        answers += mark(rater, trials, raws)
        finished += [rater] if len(raws) == len(trials) else []
        count += 1
    return Collected(study=study, answers=answers, finished=finished, raters=count)


def _all(files: Iterable[Path]) -> Iterator[Path]:
    """Files, and those of folders, by name."""
    for path in files:
        if path.is_dir():
            yield from sorted(one for one in path.iterdir() if one.suffix in {".csv", ".json"})
        else:
            yield path


def _documents(path: Path) -> Iterator[tuple[str, str, Any]]:
    """The platform, and what each of its workers handed in."""
    if path.suffix == ".csv":
        yield from (("mturk", *handed) for handed in read_batch(path))
        return
    try:
        document = json.loads(path.read_text("utf-8"))
        if "Assignments" not in document:
            yield "static", str(document["visit"]), document
            return
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MienError(f"{path} was not written by a study's page: {error!r}.") from error
    yield from (("mturk", *handed) for handed in read_assignments(document, path))


def _answered(study: Study, document: Any, path: Path) -> tuple[Booklet, dict[int, Raw]]:
    """The booklet of what was handed in, and the answers, checked as the server checks them."""
    try:
        if document["study"] != study.id:
            raise MienError(f"{path} holds answers of another study.")
        row = document["row"]
        if isinstance(row, bool) or not isinstance(row, int) or row < 0:
            raise MienError(f"{path}: the booklet's number is {row!r}.")
        trials = booklet(study, row)
        raws = {}
        for number, given in enumerate(document["answers"][: len(trials)]):
            trial = trials[number]
            allowed = choices(trial.kind, len(trial.clips), study.expressions)
            raws[number] = read_raw(given, trial.kind, allowed)
    except (KeyError, TypeError) as error:
        raise MienError(f"{path} was not written by a study's page: {error!r}.") from error
    return trials, raws
