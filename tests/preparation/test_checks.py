"""Each check finds its fault, by its own name, and leaves a good clip alone."""

import numpy as np
import pytest
from moving import clip, neutral
from PIL import Image, ImageFilter

from mien.bundle import default_bundle, read_card
from mien.ibug import MIRROR
from mien.preparation import checks
from mien.preparation.framing import (
    NETWORK,
    SIZE,
    clip_frame,
    frame_across,
    framed,
    steady_frames,
)
from mien.preparation.motion import expression_distance, head_motion, still
from mien.preparation.sharpness import blur
from mien.preparation.thumbnail import LARGEST

RISE = [0.0, 0.25, 0.5, 0.75, 1.0]


@pytest.fixture(scope="module")
def smile():
    """Frames and landmarks as they go into a clip."""
    pictures, track = clip("cora", "happy", RISE)
    return framed(pictures, track, [clip_frame(track[0])] * len(RISE), SIZE)


def posed(track: np.ndarray, roll=0.0, zoom=1.0, shift=(0.0, 0.0)) -> np.ndarray:
    """The track with a head that has gone further in every frame."""
    steps = np.linspace(0, 1, len(track))
    frames = []
    for points, step in zip(track, steps, strict=True):
        angle = np.radians(roll) * step
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        middle = track[0].mean(0)
        grown = (points - middle) @ turn.T * (1 + (zoom - 1) * step) + middle
        frames.append(grown + np.array(shift) * step)
    return np.stack(frames).astype(np.float32)


def test_a_good_clip_has_no_fault(smile):
    frames, track = smile
    assert checks.too_short(len(frames)) is None
    assert checks.missing_landmarks(list(track)) is None
    assert checks.face_lost([True] * 3) is None
    assert checks.several_faces([100.0, 10.0]) is None
    assert checks.out_of_order(track) is None
    assert checks.blurred(frames, track) is None
    assert checks.head_moved(track) is None
    assert checks.no_expression(track) is None
    assert checks.peak_in_the_middle(track) is None


def test_a_fault_becomes_a_refusal_with_figure_limit_and_a_small_thumbnail():
    fault = checks.too_short(1)
    refusal = fault.refusal("ada", np.zeros((480, 640, 3), np.uint8))
    assert (refusal.id, refusal.reason) == ("ada", "too short")
    assert (refusal.figure, refusal.limit) == (1, checks.LEAST_FRAMES)
    assert max(refusal.thumbnail.shape) == LARGEST


def test_frames_without_landmarks_are_counted(smile):
    _, track = smile
    nowhere = track[0] * np.nan
    fault = checks.missing_landmarks([track[0], None, nowhere, track[0][:67]])
    assert (fault.reason, fault.figure) == ("missing landmarks", 3)


def test_a_lost_face_and_a_second_one_are_found():
    assert checks.face_lost([True, False, True]).figure == 1
    assert checks.several_faces([100.0, 60.0]).figure == 2


@pytest.mark.parametrize("swap", ["mirrored", "transposed", "eyes", "upside down"])
def test_landmarks_in_another_order_are_found(smile, swap: str):
    track = smile[1].copy()
    if swap == "mirrored":
        track = track[:, MIRROR]
    if swap == "transposed":
        track = track[..., ::-1]
    if swap == "eyes":
        track[:, 36:48] = track[:, [*range(42, 48), *range(36, 42)]]
    if swap == "upside down":
        track[:, [*range(17, 27), *range(48, 58)]] = track[:, [*range(48, 58), *range(17, 27)]]
    assert checks.out_of_order(track).reason == "swapped landmarks"


@pytest.mark.parametrize("roll", [-40, 0, 40, 170])
def test_a_head_may_lie_aslant(smile, roll: float):
    assert checks.out_of_order(posed(smile[1], roll=roll)) is None


def test_one_blurred_frame_blurs_a_clip(smile):
    frames, track = smile[0].copy(), smile[1]
    frames[3] = np.asarray(Image.fromarray(frames[3]).filter(ImageFilter.GaussianBlur(3)))
    fault = checks.blurred(frames, track)
    assert fault.reason == "blurred"
    assert fault.figure > fault.limit


def test_blur_grows_with_the_blur(smile):
    frames, track = smile
    softer = [
        np.asarray(Image.fromarray(frames[0]).filter(ImageFilter.GaussianBlur(radius)))
        for radius in (0, 1, 2, 3, 5)
    ]
    figures = [blur(frame, track[0]) for frame in softer]
    assert figures == sorted(figures)


@pytest.mark.parametrize(
    ("pose", "reason"),
    [
        ({"roll": 25}, "head roll"),
        ({"zoom": 1.4}, "head zoom"),
        ({"zoom": 0.7}, "head zoom"),
        ({"shift": (0, 60)}, "head shift"),
    ],
)
def test_a_head_that_moves_is_refused_for_its_worst_motion(smile, pose: dict, reason: str):
    assert checks.head_moved(posed(smile[1], **pose)).reason == reason


def test_a_head_that_turns_is_refused(smile):
    track = smile[1].copy()
    eyes = np.hypot(*(track[0, 45] - track[0, 36]))
    track[:, 27:36, 0] += 0.25 * eyes * np.linspace(0, 1, len(track))[:, None]
    assert checks.head_moved(track).reason == "head turn"


def test_what_a_head_does_is_measured_and_taken_out(smile):
    track = smile[1]
    moved = posed(track, roll=10, zoom=1.1, shift=(9, -5))
    motion = head_motion(moved, moved[0])
    assert motion.roll[-1] == pytest.approx(10, abs=0.5)
    assert motion.zoom[-1] == pytest.approx(1.1, abs=0.02)
    assert np.abs(still(moved, moved[0]) - still(track, track[0])).max() < 0.1
    apart = expression_distance(moved, moved[0]) - expression_distance(track, track[0])
    assert np.abs(apart).max() < 1e-3


def test_steady_frames_hold_a_head_that_moves(smile):
    pictures, track = clip("cora", "happy", [0.0] * 3)
    moved = posed(track, zoom=1.1, shift=(30, -12))
    first = steady_frames(clip_frame(moved[0]), moved)[0]
    assert first.centre == pytest.approx(clip_frame(moved[0]).centre)
    _, held = framed(pictures, moved, steady_frames(clip_frame(moved[0]), moved), SIZE)
    assert np.abs(held - held[0]).max() < 0.5


def test_a_still_face_shows_nothing(smile):
    fault = checks.no_expression(posed(smile[1][[0, 0, 0]], shift=(9, 9)))
    assert fault.reason == "no expression"


@pytest.mark.parametrize("part", ["wink", "contempt"])
def test_few_points_that_go_far_are_an_expression(smile, part: str):
    track = smile[1][[0, 0, 0]].copy()
    eyes = float(np.hypot(*(track[0, 42:48].mean(0) - track[0, 36:42].mean(0))))
    if part == "wink":
        track[2, [37, 38], 1] += 0.08 * eyes
    else:
        track[2, [48, 49, 59, 60, 67], 1] -= 0.05 * eyes
    assert checks.no_expression(track) is None


def test_a_rise_that_falls_off_has_its_peak_in_the_middle(smile):
    fault = checks.peak_in_the_middle(smile[1][[0, 1, 2, 3, 4, 4, 3, 2, 1]])
    assert fault.reason == "peak in the middle"
    assert fault.figure < checks.PEAK_AT_END


def test_a_clip_is_framed_as_the_network_will_see_faces():
    assert read_card(default_bundle()).frame == NETWORK
    _, points = neutral("cora")
    square = clip_frame(points)
    chin, root = square.to_frame(points[[8, 27]], SIZE)
    assert 1.47 * np.hypot(*(chin - root)) == pytest.approx(NETWORK.face * NETWORK.size, rel=0.01)
    forehead = chin + 1.47 * (root - chin)
    outline = np.vstack([square.to_frame(points[:17], SIZE), forehead])
    middle = (outline.min(0) + outline.max(0)) / 2 + 0.5 - (SIZE - NETWORK.size) / 2
    assert middle / NETWORK.size == pytest.approx(NETWORK.centre, abs=0.002)


def test_a_square_across_two_points_shows_them_level():
    right, left = np.float32([30, 40]), np.float32([90, 85])
    one, other = frame_across(right, left, 2).to_frame(np.stack([right, left]), 100)
    assert one == pytest.approx([24.5, 49.5], abs=1e-3)
    assert other == pytest.approx([74.5, 49.5], abs=1e-3)
