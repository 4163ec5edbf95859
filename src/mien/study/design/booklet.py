"""A rater's booklet: practice, the blocks' own trials and the checks among them."""

from dataclasses import replace
from random import Random

from mien.study.answers import TRUTH
from mien.study.design.cells import Cell, Walk
from mien.study.design.checking import gold, identical, insert, practice, repeated
from mien.study.design.order import arrange, rotated
from mien.study.study import Block, Clip, Stimulus, Study
from mien.study.trial import Booklet, Trial


def booklet(study: Study, row: int) -> Booklet:
    """The trials of the rater who came as number `row`; the same whenever it is asked for."""
    assert row >= 0
    turn = row % len(study.blocks)
    trials: list[Trial] = []
    for number in (*range(turn, len(study.blocks)), *range(turn)):
        part = _part(study, number, row)
        trials += [_shifted(trial, len(trials)) for trial in part]
    return tuple(trials)


def _shifted(trial: Trial, before: int) -> Trial:
    return trial if trial.repeats is None else replace(trial, repeats=trial.repeats + before)


def _part(study: Study, number: int, row: int) -> list[Trial]:
    """One block with its practice and its checks."""
    block = study.blocks[number]
    lot = Random(f"{study.seed}/{number}/{row}")
    own = main_trials(study, number, row)
    checks = study.checks
    extra = [gold(study, block, lot) for _ in range(checks.gold)]
    extra += [identical(study, block, lot) for _ in range(checks.identical)]
    whole = insert([*own], [trial for trial in extra if trial], lot)
    whole = repeated(whole, checks.repeated, lot)
    tries = [practice(study, block, lot) for _ in range(checks.practice)]
    first = [trial for trial in tries if trial]
    return [*first, *(_shifted(trial, len(first)) for trial in whole)]


def main_trials(study: Study, number: int, row: int) -> list[Trial]:
    """A block's own trials in their order, without checks.

    Raters take stretches of one walk, one after the other.
    """
    block = study.blocks[number]
    walk = Walk(len(study.stimuli), len(block.conditions), len(block.conditions[0]))
    cells = [walk.cell(row * block.trials + place) for place in range(block.trials)]
    seed = f"{study.seed}/{number}"
    wanted = rotated(row, len(cells), len(block.conditions), seed)
    lot = Random(f"{seed}/{row}/trials")
    ordered = arrange([(cell.condition, cell) for cell in cells], wanted, lot)
    return [_trial(study, block, cell) for cell in ordered]


def _trial(study: Study, block: Block, cell: Cell) -> Trial:
    condition = block.conditions[cell.condition]
    methods = tuple(condition[place] for place in cell.order)
    same = [place for place, other in enumerate(block.conditions) if other == condition]
    turn = cell.use * len(same) + same.index(cell.condition)
    stimulus = study.stimuli[cell.stimulus]
    names = tuple(_find(study, stimulus, method, turn) for method in methods)
    shown = study.clips[names[0]].stimulus
    return Trial(
        kind=block.kind,
        role="main",
        item=shown.item,
        expression=shown.expression,
        degree=shown.degree,
        methods=methods,
        clips=names,
    )


def _find(study: Study, stimulus: Stimulus, method: str, turn: int) -> str:
    """A method's clip of a stimulus; of true clips of other people, the next in turn."""
    wanted = Clip(stimulus=stimulus, method=method)
    if wanted in study.names:
        return study.names[wanted]
    assert method == TRUTH, f"{method} has no clip of {stimulus}"
    return study.true[turn % len(study.true)]
