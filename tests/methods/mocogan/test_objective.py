"""Who judges what, held against sums by hand with judges that tell the brightness."""

from dataclasses import replace

import pytest
import torch
from networks import pictures
from sliding import sliding
from torch import nn
from torch.nn.functional import cross_entropy, softplus

from mien.methods.mocogan.discriminators import Judgement
from mien.methods.mocogan.objective import Samples, answers, discriminator_terms, generator_terms
from mien.tensors import Batch

SAMPLES = Samples(true=torch.tensor([1, 3]), drawn=torch.tensor([2, 0]))


class Brightness(nn.Module):
    """A frame's logit is ten times its mean."""

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        return 10 * frames.mean(dim=(1, 2, 3), keepdim=True)


class Movement(nn.Module):
    """A clip's logit and categories are how its last frame differs from its first."""

    def forward(self, clips: torch.Tensor) -> Judgement:
        return Judgement(*self.told(clips))

    def told(self, clips: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        change = 10 * (clips[:, -1] - clips[:, 0])
        return change.mean(dim=(1, 2, 3), keepdim=True), change[:, :2].mean(dim=(2, 3))


@pytest.fixture
def judges() -> nn.ModuleDict:
    return nn.ModuleDict({"image": Brightness(), "video": Movement()})


@pytest.fixture
def clips() -> Batch:
    """Clips that grow brighter, unlike the drawn ones."""
    shown = sliding()
    brighter = torch.tensor([0.0, 0.1, 0.2, 0.3])[:, None, None, None]
    return replace(shown, frame=shown.frame + brighter)


@pytest.fixture
def drawn() -> torch.Tensor:
    fading = torch.tensor([0.4, 0.1, -0.2, -0.5])[:, None, None, None]
    return pictures(2, 4) * 0.2 + fading


def test_discriminators_take_true_for_true_and_drawn_for_drawn(
    judges: nn.ModuleDict, clips: Batch, drawn: torch.Tensor
):
    terms = discriminator_terms(judges, clips, drawn, SAMPLES)
    true = torch.stack([clips.frame[0, 1], clips.frame[1, 3]])
    false = torch.stack([drawn[0, 2], drawn[1, 0]])
    (seen, unseen), told = (judges["image"](part) for part in (true, false)), judges["video"].told
    image = softplus(-seen).mean() + softplus(unseen).mean()
    assert terms["discriminator_image"].item() == pytest.approx(image.item(), rel=1e-5)
    moves, stands = (told(part)[0] for part in (clips.frame, drawn))
    video = softplus(-moves).mean() + softplus(stands).mean()
    assert terms["discriminator_video"].item() == pytest.approx(video.item(), rel=1e-5)
    category = cross_entropy(told(clips.frame)[1], clips.expression)
    assert terms["category_true"].item() == pytest.approx(category.item(), rel=1e-5)


def test_the_generator_is_asked_to_be_taken_for_true_and_to_be_recognised(
    judges: nn.ModuleDict, clips: Batch, drawn: torch.Tensor
):
    terms = generator_terms(judges, clips, drawn, SAMPLES)
    chosen = judges["image"](torch.stack([drawn[0, 2], drawn[1, 0]]))
    moves, category = judges["video"].told(drawn)
    expected = {
        "adversarial_image": softplus(-chosen).mean(),
        "adversarial_video": softplus(-moves).mean(),
        "category": cross_entropy(category, clips.expression),
        "reconstruction": (answers(drawn, clips) - clips.truth).abs().mean(),
    }
    assert {name: term.item() for name, term in terms.items()} == pytest.approx(
        {name: term.item() for name, term in expected.items()}, rel=1e-5
    )


def test_a_frame_of_each_clip_is_chosen_by_chance_the_true_one_apart_from_the_drawn():
    chosen = [Samples.chosen(torch.empty(2, 4, 3, 1, 1)) for _ in range(60)]
    true, drawn = (
        torch.stack([getattr(one, name) for one in chosen]) for name in ("true", "drawn")
    )
    for part in (true, drawn):
        for clip in (0, 1):
            assert set(part[:, clip].tolist()) == {0, 1, 2, 3}
    assert (true != drawn).any()
    assert (true[:, 0] != true[:, 1]).any()
