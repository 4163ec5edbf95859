"""Recordings of people as a source of clips: found by their names, cut from neutral to the peak."""

from mien.preparation.videos.layouts import Layout, find_layout
from mien.preparation.videos.source import Settings, Videos

__all__ = ["Layout", "Settings", "Videos", "find_layout"]
