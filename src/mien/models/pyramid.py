"""Our network: encoders that look twice, and a decoder whose output is composed with the portrait.

The core sees the portrait at half its size and can be trained alone, at a quarter of the cost;
one `detail` layer sees it at full size. The core carries meaning, the detail layer is sharp.
"""

import torch
from torch import nn
from torch.nn.functional import avg_pool2d, interpolate, leaky_relu, pixel_shuffle

from mien.config import NetworkConfig
from mien.models.composition import Emitted
from mien.models.standardised import standardised
from mien.models.teeth import Teeth
from mien.tensors import FeatureMap, Pictures

SLOPE = 0.2

FLOW_SCALE = 0.1
"""What the flow's heads emit is multiplied by this: faces move by a tenth of the frame at most."""


class PyramidEncoder(nn.Module):
    """Feature maps of a portrait, the finest first; used as base and as each residual encoder."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.size = config.size
        self.detail = _halving(3, config.detail)
        before = (3, *config.widths[:-1])
        self.core = nn.ModuleList(map(_halving, before, config.widths))

    def forward(self, portrait: Pictures) -> list[FeatureMap]:
        """Maps of a whole portrait, or those of the core alone when it comes at half the size."""
        features = []
        if portrait.shape[-1] == self.size:
            features.append(self.detail(portrait))
            portrait = avg_pool2d(portrait, 2)
        current = portrait
        for layer in self.core:
            current = layer(current)
            features.append(current)
            current = leaky_relu(current, SLOPE)
        return features


class PyramidDecoder(nn.Module):
    """Flow, shade, opacity and colour, or a frame, from feature maps."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.composed = config.output == "composed"
        toothed = self.composed and config.teeth
        self.teeth = Teeth(config.decoder_widths[-1]) if toothed else None
        finer = config.widths[-2::-1]
        before = (config.widths[-1], *config.decoder_widths[:-1])
        self.core = nn.ModuleList(
            _same(coarse + skip, width)
            for coarse, skip, width in zip(before, finer, config.decoder_widths, strict=True)
        )
        last = config.decoder_widths[-1]
        outputs = 4 * 5 + 2 if self.composed else 4 * 3
        self.head = _head(last, outputs)
        self.detail = _same(last + config.detail, last)
        self.detail_head = _head(last, outputs)

    def forward(self, features: list[FeatureMap]) -> Emitted:
        """Decode all maps, or those of the core alone into outputs of half the size."""
        details = features[: -len(self.core) - 1]
        *skips, current = (leaky_relu(feature, SLOPE) for feature in features[len(details) :])
        for layer, skip in zip(self.core, reversed(skips), strict=True):
            current = leaky_relu(layer(torch.cat([_doubled(current), skip], dim=1)), SLOPE)
        flow, picture = self._split(self.head(current))
        if details:
            joined = torch.cat([_doubled(current), leaky_relu(details[0], SLOPE)], dim=1)
            sharper = self.detail_head(leaky_relu(self.detail(joined), SLOPE))
            flow_change, picture = self._split(sharper, picture)
            if self.composed:
                flow = _smoothly_doubled(flow) + flow_change
        if not self.composed:
            return Emitted(frame=torch.tanh(picture))
        colour, mouth = torch.sigmoid(picture[:, 1:4]), None
        if self.teeth is not None:
            colour, mouth = self.teeth(current, colour)
        return Emitted(
            flow=FLOW_SCALE * flow,
            opacity=picture[:, :1],
            colour=colour,
            shade=picture[:, 4:],
            mouth=mouth,
        )

    def _split(
        self, output: FeatureMap, coarser: FeatureMap | None = None
    ) -> tuple[FeatureMap, FeatureMap]:
        """The flow (of no channels where there is none), and the rest at twice the resolution.

        Args:
            output: of a head.
            coarser: a picture as large as `output`, that is added to it.
        """
        channels = 2 if self.composed else 0
        flow, fine = output[:, :channels], output[:, channels:]
        if self.teeth is None:
            picture = pixel_shuffle(fine, 2)
            return flow, picture if coarser is None else _smoothly_doubled(coarser) + picture
        if coarser is not None:
            # What is smoothed below is doubled smoothly, too.
            fine = (fine.unflatten(1, (-1, 4)) + coarser[:, :, None]).flatten(1, 2)
        return flow, _smoothed(pixel_shuffle(fine, 2))


def _halving(before: int, after: int) -> nn.Conv2d:
    return standardised(nn.Conv2d(before, after, kernel_size=4, stride=2, padding=1))


def _same(before: int, after: int) -> nn.Conv2d:
    return standardised(nn.Conv2d(before, after, kernel_size=3, padding=1))


def _head(before: int, after: int) -> nn.Conv2d:
    """A last layer that starts near zero, so that training starts from the portrait itself."""
    head = nn.Conv2d(before, after, kernel_size=3, padding=1)
    nn.init.normal_(head.weight, std=0.01)
    assert head.bias is not None
    nn.init.zeros_(head.bias)
    return head


def _doubled(features: FeatureMap) -> FeatureMap:
    return interpolate(features, scale_factor=2.0, mode="nearest")


def _smoothed(features: FeatureMap) -> FeatureMap:
    """By 1 2 1, in both directions: of pixels that alternate the mean is left."""
    between = avg_pool2d(features, 2, stride=1, padding=1, count_include_pad=False)
    return avg_pool2d(between, 2, stride=1)


def _smoothly_doubled(features: FeatureMap) -> FeatureMap:
    return interpolate(features, scale_factor=2.0, mode="bilinear", align_corners=False)
