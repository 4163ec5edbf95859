import numpy as np
import pytest

from mien.errors import MienError
from mien.evaluation import tracking


@pytest.fixture
def frames():
    return np.arange(3, dtype=np.uint8)[:, None, None, None] * np.ones((1, 8, 8, 3), np.uint8)


def test_the_face_is_found_once_and_landmarks_in_every_frame(frames, monkeypatch):
    looked_in = []

    def find_faces(picture):
        looked_in.append(picture[0, 0, 0])
        return ["face"]

    monkeypatch.setattr(tracking, "find_faces", find_faces)
    monkeypatch.setattr(
        tracking, "landmarks", lambda picture, face: np.full((68, 2), picture[0, 0, 0], np.float32)
    )
    found = tracking.track(frames)
    assert looked_in == [0]
    assert found[:, 3, 1].tolist() == [0, 1, 2]


def test_a_clip_without_a_face_has_no_landmarks(frames, monkeypatch):
    monkeypatch.setattr(tracking, "find_faces", lambda picture: [])
    assert np.isnan(tracking.track(frames)).all()
    assert tracking.track(frames).shape == (3, 68, 2)


def test_a_frame_in_which_the_face_is_lost_has_none_and_the_others_do(frames, monkeypatch):
    def landmarks(picture, face):
        if picture[0, 0, 0] == 1:
            raise MienError("unclear")
        return np.zeros((68, 2), np.float32)

    monkeypatch.setattr(tracking, "find_faces", lambda picture: ["face"])
    monkeypatch.setattr(tracking, "landmarks", landmarks)
    assert np.isnan(tracking.track(frames)).any(axis=(1, 2)).tolist() == [False, True, False]
