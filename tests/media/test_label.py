"""Every clip says in its own file that it was generated."""

import pytest
from PIL import Image

from mien.media import Label, read_frames, read_label, write_clip
from mien.media.label import COMPOSITE, VOCABULARY, from_xmp
from mien.media.targets import KINDS

GENERATED = VOCABULARY + "trainedAlgorithmicMedia"

NAMES = [f"c{extension}" for extension in KINDS]


@pytest.mark.parametrize("name", NAMES)
def test_the_label_is_read_back_from_every_format(tmp_path, frames, name):
    count = 1 if name in ("c.jpg", "c.jpeg") else 4
    target = write_clip(frames[:count], tmp_path / name, fps=10)
    assert read_label(target) == Label()
    assert Label().source == COMPOSITE


@pytest.mark.parametrize("name", NAMES)
def test_any_text_survives(tmp_path, frames, name):
    label = Label(source=GENERATED, comment="Erzeugt: <„so\"> & 'anders' " * 20, software="mien ß")
    target = write_clip(frames[:1], tmp_path / name, fps=10, label=label)
    back = read_label(target)
    assert back is not None
    assert (back.source, back.software) == (label.source, label.software)
    assert back.comment.strip() == label.comment.strip()
    assert len(read_frames(target)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_label_is_written_where_none_is_wanted(tmp_path, frames, name):
    target = write_clip(frames[:1], tmp_path / name, fps=10, label=None)
    assert read_label(target) is None
    files = [target] if target.is_file() else list(target.iterdir())
    assert all(b"digitalsourcetype" not in file.read_bytes() for file in files)


def test_every_picture_of_a_folder_is_labelled(tmp_path, frames):
    target = write_clip(frames, tmp_path / "c", fps=10)
    assert [read_label(file) for file in sorted(target.iterdir())] == [Label()] * 7


@pytest.mark.parametrize("name", ["c.jpg", "c.png", "c.webp", "c.mp4", "c.gif"])
def test_the_files_hold_xmp_as_other_programs_look_for_it(tmp_path, frames, name):
    content = write_clip(frames[:1], tmp_path / name, fps=10).read_bytes()
    assert content.count(b"<?xpacket begin=") == 1
    assert f'Iptc4xmpExt:DigitalSourceType="{COMPOSITE}"'.encode() in content


@pytest.mark.parametrize("name", ["c.jpg", "c.gif"])
def test_the_comment_stands_in_plain_words_too(tmp_path, frames, name):
    target = write_clip(frames[:1], tmp_path / name, fps=10)
    with Image.open(target) as image:
        assert image.info["comment"].decode() == Label().comment


def test_the_source_type_is_found_as_an_element_as_other_programs_write_it():
    packet = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
    <i:DigitalSourceType>SOURCE</i:DigitalSourceType></rdf:Description></rdf:RDF></x:xmpmeta>"""
    found = from_xmp(packet.replace("SOURCE", GENERATED))
    assert found is not None
    assert found.source == GENERATED
    assert from_xmp(packet.replace("DigitalSourceType", "Other")) is None
    assert from_xmp("no XML <") is None
    assert from_xmp(b"") is None
