"""Runs that belong together by their recipes: the paper's Figures 4 and 5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mien.evaluation.entrant import Entrant
from mien.evaluation.page.album import Album
from mien.evaluation.page.strip import Strip

if TYPE_CHECKING:
    from mien.clips import Clip

JOINT: Final = "paper"
"""Recipe of the paper's model of all expressions."""

ABLATION: Final = "paper-no-"
"""How the recipes of its ablations begin; others in `paper-` learn one expression."""


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
    joint, ablations, single = _sorted(album.methods)
    titles = {
        "What the paper's terms are for (Figure 4)": ablations,
        "One model for each expression against a joint one (Figure 5)": single,
    }
    return tuple(
        Family(title, (*joint, *kin), _strips(clips, album, joint, kin))
        for title, kin in titles.items()
        if kin
    )


def _sorted(
    methods: Mapping[str, Entrant],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names of joint models, of ablations, and of models of one expression."""
    recipes = {name: method.recipe for name, method in methods.items()}
    joint = tuple(name for name, recipe in recipes.items() if recipe == JOINT)
    ablations = tuple(name for name, recipe in recipes.items() if recipe.startswith(ABLATION))
    single = tuple(
        name
        for name, recipe in recipes.items()
        if recipe.startswith(f"{JOINT}-") and name not in ablations
    )
    return joint, ablations, single


def _strips(
    clips: Sequence["Clip"], album: Album, joint: tuple[str, ...], kin: tuple[str, ...]
) -> tuple[Strip, ...]:
    known = {expression for name in kin for expression in album.methods[name].expressions}
    return tuple(album.strip(clip, (*joint, *kin)) for clip in clips if clip.expression in known)
