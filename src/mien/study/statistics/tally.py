"""Everything that the answers of a study say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from mien.errors import MienError
from mien.study.answers import Answer, Intensity, Naming, Preference, Verdict
from mien.study.records import Records
from mien.study.statistics.agreement import agreements
from mien.study.statistics.clusters import Bootstrap, Estimate
from mien.study.statistics.detection import Detection, detections, fooling_rows
from mien.study.statistics.intensity import Calibration, calibrations
from mien.study.statistics.naming import Confusion, confusions
from mien.study.statistics.preference import Row, position_rows, preference_rows, top_rows
from mien.study.statistics.rules import Rules, Screening, screen
from mien.study.statistics.strengths import Strengths, strengths

_Kind = TypeVar("_Kind", bound=Answer)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What a study found; a part whose question nobody was asked is empty.

    Attributes:
        simulated: whether any answer was made up.
        ours: the method that Table 1 speaks of.
        rules: declared beforehand.
        screening: who was left out; `kept` is what all else rests on.
        bootstrap: how the intervals were found.
        preferences: Table 1.
        fooling: Table 2; real clips last.
        tops: best-of-n, each method's share of the first places.
        positions: share of each place on the screen.
        strengths: Bradley-Terry and Luce.
        detections: d' and criterion, by method.
        agreements: Krippendorff's alpha, by question.
        confusions: expressions named, by method.
        calibrations: ratings over degrees, by method and expression.
    """

    simulated: bool
    ours: str
    rules: Rules
    screening: Screening
    bootstrap: Bootstrap
    preferences: tuple[Row, ...]
    fooling: tuple[Row, ...]
    tops: tuple[Row, ...]
    positions: tuple[Row, ...]
    strengths: Strengths | None
    detections: Mapping[str, Detection]
    agreements: Mapping[str, Estimate]
    confusions: tuple[Confusion, ...]
    calibrations: tuple[Calibration, ...]


def tally(records: Records, ours: str, rules: Rules, bootstrap: Bootstrap) -> Tally:
    """Leave out whom the rules leave out, then count.

    Raises:
        MienError: nothing is left to count, or no clip of our method was shown.
    """
    screening = screen(records.answers, rules)
    if not screening.kept:
        raise MienError(
            f"No answer is left to count: {len(screening.excluded)} raters were excluded "
            f"({_listed(screening.by_rule) or 'nobody answered'})."
        )
    methods = sorted({name for answer in screening.kept for name in _methods(answer)})
    if ours not in methods:
        raise MienError(f"No clip of {ours!r} was shown; methods are: {', '.join(methods)}.")
    choices = _of(screening, Preference)
    verdicts = _of(screening, Verdict)
    return Tally(
        simulated=records.simulated,
        ours=ours,
        rules=rules,
        screening=screening,
        bootstrap=bootstrap,
        preferences=preference_rows(choices, ours, bootstrap),
        fooling=fooling_rows(verdicts, bootstrap),
        tops=top_rows(choices, bootstrap),
        positions=position_rows(choices, bootstrap),
        strengths=strengths(choices, bootstrap),
        detections=detections(verdicts, bootstrap),
        agreements=agreements(screening.kept, bootstrap),
        confusions=confusions(_of(screening, Naming), bootstrap),
        calibrations=calibrations(_of(screening, Intensity), bootstrap),
    )


def _of(screening: Screening, type_: type[_Kind]) -> list[_Kind]:
    return [answer for answer in screening.kept if isinstance(answer, type_)]


def _methods(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, Preference):
        return answer.shown
    return (str(getattr(answer, "method", "")),)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())
