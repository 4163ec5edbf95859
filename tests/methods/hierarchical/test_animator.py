from dataclasses import replace

import numpy as np
import pytest
import torch
from baselines import HERE, HIERARCHICAL, STAGE, opening
from networks import SIZE
from PIL import Image

from mien import examples
from mien.errors import MienError
from mien.methods.hierarchical import animator as module
from mien.methods.hierarchical.animator import animator
from mien.methods.hierarchical.finding import portrait_landmarks
from mien.methods.hierarchical.trainee import HierarchicalTrainee
from mien.methods.pixels import picture_of, tensor_of


def test_it_finds_the_landmarks_itself_and_draws_what_the_trainee_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trainee, clips = HierarchicalTrainee(HIERARCHICAL, HERE), opening()
    for _ in range(5):
        trainee.step(clips, STAGE, 1.0)
    portrait = picture_of(clips.portrait)[0]
    found = clips.portrait_landmarks[0].numpy()
    asked: list[np.ndarray] = []
    monkeypatch.setattr(
        module, "portrait_landmarks", lambda picture: asked.append(picture) or found
    )
    drawing = animator(HIERARCHICAL, trainee.checkpoint(), torch.device("cpu"))
    frames = drawing.frames(portrait, np.array([[0.25, 0], [1, 0]], np.float32))
    np.testing.assert_array_equal(asked[0], portrait)
    shown = tensor_of(portrait, torch.device("cpu"))
    seen = replace(clips, seen=clips.seen.clone(), portrait=clips.portrait.clone())
    seen.seen[:1] = seen.portrait[:1] = shown
    expected = picture_of(trainee.draw(seen)[[0, 3]])
    assert np.abs(frames.astype(int) - expected).max() <= 1
    assert np.abs(frames[1].astype(int) - portrait).mean() > 0.2


def test_the_68_points_of_a_photo() -> None:
    with Image.open(examples.path("ada")) as picture:
        points = portrait_landmarks(np.asarray(picture.convert("RGB")))
    assert points.shape == (68, 2)
    right, left = points[36:42].mean(0), points[42:48].mean(0)
    mouth = points[48:].mean(0)
    assert right[0] < mouth[0] < left[0]
    assert mouth[1] > max(right[1], left[1])


def test_a_portrait_without_a_face_is_refused() -> None:
    with pytest.raises(MienError, match="No face was found in the portrait"):
        portrait_landmarks(np.full((SIZE, SIZE, 3), 128, np.uint8))
