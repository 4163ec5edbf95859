"""What several commands of `mien study` can be told of raters."""

import click

SHARE = click.FloatRange(0, 1)
SPREAD = click.FloatRange(min=0)

rater_sd = click.option(
    "--rater-sd", type=SPREAD, default=0.5, show_default=True, help="How raters differ, log-odds."
)
clip_sd = click.option(
    "--clip-sd",
    "item_sd",
    type=SPREAD,
    default=0.5,
    show_default=True,
    help="How clips differ, log-odds.",
)
side_bias = click.option(
    "--side-bias",
    type=float,
    default=0.0,
    show_default=True,
    help="Towards the first place, log-odds.",
)
lapse = click.option(
    "--lapse", type=SHARE, default=0.0, show_default=True, help="Answers at random."
)
cheaters = click.option(
    "--cheaters", type=SHARE, default=0.0, show_default=True, help="Share of raters."
)
