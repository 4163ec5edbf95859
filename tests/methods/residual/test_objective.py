"""Which loss looks at what."""

import pytest
import torch
from networks import PAPER, batch

from mien.config import ResidualConfig
from mien.ibug import MOUTH_ENDS
from mien.losses.perceptual import VggFeatures
from mien.methods.residual.objective import (
    Drawn,
    landmark_terms,
    mouth_terms,
    perceptual_terms,
    pixel_terms,
)
from mien.models.composition import Composition


def test_a_frame_that_is_the_true_one_costs_nothing():
    clips = batch()
    drawn = Drawn(clips.truth, before=clips.truth, after=clips.truth)
    terms = pixel_terms(PAPER, PAPER.weights, clips, drawn)
    assert terms == {"reconstruction": 0, "continuity": 0}


def test_every_term_of_the_papers_objective_grows_with_what_it_measures():
    """Equation 6 has its signs mixed: the generator is to make all of these small."""
    assert all(weight > 0 for weight in PAPER.weights.values())
    clips = batch()
    near, far = (
        pixel_terms(
            PAPER,
            PAPER.weights,
            clips,
            Drawn(clips.truth + by, before=clips.truth, after=clips.truth + 2 * by),
        )
        for by in (0.1, 0.2)
    )
    assert near.keys() == {"reconstruction", "continuity"}
    for name, value in near.items():
        assert far[name].item() == pytest.approx(2 * value.item(), rel=1e-4)


def test_landmarks_are_those_of_the_true_frame():
    clips = batch()
    x, y = clips.landmarks.flatten(0, 1).round().long().unbind(dim=-1)
    maps = torch.full((4, 68, 32, 32), -100.0)
    frames, points = torch.meshgrid(torch.arange(4), torch.arange(68), indexing="ij")
    maps[frames, points, y, x] = 100.0
    right = landmark_terms(clips, Drawn(clips.truth, landmarks=maps))["landmarks"]
    wrong = landmark_terms(clips, Drawn(clips.truth, landmarks=maps.flip(-1)))["landmarks"]
    assert right < 0.2 < wrong
    assert landmark_terms(clips, Drawn(clips.truth)) == {}


def test_activations_are_compared_round_the_mouth_and_round_a_landmark_that_chance_picks():
    clips = batch()
    features = VggFeatures(("conv1_1",), widths=(4, 6, 8, 10))

    def cost(clip: slice, rows: slice, seed: int = 0) -> float:
        torch.manual_seed(seed)
        frame = clips.truth.clone()
        frame[clip, :, rows, 12:20] += 0.5
        terms = perceptual_terms(features, {"perceptual": 1.0}, clips, Drawn(frame))
        return terms["perceptual"].item()

    mouth, brows = slice(20, 25), slice(1, 6)
    firsts, lasts = slice(0, None, 2), slice(1, None, 2)
    assert cost(firsts, mouth) > 0
    assert cost(firsts, brows) == 0
    seen = [cost(lasts, brows, seed) > 0 for seed in range(20)]
    assert any(seen)
    assert not all(seen)


def test_errors_at_the_mouth_and_where_the_frame_moves_count_more():
    clips = batch()
    plain, heavy = ResidualConfig(), ResidualConfig(mouth_weight=9.0)
    at_mouth, elsewhere = clips.truth.clone(), clips.truth.clone()
    at_mouth[..., 21:24, 12:20] += 0.5
    elsewhere[..., 1:4, 12:20] += 0.5

    def cost(config: ResidualConfig, frame: torch.Tensor) -> float:
        return pixel_terms(config, {}, clips, Drawn(frame))["reconstruction"].item()

    assert cost(plain, at_mouth) == pytest.approx(cost(plain, elsewhere), rel=1e-4)
    assert cost(heavy, at_mouth) > 4 * cost(heavy, elsewhere)


def test_what_a_frame_is_composed_of_is_judged_too():
    clips = batch()
    composition = Composition(
        frame=clips.truth,
        flow=torch.zeros(4, 2, 16, 16),
        shade=torch.zeros(4, 1, 32, 32),
        opacity=torch.ones(4, 1, 32, 32),
        rise=torch.ones(4, 1, 32, 32),
        warped=clips.origin,
        colour=clips.truth,
    )
    terms = pixel_terms(
        ResidualConfig(), {"gradients": 1.0}, clips, Drawn(clips.truth, composition)
    )
    assert 0 < terms.pop("revealed") < 1
    assert terms == {
        "reconstruction": 0,
        "gradients": 0,
        "smoothness": 0,
        "opaqueness": 1,
        "unexplained": 0,
    }


def test_the_mouth_is_looked_for_in_the_portrait_and_not_in_the_frame():
    clips = batch()
    size, count = clips.frame.shape[-1], clips.frame.shape[1]
    pixels = clips.portrait_landmarks[:, MOUTH_ENDS].repeat_interleave(count, dim=0)
    ends = (pixels + 0.5) / size
    assert mouth_terms(clips, Drawn(clips.truth)) == {}
    assert mouth_terms(clips, Drawn(clips.truth, mouth=ends)) == {"mouth": 0}
    away = mouth_terms(clips, Drawn(clips.truth, mouth=ends + 0.25))
    assert away["mouth"].item() == pytest.approx(0.25)
