"""Which clip looks more realistic: the rows of Table 1, and what the place on the screen does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mien.study.answers import Preference
from mien.study.statistics.clusters import Bootstrap
from mien.study.statistics.shares import MEAN, Said, Share, shares


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table.

    Attributes:
        label: what the row says.
        chance: the rate of raters who see no difference.
        cells: by expression, and `MEAN` last.
    """

    label: str
    chance: float
    cells: Mapping[str, Share]


def preference_rows(
    preferences: Sequence[Preference], ours: str, bootstrap: Bootstrap
) -> tuple[Row, ...]:
    """Table 1: how often ours was chosen, by what it was shown beside; pairs first.

    Args:
        preferences: all of them; those that do not show ours are left aside.
        ours: name of the method.
        bootstrap: of the intervals.
    """
    with_ours = [one for one in preferences if ours in one.shown]
    rivals = dict.fromkeys(frozenset(one.shown) - {ours} for one in with_ours)
    rows = []
    for others in sorted(rivals, key=lambda names: (len(names), sorted(names))):
        own = [one for one in with_ours if frozenset(one.shown) - {ours} == others]
        said = [_said(one, yes=one.chosen == ours) for one in own]
        rows.append(
            Row(
                label=f"Prefers {ours} over {_listed(sorted(others))}",
                chance=1 / (len(others) + 1),
                cells=shares(said, bootstrap),
            )
        )
    return tuple(rows)


def top_rows(preferences: Sequence[Preference], bootstrap: Bootstrap) -> tuple[Row, ...]:
    """Best-of-n: each method's share of the first places, by the set of methods shown."""
    more = [one for one in preferences if len(one.shown) > 2]
    rows = []
    for names in sorted({tuple(sorted(one.shown)) for one in more}):
        own = [one for one in more if tuple(sorted(one.shown)) == names]
        for name in names:
            said = [_said(one, yes=one.chosen == name) for one in own]
            label = f"{name} best of {', '.join(names)}"
            rows.append(Row(label=label, chance=1 / len(names), cells=shares(said, bootstrap)))
    return tuple(rows)


def position_rows(preferences: Sequence[Preference], bootstrap: Bootstrap) -> tuple[Row, ...]:
    """How often the clip at each place was chosen: all places alike where nobody has a side."""
    rows = []
    for count in sorted({len(one.shown) for one in preferences}):
        own = [one for one in preferences if len(one.shown) == count]
        for place in range(count):
            said = [_said(one, yes=one.shown[place] == one.chosen) for one in own]
            cells = {MEAN: shares(said, bootstrap)[MEAN]}
            rows.append(Row(label=f"place {place + 1} of {count}", chance=1 / count, cells=cells))
    return tuple(rows)


def _said(one: Preference, *, yes: bool) -> Said:
    return Said(rater=one.rater, item=one.item, expression=one.expression, yes=yes)


def _listed(names: Sequence[str]) -> str:
    joined = " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"both {joined}" if len(names) == 2 else joined
