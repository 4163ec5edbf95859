"""Raters join and answer: each in one transaction that is committed before anybody hears of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import Literal, TypeAlias

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mien.errors import MienError
from mien.study.database.claim import claim
from mien.study.database.tables import AnswerRow, RaterRow, StudyRow, VisitRow
from mien.study.design.booklet import booklet
from mien.study.questions import Raw
from mien.study.study import Study
from mien.study.trial import Booklet, Trial

HOLD = 24 * 3600.0
"""Seconds after which the booklet of a rater who left is given to another."""

UNKNOWN = "Nobody agreed to take part from this browser."

_SLACK = 0.15
"""Seconds by which the clocks of a browser's player and a server may differ."""

_KEPT = 1000
"""Booklets that are kept in memory."""

Reason: TypeAlias = Literal["full", "unknown", "too-early", "out-of-order", "answered"]


class RefusedError(MienError):
    """A request that does not fit the state of things; the message says why."""

    def __init__(self, reason: Reason, message: str, *, wait: float = 0.0) -> None:
        super().__init__(message)
        self.reason = reason
        self.wait = wait


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where a rater stands.

    Attributes:
        rater: salted hash.
        current: number of the trial that comes next.
        trials: how many there are.
    """

    rater: str
    current: int
    trials: int

    @property
    def finished(self) -> bool:
        """Whether all is answered."""
        return self.current >= self.trials


class Store:
    """The database of one study.

    Args:
        engine: opened by `open_engine`.
        study: the database's own; a fresh database becomes its own.

    Raises:
        MienError: the database belongs to another study, or was made with other rules of exclusion.
    """

    def __init__(self, engine: Engine, study: Study) -> None:
        self._engine = engine
        self._study = study
        # SQLite lets one write at a time, and makes the others sleep and try again.
        self._turn = Lock() if engine.dialect.name == "sqlite" else nullcontext()
        self._booklets: dict[str, Booklet] = {}
        with self._writing() as session:
            claim(session, study)

    def find(self, visit: str) -> Progress | None:
        """Where the rater of a visit stands; None where nobody agreed to take part yet."""
        with self._reading() as session:
            row = session.scalar(
                select(RaterRow)
                .join(VisitRow, VisitRow.rater == RaterRow.id)
                .where(VisitRow.id == visit)
            )
            return None if row is None else _progress(row)

    def join(self, visit: str, rater: str) -> Progress:
        """A rater agrees to take part, or comes back with another browser.

        Args:
            visit: hash of the browser's cookie.
            rater: hash that stands for the person.

        Raises:
            RefusedError: the study is full.
        """
        try:
            return self._join(visit, rater)
        except IntegrityError:
            # Two requests of one rater at once: the other one was first.
            return self._join(visit, rater)

    def _join(self, visit: str, rater: str) -> Progress:
        with self._writing() as session:
            session.scalar(select(StudyRow).with_for_update())
            row = session.get(RaterRow, rater) or self._new(session, rater)
            session.flush()
            session.merge(VisitRow(id=visit, rater=rater))
            return _progress(row)

    def _new(self, session: Session, rater: str) -> RaterRow:
        now = time.time()
        present = or_(RaterRow.finished.is_not(None), RaterRow.since > now - HOLD)
        taken = set(session.scalars(select(RaterRow.row).where(present)))
        if self._study.raters is not None and len(taken) >= self._study.raters:
            raise RefusedError("full", "The study has all the raters that it needs. Thank you.")
        number = next(number for number in range(len(taken) + 1) if number not in taken)
        trials = booklet(self._study, number)
        row = RaterRow(
            id=rater,
            row=number,
            booklet=[trial.to_dict() for trial in trials],
            trials=len(trials),
            current=0,
            joined=now,
            since=now,
        )
        session.add(row)
        return row

    def booklet(self, rater: str) -> Booklet:
        """What a rater is asked. It never changes, and is read from the database once."""
        if rater not in self._booklets:
            with self._reading() as session:
                document = session.scalar(select(RaterRow.booklet).where(RaterRow.id == rater))
            if document is None:
                raise RefusedError("unknown", UNKNOWN)
            if len(self._booklets) >= _KEPT:
                self._booklets.clear()
            self._booklets[rater] = tuple(Trial.from_dict(trial) for trial in document)
        return self._booklets[rater]

    def answer(self, rater: str, number: int, raw: Raw) -> Progress:
        """Store an answer. The same answer may come again; it is stored once.

        Raises:
            RefusedError: it is another answer than the one stored, another trial comes first, or
                the clips cannot have been seen yet.
        """
        with self._writing() as session:
            row = session.get(RaterRow, rater, with_for_update=True)
            if row is None:
                raise RefusedError("unknown", UNKNOWN)
            if number < row.current:
                _compare(session.get_one(AnswerRow, (rater, number)), raw)
            else:
                self._append(session, row, number, raw)
            return _progress(row)

    def _append(self, session: Session, row: RaterRow, number: int, raw: Raw) -> None:
        if number != row.current or number >= row.trials:
            raise RefusedError("out-of-order", f"Trial {row.current} comes next, not {number}.")
        now = time.time()
        wait = row.since + self._study.viewing_seconds - _SLACK - now
        if wait > 0 or raw.plays < self._study.viewings:
            raise RefusedError(
                "too-early", "Look at every clip to its end first.", wait=max(wait, 0.0)
            )
        session.add(
            AnswerRow(
                rater=row.id,
                trial=number,
                value=raw.value,
                same=raw.same,
                seconds=raw.seconds,
                plays=raw.plays,
                elapsed=now - row.since,
                stored=now,
            )
        )
        row.current, row.since = number + 1, now
        if row.current == row.trials:
            row.finished = now

    def raters(self) -> Iterator[tuple[Progress, dict[int, Raw]]]:
        """Every rater, in the order of the booklets, with the answers by the trial's number."""
        with self._reading() as session:
            for row in session.scalars(select(RaterRow).order_by(RaterRow.row, RaterRow.joined)):
                own = select(AnswerRow).where(AnswerRow.rater == row.id)
                answers = session.scalars(own.order_by(AnswerRow.trial))
                yield _progress(row), {answer.trial: _raw(answer) for answer in answers}

    def count(self) -> int:
        """Answers stored."""
        with self._reading() as session:
            return session.scalar(select(func.count()).select_from(AnswerRow)) or 0

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with self._turn, Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        engine = self._engine.execution_options(reading=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session


def _progress(row: RaterRow) -> Progress:
    return Progress(rater=row.id, current=row.current, trials=row.trials)


def _raw(row: AnswerRow) -> Raw:
    return Raw(
        value=row.value,
        same=row.same,
        # The rater's clock may claim anything; ours bounds it.
        seconds=min(row.seconds, row.elapsed),
        plays=row.plays,
    )


def _compare(stored: AnswerRow, raw: Raw) -> None:
    if (stored.value, stored.same) != (raw.value, raw.same):
        raise RefusedError(
            "answered", "This trial was answered differently before; that one counts."
        )
