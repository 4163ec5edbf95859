"""`mien study`: ask people what they see."""

import click

from mien.cli.lazy import Entry, LazyGroup

_EXTRA = "study"

COMMANDS = {
    "make": Entry(f"{__name__}.make", "Make a study of clips.", extra=_EXTRA),
    "serve": Entry(f"{__name__}.serve", "Show it to raters and store what they say.", extra=_EXTRA),
    "mturk": Entry(f"{__name__}.mturk", "Write what Mechanical Turk needs.", extra=_EXTRA),
    "static": Entry(f"{__name__}.static", "Write it as a ZIP file for any host.", extra=_EXTRA),
    "export": Entry(f"{__name__}.export", "Write the answers as CSV and JSON.", extra=_EXTRA),
}


@click.group(cls=LazyGroup, entries=COMMANDS, short_help="Ask people what they see.")
def study() -> None:
    """Ask people which clip looks more realistic, which is real, and what a face shows."""
