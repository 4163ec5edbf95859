"""Training images a second: a step of our method against a plain pix2pix step of equal width.

Both learn from the same random pictures, in turns, in one process; medians are compared. The plain
step is that of Isola et al. (2017): a U-Net with transposed convolutions and batch normalisation of
the same channels and depth, a conditional 70 x 70 patch discriminator, L1 and adversarial loss.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import l1_loss, leaky_relu
from torch.optim import Adam

from mien.config import DiscriminatorConfig, NetworkConfig, Stage
from mien.losses.adversarial import discriminator_loss, generator_loss
from mien.methods.residual.recipes.ours import mien
from mien.methods.residual.trainee import ResidualTrainee
from mien.models.discriminator import Discriminator
from mien.tensors import Batch


class PlainUnet(nn.Module):
    """The generator of pix2pix with given widths."""

    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__()
        self.down = nn.ModuleList(
            nn.Sequential(nn.Conv2d(before, after, 4, 2, 1), nn.BatchNorm2d(after))
            for before, after in pairwise((3, *widths))
        )
        finer = widths[-2::-1]
        before = (widths[-1], *(2 * width for width in finer))
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(inside, outside, 4, 2, 1)
            for inside, outside in zip(before, (*finer, 3), strict=True)
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for width in finer)

    def forward(self, portrait: Tensor) -> Tensor:
        """A picture for a picture."""
        skips = []
        current = portrait
        for layer in self.down:
            current = leaky_relu(layer(current), 0.2)
            skips.append(current)
        for layer, norm, skip in zip(self.up[:-1], self.norms, skips[-2::-1], strict=True):
            current = torch.cat([torch.relu(norm(layer(current))), skip], dim=1)
        return torch.tanh(self.up[-1](current))


def plain_step(widths: tuple[int, ...], batch: Batch) -> Callable[[], None]:
    """A pix2pix step on every true frame of a batch."""
    generator, judge = PlainUnet(widths), Discriminator(DiscriminatorConfig(width=32))
    ours, theirs = (Adam(net.parameters(), 2e-4, betas=(0.5, 0.999)) for net in (generator, judge))
    portrait, truth = batch.origin, batch.truth

    def step() -> None:
        drawn = generator(portrait)
        loss = discriminator_loss(judge(truth, portrait), judge(drawn.detach(), portrait))
        theirs.zero_grad()
        loss.backward()
        theirs.step()
        judge.requires_grad_(requires_grad=False)
        loss = generator_loss(judge(drawn, portrait)) + 100 * l1_loss(drawn, truth)
        judge.requires_grad_(requires_grad=True)
        ours.zero_grad()
        loss.backward()
        ours.step()

    return step


def our_step(batch: Batch, stage: Stage) -> Callable[[], None]:
    """A step of the recipe that the shipped weights come from."""
    trainee = ResidualTrainee(mien().method)

    def step() -> None:
        trainee.step(batch, stage, 1.0)

    return step


def random_batch(network: NetworkConfig, clips: int, frames: int) -> Batch:
    """Noise in the shape of clips, all of one expression."""
    size = network.size
    picture = torch.rand(clips, 3, size, size) * 2 - 1
    landmarks = torch.full((clips, frames, 68, 2), size / 2) + torch.randn(clips, frames, 68, 2)
    return Batch(
        portrait=picture,
        seen=picture,
        frame=torch.rand(clips, frames, 3, size, size) * 2 - 1,
        landmarks=landmarks,
        portrait_landmarks=landmarks[:, 0],
        degree=torch.rand(clips, frames),
        expression=torch.zeros(clips, dtype=torch.long),
    )


def main() -> None:
    """Time both and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--clips", type=int, default=4)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    network = mien().method.network
    batch = random_batch(network, options.clips, frames=2)
    widths = (network.detail, *network.widths)
    plain, full = Stage(size=network.size, steps=1), mien().stages[-1]
    judged = replace(plain, weights={"adversarial_crop": full.weights["adversarial_crop"]})
    steps = {
        "pix2pix step": plain_step(widths, batch),
        "ours, pixels only": our_step(batch, plain),
        "ours, with mouth discriminator": our_step(batch, judged),
        "ours, with mouth discriminator and VGG": our_step(batch, full),
    }
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(options.rounds + 1):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            seconds[name].append(time.perf_counter() - start)
    images = options.clips * 2
    medians = {name: images / statistics.median(taken[1:]) for name, taken in seconds.items()}
    reference = medians["pix2pix step"]
    sys.stdout.write("| step | images/s | ratio |\n|---|---|---|\n")
    for name, rate in medians.items():
        sys.stdout.write(f"| {name} | {rate:.2f} | {rate / reference:.2f} |\n")


if __name__ == "__main__":
    main()
