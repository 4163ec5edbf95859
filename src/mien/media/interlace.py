"""Whole pictures out of interlaced recordings, whose pictures are woven of two moments."""

from collections.abc import Iterator
from itertools import chain

import av
from av.filter import Graph
from av.video.stream import VideoStream

from mien.media.filtering import ready


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
    graph = Graph()
    source = graph.add_buffer(template=stream)
    weaver = graph.add("bwdif", "mode=send_frame:deint=interlaced")
    sink = graph.add("buffersink")
    graph.link_nodes(source, weaver, sink).configure()
    for picture in chain(pictures, [None]):
        source.push(picture)
        yield from ready(sink)
