from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mien.bundle import read_card
from mien.cli import drawing
from mien.cli.drawing import Settings, draw
from mien.cli.plan import Item
from mien.media import manifest_path, read_frames, read_manifest
from mien.runtime import Animator, keeping
from mien.schedules import Schedule, rise


@pytest.fixture
def settings(tiny_bundle: Path) -> Settings:
    return Settings(
        bundle=tiny_bundle,
        digest=read_card(tiny_bundle).digest,
        whom="whole",
        label=True,
        loop=True,
        sheet=False,
        threads=1,
        force=False,
    )


@pytest.fixture
def item(photo: Path, tmp_path: Path) -> Item:
    schedule = rise("happy", 2).for_expressions(("happy", "angry"))
    return Item(photo, "happy", schedule, tmp_path / "clip.npz")


def test_a_photo_is_prepared_once_for_all_its_expressions(item, settings, monkeypatch):
    sat = []
    sit = Animator.sit
    monkeypatch.setattr(Animator, "sit", lambda *a, **k: sat.append(1) or sit(*a, **k))
    angry = Schedule(item.schedule.expressions, item.schedule.degrees[:, ::-1])
    second = replace(item, schedule=angry, target=item.target.with_name("angry.npz"))
    assert draw(item, settings).drawn
    assert draw(second, settings).drawn
    assert len(sat) == 1
    assert not np.array_equal(read_frames(item.target)[1], read_frames(second.target)[1])


def test_a_photo_that_changed_is_read_again(item, settings):
    draw(item, settings)
    Image.new("RGB", (64, 64), "red").save(item.photo)
    assert draw(item, settings).drawn
    assert read_frames(item.target)[0, 0, 0].tolist() == [255, 0, 0]


def test_an_interrupted_clip_leaves_the_former_one_as_it_was(item, settings, monkeypatch):
    draw(item, settings)
    before = item.target.read_bytes(), manifest_path(item.target).read_bytes()

    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drawing, "tqdm", lambda frames, **_: map(interrupt, frames))
    with pytest.raises(KeyboardInterrupt):
        draw(item, replace(settings, force=True))
    assert (item.target.read_bytes(), manifest_path(item.target).read_bytes()) == before
    assert len(list(item.target.parent.iterdir())) == 3


def test_the_manifest_names_the_photo_the_bundle_and_the_choice_of_face(item, settings):
    draw(item, settings)
    manifest = read_manifest(manifest_path(item.target))
    assert manifest.photo == item.photo.name
    assert manifest.bundle_sha256 == settings.digest
    assert manifest.options == {"face": "whole", "label": True, "loop": True}
    assert Schedule.from_json(manifest.schedule) == item.schedule


def test_a_full_disk_is_an_outcome_and_not_a_crash(item, settings, monkeypatch):
    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "write_clip", full)
    outcome = draw(item, settings)
    assert "No space left" in outcome.error
    assert not outcome.drawn
