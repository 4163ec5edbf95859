"""The ZIP file for any host, unpacked and opened in a real browser."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import SIZES, begin, check_access, opened, whole
from chromium import NEEDS, browsing
from file_host import served

from mien.study.collecting import from_results
from mien.study.design.booklet import booklet
from mien.study.platforms.static import write_static
from mien.study.questions import KINDS
from mien.study.study import read_study

pytestmark = NEEDS


@pytest.fixture(scope="module")
def browser():
    with browsing() as opened:
        yield opened


@contextmanager
def hosted(study: Path, folder: Path, post: str = "") -> Iterator[str]:
    """The study as a ZIP file, unpacked at a host."""
    packed = folder / "study.zip"
    write_static(read_study(study), study, packed, 3, code="C0DE", post=post)
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder / "site")
    with served(folder / "site") as address:
        yield f"{address}index.html?row=1"


@pytest.mark.parametrize("size", SIZES)
def test_a_rater_takes_it_by_keyboard_reloads_in_the_middle_and_saves(
    browser, filmed_study, tmp_path, size
):
    with hosted(filmed_study, tmp_path) as address, opened(browser, size) as page:
        begin(page, address)
        assert whole(page, 5, "reload") >= len(KINDS)
        check_access(page)
        assert page.inner_text("#code") == "C0DE"
        page.focus("#save")
        with page.expect_download() as saving:
            page.keyboard.press("Enter")
        saving.value.save_as(tmp_path / "answers.json")
        assert page.faults == []
    got = from_results(filmed_study, [tmp_path / "answers.json"])
    assert (got.raters, len(got.finished)) == (1, 1)
    document = json.loads((tmp_path / "answers.json").read_text())
    assert document["row"] == 1
    assert len(document["answers"]) == len(booklet(read_study(filmed_study), 1))


def test_who_is_done_stays_done_and_answers_go_where_they_are_wanted(
    browser, filmed_study, tmp_path
):
    sent = []
    with hosted(filmed_study, tmp_path, post="/take") as address, opened(browser, "phone") as page:
        page.route("**/take", lambda route: (sent.append(route.request.post_data), route.fulfill()))
        begin(page, address)
        whole(page, -1)
        page.reload()
        page.wait_for_selector("#thanks:not([hidden])")
        assert not page.is_visible("#save-row")
    assert {json.loads(text)["study"] for text in sent} == {read_study(filmed_study).id}
