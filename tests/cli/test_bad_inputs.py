"""Everything that people get wrong, each with the words that should help them."""

import json
import os
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

HAPPY = ("-e", "happy")
WHOLE = ("-e", "happy", "--whole")

Prepare = Callable[[Path], object]


def _nothing(folder: Path) -> None:
    pass


def _text(name: str, text: str) -> Prepare:
    return lambda folder: (folder / name).write_text(text)


def _truncated(folder: Path) -> None:
    whole = (folder / "photo.png").read_bytes()
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])


def _small(folder: Path) -> None:
    Image.new("RGB", (10, 10)).save(folder / "small.png")


def _bomb(folder: Path) -> None:
    """A PNG of a few bytes that claims 40,000 x 40,000 pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100))
    (folder / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + content + chunk(b"IEND", b""))


def _face(folder: Path) -> None:
    data = pytest.importorskip("skimage.data")
    Image.fromarray(data.astronaut()).save(folder / "face.png")


def _edited_bundle(**changes: object) -> Prepare:
    def prepare(folder: Path) -> None:
        card = json.loads((folder / "bundle" / "bundle.json").read_text())
        (folder / "bundle" / "bundle.json").write_text(json.dumps(card | changes))

    return prepare


def _damaged_bundle(folder: Path) -> None:
    with (folder / "bundle" / "happy.onnx").open("ab") as file:
        file.write(b"\0")


def _closed(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o500)


def _taken(folder: Path) -> None:
    (folder / "taken.mp4").mkdir()


BAD: dict[str, tuple[Prepare, tuple[str, ...], str]] = {
    # photos
    "no photo": (_nothing, HAPPY, "PHOTOS"),
    "no face": (_nothing, ("photo.png", *HAPPY), "No face was found in photo.png"),
    "no face, the way out": (_nothing, ("photo.png", *HAPPY), "24 pixels wide, or `--whole`"),
    "a missing photo": (_nothing, ("gone.jpg", *WHOLE), "gone.jpg does not exist"),
    "a folder as photo": (_nothing, ("bundle", *WHOLE), "bundle is a folder"),
    "an empty file": (_text("empty.jpg", ""), ("empty.jpg", *WHOLE), "empty.jpg is empty"),
    "a text named .jpg": (_text("text.jpg", "hello"), ("text.jpg", *WHOLE), "it is a text"),
    "a photo cut short": (_truncated, ("cut.png", *WHOLE), "damaged or cut short"),
    "a picture bomb": (_bomb, ("bomb.png", *WHOLE), "megapixels"),
    "10 x 10 pixels": (_small, ("small.png", *WHOLE), "at least 64"),
    # faces
    "a seventh face of one": (_face, ("face.png", *HAPPY, "--face", "7"), "no face number 7"),
    "face 0": (_nothing, ("photo.png", *HAPPY, "--face", "0"), "a number from 1"),
    "a face by name": (_nothing, ("photo.png", *HAPPY, "--face", "ada"), "--face is 'ada'"),
    "whole and all": (_nothing, ("photo.png", *WHOLE, "--all-faces"), "exclude each other"),
    "whole and one": (_nothing, ("photo.png", *WHOLE, "--face", "1"), "--face and --whole"),
    # expressions
    "no expression": (_nothing, ("photo.png",), "add -e with happy, angry or all"),
    "an unknown expression": (_nothing, ("photo.png", "-e", "bored"), "this bundle has happy"),
    # degrees
    "a degree above 1": (_nothing, ("photo.png", *WHOLE, "--degrees", "1.2"), "1.2"),
    "a degree below 0": (_nothing, ("photo.png", *WHOLE, "--degrees=-0.1"), "-0.1"),
    "a degree that is none": (_nothing, ("photo.png", *WHOLE, "--degrees", "nan"), "nan"),
    "a degree in words": (_nothing, ("photo.png", *WHOLE, "--degrees", "much"), "not a number"),
    "no degrees": (_nothing, ("photo.png", *WHOLE, "--degrees", ""), "the schedule is empty"),
    "a step that misses": (
        _nothing,
        ("photo.png", *WHOLE, "--degrees", "0,0.3,...,1"),
        "does not arrive",
    ),
    "an unknown curve": (_nothing, ("photo.png", *WHOLE, "--degrees", "hop:9"), "unknown curve"),
    "a rise of one": (_nothing, ("photo.png", *WHOLE, "--degrees", "rise:1"), "at least 2"),
    "a rise without end": (
        _nothing,
        ("photo.png", *WHOLE, "--degrees", "rise:99999999999"),
        "too many",
    ),
    "an unknown easing": (
        _nothing,
        ("photo.png", *WHOLE, "--degrees", "rise:9,easing=bouncy"),
        "unknown easing 'bouncy'",
    ),
    "a time course of nothing": (
        _nothing,
        ("photo.png", *WHOLE, "--degrees", "onset=0"),
        "longer than 0",
    ),
    # files of keyframes
    "missing keyframes": (
        _nothing,
        ("photo.png", "--whole", "--degrees", "k.json"),
        "cannot read keyframes from k.json",
    ),
    "keyframes that are no JSON": (
        _text("k.json", "{"),
        ("photo.png", "--whole", "--degrees", "k.json"),
        "k.json: not JSON",
    ),
    "keyframes of a newer version": (
        _text("k.json", '{"format": 9, "keyframes": []}'),
        ("photo.png", "--whole", "--degrees", "k.json"),
        "format 9",
    ),
    "a CSV without header": (
        _text("k.csv", "0,0\n1,1\n"),
        ("photo.png", "--whole", "--degrees", "k.csv"),
        "must be a header",
    ),
    "times out of order": (
        _text("k.csv", "time,happy\n1,0\n0,1\n"),
        ("photo.png", "--whole", "--degrees", "k.csv"),
        "out of order",
    ),
    "keyframes of an unknown expression": (
        _text("k.csv", "time,bored\n0,0\n1,1\n"),
        ("photo.png", "--whole", "--degrees", "k.csv"),
        "unknown expression 'bored'",
    ),
    "keyframes and an expression": (
        _text("k.csv", "time,happy\n0,0\n1,1\n"),
        ("photo.png", *WHOLE, "--degrees", "k.csv"),
        "leave out -e happy",
    ),
    # numbers
    "0 frames per second": (_nothing, ("photo.png", *WHOLE, "--fps", "0"), "between 0.1 and 240"),
    "no frame rate": (_nothing, ("photo.png", *WHOLE, "--fps", "nan"), "between 0.1 and 240"),
    "a rate in words": (_nothing, ("photo.png", *WHOLE, "--fps", "fast"), "fast"),
    "0 jobs": (_nothing, ("photo.png", *WHOLE, "--jobs", "0"), "--jobs is 0"),
    "0 threads": (_nothing, ("photo.png", *WHOLE, "--threads", "0"), "--threads is 0"),
    "0 times": (_nothing, ("photo.png", *WHOLE, "--times", "0"), "--times is 0"),
    "endless times": (_nothing, ("photo.png", *WHOLE, "--times", "1000000"), "too many"),
    # targets
    "an unknown extension": (_nothing, ("photo.png", *WHOLE, "-o", "clip.avi"), ".avi"),
    "an unknown format": (_nothing, ("photo.png", *WHOLE, "--format", "avi"), "avi"),
    "a missing folder": (_nothing, ("photo.png", *WHOLE, "-o", "a/b.mp4"), "a does not exist"),
    "a folder in the way": (_taken, ("photo.png", *WHOLE, "-o", "taken.mp4"), "is a folder"),
    "a file in the way": (
        _text("taken.gif", "mine"),
        ("photo.png", *WHOLE, "-o", "taken.gif"),
        "--force",
    ),
    "a closed folder": (_closed, ("photo.png", *WHOLE, "-o", "closed/clip.mp4"), "permissions"),
    "the photo as target": (
        _nothing,
        ("photo.png", *WHOLE, "-o", "photo.png", "--degrees", "1", "--force"),
        "is the photo itself",
    ),
    "two photos to one file": (
        _nothing,
        ("photo.png", "gone.jpg", *WHOLE, "-o", "clip.mp4"),
        "several clips cannot go to the one file clip.mp4",
    ),
    "a pattern that repeats": (
        _nothing,
        ("photo.png", "gone.jpg", *WHOLE, "-o", "{expression}.mp4"),
        "2 clips would be written to happy.mp4",
    ),
    "an unknown field": (
        _nothing,
        ("photo.png", *WHOLE, "-o", "{face}.mp4"),
        "unknown field {face}",
    ),
    "a JPEG of many frames": (_nothing, ("photo.png", *WHOLE, "-o", "clip.jpg"), "one picture"),
    # bundles
    "a missing bundle": (_nothing, ("photo.png", *WHOLE, "--bundle", "gone"), "not a bundle"),
    "a damaged bundle": (_damaged_bundle, ("photo.png", *WHOLE), "SHA-256 differs"),
    "a newer bundle": (_edited_bundle(format=99), ("photo.png", *WHOLE), "has format 99"),
    "a bundle without a graph": (
        lambda folder: (folder / "bundle" / "happy.onnx").unlink(),
        ("photo.png", *WHOLE),
        "lacks the file 'happy.onnx'",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, tiny_bundle: Path, portrait: np.ndarray) -> Path:
    """A photo without a face, and a bundle."""
    shutil.copytree(tiny_bundle, tmp_path / "bundle")
    Image.fromarray(portrait).save(tmp_path / "photo.png")
    return tmp_path


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_answered_in_words_and_leaves_nothing_behind(name, mien, folder):
    prepare, arguments, words = BAD[name]
    if name == "a closed folder":
        _skip_for_root()
    prepare(folder)
    before = _contents(folder)
    if "--bundle" not in arguments:
        arguments += ("--bundle", "bundle")
    result = mien("animate", *arguments)
    assert words in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert _contents(folder) == before


def test_the_table_is_as_long_as_it_should_be():
    assert len(BAD) >= 25


def _skip_for_root() -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is closed to root")
