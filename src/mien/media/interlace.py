"""Whole pictures out of interlaced recordings, whose pictures are woven of two moments."""

from collections.abc import Iterator
from itertools import chain

import av
from av.filter import Graph
from av.video.stream import VideoStream


def whole_pictures(
    pictures: Iterator[av.VideoFrame], stream: VideoStream
) -> Iterator[av.VideoFrame]:
    """As many pictures, each of one moment: the earlier of the two that were woven into it.

    Progressive pictures pass as they are. FFmpeg's `bwdif` draws the lines that are missing, in
    videos whose first picture says that it is interlaced.

    Args:
        pictures: as decoded.
        stream: that they are of.
    """
    first = next(pictures, None)
    if first is None:
        return
    pictures = chain([first], pictures)
    if not first.interlaced_frame:
        yield from pictures
        return
    graph = _graph(stream)
    for picture in chain(pictures, [None]):
        graph.push(picture)
        yield from _ready(graph)


def _graph(stream: VideoStream) -> Graph:
    graph = Graph()
    graph.link_nodes(
        graph.add_buffer(template=stream),
        graph.add("bwdif", "mode=send_frame:deint=interlaced"),
        graph.add("buffersink"),
    ).configure()
    return graph


def _ready(graph: Graph) -> Iterator[av.VideoFrame]:
    """What comes out of a filter before it wants more."""
    while True:
        try:
            picture = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(picture, av.VideoFrame)
        yield picture
