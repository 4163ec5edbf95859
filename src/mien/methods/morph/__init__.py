"""An oracle: it is given the true peak, and dissolves into it."""

from mien.methods.morph.animator import Morph

__all__ = ["Morph"]
