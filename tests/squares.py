"""Clips of bright squares that sink with the degree, and instruments that know what they are."""

from dataclasses import dataclass

import numpy as np
import torch

from mien.errors import MienError
from mien.faces import Face

SIZE, SIDE = 96, 104
DEGREES = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class FakeClip:
    id: str
    person: str
    expression: str
    split: str = "val"
    degrees: tuple[float, ...] = DEGREES
    source: str = "puppet/squares"


class FakeClips:
    """Bright squares, the mouths, that sink with the degree: 8 pixels at the peak."""

    size = SIDE

    def __init__(self, clips):
        self.clips = clips

    @property
    def expressions(self):
        return tuple(sorted({clip.expression for clip in self.clips}))

    def split(self, name):
        return tuple(clip for clip in self.clips if clip.split == name)

    def frames(self, clip):
        return np.stack([draw(clip, degree) for degree in clip.degrees])

    def landmarks(self, clip):
        return np.stack([points(degree) for degree in clip.degrees])


def draw(clip, degree):
    noise = np.random.default_rng(ord(clip.person)).integers(0, 60, (SIDE, SIDE, 3))
    frame = noise.astype(np.uint8)
    top = 60 + round(8 * degree)
    frame[top : top + 10, 40:64] = 220
    return frame


def points(degree):
    found = np.zeros((68, 2), np.float32)
    found[36:42], found[42:48] = (32, 30), (72, 30)
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    found[48:] = np.stack([52 + 12 * np.cos(turn), 65 + 5 * np.sin(turn)], axis=1)
    found[48:, 1] += 8 * degree
    return found


def track(frames):
    """Landmarks from the bright square's first row."""
    offset = (SIDE - SIZE) // 2
    tops = [np.flatnonzero(frame.mean(axis=(1, 2)) > 70)[0] + offset for frame in frames]
    return np.stack([points((top - 60) / 8) for top in tops]) - np.float32(offset)


class FakeNetwork(torch.nn.Module):
    """The mean absolute difference, in place of ST-LPIPS; it counts the pictures it looked at."""

    def __init__(self):
        super().__init__()
        self.register_buffer("place", torch.zeros(1))
        self.seen = []

    def forward(self, pictures):
        self.seen.append(tuple(pictures.shape))
        return [pictures]

    def distance(self, features, others):
        return (features[0] - others[0]).abs().mean(dim=(1, 2, 3))


class Drawing:
    """Draws the truth at `share` of every degree."""

    def __init__(self, clips, share=1.0, expressions=("happy", "sad")):
        self.expressions = expressions
        self.share = share
        self.asked = []
        middle = slice((SIDE - SIZE) // 2, (SIDE - SIZE) // 2 + SIZE)
        self.middle = middle
        self.by_portrait = {draw(c, 0)[middle, middle].tobytes(): c for c in clips.clips}

    def frames(self, portrait, degrees):
        self.asked.append(degrees)
        clip = self.by_portrait[portrait.tobytes()]
        column = self.expressions.index(clip.expression)
        if np.delete(degrees, column, axis=1).any():
            raise MienError("It draws the expression of a person's clip only.")
        found = [draw(clip, self.share * degree) for degree in degrees[:, column]]
        return np.stack(found)[:, self.middle, self.middle]


class Shy:
    """Draws what another draws, and finds no face in the portraits of some people."""

    def __init__(self, drawing, people="b"):
        self.expressions = drawing.expressions
        self._drawing = drawing
        self._people = people

    def frames(self, portrait, degrees):
        if self._drawing.by_portrait[portrait.tobytes()].person in self._people:
            raise MienError("No face was found.")
        return self._drawing.frames(portrait, degrees)


def find(picture):
    """The face is always in the same place."""
    return Face((20.0, 20.0, 76.0, 90.0), 0.9, ((0.0, 0.0),) * 5)


def embed(frames, face):
    """Who is shown is told by the noise, here by that of the first rows, which nothing covers."""
    rows = frames[:, :8].reshape(len(frames), -1).astype(np.float64)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def recognise(frames, face):
    """Half of what is not neutral looks happy, half of it sad."""
    degrees = (track(frames)[:, 57, 1] - track(frames[:1])[0, 57, 1]) / 8
    found = np.zeros((len(frames), 7))
    found[:, 3] = found[:, 4] = degrees / 2
    found[:, 6] = 1 - degrees
    return found
