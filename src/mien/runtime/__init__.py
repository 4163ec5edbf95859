"""Animate photos with a bundle: no PyTorch, frames independent of each other."""

from mien.runtime.animator import Animator, load
from mien.runtime.sitting import Sitting

__all__ = ["Animator", "Sitting", "load"]
