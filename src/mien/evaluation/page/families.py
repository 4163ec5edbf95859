"""Runs that belong together by their recipes: the paper's Figures 4 and 5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mien.evaluation.entrant import Entrant
from mien.evaluation.page.album import Album
from mien.evaluation.page.strip import Strip

if TYPE_CHECKING:
    from mien.clips import Clip

JOINTS: Final = ("paper-narrow", "paper")
"""Recipes of models of all expressions, a name before another that it begins with."""

ABLATION: Final = "-no-"
"""What follows a joint recipe's name in those of its ablations; others learn one expression."""


@dataclass(frozen=True)
class Family:
    """The joint model beside its kin.

    Attributes:
        title: of the figure.
        names: of the methods, the joint model first.
        strips: of the clips that any of the kin can draw.
    """

    title: str
    names: tuple[str, ...]
    strips: tuple[Strip, ...]


def families(clips: Sequence["Clip"], album: Album) -> tuple[Family, ...]:
    """Figures 4 and 5, each if runs of its recipes take part.

    Args:
        clips: one person's.
        album: draws.
    """
    kin = _kin(album.methods)
    figures = (
        Family(title, (*joint, *names), _strips(clips, album, joint, names))
        for joint, ablations, single in kin
        for title, names in (
            ("What the paper's terms are for (Figure 4)", ablations),
            ("One model for each expression against a joint one (Figure 5)", single),
        )
        if names
    )
    return tuple(figures)


def _kin(
    methods: Mapping[str, Entrant],
) -> tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """For each joint recipe the names of its runs, its ablations and its single models."""
    rests: dict[str, dict[str, str]] = {joint: {} for joint in JOINTS}
    for name, method in methods.items():
        joint = next((joint for joint in JOINTS if method.recipe.startswith(joint)), None)
        if joint is not None:
            rests[joint][name] = method.recipe.removeprefix(joint)
    return tuple(
        (
            tuple(name for name, rest in own.items() if not rest),
            tuple(name for name, rest in own.items() if rest.startswith(ABLATION)),
            tuple(name for name, rest in own.items() if rest and not rest.startswith(ABLATION)),
        )
        for own in rests.values()
    )


def _strips(
    clips: Sequence["Clip"], album: Album, joint: tuple[str, ...], kin: tuple[str, ...]
) -> tuple[Strip, ...]:
    known = {expression for name in kin for expression in album.methods[name].expressions}
    return tuple(album.strip(clip, (*joint, *kin)) for clip in clips if clip.expression in known)
