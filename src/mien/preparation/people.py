"""Who is learnt from and who is held out: nobody is in both splits."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from mien.errors import MienError
from mien.preparation.take import Item

Split: TypeAlias = Literal["train", "val"]

Val: TypeAlias = float | tuple[str, ...]
"""Who is held out: a share of the people, or their names."""


def parse_val(text: str) -> Val:
    """Read a share such as 0.2, or names such as ada,ben.

    Raises:
        MienError: a share outside [0, 1), or no names.
    """
    try:
        share = float(text)
    except ValueError:
        names = tuple(name.strip() for name in text.split(",") if name.strip())
        if not names:
            raise MienError(f"{text!r} names nobody: give a share such as 0.2, or names.") from None
        return names
    if not 0 <= share < 1:
        raise MienError(f"{text} people cannot be held out: give a share from 0, below 1.")
    return share


def pinned_people(items: Iterable[Item]) -> dict[str, Split]:
    """The splits that a source itself gives to people.

    Raises:
        MienError: somebody is in both.
    """
    pinned: dict[str, Split] = {}
    for item in items:
        if item.split and pinned.setdefault(item.person, item.split) != item.split:
            raise MienError(
                f"{item.person} is in both splits: the network would be tested on a face that it "
                "has learnt. Give all clips of a person one split."
            )
    return pinned


def check_names(val: Val, items: Iterable[Item]) -> None:
    """Make sure that everyone who is to be held out exists.

    Raises:
        MienError: somebody is not among the people.
    """
    people = {item.person for item in items}
    unknown = [] if isinstance(val, float) else [name for name in val if name not in people]
    if unknown:
        known = ", ".join(sorted(people)[:8])
        raise MienError(f"Nobody is called {', '.join(unknown)}; there are {known}.")


def split_people(
    clips: Sequence[tuple[str, str]], val: Val, pinned: Mapping[str, Split], seed: int
) -> dict[str, Split]:
    """Give everyone a split; the same people and seed give the same splits.

    People are drawn in the order of a hash of their names, those first who show an expression
    that nobody held out shows: training validates on every expression. For that alone, more than
    the share may be held out; nobody is who is the last in training to show an expression.

    Args:
        clips: person and expression of every clip.
        val: who is held out.
        pinned: who has a split already; they are left alone, and count.
        seed: another one, other people.
    """
    people = sorted({person for person, _ in clips}, key=lambda name: _place(name, seed))
    splits: dict[str, Split] = {name: pinned.get(name, "train") for name in people}
    if not isinstance(val, float):
        return splits | {name: "val" for name in val if name in splits}
    if val == 0:
        return splits
    shown = {name: {e for person, e in clips if person == name} for name in people}
    wanted = max(1, round(val * len(people)))
    while name := _next(splits, shown, pinned):
        enough = list(splits.values()).count("val") >= wanted
        if enough and not shown[name] - _held(splits, shown):
            break
        splits[name] = "val"
    return splits


def _next(
    splits: Mapping[str, Split], shown: Mapping[str, set[str]], pinned: Mapping[str, Split]
) -> str | None:
    """Whom to hold out next: who shows most of what nobody held out shows, of equals the first."""
    free = [name for name in splits if splits[name] == "train" and name not in pinned]
    fit = [name for name in free if _can_go(name, splits, shown)]
    held = _held(splits, shown)
    return max(fit, key=lambda name: len(shown[name] - held), default=None)


def _held(splits: Mapping[str, Split], shown: Mapping[str, set[str]]) -> set[str]:
    """The expressions that somebody shows who is held out."""
    return {e for name in splits if splits[name] == "val" for e in shown[name]}


def _can_go(name: str, splits: Mapping[str, Split], shown: Mapping[str, set[str]]) -> bool:
    """Whether training keeps every expression without this person."""
    others = [shown[other] for other in splits if splits[other] == "train" and other != name]
    return bool(others) and shown[name] <= set().union(*others)


def _place(name: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()
