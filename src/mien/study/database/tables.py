"""The tables. Times are seconds since 1970, UTC."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_HASH = String(32)


class Table(DeclarativeBase):
    """What all tables share: names of constraints that migrations can find again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class StudyRow(Table):
    """The one study whose answers the database holds.

    Attributes:
        id: the study's.
        exclusion: its rules, as they were declared when the database was made.
    """

    __tablename__ = "study"

    id: Mapped[str] = mapped_column(_HASH, primary_key=True)
    exclusion: Mapped[dict[str, Any]] = mapped_column(JSON)


class RaterRow(Table):
    """Someone who agreed to take part.

    Attributes:
        id: salted hash of the worker's number, or of the first visit's cookie.
        row: number of the booklet.
        booklet: what is asked, kept as it was decided on.
        current: number of the trial that comes next.
        joined: when the rater agreed.
        since: when the current trial became the current one.
        finished: when the last answer came.
    """

    __tablename__ = "rater"

    id: Mapped[str] = mapped_column(_HASH, primary_key=True)
    row: Mapped[int] = mapped_column(index=True)
    booklet: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    trials: Mapped[int]
    current: Mapped[int] = mapped_column(default=0)
    joined: Mapped[float]
    since: Mapped[float]
    finished: Mapped[float | None]


class VisitRow(Table):
    """A browser that a rater came with."""

    __tablename__ = "visit"

    id: Mapped[str] = mapped_column(_HASH, primary_key=True)
    rater: Mapped[str] = mapped_column(_HASH, ForeignKey("rater.id"), index=True)


class AnswerRow(Table):
    """One answer. The key lets no trial be answered twice.

    Attributes:
        value: as in `mien.study.questions.Raw`.
        same: as there.
        seconds: by the rater's clock.
        plays: as there.
        elapsed: seconds since the trial became the current one, by the server's clock.
        stored: when it was stored.
    """

    __tablename__ = "answer"

    rater: Mapped[str] = mapped_column(_HASH, ForeignKey("rater.id"), primary_key=True)
    trial: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str | float] = mapped_column(JSON)
    same: Mapped[bool]
    seconds: Mapped[float]
    plays: Mapped[int]
    elapsed: Mapped[float]
    stored: Mapped[float]
