"""The network of a bundle, run by ONNX Runtime: encoders once per photo, the decoder per frame."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mien.bundle import OUTPUTS, Card, read_card, read_file
from mien.errors import MienError
from mien.inference import default_threads, open_graph
from mien.types import Plane

if TYPE_CHECKING:
    import onnxruntime

Features = tuple[Plane, ...]
"""What an encoder hands to the decoder: (1, channels, height, width) maps, the finest first."""

Raw = Mapping[str, Plane]
"""What the decoder emits, (1, channels, height, width) by the name of its output."""


class Engine:
    """A bundle's graphs, each loaded and checked against its hash when it is first asked for.

    Args:
        folder: the bundle.
        threads: threads at work, on one graph or on several frames.

    Raises:
        MienError: the folder is no usable bundle.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        self.folder = folder
        self.card: Card = read_card(folder)
        self.threads = threads or default_threads()
        self._sessions: dict[tuple[str, int], onnxruntime.InferenceSession] = {}

    def encode(self, encoder: str, portrait: Plane) -> Features:
        """Run the encoder `base` or that of an expression.

        Args:
            encoder: `base`, or one of the card's expressions.
            portrait: (1, 3, size, size) in [-1, 1].
        """
        names = [f"feature_{level}" for level in range(self.card.levels)]
        return tuple(self._session(encoder).run(names, {"portrait": portrait}))

    def decode(self, features: Sequence[Plane], *, threads: int | None = None) -> Raw:
        """Run the decoder.

        Args:
            features: (n, channels, height, width) each.
            threads: that work on it, if other than the engine's; frames that are drawn at the same
                time are best drawn by one thread each.
        """
        session = self._session("decoder", threads)
        feed = {f"feature_{level}": feature for level, feature in enumerate(features)}
        names = OUTPUTS[self.card.output]
        return dict(zip(names, session.run(names, feed), strict=True))

    def _session(self, name: str, threads: int | None = None) -> "onnxruntime.InferenceSession":
        key = (name, threads or self.threads)
        if key not in self._sessions:
            content = read_file(self.folder, self.card, f"{name}.onnx")
            try:
                self._sessions[key] = open_graph(content, threads=key[1])
            except Exception as error:  # the engine's own exceptions share no narrower class
                raise MienError(
                    f"{self.folder / name}.onnx cannot be loaded: {error}. Export the bundle again."
                ) from error
        return self._sessions[key]


def mixed(base: Features, residuals: Sequence[tuple[float, Features]]) -> Features:
    """Equations 1, 2 and 7: the base features plus each residual times its degree, level by level.

    Args:
        base: features of the neutral face.
        residuals: (degree, features of the expression's residual encoder).
    """
    return tuple(
        sum(
            (np.float32(degree) * residual[level] for degree, residual in residuals),
            start=base[level],
        )
        for level in range(len(base))
    )
