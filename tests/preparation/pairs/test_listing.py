import errno
from pathlib import Path

import pytest

from mien.errors import MienError
from mien.preparation.pairs import Pairs, list_photos, list_table
from mien.preparation.take import Terms


def touched(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"not looked into yet")
    return folder


def test_two_files_are_one_pair(tmp_path):
    folder = touched(tmp_path / "a", "ada.jpg", "smile.png")
    listing = list_photos(folder / "ada.jpg", folder / "smile.png", "happy")
    (pair,) = listing.pairs
    assert (pair.item.id, pair.item.person) == ("ada-happy", "ada")
    assert pair.item.files == (str(folder / "ada.jpg"), str(folder / "smile.png"))
    named = list_photos(folder / "ada.jpg", folder / "smile.png", "happy", person="Ada L.")
    assert (named.pairs[0].item.id, named.pairs[0].item.person) == ("Ada-L.-happy", "Ada L.")


def test_folders_pair_what_has_the_same_name_and_report_the_rest(tmp_path):
    neutral = touched(tmp_path / "n", "b.jpg", "a.png", "c.jpg", "notes.txt", ".hidden.jpg")
    peak = touched(tmp_path / "p", "a.jpg", "b.JPG", "d.webp")
    terms = Terms(licence="CC0-1.0", consent="signed")
    listing = list_photos(neutral, peak, "sad", terms=terms)
    assert [pair.item.person for pair in listing.pairs] == ["a", "b"]
    assert listing.pairs[0].terms == terms
    found = {(stray.id, stray.reason) for stray in listing.strays}
    assert found == {("n/c.jpg", "no partner"), ("p/d.webp", "no partner")}


def test_a_name_that_two_files_share_is_reported(tmp_path):
    neutral = touched(tmp_path / "n", "a.jpg", "a.png")
    listing = list_photos(neutral, touched(tmp_path / "p", "a.jpg"), "sad")
    assert [stray.reason for stray in listing.strays] == ["named twice"]
    assert len(listing.pairs) == 1


def test_what_cannot_be_listed_is_said_at_once(tmp_path):
    folder = touched(tmp_path / "n", "a.jpg")
    with pytest.raises(MienError, match="does not exist"):
        list_photos(folder, tmp_path / "nowhere", "happy")
    with pytest.raises(MienError, match="one is a folder"):
        list_photos(folder, folder / "a.jpg", "happy")
    with pytest.raises(MienError, match="several people"):
        list_photos(folder, folder, "happy", person="ada")
    empty = touched(tmp_path / "empty")
    with pytest.raises(MienError, match="no two photos"):
        Pairs(list_photos(folder, empty, "happy")).items()


def test_names_that_only_case_tells_apart_are_numbered(tmp_path):
    touched(tmp_path, "0.jpg", "1.jpg")
    table = tmp_path / "pairs.csv"
    rows = ["0.jpg;1.jpg;Ada;Big Smile", "0.jpg;1.jpg;ada;big smile"]
    table.write_text("\n".join(["neutral;peak;person;expression", *rows]))
    items = [pair.item for pair in list_table(table).pairs]
    assert [item.id for item in items] == ["Ada-Big-Smile", "ada-big-smile-2"]
    assert {item.expression for item in items} == {"big-smile"}


HEAD = "neutral,peak,person,expression,licence,consent\n"


def test_a_table_names_pairs_and_their_terms(tmp_path):
    touched(tmp_path, "0.jpg", "1.jpg", "2.jpg")
    table = tmp_path / "pairs.csv"
    table.write_text(
        HEAD
        + "0.jpg,1.jpg,ada,happy,CC0-1.0,signed\n"
        + "0.jpg,2.jpg,ada,happy,,\n"
        + "0.jpg,gone.jpg,ada,sad,,\n"
        + "0.jpg,,ada,sad,,\n",
        encoding="utf-8-sig",
    )
    listing = list_table(table)
    assert [pair.item.id for pair in listing.pairs] == ["ada-happy", "ada-happy-2"]
    assert listing.pairs[0].terms == Terms(licence="CC0-1.0", consent="signed")
    assert [(stray.id, stray.reason) for stray in listing.strays] == [
        ("pairs.csv:4", "label without clip"),
        ("pairs.csv:5", "incomplete row"),
    ]


@pytest.mark.parametrize(
    "text",
    ["neutral,peak,person\na,b,c\n", "", "\xff\xfe", "neutral,peak,person,expression,license"],
)
def test_a_table_that_is_none_is_refused(tmp_path, text):
    table = tmp_path / "pairs.csv"
    table.write_bytes(text.encode("latin-1"))
    with pytest.raises(MienError, match=r"pairs\.csv"):
        list_table(table)


def test_a_short_row_is_reported(tmp_path):
    table = tmp_path / "pairs.csv"
    table.write_text(HEAD + "0.jpg\n")
    assert [stray.reason for stray in list_table(table).strays] == ["incomplete row"]


def test_what_may_not_be_looked_into_is_said(tmp_path, monkeypatch):
    folder = touched(tmp_path / "n", "a.jpg")
    table = tmp_path / "pairs.csv"
    table.write_text(HEAD + "n/a.jpg,n/a.jpg,ada,happy,,\n")

    def closed(path, *_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    for method, listed in (
        ("iterdir", lambda: list_photos(folder, folder, "happy")),
        ("exists", lambda: list_photos(folder, folder, "happy")),
        ("is_file", lambda: list_table(table)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(Path, method, closed)
            with pytest.raises(MienError, match="cannot be looked into: Permission denied"):
                listed()
