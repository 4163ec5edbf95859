"""Trials beside the tables: practice, gold, identical pairs and repeated ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from mien.study.questions import COMPARING, GENERATED, NONE, PLACES, REAL
from mien.study.study import Block, Study
from mien.study.trial import SPOILED, Trial


def gold(study: Study, block: Block, lot: Random) -> Trial | None:
    """A trial whose right answer nobody who looks can miss; None where the study has no such clip.

    Compared are a clip and damaged ones; a damaged clip is not real; a still face shows no
    expression, of no strength.
    """
    if block.kind in COMPARING:
        return _best(study, block, lot)
    if block.kind == "real":
        return _single(study, block, study.damaged, GENERATED, lot)
    return _single(study, block, study.stilled, NONE if block.kind == "expression" else 0.0, lot)


def practice(study: Study, block: Block, lot: Random) -> Trial | None:
    """A trial to get used to the question, whose answer is commented on."""
    if block.kind == "real" and study.true and lot.random() < 0.5:
        trial: Trial | None = _plain(study, block, lot.choice(study.true), REAL)
    else:
        trial = gold(study, block, lot)
    return trial and replace(trial, role="practice")


def identical(study: Study, block: Block, lot: Random) -> Trial | None:
    """The same clip in every place; None for questions that compare nothing."""
    if block.kind not in COMPARING:
        return None
    method = lot.choice(block.conditions[0])
    names = sorted(name for name, clip in study.clips.items() if clip.method == method)
    name = lot.choice(names)
    count = len(block.conditions[0])
    trial = _plain(study, block, name, None)
    return replace(trial, role="identical", methods=(method,) * count, clips=(name,) * count)


def insert(trials: list[Trial], checks: Sequence[Trial], lot: Random) -> list[Trial]:
    """Spread checks over a list of trials: one in each of as many equal stretches."""
    mixed = [*trials]
    stretch = len(trials) / max(1, len(checks))
    for number, check in reversed([*enumerate(lot.sample(checks, len(checks)))]):
        mixed.insert(round(stretch * (number + lot.random())), check)
    return mixed


def repeated(trials: list[Trial], count: int, lot: Random) -> list[Trial]:
    """Ask some trials of the first half again in the second, the clips in the opposite order."""
    half = len(trials) // 2
    own = [place for place in range(half) if trials[place].role == "main"]
    sources = lot.sample(own, min(count, len(own)))
    again = [_again(trials[source], source) for source in sources]
    return [*trials[: half + 1], *insert(trials[half + 1 :], again, lot)]


def _again(trial: Trial, place: int) -> Trial:
    return replace(
        trial,
        role="repeated",
        repeats=place,
        methods=trial.methods[::-1],
        clips=trial.clips[::-1],
    )


def _best(study: Study, block: Block, lot: Random) -> Trial | None:
    if not study.damaged:
        return None
    name = lot.choice(sorted(study.damaged))
    count = len(block.conditions[0])
    place = lot.randrange(count)
    clips = [study.damaged[name]] * count
    clips[place] = name
    methods = [SPOILED] * count
    methods[place] = study.clips[name].method
    trial = _plain(study, block, name, PLACES[place])
    return replace(trial, role="gold", methods=tuple(methods), clips=tuple(clips))


def _single(
    study: Study, block: Block, spoiled: Mapping[str, str], right: str | float, lot: Random
) -> Trial | None:
    if not spoiled:
        return None
    name = lot.choice(sorted(spoiled))
    trial = _plain(study, block, name, right)
    return replace(trial, role="gold", methods=(SPOILED,), clips=(spoiled[name],))


def _plain(study: Study, block: Block, name: str, right: str | float | None) -> Trial:
    clip = study.clips[name]
    return Trial(
        kind=block.kind,
        role="gold",
        item=clip.stimulus.item,
        expression=clip.stimulus.expression,
        degree=clip.stimulus.degree,
        methods=(clip.method,),
        clips=(name,),
        right=right,
    )
