"""Whom photos show: by their names, or by a table."""

import shutil
from pathlib import Path

import pytest

from mien import examples
from mien.errors import MienError
from mien.preparation.prepare import Options, prepare
from mien.preparation.puppet import Puppet, Settings
from mien.preparation.puppet.listing import list_photos
from mien.preparation.shelf import state_of
from mien.preparation.take import Terms


def touched(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"not looked into yet")
    return folder


def test_without_a_table_every_photo_is_a_person(tmp_path: Path):
    touched(tmp_path, "ada.jpg", "ward/001.jpg", "ward/notes.txt")
    photos, strays = list_photos(tmp_path)
    assert [(one.name, one.person, one.terms) for one in photos] == [
        ("ada", "ada", None),
        ("ward-001", "ward-001", None),
    ]
    assert strays == []


def test_a_table_lets_photos_share_a_person_and_have_terms_of_their_own(tmp_path: Path):
    touched(tmp_path, "1.jpg", "ward/2.png")
    (tmp_path / "who.csv").write_text(
        "file,person,licence,consent\n1.jpg,ada,CC0-1.0,signed\nward/2.png,ada,,\n"
    )
    photos, strays = list_photos(tmp_path / "who.csv")
    assert [(one.name, one.path, one.person) for one in photos] == [
        ("1", tmp_path / "1.jpg", "ada"),
        ("ward-2", tmp_path / "ward" / "2.png", "ada"),
    ]
    assert [one.terms for one in photos] == [Terms(licence="CC0-1.0", consent="signed"), Terms()]
    assert strays == []


def test_what_a_table_lacks_is_told_with_its_line(tmp_path: Path):
    touched(tmp_path, "1.jpg", "2.jpg", "2.png")
    table = tmp_path / "who.CSV"
    table.write_text("file;person\n1.jpg;\ngone.jpg;ada\n2.jpg;ada\n2.png;ben\n")
    photos, strays = list_photos(table)
    assert photos == []
    assert [(one.id, one.reason) for one in strays] == [
        ("who.CSV:2", "incomplete row"),
        ("who.CSV:3", "label without clip"),
        ("2.jpg", "named twice"),
        ("2.png", "named twice"),
    ]


@pytest.mark.parametrize("text", ["person\nada\n", "file,person,license\n1.jpg,ada,CC0\n"])
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str):
    (tmp_path / "who.csv").write_text(text)
    with pytest.raises(MienError, match=r"who\.csv"):
        list_photos(tmp_path / "who.csv")


def table_of(root: Path, *rows: str) -> Path:
    table = root / "who.csv"
    table.write_text("\n".join(["file,person,attribution", *rows]))
    return table


def test_photos_of_one_person_fall_into_one_split_and_keep_their_terms(
    tmp_path: Path, facekit: Path
):
    for name, face in (("1", "ada"), ("2", "ada"), ("3", "ben")):
        shutil.copy(examples.path(face), tmp_path / f"{name}.jpg")
    table = table_of(tmp_path, "1.jpg,ada,the first", "2.jpg,ada,", "3.jpg,ben,")
    terms = Terms(licence="CC0-1.0", attribution="us")
    settings = Settings(facekit=facekit, frames=2, size=96, expressions=("sad",), terms=terms)
    for seed in range(2):
        options = Options(progress=False, val=0.5, seed=seed)
        clips = prepare(Puppet(table, settings), tmp_path / f"{seed}", options).clipset.clips
        assert [(one.id, one.person) for one in clips] == [
            ("1-sad-1", "ada"),
            ("2-sad-1", "ada"),
            ("3-sad-1", "ben"),
        ]
        assert clips[0].split == clips[1].split != clips[2].split
        assert [one.attribution.split(";")[0] for one in clips] == ["the first", "us", "us"]
        assert {one.licence for one in clips} == {"CC0-1.0"}


def test_other_terms_in_the_table_make_the_clips_of_that_photo_anew(tmp_path: Path, facekit: Path):
    touched(tmp_path, "1.jpg", "2.jpg")
    states = []
    for said in ("", "somebody"):
        table = table_of(tmp_path, f"1.jpg,ada,{said}", "2.jpg,ada,")
        items = Puppet(table, Settings(facekit=facekit, expressions=("sad",))).items()
        states.append([state_of(item) for item in items])
    assert states[0][0] != states[1][0]
    assert states[0][1] == states[1][1]


def test_one_photo_under_two_names_is_pointed_out(tmp_path: Path, facekit: Path):
    (tmp_path / "photos").mkdir()
    for name in ("ada", "ada-2"):
        shutil.copy(examples.path("ada"), tmp_path / "photos" / f"{name}.jpg")
    settings = Settings(facekit=facekit, frames=2, size=96, expressions=("sad",))
    source = Puppet(tmp_path / "photos", settings)
    doubts = prepare(source, tmp_path / "out", Options(progress=False)).doubts
    assert doubts[0] == (
        "ada and ada-2 may be one person: ada.jpg and ada-2.jpg hold the same picture"
    )
    assert not any("alike" in words for words in doubts), "said once"
