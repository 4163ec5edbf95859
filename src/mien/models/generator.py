"""Frame generator: V(a) = d(e_0(I) + sum_i a_i e_i(I)) (the paper's Equations 1, 2 and 7)."""

from typing import NamedTuple

import torch
from torch import nn

from mien.config import NetworkConfig
from mien.errors import MienError
from mien.models.composition import Emitted
from mien.models.pyramid import PyramidDecoder, PyramidEncoder
from mien.models.unet import UNetDecoder, UNetEncoder
from mien.tensors import Degree, Degrees, Expression, FeatureMap, Pictures


class Features(NamedTuple):
    """What the encoders see in a portrait, level by level; it does not depend on the degrees."""

    base: list[FeatureMap]
    residuals: dict[str, list[FeatureMap]]


class Shown(NamedTuple):
    """Features of portraits of which each shows one expression."""

    base: list[FeatureMap]
    residual: list[FeatureMap]

    def at(self, degree: Degree) -> list[FeatureMap]:
        """Base plus degree times residual, clip after clip: (clips * frames, ...) at each level."""
        count = degree.shape[1]
        factor = degree.reshape(-1, 1, 1, 1)
        return [
            base.repeat_interleave(count, dim=0) + factor * residual.repeat_interleave(count, dim=0)
            for base, residual in zip(self.base, self.residual, strict=True)
        ]


class Generator(nn.Module):
    """A base encoder, one residual encoder for each expression, one decoder.

    Raises:
        MienError: a name that an expression cannot have.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        taken = {"base", "decoder", *dir(nn.ModuleDict())}
        if unusable := [name for name in config.expressions if "." in name or name in taken]:
            raise MienError(
                f"{', '.join(unusable)} cannot be the name of an expression: mien and PyTorch use "
                "it themselves. Call it otherwise in the clip set."
            )
        self.config = config
        self.base = build_encoder(config)
        self.residuals = nn.ModuleDict({name: build_encoder(config) for name in config.expressions})
        self.decoder = build_decoder(config)

    def forward(
        self, portrait: Pictures, expression: Expression, degree: Degree
    ) -> tuple[Emitted | None, Emitted]:
        """Decode portraits at some degrees of the expression each shows.

        Returns:
            What is emitted for each portrait at degree zero, where a composition needs it, and for
            each frame, clip after clip.
        """
        shown = self.encode_shown(portrait, expression)
        if self.config.output == "rgb":
            return None, self.decode(shown.at(degree))
        features = [torch.cat(pair) for pair in zip(shown.base, shown.at(degree), strict=True)]
        emitted = self.decode(features)
        return emitted[: len(portrait)], emitted[len(portrait) :]

    def encode(self, portrait: Pictures) -> Features:
        """Run every encoder once; decode the result as often as there are frames."""
        return Features(
            self.base(portrait),
            {name: encoder(portrait) for name, encoder in self.residuals.items()},
        )

    def encode_shown(self, portrait: Pictures, expression: Expression) -> Shown:
        """Run the base encoder, and for each portrait the encoder of the expression it shows."""
        names = self.config.expressions
        parts: list[list[FeatureMap]] = []
        order = []
        for index in expression.unique().tolist():
            chosen = (expression == index).nonzero()[:, 0]
            parts.append(self.residuals[names[index]](portrait[chosen]))
            order.append(chosen)
        back = torch.cat(order).argsort()
        residual = [torch.cat(level)[back] for level in zip(*parts, strict=True)]
        return Shown(self.base(portrait), residual)

    def mixed(self, features: Features, degrees: Degrees) -> list[FeatureMap]:
        """Base features plus each residual times its degree, summed layer by layer."""
        mixed = []
        for level, base in enumerate(features.base):
            total = base
            for column, name in enumerate(self.config.expressions):
                factor = degrees[:, column, None, None, None]
                total = total + factor * features.residuals[name][level]
            mixed.append(total)
        return mixed

    def decode(self, features: list[FeatureMap]) -> Emitted:
        """What the decoder emits for summed features."""
        emitted: Emitted = self.decoder(features)
        return emitted


def build_encoder(config: NetworkConfig) -> nn.Module:
    """The encoder of the configured kind."""
    return UNetEncoder(config) if config.kind == "unet" else PyramidEncoder(config)


def build_decoder(config: NetworkConfig) -> nn.Module:
    """The decoder of the configured kind."""
    return UNetDecoder(config) if config.kind == "unet" else PyramidDecoder(config)
