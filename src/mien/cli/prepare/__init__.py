"""`mien prepare`: make a clip set; one module for each source."""

import click

from mien.cli.lazy import Entry, LazyGroup

_EXTRA = "prepare"

SOURCES = {
    "ckplus": Entry(f"{__name__}.ckplus", "From the Extended Cohn-Kanade set.", extra=_EXTRA),
    "videos": Entry(f"{__name__}.videos", "From recordings of people.", extra=_EXTRA),
    "pairs": Entry(f"{__name__}.pairs", "From two photos of each person.", extra=_EXTRA),
    "puppet": Entry(f"{__name__}.puppet", "From single neutral photos.", extra=_EXTRA),
    "join": Entry(f"{__name__}.join", "Several clip sets as one.", extra=_EXTRA),
}


@click.group(cls=LazyGroup, entries=SOURCES, short_help="Make a clip set to train on.")
def prepare() -> None:
    """Make a clip set of what you have: clips, degrees, landmarks, splits and a report."""
