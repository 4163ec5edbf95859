"""What FFmpeg's filters give back."""

from collections.abc import Iterator

import av
from av.filter.context import FilterContext


def ready(sink: FilterContext) -> Iterator[av.VideoFrame]:
    """The pictures that come out of a filter before it wants more."""
    while True:
        try:
            picture = sink.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(picture, av.VideoFrame)
        yield picture
