"""What the two sides are asked for."""

import pytest
import torch
from networks import pictures
from sliding import DEGREES, sliding

from mien.methods.ganimation.config import GanimationConfig
from mien.methods.ganimation.networks import Attended, GanimationCritic, GanimationGenerator
from mien.methods.ganimation.objective import Pool, critic_terms, generator_terms, pool
from mien.methods.ganimation.units import peaks


@pytest.fixture
def vectors(config: GanimationConfig) -> torch.Tensor:
    return torch.from_numpy(peaks(config.expressions))


def test_a_pool_holds_every_picture_with_units_in_proportion_to_its_degree(vectors: torch.Tensor):
    clips = sliding()
    found = pool(clips, vectors)
    assert torch.equal(found.pictures.unflatten(0, (2, 5))[:, 0], clips.portrait)
    assert torch.equal(found.pictures.unflatten(0, (2, 5))[:, 1:], clips.frame)
    for index in (0, 1):
        for place, degree in enumerate((0.0, *DEGREES)):
            assert torch.equal(found.shown[5 * index + place], degree * vectors[index])


def test_what_is_asked_of_a_picture_is_what_some_other_shows(vectors: torch.Tensor):
    found = pool(sliding(), vectors)
    assert not torch.equal(found.asked, found.shown)
    as_rows = [sorted(part.tolist()) for part in (found.asked, found.shown)]
    assert as_rows[0] == as_rows[1]


def _pool(config: GanimationConfig) -> Pool:
    return pool(sliding(), torch.from_numpy(peaks(config.expressions)))


def test_the_way_back_starts_at_the_drawn_frame_under_the_pictures_own_condition(
    config: GanimationConfig,
):
    generator, critic = GanimationGenerator(config), GanimationCritic(config)
    shown = _pool(config)
    drawn = generator(shown.pictures, shown.asked)
    asked, back = [], []
    generator.register_forward_pre_hook(lambda _, given: asked.append(given))
    generator.register_forward_hook(lambda *seen: back.append(seen[-1].frame))
    terms = generator_terms(generator, critic, shown, drawn)
    ((portrait, condition),) = asked
    assert portrait is drawn.frame
    assert torch.equal(condition, shown.shown)
    expected = (back[0] - shown.pictures).abs().mean()
    assert terms["cycle"].item() == pytest.approx(expected.item(), rel=1e-5)


def test_a_generator_that_does_nothing_finds_back_at_once(config: GanimationConfig):
    shown = _pool(config)

    class Idle(torch.nn.Module):
        def forward(self, portrait: torch.Tensor, condition: torch.Tensor) -> Attended:
            return Attended(torch.ones(len(portrait), 1, 32, 32), portrait, portrait)

    idle = Idle()
    drawn = idle(shown.pictures, shown.asked)
    terms = generator_terms(idle, GanimationCritic(config), shown, drawn)
    assert terms["cycle"].item() == 0
    assert terms["saturation"].item() == 2
    assert terms["roughness"].item() == 0


def test_the_critic_reads_true_pictures_and_is_judged_by_their_own_condition(
    config: GanimationConfig,
):
    critic, shown = GanimationCritic(config), _pool(config)
    with torch.no_grad():
        read = critic(shown.pictures)
        drawn = pictures(len(shown.pictures))
        scores = critic(drawn).scores
    terms = critic_terms(critic, shown, drawn)
    expected = (read.condition - shown.shown).square().mean()
    assert terms["condition_true"].item() == pytest.approx(expected.item(), rel=1e-4)
    apart = scores.mean() - read.scores.mean()
    assert terms["critic"].item() == pytest.approx(apart.item(), rel=1e-4, abs=1e-6)
