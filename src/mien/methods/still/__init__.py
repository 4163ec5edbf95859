"""The unchanged photo as a method: what every other one has to beat."""

from mien.methods.still.animator import Still

__all__ = ["Still"]
