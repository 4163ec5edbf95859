import csv
import json
from xml.etree import ElementTree

import pytest
from sites import QUICK, Rater, site, write

from mien.errors import MienError
from mien.study.answers import Check, Preference
from mien.study.collecting import from_database, from_results
from mien.study.design.booklet import booklet
from mien.study.platforms.mturk import ANSWERS, FIELD
from mien.study.questions import choices


def handed_in(row: int, worker: str) -> dict:
    answers = [
        {"value": (choices(t.kind, len(t.clips), QUICK.expressions) or (50,))[0], **SEEN}
        for t in booklet(QUICK, row)
    ]
    return {"study": QUICK.id, "visit": worker, "row": row, "answers": answers}


SEEN = {"same": False, "seconds": 3.0, "plays": 1}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path)
    return tmp_path


def saved(folder, document):
    path = folder / f"saved-{document.get('visit')}.json"
    path.write_text(json.dumps(document))
    return path


def test_the_server_and_a_page_without_one_give_the_same_answers(tmp_path):
    rater = Rater(site(tmp_path))
    rater.join()
    for number in range(len(rater.state()["trials"])):
        rater.answer(number, {**handed_in(0, "w")["answers"][number]})
    served = from_database(tmp_path)
    alone = from_results(tmp_path, [saved(tmp_path, handed_in(0, "w"))])
    assert len(served.answers) == len(alone.answers) > 20
    for one, other in zip(served.answers, alone.answers, strict=True):
        assert type(one) is type(other)
        if isinstance(one, Preference):
            assert (one.item, one.shown, one.chosen) == (other.item, other.shown, other.chosen)
        if isinstance(one, Check):
            assert (one.kind, one.passed) == (other.kind, other.passed)
    assert served.finished == [served.answers[0].rater]
    assert alone.finished == [alone.answers[0].rater]


def test_a_result_file_of_mturk_gives_answers_without_the_workers_number(folder):
    path = folder / "batch.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["WorkerId", "AssignmentStatus", "Answer.answers"])
        for worker in ("AWORKER1", "AWORKER2", "AWORKER1"):
            writer.writerow([worker, "Approved", json.dumps(handed_in(len(worker), worker))])
    got = from_results(folder, [path])
    assert got.raters == 2, "a worker counts once"
    assert "AWORKER" not in repr(got)


def test_a_folder_of_files_is_all_of_them_and_a_worker_of_mturk_counts_once(folder):
    results = folder / "results"
    results.mkdir()
    saved(results, handed_in(0, "someone"))
    (results / "note.txt").write_text("x")
    answer = ElementTree.Element("QuestionFormAnswers", xmlns=ANSWERS)
    one = ElementTree.SubElement(answer, "Answer")
    ElementTree.SubElement(one, "QuestionIdentifier").text = FIELD
    ElementTree.SubElement(one, "FreeText").text = json.dumps(handed_in(1, "random"))
    work = {"WorkerId": "AWORKER1", "AssignmentStatus": "Approved"}
    work["Answer"] = ElementTree.tostring(answer, encoding="unicode")
    for name in ("hit-1.json", "hit-2.json"):
        (results / name).write_text(json.dumps({"Assignments": [work]}))
    got = from_results(folder, [results])
    assert (got.raters, len(got.finished)) == (2, 2)
    assert "AWORKER" not in repr(got)


def test_who_stopped_early_has_not_finished(folder):
    document = handed_in(0, "w")
    document["answers"] = document["answers"][:10]
    got = from_results(folder, [saved(folder, document)])
    assert (got.raters, got.finished) == (1, [])
    assert got.answers


@pytest.mark.parametrize(
    "change",
    [{"study": "other"}, {"row": -1}, {"row": "0"}, {"answers": [{"value": "Z"}]}, {"answers": 1}],
)
def test_what_no_page_of_the_study_wrote_is_refused(folder, change):
    with pytest.raises(MienError):
        from_results(folder, [saved(folder, {**handed_in(0, "w"), **change})])
