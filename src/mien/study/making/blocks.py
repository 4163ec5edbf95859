"""Which methods a question compares, and how often a rater is asked."""

from itertools import combinations
from typing import Literal, TypeAlias

from mien.errors import MienError
from mien.study.answers import TRUTH
from mien.study.making.sources import Found
from mien.study.questions import COMPARING, PLACES, Kind
from mien.study.study import Block

Pairs: TypeAlias = Literal["first", "all"]
"""Whether *prefer* pairs the first method with each other one, or all with all."""

MOST_TRIALS = 20
"""Trials of a block that one rater sees, unless said otherwise."""


def block_of(kind: Kind, found: Found, pairs: Pairs, trials: int | None) -> Block:
    """Decide on a block.

    Args:
        kind: the question.
        found: the methods' clips.
        pairs: for *prefer*.
        trials: for one rater; None takes every stimulus once, `MOST_TRIALS` at most.

    Raises:
        MienError: the clips do not make such a block.
    """
    conditions = _conditions(kind, found, pairs)
    stimuli = len(found.stimuli)
    trials = trials or min(stimuli, MOST_TRIALS)
    if trials > stimuli * len(conditions):
        raise MienError(
            f"{trials} trials of {kind!r} for one rater are more than there are: "
            f"{stimuli} stimuli in {len(conditions)} conditions. Ask for fewer."
        )
    if kind == "real":
        true = sum(clip.method == TRUTH for clip in found.paths)
        if true < trials / 2:
            raise MienError(
                f"Half of {trials} trials show real clips, and there are {true}. "
                "Add real clips, or ask for fewer trials."
            )
    return Block(kind=kind, conditions=conditions, trials=trials)


def _conditions(kind: Kind, found: Found, pairs: Pairs) -> tuple[tuple[str, ...], ...]:
    methods = found.methods
    if kind in COMPARING:
        least, most = (2, 2**16) if kind == "prefer" else (3, len(PLACES))
        if not least <= len(methods) <= most:
            raise MienError(f"{kind!r} compares {least} methods or more, not {len(methods)}.")
        if kind == "best-of-n":
            return (methods,)
        every = tuple(combinations(methods, 2))
        return every if pairs == "all" else every[: len(methods) - 1]
    true = {clip.stimulus for clip in found.paths if clip.method == TRUTH}
    if kind == "real":
        if not true:
            raise MienError("'real' needs real clips: name their folder with --truth.")
        return tuple(one for method in methods for one in ((method,), (TRUTH,)))
    covered = {TRUTH} if true.issuperset(found.stimuli) else set()
    return tuple((method,) for method in (*methods, *covered))
