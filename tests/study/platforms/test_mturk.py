import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import boto3
import pytest
import xmlschema
from botocore.stub import Stubber
from surveys import survey

from mien.errors import MienError
from mien.study.design.booklet import booklet
from mien.study.platforms import mturk

HERE = Path(__file__).parent
STUDY = survey("prefer", "real", trials=4)
CLIPS = "https://clips.test/faces"


def parts(text: str, schema: str) -> dict[str, str]:
    """A question's parts, after its check against the schema that its namespace names."""
    xmlschema.validate(text, HERE / schema.rpartition("/")[2])
    root = ElementTree.fromstring(text)
    space = f"{{{schema}}}"
    assert root.tag.startswith(space)
    assert all(element.tag.startswith(space) for element in root)
    return {element.tag.removeprefix(space): element.text or "" for element in root}


def embedded(page: str, name: str):
    return json.loads(re.search(rf'id="{name}">(.*?)</script>', page, re.DOTALL)[1])


def test_an_external_question_has_an_address_and_a_height():
    found = parts(mturk.external_question("https://x.test/?a=1&b=2"), mturk.EXTERNAL)
    assert found == {"ExternalURL": "https://x.test/?a=1&b=2", "FrameHeight": "0"}
    assert [*found] == ["ExternalURL", "FrameHeight"]


@pytest.mark.parametrize("name", mturk.RESERVED)
def test_an_address_holds_nothing_that_mturk_adds_itself(name):
    with pytest.raises(MienError, match=name):
        mturk.external_question(f"https://x.test/?a=1&{name}=2")


def test_the_pages_form_is_what_mturk_asks_of_an_html_question():
    page = parts(mturk.html_question(STUDY, 0, CLIPS), mturk.HTML)["HTMLContent"]
    assert page.startswith("<!DOCTYPE html>")
    form = re.search(r'<form id="hand-in" method="post".*?</form>', page, re.DOTALL)[0]
    assert 'name="assignmentId"' in form
    assert f'name="{mturk.FIELD}"' in form
    assert 'type="submit"' in form
    assert "/mturk/externalSubmit" in page


def test_an_html_question_holds_the_whole_study_but_the_clips():
    found = parts(mturk.html_question(STUDY, 3, CLIPS, height=600), mturk.HTML)
    assert [*found] == ["HTMLContent", "FrameHeight"]
    assert found["FrameHeight"] == "600"
    page = found["HTMLContent"]
    assert embedded(page, "study")["clips"] == f"{CLIPS}/"
    (own,) = embedded(page, "booklets")
    assert own["row"] == 3
    assert [t["clips"] for t in own["trials"]] == [[*t.clips] for t in booklet(STUDY, 3)]
    assert not re.search(r'(?:src|href)="(?!#)[^"]*//', page)


def test_nothing_in_the_page_says_whose_clip_it_is():
    page = mturk.html_question(STUDY, 0, CLIPS)
    for word in ("mien", "convlstm", "truth", "spoiled", "gold", "person0"):
        assert not re.search(rf"\b{word}\b", page.replace("`mien $", "")), word


def test_a_question_that_is_too_long_is_refused_in_words():
    study = survey("prefer", people=60, trials=200)
    with pytest.raises(MienError, match="65,535"):
        mturk.html_question(study, 0, CLIPS)


@pytest.mark.parametrize("address", ["http://x.test", "x.test", "https://", ""])
def test_mturk_shows_no_page_without_https(address):
    with pytest.raises(MienError, match="https"):
        mturk.external_question(address)


def test_a_row_of_the_batch_filled_in_is_a_booklet_of_the_page():
    rows = list(csv.DictReader(io.StringIO(mturk.input_csv(STUDY, 3))))
    page = mturk.layout(STUDY, CLIPS)
    assert page.count(mturk.VARIABLE) == 1
    for number, row in enumerate(rows):
        filled = page.replace(mturk.VARIABLE, row["booklet"])
        own = embedded(filled, "booklets")
        assert own["row"] == number == int(row["row"])
        assert [t["clips"] for t in own["trials"]] == [[*t.clips] for t in booklet(STUDY, number)]


@pytest.mark.parametrize(
    "question", [mturk.external_question("https://x.test"), mturk.html_question(STUDY, 0, CLIPS)]
)
def test_the_sdk_takes_the_questions(question):
    client = boto3.client(
        "mturk", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    wanted = {
        "MaxAssignments": 1,
        "LifetimeInSeconds": 3600,
        "AssignmentDurationInSeconds": 1800,
        "Reward": "1.00",
        "Title": "Faces",
        "Description": "Look at faces",
        "Question": question,
    }
    with Stubber(client) as stub:
        stub.add_response("create_hit", {"HIT": {"HITId": "H"}}, wanted)
        assert client.create_hit(**wanted)["HIT"]["HITId"] == "H"


def assignment(worker: str, status: str, field: str, text: str) -> dict[str, str]:
    """As the API gives it back."""
    answer = (
        f'<?xml version="1.0" encoding="ASCII"?><QuestionFormAnswers xmlns="{mturk.ANSWERS}">'
        "<Answer><QuestionIdentifier>other</QuestionIdentifier><FreeText>x</FreeText></Answer>"
        f"<Answer><QuestionIdentifier>{field}</QuestionIdentifier>"
        f"<FreeText>{escape(text)}</FreeText></Answer></QuestionFormAnswers>"
    )
    return {"WorkerId": worker, "AssignmentStatus": status, "Answer": answer}


def listed(*assignments: dict[str, str]) -> dict[str, object]:
    """A reply of ListAssignmentsForHIT that the SDK takes for one."""
    client = boto3.client(
        "mturk", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    with Stubber(client) as stub:
        stub.add_response("list_assignments_for_hit", {"Assignments": [*assignments]})
        return client.list_assignments_for_hit(HITId="H")


def test_the_apis_list_of_assignments_is_read_without_what_was_rejected(tmp_path):
    reply = listed(
        assignment("W1", "Submitted", mturk.FIELD, '{"a": "<&"}'),
        assignment("W2", "Rejected", mturk.FIELD, "{}"),
    )
    assert [*mturk.read_assignments(reply, tmp_path)] == [("W1", {"a": "<&"})]


@pytest.mark.parametrize(("field", "text"), [("another", "{}"), (mturk.FIELD, "{")])
def test_work_of_another_hit_is_refused_in_words(tmp_path, field, text):
    with pytest.raises(MienError, match="no work of a study"):
        list(mturk.read_assignments(listed(assignment("W1", "Approved", field, text)), tmp_path))


def batch(path, *rows):
    with path.open("w", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["HITId", "WorkerId", "AssignmentStatus", "Input.row", "Answer.answers"])
        writer.writerows(rows)
    return path


def test_a_result_file_is_read_without_what_was_rejected(tmp_path):
    path = batch(
        tmp_path / "r.csv",
        ["H", "W1", "Submitted", "0", '{"row": 0}'],
        ["H", "W2", "Rejected", "1", '{"row": 1}'],
    )
    assert [*mturk.read_batch(path)] == [("W1", {"row": 0})]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "WorkerId,Answer.answers\nW,{\n"])
def test_what_is_no_result_file_is_refused(tmp_path, text):
    (tmp_path / "r.csv").write_text(text)
    if text:
        with pytest.raises(MienError, match="MTurk"):
            list(mturk.read_batch(tmp_path / "r.csv"))
    else:
        assert list(mturk.read_batch(tmp_path / "r.csv")) == []
