"""The clip set: short videos of faces with the degree of every frame."""

from mien.clips.clipset import Clip, ClipSet

__all__ = ["Clip", "ClipSet"]
