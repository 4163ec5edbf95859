"""Clips side by side, with captions."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from mien.media.sheet import contact_sheet
from mien.types import Picture


def side_by_side(
    clips: Sequence[Iterable[Picture]], captions: Sequence[str], *, cell: int = 512
) -> Iterator[Picture]:
    """Frames that show all clips at the same place in time.

    A clip that is over stays at its last frame. Frames are taken one at a time.

    Args:
        clips: each with at least one frame.
        captions: one for each clip.
        cell: longest side of a clip in the picture, in pixels; larger ones are shrunk.

    Raises:
        MienError: not one caption for each clip.
    """
    last: list[Picture | None] = [None] * len(clips)
    for frames in zip_longest(*clips):
        last = [old if frame is None else frame for frame, old in zip(frames, last, strict=True)]
        shown = [frame for frame in last if frame is not None]
        yield contact_sheet(shown, columns=len(clips), captions=captions, cell=cell)
