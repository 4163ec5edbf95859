"""A database is one study's, whose rules of exclusion were declared before the first answer."""

import json
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from mien.errors import MienError
from mien.study.database.tables import StudyRow
from mien.study.statistics.rules import Rules
from mien.study.study import Study


def claim(session: Session, study: Study) -> None:
    """Make an empty database the study's own, with its rules of exclusion.

    Raises:
        MienError: it is another study's, or holds other rules.
    """
    held = session.scalar(select(StudyRow))
    if held is None:
        session.add(StudyRow(id=study.id, exclusion=asdict(study.exclusion)))
    elif held.id != study.id:
        raise MienError("The database holds another study's answers. Name another one.")
    elif Rules(**held.exclusion) != study.exclusion:
        raise MienError(
            "The rules of exclusion were changed after the database was made. Put those that were "
            f"declared back into study.json: {json.dumps(held.exclusion)}"
        )
