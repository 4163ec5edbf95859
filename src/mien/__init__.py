"""From one photo of a face to an expression clip whose degree is set frame by frame."""

__version__ = "0.1.0"
