"""The paper's generator in plain PyTorch, with random weights: what animating is compared with."""

import torch
from torch import Tensor, nn

WIDTHS = (64, 128, 256, 512, 512, 512, 512, 512)


class PaperEncoder(nn.Module):
    """Eight halvings; the feature maps of all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        for level, (before, after) in enumerate(zip((3, *WIDTHS[:-1]), WIDTHS, strict=True)):
            layer: list[nn.Module] = [nn.LeakyReLU(0.2)] if level else []
            layer.append(nn.Conv2d(before, after, 4, 2, 1))
            if 0 < level < len(WIDTHS) - 1:
                layer.append(nn.BatchNorm2d(after))
            self.layers.append(nn.Sequential(*layer))

    def forward(self, portrait: Tensor) -> list[Tensor]:
        """Maps of a (1, 3, 256, 256) portrait, the finest first."""
        features = []
        for layer in self.layers:
            portrait = layer(portrait)
            features.append(portrait)
        return features


class PaperDecoder(nn.Module):
    """Eight doublings by transposed convolutions, with skips."""

    def __init__(self) -> None:
        super().__init__()
        afters = (*WIDTHS[-2::-1], 3)
        befores = (WIDTHS[-1], *(2 * width for width in WIDTHS[-2::-1]))
        self.layers = nn.ModuleList()
        for before, after in zip(befores, afters, strict=True):
            layer: list[nn.Module] = [nn.ReLU(), nn.ConvTranspose2d(before, after, 4, 2, 1)]
            layer.append(nn.BatchNorm2d(after) if after != 3 else nn.Tanh())
            self.layers.append(nn.Sequential(*layer))

    def forward(self, features: list[Tensor]) -> Tensor:
        """The frame, (1, 3, 256, 256) in [-1, 1]."""
        *skips, current = features
        for layer, skip in zip(self.layers, [*reversed(skips), None], strict=True):
            current = layer(current)
            if skip is not None:
                current = torch.cat([current, skip], 1)
        return current


class PaperNetwork(nn.Module):
    """V(a) = d(e_0(I) + a e_1(I)), Equation 1: a base and one residual encoder, and a decoder."""

    def __init__(self) -> None:
        super().__init__()
        self.base, self.residual, self.decoder = PaperEncoder(), PaperEncoder(), PaperDecoder()

    def forward(self, portrait: Tensor, degree: float) -> Tensor:
        """One frame, everything computed anew."""
        pairs = zip(self.base(portrait), self.residual(portrait), strict=True)
        frame: Tensor = self.decoder([base + degree * residual for base, residual in pairs])
        return frame
