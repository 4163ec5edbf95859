"""Which expression is this: confusions, and how often the answer is right."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mien.study.answers import Naming
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.preference import Row
from mien.study.statistics.shares import Said, shares


@dataclass(frozen=True, kw_only=True)
class Confusion:
    """What the expressions of one method were taken for.

    Attributes:
        method: who made the clips.
        named: the answers that came, in the order of the columns.
        counts: by expression shown, how often each was named.
        right: share that named what was shown, by expression; chance is one of the answers.
    """

    method: str
    named: tuple[str, ...]
    counts: Mapping[str, tuple[int, ...]]
    right: Row


def confusions(namings: Sequence[Naming], bootstrap: Bootstrap) -> tuple[Confusion, ...]:
    """A confusion matrix for each method, in the order of their names."""
    shown = sorted({one.expression for one in namings})
    named = (*shown, *sorted({one.named for one in namings} - set(shown)))
    found = []
    for method in sorted({one.method for one in namings}):
        own = [one for one in namings if one.method == method]
        pairs = Counter((one.expression, one.named) for one in own)
        expressions = [name for name in shown if any(one.expression == name for one in own)]
        said = [
            Said(
                rater=one.rater,
                item=one.item,
                expression=one.expression,
                yes=one.named == one.expression,
            )
            for one in own
        ]
        found.append(
            Confusion(
                method=method,
                named=named,
                counts={e: tuple(pairs[e, name] for name in named) for e in expressions},
                right=Row(label=method, chance=1 / len(named), cells=shares(said, bootstrap)),
            )
        )
    return tuple(found)
