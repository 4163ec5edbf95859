"""Whatever the source: nothing is lost, nothing is made twice, and the same call makes the same."""

import errno
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_source import FRAMES, PEOPLE, SIZE, Drawn, content, drawn

from mien.clips import ClipSet
from mien.errors import MienError
from mien.preparation.prepare import Options, prepare
from mien.preparation.take import Refusal

QUIET = Options(progress=False)


@pytest.fixture
def source(tmp_path: Path) -> Drawn:
    return drawn(tmp_path / "source", **PEOPLE)


def test_what_is_prepared_is_a_clip_set_with_terms_and_people_in_one_split_only(
    tmp_path: Path, source: Drawn
):
    prepare(source, tmp_path / "out", QUIET)
    clipset = ClipSet.read(tmp_path / "out")
    assert [clip.id for clip in clipset.clips] == sorted(PEOPLE)
    assert {clip.split for clip in clipset.clips} == {"train", "val"}
    clip = clipset.clips[0]
    assert (clip.licence, clip.attribution, clip.consent) == ("CC0-1.0", "ada", "yes")
    assert clipset.frames(clip).shape == (FRAMES, SIZE, SIZE, 3)
    assert clipset.landmarks(clip).shape == (FRAMES, 68, 2)


def test_two_jobs_make_byte_for_byte_what_one_makes(tmp_path: Path, source: Drawn):
    prepare(source, tmp_path / "one", QUIET)
    prepare(source, tmp_path / "two", Options(progress=False, jobs=2))
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_clip_depends_on_the_seed_and_its_id_and_on_no_other_clip(tmp_path: Path, source: Drawn):
    prepare(source, tmp_path / "all", QUIET)
    few = drawn(tmp_path / "few", ben_sad="", cora_sad="")
    prepare(few, tmp_path / "some", QUIET)
    prepare(few, tmp_path / "other", Options(progress=False, seed=1))
    read = {
        name: content(tmp_path / name)["clips/ben_sad.npz"] for name in ("all", "some", "other")
    }
    assert read["all"] == read["some"] != read["other"]
    clipset = ClipSet.read(tmp_path / "all")
    assert (clipset.frames(clipset.clips[0]) != clipset.frames(clipset.clips[1])).any()


def test_what_has_changed_is_made_again_and_nothing_else(
    tmp_path: Path, source: Drawn, monkeypatch: pytest.MonkeyPatch
):
    prepare(source, tmp_path / "out", QUIET)
    make, made = Drawn.make, []
    monkeypatch.setattr(Drawn, "make", lambda *a: made.append(a[1].id) or make(*a))
    (tmp_path / "out" / "cache").mkdir()
    (tmp_path / "out" / "cache" / "frames.npy").touch()
    prepare(source, tmp_path / "out", QUIET)
    assert (tmp_path / "out" / "cache" / "frames.npy").exists()
    assert made == []
    (source.folder / "ben_sad").write_text("refused")
    prepare(source, tmp_path / "out", QUIET)
    assert made == ["ben_sad"]
    assert "ben_sad" not in [clip.id for clip in ClipSet.read(tmp_path / "out").clips]
    assert not (tmp_path / "out" / "clips" / "ben_sad.npz").exists()
    assert not (tmp_path / "out" / "cache").exists(), "training would see the former frames"


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path, source: Drawn):
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(MienError, match="holds other things"):
        prepare(source, tmp_path, QUIET)


def test_a_folder_that_may_not_be_read_is_said(tmp_path: Path, source: Drawn):
    def closed():
        raise PermissionError(errno.EACCES, "Permission denied", "there")

    source.items = closed
    with pytest.raises(MienError, match="there cannot be looked into: Permission denied"):
        prepare(source, tmp_path / "out", QUIET)


def test_bad_material_is_a_line_in_the_report_and_stops_nothing(tmp_path: Path):
    bad = {"ben_happy": "unreadable", "ben_sad": "refused", "cora_sad": "defect"}
    source = drawn(tmp_path / "source", **PEOPLE | bad)
    prepared = prepare(source, tmp_path / "out", QUIET)
    reasons = {refusal.id: refusal.reason for refusal in prepared.refusals}
    assert reasons == {
        "lonely": "label without clip",
        "ben_happy": "unreadable",
        "ben_sad": "blurred",
        "cora_sad": "defect",
    }
    assert len(prepared.clipset.clips) == 3
    (source.folder / "cora_sad").write_text("")
    assert len(prepare(source, tmp_path / "out", QUIET).clipset.clips) == 4


def test_what_cannot_be_measured_stops_nothing(
    tmp_path: Path, source: Drawn, monkeypatch: pytest.MonkeyPatch
):
    make, nan = Drawn.make, float("nan")

    def made(self, item, rng):
        if item.id == "ben_happy":
            return Refusal(id=item.id, reason="blurred", detail="Fog.", figure=nan, limit=0.7)
        take = make(self, item, rng)
        return replace(take, figures={"blur": nan}) if item.id == "cora_sad" else take

    monkeypatch.setattr(Drawn, "make", made)
    refusals = {one.id: one for one in prepare(source, tmp_path / "out", QUIET).refusals}
    assert (refusals["ben_happy"].figure, refusals["ben_happy"].limit) == (None, 0.7)
    assert refusals["cora_sad"].reason == "defect"


def test_where_nothing_is_fit_the_report_says_why(tmp_path: Path):
    source = drawn(tmp_path / "source", ada_sad="refused")
    with pytest.raises(MienError, match=r"Not one clip.*blurred \(1\).*report.html shows each\.$"):
        prepare(source, tmp_path / "out", QUIET)
    assert "Fog" in (tmp_path / "out" / "report.html").read_text()


def test_the_report_counts_and_shows_and_escapes(tmp_path: Path):
    source = drawn(tmp_path / "source", **PEOPLE | {"ben_sad": "refused"})
    prepare(source, tmp_path / "out", QUIET)
    facts = json.loads((tmp_path / "out" / "report.json").read_text())
    assert facts["counts"]["clips"] == 5
    assert facts["counts"]["reasons"] == {"label without clip": 1, "blurred": 1}
    assert sum(row["train"] + row["val"] for row in facts["expressions"]) == 5
    assert [row["name"] for row in facts["people"]] == ["ada", "ben", "cora"]
    assert facts["terms"][0]["clips"] == 5
    refusal = next(one for one in facts["refusals"] if one["id"] == "ben_sad")
    assert (refusal["figure"], refusal["limit"]) == (0.9, 0.7)
    page = (tmp_path / "out" / "report.html").read_text()
    assert page.count("data:image/jpeg;base64,") == 5 * 3 + 1
    assert "&lt;b&gt;Fog&lt;/b&gt;" in page
    assert "http" not in page, "the page needs nothing from elsewhere"


def test_two_people_under_one_name_are_pointed_out(tmp_path: Path):
    source = drawn(tmp_path / "source", **PEOPLE | {"ben_sad": "another face"})
    doubts = prepare(source, tmp_path / "out", QUIET).doubts
    assert [words.split(" may")[0] for words in doubts] == ["ben"]


def test_a_name_for_two_clips_is_refused(tmp_path: Path, source: Drawn):
    source.items = lambda: [*Drawn.items(source), *Drawn.items(source)]
    with pytest.raises(MienError, match="Two clips would be called ada_happy"):
        prepare(source, tmp_path / "out", QUIET)


def test_splits_of_the_source_are_kept_and_must_not_contradict(tmp_path: Path, source: Drawn):
    source.splits = {"ada_happy": "val", "ada_sad": "val"}
    clips = prepare(source, tmp_path / "out", Options(val=0.0, progress=False)).clipset.clips
    assert {clip.person for clip in clips if clip.split == "val"} == {"ada"}
    source.splits["ada_sad"] = "train"
    with pytest.raises(MienError, match="ada is in both splits"):
        prepare(source, tmp_path / "out", QUIET)


def test_landmarks_on_the_shelf_are_those_of_the_clip(tmp_path: Path, source: Drawn):
    clipset = prepare(source, tmp_path / "out", QUIET).clipset
    with np.load(tmp_path / "out" / clipset.clips[0].file) as archive:
        assert (archive["landmarks"] == clipset.landmarks(clipset.clips[0])).all()
