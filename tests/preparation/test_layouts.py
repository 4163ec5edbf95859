"""The published names of collections, read by layouts that are data."""

import json
from pathlib import Path

import pytest

from mien.errors import MienError
from mien.preparation.files import clip_id
from mien.preparation.videos.layouts import find_layout, layout_names
from mien.preparation.videos.listing import listed
from mien.preparation.videos.manifest import read_manifest

JUNK = ("._01.mp4", ".DS_Store", "Thumbs.db", "__MACOSX/person/happy/1.mp4", "notes.txt")

NAMES = {
    "folders": {
        "ada/happy/1.mp4": ("ada-happy-1", "ada", "happy", 1.0),
        "ada/Wink.MOV": ("ada-wink", "ada", "wink", 1.0),
        "ben/sad/2/001.png": ("ben-sad-2", "ben", "sad", 1.0),
        "cora/angry/f 1.jpg": ("cora-angry", "cora", "angry", 1.0),
        "stray.mp4": "unknown name",
    },
    "ravdess": {
        "Actor_12/02-01-06-01-02-01-12.mp4": (
            "12-afraid-02-01-01-02-01",
            "12",
            "afraid",
            0.7,
        ),
        "Video_Song_Actor_07/Actor_07/01-02-03-02-01-02-07.mp4": (
            "07-happy-01-02-02-01-02",
            "07",
            "happy",
            1.0,
        ),
        "Actor_12/01-01-02-01-02-01-12.mp4": None,  # calm
        "Actor_12/03-01-06-01-02-01-12.mp4": "unknown name",  # sound alone has no picture
    },
    "crema-d": {
        "VideoFlash/1001_DFA_ANG_XX.flv": ("1001-angry-DFA-XX", "1001", "angry", 0.7),
        "VideoFlash/1091_IEO_HAP_LO.flv": ("1091-happy-IEO-LO", "1091", "happy", 0.4),
        "VideoFlash/1091_IEO_SAD_HI.flv": ("1091-sad-IEO-HI", "1091", "sad", 1.0),
        "VideoFlash/1091_IEO_NEU_XX.flv": None,
    },
    "mead": {
        "M003/video/front/angry/level_1/001.mp4": ("M003-angry-level_1-001", "M003", "angry", 0.4),
        "W009/front/fear/level_3/028.mp4": ("W009-afraid-level_3-028", "W009", "afraid", 1.0),
        "M003/video/front/neutral/level_1/001.mp4": None,
        "M003/video/left_30/angry/level_1/001.mp4": None,
        "M003/video/front/bored/level_1/001.mp4": "unknown expression",
    },
    "oulu-casia": {
        "OriginalImg/VL/Strong/P001/Anger/000.jpeg": ("P001-angry", "P001", "angry", 1.0),
        "OriginalImg/VL/Strong/P080/Surprise/000.jpeg": (
            "P080-surprised",
            "P080",
            "surprised",
            1.0,
        ),
        "PreProcessed/VL_Acropped/Strong/P001/Anger/000.jpeg": None,  # as above, without room
        "OriginalImg/VL/Dark/P001/Anger/000.jpeg": None,
        "OriginalImg/NI/Strong/P001/Anger/000.jpeg": None,
    },
    "mug": {
        "subjects3/001/anger/take000/img_0000.jpg": ("001-angry-take000", "001", "angry", 1.0),
        "subjects3/052/happiness/take002/img_0000.jpg": ("052-happy-take002", "052", "happy", 1.0),
        "subjects3/001/neutral/take000/img_0000.jpg": None,
    },
}


def write(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")
    return root


def test_there_is_a_fixture_of_names_for_every_layout():
    assert set(layout_names()) == set(NAMES)


@pytest.mark.parametrize("layout", NAMES)
def test_names_are_read_as_they_are_published(tmp_path: Path, layout: str):
    names = NAMES[layout]
    listing = listed(write(tmp_path, *names, *JUNK), find_layout(layout))
    found = {one.id: (one.id, one.person, one.expression, one.peak) for one in listing.recordings}
    assert sorted(found.values()) == sorted(one for one in names.values() if isinstance(one, tuple))
    reasons = sorted(stray.reason for stray in listing.strays)
    assert reasons == sorted(one for one in names.values() if isinstance(one, str))


@pytest.mark.parametrize("layout", sorted({*NAMES} - {"folders"}))
def test_a_published_collection_states_its_terms(layout: str):
    terms = find_layout(layout).terms
    assert terms.licence
    assert terms.attribution
    assert terms.consent


def test_of_recordings_with_and_without_sound_one_is_taken(tmp_path: Path):
    write(tmp_path, "01-01-03-02-01-01-05.mp4", "02-01-03-02-01-01-05.mp4")
    listing = listed(tmp_path, find_layout("ravdess"))
    assert [one.path.name for one in listing.recordings] == ["01-01-03-02-01-01-05.mp4"]
    assert listing.strays == ()


def test_of_recordings_of_one_name_the_first_is_taken_and_the_others_are_listed(tmp_path: Path):
    write(tmp_path, "ada/happy/1.mkv", "ada/happy/1.mp4", "ada/happy/1/001.png")
    listing = listed(tmp_path, find_layout("folders"))
    assert [one.path.name for one in listing.recordings] == ["1"]
    assert {(one.id, one.reason) for one in listing.strays} == {
        ("ada/happy/1.mkv", "named twice"),
        ("ada/happy/1.mp4", "named twice"),
    }
    assert "ada/happy/1 has the same name" in listing.strays[0].detail


def test_a_recording_of_a_kind_that_nobody_reads_is_listed_and_what_lies_beside_is_not(
    tmp_path: Path,
):
    write(tmp_path, "ada/happy/1.braw", "ada/happy/2.mp4", "ada/happy/2.braw", "ada/happy/2.xyz")
    write(tmp_path, "ada/happy/3.txt", "ben/sad/001.png", "ben/sad/001.xyz", "readme.xyz")
    listing = listed(tmp_path, find_layout("folders"))
    assert [one.id for one in listing.recordings] == ["ada-happy-2", "ben-sad"]
    assert [(one.id, one.reason) for one in listing.strays] == [
        ("ada/happy/1.braw", "unknown kind")
    ]


@pytest.mark.parametrize("kind", ["mxf", "vob", "dv", "asf"])
def test_tapes_discs_and_cameras_are_recordings(tmp_path: Path, kind: str):
    listing = listed(write(tmp_path, f"ada/happy/1.{kind}"), find_layout("folders"))
    assert [one.id for one in listing.recordings] == ["ada-happy-1"]


@pytest.mark.parametrize("suffix", [".json", ".toml"])
def test_a_layout_of_ones_own_is_a_file(tmp_path: Path, suffix: str):
    file = tmp_path / f"mine{suffix}"
    pattern = r"(?P<expression>[a-z]+)_of_(?P<person>\w+)"
    if suffix == ".json":
        file.write_text(json.dumps({"pattern": pattern, "expression": {"grin": "happy"}}))
    else:
        file.write_text(f"pattern = '{pattern}'\n[expression]\ngrin = 'happy'\n")
    root = write(tmp_path / "root", "grin_of_ada.mp4")
    (one,) = listed(root, find_layout(str(file))).recordings
    assert (one.person, one.expression) == ("ada", "happy")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "cannot be read"),
        ("{}", "no pattern"),
        ('{"pattern": "("}', "no expression"),
        ('{"pattern": "(?P<person>.)"}', "expression"),
        ('{"pattern": "(?P<person>.)(?P<expression>.)", "colour": 1}', "unknown keys: colour"),
        ('{"pattern": "(?P<person>.)(?P<expression>.)", "fps": "many"}', "'many' as fps"),
        ('{"pattern": "(?P<person>.)(?P<expression>.)", "peak": {"lo": 2}}', "peaks"),
    ],
)
def test_a_layout_that_makes_no_sense_is_refused(tmp_path: Path, text: str, words: str):
    file = tmp_path / "mine.json"
    file.write_text(text)
    with pytest.raises(MienError, match=words):
        find_layout(str(file))


def test_an_unknown_layout_is_refused_with_the_known_ones():
    with pytest.raises(MienError, match="crema-d, folders, mead"):
        find_layout("celebdf")


HEAD = "file,person,expression,split,licence,consent,start,end,peak\n"


def manifest(tmp_path: Path, text: str, *files: str):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8-sig")
    return read_manifest(write(tmp_path / "root", *files), path)


def test_a_list_says_everything_about_a_recording(tmp_path: Path):
    line = "a.mp4,ada,Big Smile,val,CC-BY-4.0,signed,1.5,4,0.6\nb.mp4,ben,wink,,,,,,\n"
    listing = manifest(tmp_path, HEAD + line, "a.mp4", "b.mp4", "c.mp4")
    ada, ben = listing.recordings
    assert (ada.id, ada.person, ada.expression) == ("ada-Big-Smile-a-1.5", "ada", "big-smile")
    assert (ada.split, ada.terms.licence, ada.terms.consent) == ("val", "CC-BY-4.0", "signed")
    assert (ada.start, ada.end, ada.peak) == (1.5, 4.0, 0.6)
    assert (ben.split, ben.start, ben.end, ben.peak) == ("", 0.0, float("inf"), 1.0)
    assert [(stray.id, stray.reason) for stray in listing.strays] == [("c", "clip without label")]


def test_a_line_without_its_file_and_semicolons_are_understood(tmp_path: Path):
    listing = manifest(
        tmp_path, "file;person;expression\na.mp4;ada;happy\nx.mp4;ada;sad\n", "a.mp4"
    )
    assert [one.id for one in listing.recordings] == ["ada-happy-a"]
    assert [(s.id, s.reason) for s in listing.strays] == [("x.mp4", "label without clip")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "lacks the column 'file'"),
        ("file,person\n", "lacks the column 'expression'"),
        ("file,person,expression,mood\n", "unknown column 'mood'"),
        ("file,person,expression\n\na.mp4,,happy\n", "line 3: person is empty"),
        ("file,person,expression,split\na.mp4,ada,happy,test\n", "line 2: the split is 'test'"),
        ("file,person,expression,start\na.mp4,ada,happy,soon\n", "line 2: start is 'soon'"),
        ("file,person,expression,fps\na.mp4,ada,happy,-1\n", "line 2: fps is '-1'"),
        ("file,person,expression,peak\na.mp4,ada,happy,3\n", "line 2: peak is '3'"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_by_its_line(tmp_path: Path, text: str, words: str):
    with pytest.raises(MienError, match=words):
        manifest(tmp_path, text, "a.mp4")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(MienError, match="is no folder"):
        listed(tmp_path / "nowhere", find_layout("folders"))


def test_ids_name_files_on_every_system():
    assert clip_id("a/b", "c:d", "", "Zoë 1") == "a-b-c-d-Zoë-1"
    assert clip_id("..") == "clip"
