"""Studies without clips on disk, for tests of design, server and exports."""

from random import Random

from mien.study.answers import TRUTH
from mien.study.questions import Kind
from mien.study.study import Block, Checks, Clip, Screen, Stimulus, Study

SCREEN = Screen(width=16, height=16, fps=10.0, frames=5, fit="stretch")
CHECKS = Checks()


def conditions(kind: Kind, methods: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if kind == "prefer":
        return tuple((methods[0], other) for other in methods[1:])
    if kind == "best-of-n":
        return (methods,)
    singles = tuple((method,) for method in methods)
    return (
        tuple(one for single in singles for one in (single, (TRUTH,)))
        if kind == "real"
        else singles
    )


def survey(
    *kinds: Kind,
    people: int = 4,
    methods: tuple[str, ...] = ("mien", "convlstm", "hp"),
    trials: int = 4,
    checks: Checks = CHECKS,
    **changes,
) -> Study:
    """A study of every method, and real clips, of some people with two expressions."""
    stimuli = [
        Stimulus(item=f"person{number}", expression=expression, degree=1.0)
        for number in range(people)
        for expression in ("happy", "angry")
    ]
    lot = Random(1)
    clips = {
        f"{lot.getrandbits(64):016x}": Clip(stimulus=stimulus, method=method)
        for stimulus in stimuli
        for method in (*methods, TRUTH)
    }
    names = list(clips)[:3]
    return Study(
        **{
            "id": "ab" * 16,
            "title": "Moving faces",
            "consent": ("We ask what you see.", "You may stop at any time."),
            "seed": 5,
            "blocks": tuple(
                Block(kind=kind, conditions=conditions(kind, methods), trials=trials)
                for kind in kinds
            ),
            "stimuli": tuple(stimuli),
            "clips": clips,
            "damaged": {name: f"{lot.getrandbits(64):016x}" for name in names},
            "stilled": {name: f"{lot.getrandbits(64):016x}" for name in names},
            "screen": SCREEN,
            "checks": checks,
            **changes,
        }
    )
