from dataclasses import replace

import pytest
import torch
from baselines import CONVLSTM
from networks import pictures

from mien.methods.convlstm.cell import State
from mien.methods.convlstm.network import ConvLstmNetwork
from mien.methods.layers import doubled

PAPERS = replace(CONVLSTM, additive=False)


@pytest.fixture
def network() -> ConvLstmNetwork:
    return ConvLstmNetwork(PAPERS)


def test_one_frame_in_a_sequence_out(network: ConvLstmNetwork) -> None:
    drawn = network(pictures(2))
    assert drawn.shape == (2, 4, 3, 32, 32)
    assert drawn.abs().max() <= 1


def test_an_additive_network_starts_as_the_unchanged_photo() -> None:
    portrait = pictures(1)
    drawn = ConvLstmNetwork(CONVLSTM)(portrait)
    assert torch.equal(drawn, portrait[:, None].expand_as(drawn))


def test_what_an_additive_network_draws_is_added_to_the_photo() -> None:
    network, portrait = ConvLstmNetwork(CONVLSTM), pictures(1)
    torch.nn.init.constant_(network.last.bias, 0.25)
    assert torch.allclose(network(portrait), portrait[:, None].expand(-1, 4, -1, -1, -1) + 0.25)


def test_frames_that_are_drawn_themselves_stay_in_range(network: ConvLstmNetwork) -> None:
    torch.nn.init.constant_(network.last.bias, 30.0)
    assert torch.allclose(network(pictures(1)), torch.ones(()))


@pytest.mark.parametrize("step", [0, 1, 3])
def test_a_frame_depends_on_the_steps_before_it_and_on_none_after(
    network: ConvLstmNetwork, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    portrait, forecast, done = pictures(1), network.forecast, []
    before = network(portrait)

    def disturbed(skips: list[torch.Tensor], states: list[State]) -> list[State]:
        later = forecast(skips, states)
        if len(done) == step:
            later = [State(state.hidden + 0.5, state.cell + 0.5) for state in later]
        done.append(step)
        return later

    monkeypatch.setattr(network, "forecast", disturbed)
    changed = (network(portrait) != before).flatten(2).any(dim=2)[0]
    assert changed.tolist() == [number >= step for number in range(4)]


def test_how_many_frames_follow_changes_none_of_the_first(network: ConvLstmNetwork) -> None:
    short = ConvLstmNetwork(replace(PAPERS, frames=2))
    short.load_state_dict(network.state_dict())
    portrait = pictures(1)
    assert torch.allclose(short(portrait), network(portrait)[:, :2], atol=1e-6)


def test_the_forecast_starts_from_what_was_read_of_the_portrait(network: ConvLstmNetwork) -> None:
    skips, states = network.encode(pictures(1))
    zeros = [State(*(torch.zeros_like(part) for part in state)) for state in states]
    read, blank = (network.forecast(skips[network.fine :], start) for start in (states, zeros))
    for one, other in zip(read, blank, strict=True):
        assert not torch.allclose(one.hidden, other.hidden)


def test_every_forecasting_cell_sets_out_from_the_state_of_the_level_that_read(
    network: ConvLstmNetwork,
) -> None:
    """Shi et al. (2015), Section 3.2: both H and C are copied."""
    read, given = [], []
    for reader, writer in zip(network.readers, network.writers, strict=True):
        reader.register_forward_hook(lambda _, shown, state: read.append(state))
        writer.register_forward_pre_hook(lambda _, shown: given.append(shown[1]))
    network(pictures(1))
    first = given[: len(read)]  # of the first step, the coarsest level first
    for state, start in zip(read, reversed(first), strict=True):
        assert torch.equal(start.hidden, state.hidden)
        assert torch.equal(start.cell, state.cell)
    assert not torch.equal(given[len(read)].cell, first[0].cell)


def test_a_forecasting_cell_is_shown_its_skip_and_the_new_state_of_the_level_below(
    network: ConvLstmNetwork,
) -> None:
    skips, states = network.encode(pictures(1))
    coarse = skips[network.fine :]
    shown: dict[int, torch.Tensor] = {}
    for level, writer in enumerate(network.writers):
        writer.register_forward_pre_hook(
            lambda _, given, level=level: shown.update({level: given[0]})
        )
    later = network.forecast(coarse, states)
    assert torch.equal(shown[1], coarse[1])
    assert torch.equal(shown[0], torch.cat([coarse[0], doubled(later[1].hidden)], dim=1))


def test_a_fine_level_of_the_decoder_sees_the_portraits_features_at_every_step(
    network: ConvLstmNetwork,
) -> None:
    portrait, given = pictures(2), []
    skips, _ = network.encode(portrait)
    network.doublings[0].register_forward_pre_hook(lambda _, shown: given.append(shown[0]))
    network(portrait)
    (joined,) = given
    across = joined.unflatten(0, (2, 4))[:, :, -skips[0].shape[1] :]
    assert torch.equal(across, skips[0][:, None].expand_as(across))


def test_a_portrait_is_drawn_by_itself(network: ConvLstmNetwork) -> None:
    portraits = pictures(3)
    together = network(portraits)
    for portrait, drawn in zip(portraits, together, strict=True):
        assert torch.allclose(network(portrait[None])[0], drawn, atol=1e-5)


def test_levels_that_hold_cells_reach_the_frame(network: ConvLstmNetwork) -> None:
    network(pictures(1)).square().sum().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        # A reader's peepholes look at a state of zeros; its output gate alone sees what is new.
        assert parameter.grad.abs().sum() > 0, name


def test_any_size_that_the_halvings_divide_will_do(network: ConvLstmNetwork) -> None:
    assert network(torch.zeros(1, 3, 16, 24)).shape == (1, 4, 3, 16, 24)
