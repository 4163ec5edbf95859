"""The report of a preparation: what became a clip, what did not, and why."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from mien.clips import Clip
from mien.clips.terms import terms_of
from mien.preparation.shelf import Made, Refused, replace_text
from mien.preparation.take import Item

FORMAT: Final = 1

SHOWN: Final = 240
"""Most clips that the page shows in pictures, evenly chosen; its counts are of all."""


@dataclass(frozen=True)
class Report:
    """Everything that a report says.

    Attributes:
        source: name of the source.
        clips: what was accepted.
        made: of each clip, by id, what it was made of and what is kept of it.
        refusals: what was not.
        doubts: what should be looked at, in words.
    """

    source: str
    clips: Sequence[Clip]
    made: Mapping[str, tuple[Item, Made]]
    refusals: Sequence[Refused]
    doubts: Sequence[str]


def write_report(report: Report, folder: Path) -> None:
    """Write `report.json` and `report.html`, each whole or not at all.

    Raises:
        OSError: the folder cannot be written to.
    """
    facts = to_facts(report)
    replace_text(folder / "report.json", json.dumps(facts, indent=1, allow_nan=False) + "\n")
    replace_text(folder / "report.html", _page(report, facts))


def to_facts(report: Report) -> dict[str, Any]:
    """The report as JSON values, without pictures."""
    return {
        "format": FORMAT,
        "source": report.source,
        "counts": {
            "clips": len(report.clips),
            "people": len({clip.person for clip in report.clips}),
            "refused": len(report.refusals),
            "reasons": _counted(refusal.reason for refusal in report.refusals),
        },
        "expressions": _table(report.clips, "expression"),
        "people": _table(report.clips, "person"),
        "terms": terms_of(report.clips),
        "doubts": list(report.doubts),
        "clips": [_accepted(clip, report) for clip in report.clips],
        "refusals": [
            {name: value for name, value in asdict(refusal).items() if name != "thumbnail"}
            for refusal in report.refusals
        ],
    }


def _accepted(clip: Clip, report: Report) -> dict[str, Any]:
    item, made = report.made[clip.id]
    return {
        "id": clip.id,
        "person": clip.person,
        "expression": clip.expression,
        "split": clip.split,
        "frames": len(clip.degrees),
        "peak": max(clip.degrees),
        "figures": dict(made.figures),
        "files": [Path(name).name for name in item.files],
    }


def _table(clips: Sequence[Clip], key: str) -> list[dict[str, Any]]:
    """Clips by expression or by person: all, and of each split."""
    groups: dict[str, Counter[str]] = {}
    for clip in clips:
        groups.setdefault(getattr(clip, key), Counter())[clip.split] += 1
    return [
        {"name": name, "clips": count.total(), "train": count["train"], "val": count["val"]}
        for name, count in sorted(groups.items())
    ]


def _counted(words: Any) -> dict[str, int]:
    return dict(Counter(words).most_common())


def _page(report: Report, facts: Mapping[str, Any]) -> str:
    import jinja2  # noqa: PLC0415 - an extra

    text = files("mien.preparation").joinpath("report.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    shown = report.clips[:: max(1, -(-len(report.clips) // SHOWN))]
    return environment.from_string(text).render(
        facts=facts,
        rows=[(clip, report.made[clip.id][1]) for clip in shown],
        refusals={
            reason: [refusal for refusal in report.refusals if refusal.reason == reason]
            for reason in facts["counts"]["reasons"]
        },
    )
