import csv
import io
import json
import re
from xml.etree import ElementTree

import boto3
import pytest
from botocore.stub import Stubber
from surveys import survey

from mien.errors import MienError
from mien.study.design.booklet import booklet
from mien.study.platforms import mturk

STUDY = survey("prefer", "real", trials=4)
CLIPS = "https://clips.test/faces"


def parts(text: str, schema: str) -> dict[str, str]:
    """A question's parts by the published schema: this order, nothing else."""
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
