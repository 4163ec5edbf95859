"""What the two sides are asked for."""

import pytest
import torch
from networks import pictures
from sliding import DEGREES, sliding
from torch import nn

from mien.losses.attention import roughness
from mien.methods.ganimation import objective as module
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


def test_the_generator_is_asked_for_what_the_critic_reads_off_the_drawn_frame(
    config: GanimationConfig,
):
    generator, critic = GanimationGenerator(config), GanimationCritic(config)
    for part in (*critic.modules(), *generator.modules()):
        if isinstance(part, nn.Conv2d):  # at the start's small weights all is read alike
            nn.init.normal_(part.weight, std=0.15)
    shown = _pool(config)
    drawn = generator(shown.pictures, shown.asked)
    with torch.no_grad():
        read, back = critic(drawn.frame), generator(drawn.frame, shown.shown)
    terms = generator_terms(generator, critic, shown, drawn)
    expected = {
        "adversarial": -read.scores.mean(),
        "condition": (read.condition - shown.asked).square().mean(),
        "cycle": (back.frame - shown.pictures).abs().mean(),
        "saturation": drawn.attention.mean() + back.attention.mean(),
        "roughness": roughness(drawn.attention) + roughness(back.attention),
    }
    assert {name: term.item() for name, term in terms.items()} == pytest.approx(
        {name: term.item() for name, term in expected.items()}, rel=1e-4
    )
    swapped = (read.condition - shown.shown).square().mean().item()
    assert terms["condition"].item() != pytest.approx(swapped, rel=1e-3)
    assert roughness(back.attention) > 0


def test_the_slope_is_judged_between_true_and_drawn_pictures_of_the_same_place(
    config: GanimationConfig, monkeypatch: pytest.MonkeyPatch
):
    given = []
    monkeypatch.setattr(
        module, "gradient_penalty", lambda *parts: given.append(parts) or torch.tensor(0.5)
    )
    critic, shown, drawn = GanimationCritic(config), _pool(config), pictures(10)
    terms = critic_terms(critic, shown, drawn)
    ((judge, true, false),) = given
    assert torch.equal(true, shown.pictures)
    assert torch.equal(false, drawn)
    assert torch.equal(judge(drawn), critic(drawn).scores)
    assert terms["penalty"].item() == 0.5


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
