from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from clipsets import EXPRESSIONS, FRAMES, SIZE, write_clipset

from mien.clips import ClipSet
from mien.clips.batches import Batches, Share, held_out
from mien.clips.cache import FrameCache
from mien.config import DataConfig
from mien.errors import MienError
from mien.tensors import Batch

PLACES = {name: place for place, name in enumerate(EXPRESSIONS)}
CONFIG = DataConfig(clips=4, frames=2, expressions_per_batch=2, colour=1, degrade=0.5, zoom=0.05)


@pytest.fixture
def cache(tmp_path: Path) -> FrameCache:
    clipset = write_clipset(tmp_path)
    return FrameCache(clipset, clipset.split("train"), SIZE)


def _batches(cache: FrameCache, share: Share | None = None) -> Batches:
    return Batches(cache, PLACES, CONFIG, size=32, seed=1, share=share)


def _same(one: Batch, other: Batch) -> bool:
    names = [item.name for item in fields(Batch)]
    return all(torch.equal(getattr(one, name), getattr(other, name)) for name in names)


def test_a_batch_depends_on_its_step_alone(cache: FrameCache) -> None:
    assert _same(_batches(cache)[7], _batches(cache)[7])
    assert not _same(_batches(cache)[7], _batches(cache)[8])


def test_processes_share_a_batch_without_gaps_or_repeats(cache: FrameCache) -> None:
    whole = _batches(cache)[3]
    parts = [_batches(cache, Share(rank, 2))[3] for rank in range(2)]
    for rank, part in enumerate(parts):
        assert torch.equal(part.frame, whole.frame[rank::2])


def test_frames_carry_the_degrees_and_expression_of_their_clip(cache: FrameCache) -> None:
    batch = _batches(cache)[0]
    assert batch.frame.shape == (4, 2, 3, 32, 32)
    assert batch.expression.bincount().tolist() == [2, 2]
    assert ((batch.degree > 0) & (batch.degree <= 1)).all()
    assert batch.portrait.min() >= -1
    assert batch.portrait.max() <= 1


def test_a_clip_stands_before_another_background_as_often_as_is_asked_for(
    cache: FrameCache,
) -> None:
    usual, never, always = (
        Batches(cache, PLACES, replace(CONFIG, backgrounds=share), size=32, seed=1)[0]
        for share in (0.0, 1e-9, 1.0)
    )
    torch.testing.assert_close(never.frame, usual.frame)
    assert (always.portrait != usual.portrait).flatten(1).any(1).all()
    assert (always.frame != usual.frame).flatten(1).any(1).all()
    torch.testing.assert_close(always.landmarks, usual.landmarks)


@pytest.mark.parametrize("late", [0.0, 2.0])
def test_the_first_frame_is_a_target_only_where_it_is_asked_for(
    cache: FrameCache, late: float
) -> None:
    config = DataConfig(clips=4, frames=FRAMES, expressions_per_batch=2, late=late, first=True)
    batch = Batches(cache, PLACES, config, size=32, seed=0)[0]
    expected = torch.linspace(0, 1, FRAMES).expand(4, FRAMES)
    torch.testing.assert_close(batch.degree.sort(dim=1).values, expected)
    first = batch.degree.argmin(dim=1)
    assert torch.equal(batch.frame[torch.arange(4), first], batch.portrait)
    assert (_batches(cache)[0].degree > 0).all()


def test_late_frames_are_drawn_more_often_the_more_they_are_preferred(cache: FrameCache) -> None:
    means = [_mean_degree(cache, late) for late in (0.0, 1.0, 4.0)]
    assert means == sorted(means)
    assert means[0] < 0.7 < means[2]


def _mean_degree(cache: FrameCache, late: float) -> float:
    config = DataConfig(clips=4, frames=1, expressions_per_batch=2, late=late)
    batches = Batches(cache, PLACES, config, size=32, seed=0)
    return float(torch.cat([batches[step].degree for step in range(30)]).mean())


def test_what_is_drawn_for_a_seed_and_a_step_never_changes(cache: FrameCache) -> None:
    config = DataConfig(clips=6, frames=2, expressions_per_batch=2, late=0.5)
    batch = Batches(cache, PLACES, config, size=32, seed=0)[5]
    assert batch.expression.tolist() == [1, 0, 1, 0, 1, 0]
    assert (4 * batch.degree).round().tolist() == [[3, 2], [2, 4], [2, 3], [4, 3], [1, 2], [3, 1]]


def test_only_what_the_network_is_shown_is_degraded(cache: FrameCache) -> None:
    config = DataConfig(clips=4, frames=1, expressions_per_batch=2, degrade=1.0, flip=0)
    batch = Batches(cache, PLACES, config, size=32, seed=0)[0]
    assert not torch.equal(batch.seen, batch.portrait)
    unmoved = (batch.frame[:, 0] - batch.portrait)[..., :4, :].abs().max()
    assert unmoved == 0


def test_held_out_clips_come_once_each_and_unchanged(cache: FrameCache) -> None:
    batches = list(held_out(cache, PLACES, size=32, when=[0.5, 1.0], clips=3))
    assert sum(len(batch.portrait) for batch in batches) == len(cache.clips)
    first = batches[0]
    frame = cache.frames(_index(cache, "happy"), np.array([4]))[0, 2:34, 2:34]
    assert torch.equal(first.frame[0, 1], torch.from_numpy(frame).movedim(-1, 0) / 127.5 - 1)


def test_held_out_clips_of_any_length_are_shown_at_the_same_shares(tmp_path: Path) -> None:
    clipset = write_clipset(tmp_path)
    short = replace(clipset.clips[0], degrees=clipset.clips[0].degrees[:3])
    frames, track = clipset.frames(clipset.clips[0])[:3], clipset.landmarks(clipset.clips[0])[:3]
    np.savez(tmp_path / short.file, frames=frames)
    clips = (short, *clipset.clips[1:])
    tracks = {one.id: clipset.landmarks(one) for one in clips} | {short.id: track}
    ClipSet(tmp_path, SIZE, clips).write(tracks)
    cache = FrameCache(ClipSet.read(tmp_path), clips, SIZE)
    (shown,) = held_out(cache, {"happy": 0}, size=32, when=[0.5, 1.0], clips=8)
    assert shown.degree.tolist() == [[0.25, 0.5], [0.5, 1.0], [0.5, 1.0]]


def test_what_is_emphasised_is_drawn_so_many_times_as_often(cache: FrameCache) -> None:
    config = DataConfig(clips=1, frames=1, expressions_per_batch=1, emphasis={"angry": 4.0})
    batches = Batches(cache, {"happy": 0, "angry": 1}, config, size=32, seed=0)
    angry = sum(int(batches[step].expression) for step in range(200))
    assert 140 < angry < 180


def test_only_what_is_learnt_is_drawn_and_it_keeps_its_place(cache: FrameCache) -> None:
    batches = Batches(cache, {"angry": 5}, CONFIG, size=32, seed=0)
    assert {place for step in range(5) for place in batches[step].expression.tolist()} == {5}
    (shown,) = held_out(cache, {"angry": 5}, size=32, when=[1.0], clips=8)
    assert shown.expression.tolist() == [5, 5]


def test_an_expression_without_clips_is_refused(cache: FrameCache) -> None:
    with pytest.raises(MienError, match="no clips of sad"):
        Batches(cache, {"sad": 0}, CONFIG, size=32, seed=0)


def _index(cache: FrameCache, expression: str) -> int:
    return [clip.expression for clip in cache.clips].index(expression)


def test_whole_clips_are_spread_evenly_and_end_at_the_last_frame(cache: FrameCache) -> None:
    config = DataConfig(clips=4, frames=2, expressions_per_batch=2, whole=True)
    batch = Batches(cache, PLACES, config, size=32, seed=0)[0]
    assert torch.equal(batch.degree, torch.tensor([0.5, 1.0]).expand(4, 2))
