"""Contact sheets."""

import numpy as np
import pytest

from mien.errors import MienError
from mien.media import contact_sheet


def test_frames_stand_in_rows_in_their_own_pixels(frames):
    sheet = contact_sheet(frames, columns=4, gap=8)
    assert sheet.shape == (8 + 2 * 72, 8 + 4 * 88, 3)
    for index, frame in enumerate(frames):
        top, left = 8 + 72 * (index // 4), 8 + 88 * (index % 4)
        assert (sheet[top : top + 64, left : left + 80] == frame).all()
    assert (sheet[:8] == 255).all()
    assert (sheet[80:, 8 + 3 * 88 :] == 255).all()


def test_captions_stand_under_their_frames_and_stay_in_their_cells(frames):
    sheet = contact_sheet(frames[:2], columns=2, captions=["happy 0.5", "very " * 50], cell=80)
    strip = sheet[72:-8]
    assert (strip[:, 8:88] < 100).any()
    assert (strip[:, 96:176] < 100).any()
    assert (strip[:, :8] == 255).all()
    assert (strip[:, 88:96] == 255).all()
    assert (strip[:, 176:] == 255).all()


def test_large_frames_are_shrunk_and_small_ones_are_not_enlarged():
    large, small = np.zeros((400, 200, 3), np.uint8), np.zeros((20, 30, 3), np.uint8)
    sheet = contact_sheet(iter([large, small]), cell=100, columns=2, gap=0)
    assert sheet.shape == (100, 100, 3)
    assert (sheet[:, :50] == 0).all()
    assert (sheet[:, 50:] == 0).all(-1).sum() == 600


def test_a_sheet_is_as_square_as_it_can_be(frames):
    assert contact_sheet(frames, gap=0).shape == (3 * 64, 3 * 80, 3)


def test_what_makes_no_sheet_is_refused(frames):
    for bad in ({"columns": 0}, {"captions": ["one"]}):
        with pytest.raises(MienError):
            contact_sheet(frames, **bad)
    with pytest.raises(MienError):
        contact_sheet([])
