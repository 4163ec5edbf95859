from dataclasses import replace

import pytest
import torch
from baselines import HIERARCHICAL
from networks import face, pictures

from mien.methods.hierarchical.image_network import ImageNetwork

PAPERS = replace(HIERARCHICAL, additive=False)


@pytest.fixture(params=[0, 1, 2])
def network(request: pytest.FixtureRequest) -> ImageNetwork:
    """The papers', with the landmarks entering at each of its levels."""
    return ImageNetwork(replace(PAPERS, enters=request.param))


def test_a_frame_for_each_set_of_landmarks(network: ImageNetwork) -> None:
    drawn = network(pictures(2), face(2), face(2, 3))
    assert drawn.shape == (2, 3, 3, 32, 32)
    assert drawn.abs().max() <= 1


def test_the_picture_changes_through_the_change_of_landmarks_alone(network: ImageNetwork) -> None:
    portrait, one, other = pictures(1), face(1), face(1)
    still = network(portrait, one, one[:, None])
    assert torch.equal(still, network(portrait, other, other[:, None]))
    assert not torch.allclose(still, network(portrait, one, other[:, None]), atol=1e-5)


def test_an_additive_network_starts_as_the_unchanged_photo() -> None:
    portrait = pictures(2)
    drawn = ImageNetwork(HIERARCHICAL)(portrait, face(2), face(2, 3))
    assert torch.equal(drawn, portrait[:, None].expand_as(drawn))


def test_a_frame_depends_on_its_own_landmarks_and_portrait(network: ImageNetwork) -> None:
    portrait, before, after = pictures(2), face(2), face(2, 3)
    drawn = network(portrait, before, after)
    for clip in range(2):
        for frame in range(3):
            alone = network(
                portrait[clip : clip + 1],
                before[clip : clip + 1],
                after[clip : clip + 1, frame : frame + 1],
            )
            assert torch.allclose(alone[0, 0], drawn[clip, frame], atol=1e-5)


def test_every_layer_reaches_the_frame(network: ImageNetwork) -> None:
    network(pictures(1), face(1), face(1, 2)).square().sum().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().sum() > 0, name
