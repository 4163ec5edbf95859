import pytest

from mien.errors import MienError
from mien.media import Manifest, manifest_path, write_manifest
from mien.schedules import rise
from mien.study.making.sources import in_folders, in_table, shared
from mien.study.study import Stimulus

KNOWN = ("happy", "angry-open")


def touch(folder, *names):
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def stimuli(found):
    return {clip.stimulus for clip in found}


@pytest.mark.parametrize(
    ("name", "stimulus"),
    [
        ("ada-happy.mp4", ("ada", "happy", 1.0)),
        ("ada-lovelace-happy.webm", ("ada-lovelace", "happy", 1.0)),
        ("ada-angry-open.gif", ("ada", "angry-open", 1.0)),
        ("ada-angry-open@0.25.npz", ("ada", "angry-open", 0.25)),
        ("ada-smug@0.5.mov", ("ada", "smug", 0.5)),
    ],
)
def test_a_name_says_who_what_and_how_strong(tmp_path, name, stimulus):
    item, expression, degree = stimulus
    found = in_folders({"mien": touch(tmp_path / "m", name, "notes.txt", ".hidden.mp4")}, KNOWN)
    assert stimuli(found) == {Stimulus(item=item, expression=expression, degree=degree)}


def test_the_manifest_says_the_degree_where_the_name_does_not(tmp_path):
    path = touch(tmp_path / "m", "ada-happy.mp4") / "ada-happy.mp4"
    schedule = rise("happy", frames=5, peak=0.6).to_json()
    note = Manifest(photo="ada", photo_sha256="", bundle_sha256="", schedule=schedule)
    write_manifest(manifest_path(path), note)
    (clip,) = in_folders({"mien": path.parent}, KNOWN)
    assert clip.stimulus.degree == pytest.approx(0.6)


@pytest.mark.parametrize("name", ["ada.mp4", "ada-happy@2.mp4", "-happy.mp4"])
def test_a_name_that_says_nothing_is_refused(tmp_path, name):
    with pytest.raises(MienError, match=r"\.mp4"):
        in_folders({"mien": touch(tmp_path / "m", name)}, KNOWN)


@pytest.mark.parametrize("method", ["spoiled", "a|b", "", "x" * 41])
def test_some_names_of_methods_are_refused(tmp_path, method):
    with pytest.raises(MienError, match="called"):
        in_folders({method: touch(tmp_path / "m", "ada-happy.mp4")}, KNOWN)


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(MienError, match="no folder"):
        in_folders({"mien": tmp_path / "none"}, KNOWN)


def test_a_table_names_clips_anywhere(tmp_path):
    table = tmp_path / "clips.csv"
    table.write_text("method,item,expression,path,degree\nmien,ada,happy,x/1.mp4,0.5\n")
    ((clip, path),) = in_table(table).items()
    assert clip.stimulus == Stimulus(item="ada", expression="happy", degree=0.5)
    assert path == tmp_path / "x" / "1.mp4"


@pytest.mark.parametrize(
    "text", ["method,item\nmien,ada\n", "method,item,expression,path\na,b,,d\n"]
)
def test_a_table_that_lacks_something_is_refused(tmp_path, text):
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(MienError, match="line 2"):
        in_table(tmp_path / "t.csv")


def test_only_what_all_methods_show_is_kept_and_the_rest_is_counted(tmp_path):
    paths = in_folders(
        {
            "mien": touch(tmp_path / "m", "ada-happy.mp4", "ben-happy.mp4"),
            "hp": touch(tmp_path / "h", "ada-happy.mp4"),
            "truth": touch(tmp_path / "t", "zoe-happy.mp4"),
        },
        KNOWN,
    )
    found = shared(paths)
    assert [stimulus.item for stimulus in found.stimuli] == ["ada"]
    assert found.missing == {"mien": 0, "hp": 1}
    assert found.methods == ("mien", "hp")
    assert {clip.stimulus.item for clip in found.paths} == {"ada", "zoe"}


def test_nothing_in_common_is_refused_with_the_counts(tmp_path):
    paths = in_folders(
        {"a": touch(tmp_path / "a", "x-happy.mp4"), "b": touch(tmp_path / "b", "y-happy.mp4")},
        KNOWN,
    )
    with pytest.raises(MienError, match="a 1, b 1"):
        shared(paths)
