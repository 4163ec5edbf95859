"""On which terms the clips of a set may be used, in a summary that fits a model's card."""

from collections.abc import Sequence
from typing import Any

from mien.clips.clipset import Clip


def terms_of(clips: Sequence[Clip]) -> list[dict[str, Any]]:
    """The terms of clips by licence, as JSON values.

    Returns:
        For each licence, in alphabetical order: `licence`, empty if nobody said; how many `clips`
        and `people`; all `attributions` and `consents`, each once.
    """
    summary = []
    for licence in sorted({clip.licence for clip in clips}):
        members = [clip for clip in clips if clip.licence == licence]
        summary.append(
            {
                "licence": licence,
                "clips": len(members),
                "people": len({clip.person for clip in members}),
                "attributions": sorted({clip.attribution for clip in members} - {""}),
                "consents": sorted({clip.consent for clip in members} - {""}),
            }
        )
    return summary
