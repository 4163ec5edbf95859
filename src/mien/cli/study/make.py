"""`mien study make`: a study out of clips."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from mien.errors import MienError
from mien.study.questions import KINDS

if TYPE_CHECKING:
    from mien.study.making.make import Plan
    from mien.study.making.sources import Found
    from mien.study.study import Study

FITS = ("stretch", "hold", "cut")

_PATH = click.Path(path_type=Path)
_COUNT = click.IntRange(0, 50)


Decorator: TypeAlias = Callable[[Callable[..., None]], Callable[..., None]]


def _check(name: str, default: int, help_text: str) -> Decorator:
    return click.option(name, type=_COUNT, default=default, show_default=True, help=help_text)


@click.command(short_help="Make a study of clips.")
@click.argument("out", type=_PATH)
@click.option(
    "--method", "methods", multiple=True, metavar="NAME=DIR", help="A method's clips; repeatable."
)
@click.option("--truth", type=_PATH, help="Folder of real clips.")
@click.option("--table", type=_PATH, help="CSV of clips in place of folders.")
@click.option(
    "--question",
    "questions",
    multiple=True,
    required=True,
    type=click.Choice(KINDS),
    help="What is asked; repeat it for several blocks.",
)
@click.option(
    "--pairs",
    type=click.Choice(["first", "all"]),
    default="first",
    show_default=True,
    help="prefer: the first method against each other one, or all against all.",
)
@click.option("--trials", type=click.IntRange(1, 1000), help="Of each question for one rater.")
@click.option("--raters", type=click.IntRange(1), help="At most so many take part.")
@click.option("--seed", type=int, help="Of everything drawn by lot.  [default: drawn itself]")
@click.option(
    "-e",
    "--expression",
    "expressions",
    multiple=True,
    help="A name that holds hyphens; repeatable.",
)
@click.option("--fit", type=click.Choice(FITS), default="stretch", show_default=True)
@click.option("--seconds", type=click.FloatRange(0.1, 60), help="Length of all clips.")
@click.option("--fps", type=click.FloatRange(1, 60), default=25.0, show_default=True)
@click.option("--size", metavar="WxH", help="Of all clips.  [default: the smallest clip's]")
@click.option("--viewings", type=click.IntRange(1, 10), default=1, show_default=True)
@_check("--practice", 2, "Practice trials of each question.")
@_check("--gold", 4, "Trials of each question that nobody who looks can miss.")
@_check("--repeated", 2, "Trials of each question that are asked twice.")
@_check("--identical", 1, "Comparisons of a clip with itself.")
@click.option(
    "--rules", type=_PATH, help="JSON: who will be left out.  [default: what mien study tally has]"
)
@click.option("--title", default="Moving faces", show_default=True)
@click.option("--consent", type=_PATH, help="Text file; an empty line ends a paragraph.")
@click.option("--prolific-code", default="", help="Completion code of the Prolific study.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True)
def make(out: Path, jobs: int, **options: Any) -> None:
    """Make a study in the folder OUT of the clips of several methods.

    Clips are called ITEM-EXPRESSION.mp4, or ITEM-EXPRESSION@DEGREE.mp4. All are written anew with
    one length, rate and size, under names that say nothing.
    """
    from mien.study.making.make import make_study  # noqa: PLC0415 - heavy

    found = _found(**options)
    for method, count in found.missing.items():
        if count:
            click.echo(f"{method} lacks {count} that others have: left out", err=True)
    study = make_study(found, _plan(**options), out, jobs=jobs)
    _report(study, out)


def _report(study: "Study", out: Path) -> None:
    from mien.study.design.booklet import booklet  # noqa: PLC0415 - heavy
    from mien.study.making.make import raters_for_balance  # noqa: PLC0415 - heavy

    screen = study.screen
    click.echo(
        f"{out}: {len(study.clips)} clips of {screen.width} x {screen.height} pixels, "
        f"{screen.seconds:.2f} s; {len(booklet(study, 0))} trials for each rater"
    )
    click.echo(
        f"exactly balanced after every {raters_for_balance(study)} raters; seed {study.seed}"
    )


def _found(**options: Any) -> "Found":
    from mien.bundle import default_bundle, read_card  # noqa: PLC0415 - heavy
    from mien.study.answers import TRUTH  # noqa: PLC0415
    from mien.study.making.sources import in_folders, in_table, shared  # noqa: PLC0415 - heavy

    if options["table"]:
        if options["methods"] or options["truth"]:
            raise MienError("--table says where all clips are: leave out --method and --truth.")
        return shared(in_table(options["table"]))
    names = (*options["expressions"], *read_card(default_bundle()).expressions)
    paths = in_folders(_folders(options["methods"]), names)
    if options["truth"]:
        paths |= in_folders({TRUTH: options["truth"]}, names)
    return shared(paths)


def _folders(methods: tuple[str, ...]) -> dict[str, Path]:
    from mien.study.answers import TRUTH  # noqa: PLC0415

    folders: dict[str, Path] = {}
    for text in methods:
        name, equals, folder = text.partition("=")
        if not (name and equals and folder):
            raise MienError(f"--method {text!r} is not NAME=FOLDER.")
        if name in folders or name == TRUTH:
            raise MienError(f"A method cannot be called {name!r}: the name is taken.")
        folders[name] = Path(folder)
    return folders


def _plan(**options: Any) -> "Plan":
    from mien.study.making.make import CONSENT, Plan  # noqa: PLC0415 - heavy
    from mien.study.making.screen import Wanted  # noqa: PLC0415 - heavy
    from mien.study.statistics.rules import Rules, read_rules  # noqa: PLC0415 - heavy
    from mien.study.study import Checks  # noqa: PLC0415 - heavy

    same = ("pairs", "trials", "raters", "seed", "title", "viewings")
    return Plan(
        questions=tuple(dict.fromkeys(options["questions"])),
        consent=_paragraphs(options["consent"]) if options["consent"] else CONSENT,
        prolific=options["prolific_code"],
        wanted=Wanted(
            fps=options["fps"],
            fit=options["fit"],
            seconds=options["seconds"],
            size=_size(options["size"]),
        ),
        checks=Checks(**{n: options[n] for n in ("practice", "gold", "repeated", "identical")}),
        exclusion=read_rules(options["rules"]) if options["rules"] else Rules(),
        **{name: options[name] for name in same},
    )


def _paragraphs(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MienError(f"{path} cannot be read as text: {error}.") from error
    paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    if not paragraphs:
        raise MienError(f"{path} is empty: raters must know what they agree to.")
    return paragraphs


def _size(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    width, cross, height = text.lower().partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()):
        raise MienError(f"--size {text!r} is not WxH, such as 256x256.")
    return int(width), int(height)
