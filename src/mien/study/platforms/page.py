"""The page that needs no server: scripts, style and trials in one file."""

import json
from collections.abc import Sequence
from typing import Any

from mien.study.design.booklet import booklet
from mien.study.page import FOLDER, LOCAL_SCRIPT, SCRIPTS, STYLE
from mien.study.page.render import render
from mien.study.study import Study
from mien.study.trial import Trial
from mien.study.view import comment, screen, view


def local_page(study: Study, trials: "str | Sequence[dict[str, Any]]", **settings: Any) -> str:
    """The whole study as one HTML document.

    Args:
        study: what was decided on.
        trials: booklets as `local_booklet` gives them, or a text that somebody else will replace
            by one.
        settings: where clips lie (`clips`), and where answers go (`submit`, `code`).
    """
    scripts = [(FOLDER / "static" / name).read_text("utf-8") for name in (LOCAL_SCRIPT, *SCRIPTS)]
    return render(
        "local.html",
        {
            "title": study.title,
            "base": "",
            "style": (FOLDER / "static" / STYLE).read_text("utf-8"),
            "script": "\n".join(_lean(script) for script in scripts),
            "paragraphs": study.consent,
            "study": _embedded({"study": study.id, "screen": screen(study), **settings}),
            "booklets": trials if isinstance(trials, str) else _embedded(list(trials)),
        },
    )


def local_booklet(study: Study, row: int) -> dict[str, Any]:
    """A booklet for a page without a server, which comments on practice by itself."""
    return {"row": row, "trials": [_view(trial, study) for trial in booklet(study, row)]}


def _view(trial: Trial, study: Study) -> dict[str, Any]:
    shown = view(trial, study)
    if trial.role == "practice" and trial.right is not None:
        shown |= {"right": trial.right, "comments": comment(trial)}
    return shown


def _embedded(value: Any) -> str:
    """JSON that may stand within a script element."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _lean(script: str) -> str:
    """A script without indentation and comment lines: MTurk counts every byte."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
