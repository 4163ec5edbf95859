"""Mechanical Turk's formats: questions as XML, batches as CSV in, results as CSV out.

The two question types are those of the Requester API reference: ExternalQuestion (schema of
2006-07-14) and HTMLQuestion (2011-11-11).
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from mien.errors import MienError
from mien.study.platforms.page import local_booklet, local_page
from mien.study.study import Study

_SCHEMAS = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas"
EXTERNAL = f"{_SCHEMAS}/2006-07-14/ExternalQuestion.xsd"
HTML = f"{_SCHEMAS}/2011-11-11/HTMLQuestion.xsd"
ANSWERS = f"{_SCHEMAS}/2005-10-01/QuestionFormAnswers.xsd"

RESERVED = ("assignmentId", "hitId", "turkSubmitTo", "workerId")
"""What MTurk adds to the address of an ExternalQuestion, which may not hold it already."""

MOST_BYTES = 65_535
"""The longest question that CreateHIT takes."""

FIELD = "answers"
"""The field of the page's form that holds everything."""

VARIABLE = "${booklet}"
"""What MTurk replaces, in each HIT of a batch, by the column `booklet` of the input CSV."""


def external_question(address: str, *, height: int = 0) -> str:
    """A HIT that shows a study served elsewhere.

    Args:
        address: of the study, by HTTPS.
        height: of the frame in pixels; 0 fits the worker's window.

    Raises:
        MienError: MTurk shows no such page.
    """
    _check_https(address)
    if held := [name for name in RESERVED if name in parse_qs(urlsplit(address).query)]:
        raise MienError(f"MTurk itself adds {held[0]} to the address: leave it out of {address!r}.")
    return _question("ExternalQuestion", EXTERNAL, ("ExternalURL", address), height)


def html_question(study: Study, row: int, clips: str, *, height: int = 0) -> str:
    """A HIT that holds the whole study but the clips.

    Args:
        study: what was decided on.
        row: number of the booklet.
        clips: address of the clips' folder, by HTTPS.
        height: of the frame in pixels; 0 fits the worker's window.

    Raises:
        MienError: it is longer than MTurk takes.
    """
    page = local_page(study, [local_booklet(study, row)], clips=_folder(clips), submit=True)
    text = _question("HTMLQuestion", HTML, ("HTMLContent", page), height)
    if len(text.encode()) > MOST_BYTES:
        raise MienError(
            f"Booklet {row} makes a question of {len(text.encode()):,} bytes, and MTurk takes "
            f"{MOST_BYTES:,}. Make the study with fewer trials, or serve it (ExternalQuestion)."
        )
    return text


def layout(study: Study, clips: str) -> str:
    """The page for the requester's website, where `VARIABLE` stands in place of the booklet.

    Args:
        study: what was decided on.
        clips: address of the clips' folder, by HTTPS.
    """
    return local_page(study, VARIABLE, clips=_folder(clips), submit=True)


def input_csv(study: Study, rows: int) -> str:
    """The input file of a batch: one HIT, of one assignment, for each booklet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "booklet"])
    for row in range(rows):
        # MTurk fills in the text as it is, within a script element.
        shown = json.dumps(local_booklet(study, row), separators=(",", ":"), ensure_ascii=True)
        writer.writerow([row, shown.replace("<", "\\u003c")])
    return text.getvalue()


def read_batch(path: Path) -> Iterator[tuple[str, Any]]:
    """What workers handed in, by the result CSV of a batch: worker, document.

    Work that was rejected is passed over.

    Raises:
        MienError: the file is no result of such a batch.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row.get("AssignmentStatus") != "Rejected":
                yield row["WorkerId"], json.loads(row[f"Answer.{FIELD}"])
    except (OSError, ValueError, csv.Error) as error:
        raise MienError(f"{path} cannot be read as MTurk's result CSV: {error}.") from error
    except (KeyError, TypeError) as error:
        raise MienError(f"{path} lacks the column {error}: is it MTurk's result CSV?") from error


def read_assignments(document: Any, path: Path) -> Iterator[tuple[str, Any]]:
    """What workers handed in, by the API's ListAssignmentsForHIT: worker, document.

    Work that was rejected is passed over.

    Args:
        document: the reply as JSON, as the AWS command line prints it.
        path: where it was found, for the error's message.

    Raises:
        MienError: it is no such reply, or of another HIT.
    """
    try:
        for assignment in document["Assignments"]:
            if assignment["AssignmentStatus"] != "Rejected":
                yield assignment["WorkerId"], json.loads(_free_text(assignment["Answer"]))
    except (KeyError, TypeError, ValueError, ElementTree.ParseError) as error:
        raise MienError(f"{path} holds no work of a study's page: {error!r}.") from error


def _free_text(answer: str) -> str:
    """What the page's own field held, of a QuestionFormAnswers."""
    space = {"m": ANSWERS}
    for one in ElementTree.fromstring(answer).findall("m:Answer", space):
        if one.findtext("m:QuestionIdentifier", "", space).strip() == FIELD:
            return one.findtext("m:FreeText", "", space)
    raise KeyError(FIELD)


def _question(name: str, schema: str, part: tuple[str, str], height: int) -> str:
    """A question as XML; its one part stands in CDATA, which is shorter than escapes."""
    tag, text = part
    kept = text.replace("]]>", "]]]]><![CDATA[>")
    return (
        f'<{name} xmlns="{schema}"><{tag}><![CDATA[{kept}]]></{tag}>'
        f"<FrameHeight>{height}</FrameHeight></{name}>"
    )


def _folder(address: str) -> str:
    _check_https(address)
    return address.rstrip("/") + "/"


def _check_https(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.netloc:
        raise MienError(f"{address!r} is no address that begins with https://, as MTurk demands.")
