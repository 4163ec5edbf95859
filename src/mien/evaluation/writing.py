"""Write a report: `report.json` holds everything, `report.md` the table that people read."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mien.errors import MienError
from mien.evaluation.report import ALL, Report, Row
from mien.media.targets import replacing
from mien.metrics.bootstrap import Interval

FORMAT = 1

COLUMNS = {
    "SSIM": ("ssim", 3),
    "mouth SSIM": ("mouth_ssim", 3),
    "ST-LPIPS": ("st_lpips", 3),
    "closed": ("closed", 2),
    "mouth ST-LPIPS": ("mouth_st_lpips", 3),
    "mouth closed": ("mouth_closed", 2),
    "displacement": ("displacement", 2),
    "sharpness": ("sharpness", 2),
    "Spearman": ("spearman", 3),
}
"""Heading, name of the interval, decimals."""

NOTES = """\
Frames of degree above 0 against the true frames; mean over people of each person's clips, with the
95 % bootstrap interval over people. `still` is the unchanged photo. SSIM: more is better; ST-LPIPS
(AlexNet, not LPIPS): less is better. closed: share of still's ST-LPIPS that is gone. mouth: the
landmarks' hull, grown by a tenth of the eye distance (SSIM), or the rectangle round it (ST-LPIPS).
displacement: of brows, eyes and mouth along the truth's, at the greatest degree, 1 = the truth's
amplitude. sharpness: gradient energy in the mouth over the truth's, at the greatest degree.
Spearman: of the degree with the displacement, by clip. f(I, 0) = I: clips where the frame at degree
0 is the portrait bit for bit.
"""


def write_report(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write both files; each is replaced whole or not at all.

    Returns:
        Paths of the JSON and of the Markdown file.

    Raises:
        MienError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (
            _replace(folder / "report.json", to_json(report)),
            _replace(folder / "report.md", to_markdown(report)),
        )
    except OSError as error:
        raise MienError(f"The report cannot be written to {folder}: {error.strerror}.") from error


def to_json(report: Report) -> str:
    """Everything, one document; a figure that could not be measured is null."""
    document = {"format": FORMAT, **_plain(asdict(report))}
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def to_markdown(report: Report) -> str:
    """A table for all expressions and one for each."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    setting = report.setting
    yield "# Evaluation"
    yield ""
    yield (
        f"{setting['clips']} clips of {setting['people']} people (split `{setting['split']}`), "
        f"{setting['size']} x {setting['size']} pixels."
    )
    if setting["st_lpips_step"] not in (None, 1):
        yield ""
        yield f"ST-LPIPS saw one frame in {setting['st_lpips_step']}, counted back from the last."
    for expression in dict.fromkeys(row.expression for row in report.rows):
        yield from ("", f"## {'All expressions' if expression == ALL else expression}", "")
        yield from _table([row for row in report.rows if row.expression == expression])
    if report.skipped:
        yield from ("", "## Skipped: expressions that a method lacks", "")
        for name, counts in report.skipped.items():
            listed = ", ".join(f"{expression} ({n} clips)" for expression, n in counts.items())
            yield f"- {name}: {listed}"
    yield from ("", NOTES.rstrip())


def _table(rows: list[Row]) -> Iterator[str]:
    headings = ["method", *COLUMNS, "least Spearman", "f(I, 0) = I", "clips", "people"]
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        cells = [_shown(row.intervals[name], digits) for name, digits in COLUMNS.values()]
        tail = [
            _number(row.least_spearman, 3),
            f"{row.unchanged}/{row.clips}",
            str(row.clips),
            str(row.intervals["ssim"].people),
        ]
        yield f"| {' | '.join([row.animator, *cells, *tail])} |"


def _shown(interval: Interval, digits: int) -> str:
    value = _number(interval.value, digits)
    if math.isnan(interval.low):
        return value
    return f"{value} [{_number(interval.low, digits)}, {_number(interval.high, digits)}]"


def _number(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def _plain(value: Any) -> Any:
    """The same in types that JSON has."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _replace(path: Path, text: str) -> Path:
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8")
    return path
