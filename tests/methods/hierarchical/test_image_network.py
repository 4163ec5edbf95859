from dataclasses import replace

import pytest
import torch
from baselines import HIERARCHICAL
from networks import face, pictures

from mien.methods.hierarchical.heatmaps import heatmaps
from mien.methods.hierarchical.image_network import ImageNetwork
from mien.methods.layers import doubled

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


def test_the_change_is_the_frames_heatmaps_less_the_portraits(network: ImageNetwork) -> None:
    enters = network.config.enters
    before, after, seen = face(2), face(2, 3), []
    layers = [*network.halvings, network.doublings[-1]]
    layers[enters].register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    network(pictures(2), before, after)
    side, spread = 32 // 2**enters, network.config.spread
    will, was = (heatmaps(points, 32, side, spread) for points in (after, before))
    expected = (will - was[:, None]).flatten(0, 1)
    if enters == len(network.halvings):  # the coarsest level: its maps come doubled
        expected = doubled(expected)
    place = network.config.widths[enters]
    assert torch.equal(seen[0][:, place : place + 68], expected)


def test_every_level_of_the_decoder_sees_the_level_that_read_the_portrait(
    network: ImageNetwork,
) -> None:
    portrait, before, after = pictures(2), face(2), face(2, 3)
    given: list[torch.Tensor] = []
    read: list[torch.Tensor] = []
    network.halvings[0].register_forward_pre_hook(lambda _, shown: read.append(shown[0]))
    network.doublings[0].register_forward_pre_hook(lambda _, shown: given.append(shown[0]))
    network(portrait, before, after)
    ((joined,), (skip,)) = given, read
    each = skip if len(skip) == len(joined) else skip.repeat_interleave(3, dim=0)
    assert torch.equal(joined[:, -skip.shape[1] :], each)
    assert skip.abs().sum() > 0


def test_what_an_additive_network_draws_is_added_to_the_photo() -> None:
    network, portrait = ImageNetwork(HIERARCHICAL), pictures(1)
    torch.nn.init.constant_(network.last.bias, 0.25)
    drawn = network(portrait, face(1), face(1, 3))
    assert torch.allclose(drawn, portrait[:, None].expand_as(drawn) + 0.25)


def test_frames_that_are_drawn_themselves_stay_in_range(network: ImageNetwork) -> None:
    torch.nn.init.constant_(network.last.bias, 30.0)
    assert torch.allclose(network(pictures(1), face(1), face(1, 2)), torch.ones(()))


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
