"""Batches as a function of the step: a resumed run sees what an uninterrupted one would."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from mien.clips.augment import View, degraded, middle_view, random_view
from mien.clips.backdrop import backdrop, before
from mien.clips.cache import FrameCache
from mien.config import DataConfig
from mien.errors import MienError
from mien.tensors import Batch
from mien.types import Picture


@dataclass(frozen=True)
class Share:
    """Which part of each batch a process works on."""

    rank: int = 0
    processes: int = 1


class Batches(Dataset[Batch]):
    """Training batches, by step.

    Args:
        cache: the clips to draw from.
        places: every expression to draw, with the place of its residual encoder.
        config: how to draw; `config.clips` over all processes together.
        size: side of the frames in pixels.
        seed: of everything random.
        share: this process's part.

    Raises:
        MienError: an expression has no clips.
    """

    def __init__(
        self,
        cache: FrameCache,
        places: Mapping[str, int],
        config: DataConfig,
        *,
        size: int,
        seed: int,
        share: Share | None = None,
    ) -> None:
        self._cache = cache
        self._config = config
        self._size = size
        self._seed = seed
        self._share = share or Share()
        self._members = [(place, _members(cache, name)) for name, place in places.items()]
        self._often = [config.emphasis.get(name, 1.0) for name in places]

    def __getitem__(self, step: int) -> Batch:
        """The batch of a step."""
        rng = np.random.default_rng((self._seed, step))
        chosen = self._chosen(rng)
        seeds = rng.integers(0, 2**63, len(chosen))
        mine = slice(self._share.rank, None, self._share.processes)
        clips = [
            self._example(np.random.default_rng(seed), expression, index)
            for (expression, index), seed in list(zip(chosen, seeds, strict=True))[mine]
        ]
        return collate(clips)

    def _chosen(self, rng: np.random.Generator) -> list[tuple[int, int]]:
        """(expression, clip) pairs; few expressions, so that encoders work on many at once."""
        count = min(self._config.expressions_per_batch, len(self._members), self._config.clips)
        often = np.divide(self._often, sum(self._often)) if self._config.emphasis else None
        drawn = rng.choice(len(self._members), count, replace=False, p=often)
        shown = [self._members[index] for index in np.resize(drawn, self._config.clips)]
        return [(place, int(rng.choice(members))) for place, members in shown]

    def _example(self, rng: np.random.Generator, expression: int, index: int) -> "_Example":
        which = _targets(rng, self._config, len(self._cache.clips[index].degrees))
        view = random_view(rng, self._config, self._cache.size, self._size)
        poor = rng if rng.random() < self._config.degrade else None
        looks = _Looks(view, self._behind(rng, view), poor)
        return _example(self._cache, index, expression, which, looks)

    def _behind(self, rng: np.random.Generator, view: View) -> Picture | None:
        """What a clip's head stands before, if not before its own background."""
        # A recipe without other backgrounds draws what it drew before there were any.
        if not self._config.backgrounds or rng.random() >= self._config.backgrounds:
            return None
        other = int(rng.integers(len(self._cache.clips)))
        return backdrop(rng, view.frames(self._cache.frames(other, np.array([0])))[0])


def _targets(rng: np.random.Generator, config: DataConfig, length: int) -> NDArray[np.int64]:
    """Indices of the frames to take of a clip of some length."""
    count = config.frames
    if config.whole:
        return np.linspace(0, length - 1, count + 1).round().astype(np.int64)[1:]
    targets = np.arange(0 if config.first else 1, length)
    place = np.arange(1, len(targets) + 1)
    preference = (place / place[-1]) ** config.late
    chosen = rng.choice(
        targets, count, replace=count > len(targets), p=preference / preference.sum()
    )
    return np.asarray(chosen)


def held_out(
    cache: FrameCache, places: Mapping[str, int], *, size: int, when: Sequence[float], clips: int
) -> Iterator[Batch]:
    """Every clip once, unchanged, in batches of so many clips.

    Args:
        cache: the clips.
        places: every expression to show, with the place of its residual encoder.
        size: side of the frames in pixels.
        when: which frames to take of each clip, as shares of the way from the first to the last.
        clips: clips in a batch.
    """
    looks = _Looks(middle_view(cache.size, size))
    order = [index for name in places for index in _members(cache, name)]
    for start in range(0, len(order), clips):
        yield collate(
            [
                _example(
                    cache,
                    index,
                    places[cache.clips[index].expression],
                    _frames_at(when, len(cache.clips[index].degrees)),
                    looks,
                )
                for index in order[start : start + clips]
            ]
        )


def _frames_at(when: Sequence[float], length: int) -> NDArray[np.int64]:
    """Indices of the frames at some shares of the way through a clip."""
    return np.rint(np.multiply(when, length - 1)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Looks:
    """How a clip is shown: what its head stands before, and the chance that spoils what is seen."""

    view: View
    behind: Picture | None = None
    poor: np.random.Generator | None = None


@dataclass(frozen=True)
class _Example:
    frames: NDArray[np.uint8]
    seen: NDArray[np.uint8]
    landmarks: NDArray[np.float32]
    degree: NDArray[np.float64]
    expression: int


def _example(
    cache: FrameCache,
    index: int,
    expression: int,
    which: NDArray[np.int64],
    looks: _Looks,
) -> _Example:
    shown = np.concatenate([[0], which])
    frames = looks.view.frames(cache.frames(index, shown))
    landmarks = looks.view.landmarks(cache.landmarks[index][shown])
    if looks.behind is not None:
        frames = before(frames, landmarks[0], looks.behind)
    return _Example(
        frames=frames,
        seen=frames[0] if looks.poor is None else degraded(looks.poor, frames[0]),
        landmarks=landmarks,
        degree=np.array(cache.clips[index].degrees)[which],
        expression=expression,
    )


def collate(examples: Sequence[_Example]) -> Batch:
    """Stack examples into tensors."""
    frames = _pictures(np.stack([example.frames for example in examples]))
    landmarks = torch.from_numpy(np.stack([example.landmarks for example in examples]))
    degree = np.stack([example.degree for example in examples]).astype(np.float32)
    return Batch(
        portrait=frames[:, 0],
        seen=_pictures(np.stack([example.seen for example in examples])),
        frame=frames[:, 1:],
        landmarks=landmarks[:, 1:],
        portrait_landmarks=landmarks[:, 0],
        degree=torch.from_numpy(degree),
        expression=torch.tensor([example.expression for example in examples]),
    )


def _pictures(pictures: NDArray[np.uint8]) -> Tensor:
    return torch.from_numpy(pictures).movedim(-1, -3).float() / 127.5 - 1


def _members(cache: FrameCache, expression: str) -> NDArray[np.int64]:
    members = [i for i, clip in enumerate(cache.clips) if clip.expression == expression]
    if not members:
        raise MienError(
            f"The clip set has no clips of {expression}; it has "
            f"{', '.join(sorted({clip.expression for clip in cache.clips}))}."
        )
    return np.array(members)
