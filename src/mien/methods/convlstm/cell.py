"""The convolutional LSTM cell of Shi et al. (2015), Equation 3."""

from typing import NamedTuple

import torch
from torch import nn

from mien.tensors import FeatureMap


class State(NamedTuple):
    """What a cell carries from one step to the next: H and C."""

    hidden: FeatureMap
    cell: FeatureMap


class ConvLstmCell(nn.Module):
    """An LSTM whose products with input and hidden state are convolutions, with peepholes.

    A peephole has one weight a channel, the same at every position as a convolution's are, so that
    a cell works at every frame size.

    Args:
        shown: channels of the input X.
        hidden: channels of H and C.
        kernel: side of the convolution, odd.
    """

    def __init__(self, shown: int, hidden: int, kernel: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(shown + hidden, 4 * hidden, kernel, padding=kernel // 2)
        self.peepholes = nn.Parameter(torch.zeros(3, hidden, 1, 1))

    def forward(self, shown: FeatureMap, state: State | None = None) -> State:
        """The next state.

        Args:
            shown: X_t.
            state: H_{t-1} and C_{t-1}; zeros if nothing came before.
        """
        hidden, cell = state or self._nothing(shown)
        to_input, to_forget, to_output = self.peepholes
        drive = self.convolution(torch.cat([shown, hidden], dim=1))
        into, forget, candidate, out = drive.chunk(4, dim=1)
        admitted = torch.sigmoid(into + to_input * cell) * torch.tanh(candidate)
        kept = torch.sigmoid(forget + to_forget * cell) * cell
        cell = kept + admitted
        return State(torch.sigmoid(out + to_output * cell) * torch.tanh(cell), cell)

    def _nothing(self, shown: FeatureMap) -> State:
        clips, _, height, width = shown.shape
        zeros = shown.new_zeros(clips, self.peepholes.shape[1], height, width)
        return State(zeros, zeros)
