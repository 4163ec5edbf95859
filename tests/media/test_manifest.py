"""The note beside a clip."""

import json
from pathlib import Path

import pytest

from mien.errors import MienError
from mien.media import Label, Manifest, manifest_path, read_manifest, write_manifest

MADE = Manifest(
    photo="grüße.jpg",
    photo_sha256="a" * 64,
    bundle_sha256="b" * 64,
    schedule={"expressions": ["happy"], "degrees": [[0.0], [1.0]], "fps": 25.0},
    options={"whole": True},
    label=Label(),
)


def test_a_manifest_comes_back_and_is_the_same_each_time(tmp_path):
    path = write_manifest(manifest_path(tmp_path / "clip.mp4"), MADE)
    assert path == tmp_path / "clip.mp4.json"
    assert read_manifest(path) == MADE
    text = path.read_text()
    assert text == write_manifest(path, MADE).read_text()
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert [item.name for item in tmp_path.iterdir()] == ["clip.mp4.json"]


def test_a_folder_of_frames_has_its_manifest_beside_it():
    assert manifest_path(Path("out/frames")) == Path("out/frames.json")


def test_a_newer_damaged_or_foreign_note_is_refused(tmp_path):
    path = tmp_path / "c.json"
    cases = {
        "{": "no manifest",
        "[]": "no manifest",
        "{}": "no manifest",
        '{"format": 99}': "reads up to 1",
        '{"format": 1}': "incomplete",
    }
    for text, message in cases.items():
        path.write_text(text)
        with pytest.raises(MienError, match=message):
            read_manifest(path)
    with pytest.raises(MienError, match="cannot be opened"):
        read_manifest(tmp_path / "missing.json")


def test_nothing_is_written_for_what_json_cannot_hold(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        write_manifest(
            tmp_path / "c.json",
            Manifest(
                photo="p", photo_sha256="", bundle_sha256="", schedule={"degrees": [float("nan")]}
            ),
        )
    assert not list(tmp_path.iterdir())
