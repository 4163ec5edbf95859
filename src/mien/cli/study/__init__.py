"""`mien study`: ask people; one module for each command."""

import click

from mien.cli.lazy import Entry, LazyGroup

_EXTRA = "study"

COMMANDS = {
    "plan": Entry(f"{__name__}.plan", "How many raters it takes.", extra=_EXTRA),
    "draw": Entry(f"{__name__}.draw", "Draw true clips with every bundle.", extra="evaluate,study"),
    "make": Entry(f"{__name__}.make", "Make a study of clips.", extra=_EXTRA),
    "serve": Entry(f"{__name__}.serve", "Show it to raters and store what they say.", extra=_EXTRA),
    "mturk": Entry(f"{__name__}.mturk", "Write what Mechanical Turk needs.", extra=_EXTRA),
    "static": Entry(f"{__name__}.static", "Write it as a ZIP file for any host.", extra=_EXTRA),
    "codes": Entry(f"{__name__}.codes", "Completion codes of who finished.", extra=_EXTRA),
    "export": Entry(f"{__name__}.export", "Write the answers as files.", extra=_EXTRA),
    "rehearse": Entry(f"{__name__}.rehearse", "Made-up raters go through it.", extra=_EXTRA),
    "simulate": Entry(f"{__name__}.simulate", "Answers of made-up raters.", extra=_EXTRA),
    "tally": Entry(f"{__name__}.tally", "What the answers say.", extra=_EXTRA),
}


@click.group(cls=LazyGroup, entries=COMMANDS, short_help="Ask people which clips look real.")
def study() -> None:
    """Ask people which clips look real, and tally what they answer."""
