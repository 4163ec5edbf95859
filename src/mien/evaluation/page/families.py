"""Runs that belong together: the paper's Figures 4 and 5 (a, b)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mien.evaluation.entrant import STILL, Entrant
from mien.evaluation.oracle import Oracle
from mien.evaluation.page.album import Album
from mien.evaluation.page.strip import Strip

if TYPE_CHECKING:
    from mien.clips import Clip

ABLATION: Final = "-no-"
"""What follows a recipe's name in those of its ablations."""


@dataclass(frozen=True)
class Family:
    """Methods beside their kin.

    Attributes:
        title: of the figure.
        strips: of the clips that any of the kin can draw.
        names: of the methods that were to be shown, by the clip's expression.
    """

    title: str
    strips: tuple[Strip, ...]
    names: Mapping[str, tuple[str, ...]]


def families(clips: Sequence["Clip"], album: Album) -> tuple[Family, ...]:
    """Figures 4 and 5, each if methods that belong into it take part.

    Args:
        clips: one of each expression.
        album: draws.
    """
    learnt = {
        name: method
        for name, method in album.methods.items()
        if name != STILL and not isinstance(method, Oracle)
    }
    figures = [("What the paper's terms are for (Figure 4)", kin) for kin in _ablations(learnt)]
    figures += [
        ("One model for each expression against a joint one (Figure 5 a, b)", _single(learnt))
    ]
    drawn = (_family(title, names, clips, album) for title, names in figures)
    return tuple(family for family in drawn if family.strips)


def _family(
    title: str, names: Mapping[str, tuple[str, ...]], clips: Sequence["Clip"], album: Album
) -> Family:
    shown = [clip for clip in clips if clip.expression in names]
    return Family(title, tuple(album.strip(clip, names[clip.expression]) for clip in shown), names)


def _ablations(methods: Mapping[str, Entrant]) -> list[dict[str, tuple[str, ...]]]:
    """For each recipe with ablations, by expression that these know: its methods, then they.

    A method of the recipe that has learnt fewer expressions than any ablation is no parent of one.
    """
    kin: dict[str, list[str]] = {}
    for name, method in methods.items():
        parent, is_ablation, _ = method.recipe.partition(ABLATION)
        if is_ablation:
            kin.setdefault(parent, []).append(name)
    found = []
    for parent, own in kin.items():
        each = [{*methods[name].expressions} for name in own]
        whole = [
            name
            for name, method in methods.items()
            if method.recipe == parent and any(one <= {*method.expressions} for one in each)
        ]
        known = {expression for one in each for expression in one}
        found.append(dict.fromkeys(sorted(known), (*whole, *own)))
    return found


def _single(methods: Mapping[str, Entrant]) -> dict[str, tuple[str, ...]]:
    """By expression that a method has learnt alone: those methods, before them the joint ones."""
    found: dict[str, tuple[str, ...]] = {}
    for name, method in methods.items():
        if len(method.expressions) == 1:
            (expression,) = method.expressions
            joint = _joint(method, expression, methods)
            if joint:
                found[expression] = tuple(dict.fromkeys((*joint, *found.get(expression, ()), name)))
    return found


def _joint(single: Entrant, expression: str, methods: Mapping[str, Entrant]) -> tuple[str, ...]:
    """Models of several expressions, this one among them: of the same recipe if there are any."""
    several = {
        name: method.recipe
        for name, method in methods.items()
        if len(method.expressions) > 1 and expression in method.expressions
    }
    kin = [recipe for recipe in several.values() if _same(recipe, single.recipe)]
    nearest = max(kin, key=len, default=None)
    return tuple(name for name, recipe in several.items() if nearest in (None, recipe))


def _same(joint: str, single: str) -> bool:
    """Whether a recipe of one expression is a joint one's, as paper-happy is paper's."""
    return bool(joint) and (single == joint or single.startswith(f"{joint}-"))
