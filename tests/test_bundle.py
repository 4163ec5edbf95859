import json
from pathlib import Path

import pytest
from bundles import write_bundle

from mien.bundle import CARD, copy_bundle, read_card, read_file
from mien.errors import MienError


def _edited(bundle: Path, **changes: object) -> None:
    card = json.loads((bundle / CARD).read_text())
    (bundle / CARD).write_text(json.dumps(card | changes))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "bundle")


def test_a_card_survives_being_written_and_read(bundle: Path) -> None:
    card = read_card(bundle)
    (bundle / CARD).write_text(card.to_json())
    assert read_card(bundle) == card


def test_the_digest_names_the_weights_and_not_the_prose(bundle: Path) -> None:
    before = read_card(bundle).digest
    _edited(bundle, training={"people": 3})
    assert read_card(bundle).digest == before
    _edited(bundle, files=read_card(bundle).files | {"base.onnx": "0" * 64})
    assert read_card(bundle).digest != before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 1}, "reads 2"),
        ({"format": "one"}, "format number"),
        ({"output": "painted"}, "painted"),
        ({"expressions": []}, "expressions"),
        ({"expressions": ["happy", "happy"]}, "each once"),
        ({"expressions": ["sad"]}, "sad.onnx"),
        ({"levels": 0}, "levels"),
        ({"frame": {"size": 256, "tilt": 1}}, "tilt"),
        ({"frame": 3}, "incomplete"),
        ({"mood": "good"}, "mood"),
        ({"files": {"base.onnx": "short"}}, "base.onnx"),
        ({"expressions": 5}, "incomplete"),
    ],
)
def test_a_damaged_card_is_refused_with_the_reason(
    bundle: Path, changes: dict[str, object], said: str
) -> None:
    _edited(bundle, **changes)
    with pytest.raises(MienError, match=said):
        read_card(bundle)


def test_a_card_that_lacks_a_field_is_refused(bundle: Path) -> None:
    card = json.loads((bundle / CARD).read_text())
    del card["expressions"]
    (bundle / CARD).write_text(json.dumps(card))
    with pytest.raises(MienError, match="expressions"):
        read_card(bundle)


@pytest.mark.parametrize("text", ["", "[1]", "{", "\udcff"])
def test_a_card_that_is_no_json_object_is_refused(bundle: Path, text: str) -> None:
    (bundle / CARD).write_text(text, errors="surrogateescape")
    with pytest.raises(MienError, match=CARD):
        read_card(bundle)


def test_a_folder_without_a_card_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(MienError, match="not a bundle"):
        read_card(tmp_path)


def test_a_missing_graph_is_named(bundle: Path) -> None:
    (bundle / "angry.onnx").unlink()
    with pytest.raises(MienError, match=r"angry\.onnx"):
        read_card(bundle)


def test_a_file_outside_the_folder_is_not_read(bundle: Path) -> None:
    files = dict(read_card(bundle).files)
    _edited(bundle, files=files | {"../bundle/base.onnx": "0" * 64})
    with pytest.raises(MienError, match="lacks the file"):
        read_card(bundle)


def test_an_altered_graph_is_refused(bundle: Path) -> None:
    card = read_card(bundle)
    with (bundle / "base.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(MienError, match="SHA-256"):
        read_file(bundle, card, "base.onnx")


def test_a_copy_of_a_bundle_is_the_bundle_and_takes_the_place_of_another(bundle: Path) -> None:
    copy = bundle.parent / "copy"
    copy.mkdir()
    (copy / "old.onnx").touch()
    copy_bundle(bundle, copy)
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == {
        path.name: path.read_bytes() for path in bundle.iterdir()
    }


def test_a_damaged_bundle_is_not_copied(bundle: Path) -> None:
    (bundle / "base.onnx").write_bytes(b"")
    with pytest.raises(MienError, match="SHA-256"):
        copy_bundle(bundle, bundle.parent / "copy")
    assert [path.name for path in bundle.parent.iterdir()] == [bundle.name]
