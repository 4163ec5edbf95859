"""The `mien` command: one module for each subcommand, loaded only when it is asked for."""

import click

from mien import __version__
from mien.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "animate": Entry("mien.cli.animate", "Make expression clips from photos."),
    "studio": Entry("mien.cli.studio", "Animate photos on a page, by hand.", extra="studio"),
    "prepare": Entry("mien.cli.prepare", "Make a clip set to train on.", extra="prepare"),
    "train": Entry("mien.cli.train", "Train a network on a clip set.", extra="train"),
    "export": Entry("mien.cli.export", "Write a trained network as a bundle.", extra="train"),
    "evaluate": Entry("mien.cli.evaluate", "Measure bundles on clips or photos.", extra="evaluate"),
    "compare": Entry(
        "mien.cli.compare", "Put clips, bundles or runs side by side.", extra="evaluate"
    ),
    "study": Entry("mien.cli.study", "Ask people which clips look real.", extra="study"),
}


@click.group(
    name="mien",
    cls=LazyGroup,
    entries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="mien")
def main() -> None:
    """From one photo of a face to an expression clip whose degree is set frame by frame."""
