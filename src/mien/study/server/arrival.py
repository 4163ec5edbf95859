"""How raters are sent to us: by a plain link, by Prolific, or in a frame of MTurk."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from mien.errors import MienError
from mien.study.server.settings import MTURK

PREVIEW = "ASSIGNMENT_ID_NOT_AVAILABLE"
"""What MTurk calls the assignment while a worker only looks."""

FIELDS = ("PROLIFIC_PID", "assignmentId", "workerId", "turkSubmitTo")
"""What `read_arrival` looks at; nothing else of an address is handed on."""

_NUMBER = re.compile(r"[\w.-]{1,64}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What the address said that a rater came by.

    Attributes:
        platform: who sent the rater.
        worker: the platform's number of the rater, "" where there is none.
        assignment: MTurk's number of the work.
        submit: where MTurk takes finished work.
    """

    platform: Literal["link", "prolific", "mturk"] = "link"
    worker: str = ""
    assignment: str = ""
    submit: str = ""

    @property
    def preview(self) -> bool:
        """Whether a worker only looks."""
        return self.assignment == PREVIEW

    @property
    def query(self) -> str:
        """The part of an address that a page after this one needs: no worker's number."""
        kept = {"assignmentId": self.assignment, "turkSubmitTo": self.submit}
        return urlencode({name: value for name, value in kept.items() if value})


def read_arrival(query: Mapping[str, str]) -> Arrival:
    """Read the address that a rater came by.

    Raises:
        MienError: a number in it is none of the platform's.
    """
    submit = query.get("turkSubmitTo", "").rstrip("/")
    if submit and submit not in MTURK:
        raise MienError("This link does not come from MTurk.")
    assignment = _number(query, "assignmentId")
    if assignment:
        worker = _number(query, "workerId")
        return Arrival(platform="mturk", worker=worker, assignment=assignment, submit=submit)
    worker = _number(query, "PROLIFIC_PID")
    return Arrival(platform="prolific", worker=worker) if worker else Arrival()


def _number(query: Mapping[str, str], name: str) -> str:
    value = query.get(name, "")
    if value and not _NUMBER.fullmatch(value):
        raise MienError(f"{name} in this link is damaged: open the study from the platform again.")
    return value
