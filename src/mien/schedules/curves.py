"""Schedules of one expression: constant, rise, fall, rise and fall, onset-apex-offset."""

import math

import numpy as np

from mien.errors import MienError
from mien.schedules.easing import Easing
from mien.schedules.schedule import (
    FPS,
    Schedule,
    check_length,
    checked_fps,
)
from mien.schedules.track import track


def constant(expression: str, degree: float, *, frames: int = 1, fps: float = FPS) -> Schedule:
    """The same degree in every frame; one frame makes a picture."""
    _check_frames(frames, 1, "constant")
    return Schedule((expression,), np.full((frames, 1), degree, np.float32), fps)


def rise(
    expression: str,
    frames: int,
    *,
    fps: float = FPS,
    easing: Easing | str = "linear",
    peak: float = 1.0,
) -> Schedule:
    """From the photo itself to the peak; the paper's clips: degree (t - 1) / (T - 1) at frame t.

    Args:
        expression: what rises.
        frames: at least 2; the first has degree 0, the last `peak`.
        fps: frames per second.
        easing: how the degree travels.
        peak: the greatest degree.
    """
    _check_frames(frames, 2, "rise")
    return Schedule((expression,), track((0, frames - 1), ((0.0,), (peak,)), easing), fps)


def fall(
    expression: str,
    frames: int,
    *,
    fps: float = FPS,
    easing: Easing | str = "linear",
    peak: float = 1.0,
) -> Schedule:
    """From the peak to the photo itself; as `rise`."""
    _check_frames(frames, 2, "fall")
    return Schedule((expression,), track((0, frames - 1), ((peak,), (0.0,)), easing), fps)


def rise_and_fall(
    expression: str,
    frames: int,
    *,
    fps: float = FPS,
    easing: Easing | str = "linear",
    peak: float = 1.0,
) -> Schedule:
    """To the peak and back; as `rise`, with at least 3 frames.

    The curve is its own mirror image: an even number of frames shows the peak twice.
    """
    _check_frames(frames, 3, "rise-and-fall")
    top = (frames - 1) // 2
    moments = sorted({0, top, frames - 1 - top, frames - 1})
    degrees = [(0.0,), *((peak,) for _ in moments[1:-1]), (0.0,)]
    return Schedule((expression,), track(moments, degrees, easing), fps)


def time_course(
    expression: str,
    seconds: tuple[float, float, float],
    *,
    fps: float = FPS,
    easing: Easing | str = "linear",
    peak: float = 1.0,
) -> Schedule:
    """Onset, apex and offset, the phases in which faces are coded.

    Args:
        expression: what is shown.
        seconds: how long it rises, stays at the peak, and falls; each is rounded to whole frames,
            a phase that is not 0 to at least one, so that the peak is always drawn.
        fps: frames per second.
        easing: how the degree travels up and down.
        peak: the degree at the apex.

    Raises:
        MienError: a negative phase, or none longer than 0.
    """
    if not all(math.isfinite(phase) and phase >= 0 for phase in seconds) or not any(seconds):
        raise MienError(
            f"onset, apex and offset are {', '.join(f'{phase:g}' for phase in seconds)} s: "
            "none may be negative and one must be longer than 0."
        )
    rate = checked_fps(fps)
    check_length(sum(seconds) * rate)
    onset, apex, offset = (max(1, round(phase * rate)) if phase else 0 for phase in seconds)
    degrees_at = {onset: peak, onset + apex: peak}
    if onset:
        degrees_at[0] = 0.0
    if offset:
        degrees_at[onset + apex + offset] = 0.0
    moments = sorted(degrees_at)
    rows = [(degrees_at[moment],) for moment in moments]
    return Schedule((expression,), track(moments, rows, easing), rate)


def repeat(schedule: Schedule, times: int) -> Schedule:
    """A schedule several times over.

    Raises:
        MienError: `times` is below 1, or the whole is too long.
    """
    if times < 1:
        raise MienError(f"a schedule cannot be played {times} times: 1 or more.")
    check_length(len(schedule) * times)
    return Schedule(schedule.expressions, np.tile(schedule.degrees, (times, 1)), schedule.fps)


def loop(schedule: Schedule) -> Schedule:
    """A schedule and its way back, without either end twice: it plays on and on without a jump."""
    back = schedule.degrees[-2:0:-1]
    degrees = np.concatenate([schedule.degrees, back])
    return Schedule(schedule.expressions, degrees, schedule.fps)


def _check_frames(frames: int, least: int, name: str) -> None:
    if frames < least:
        raise MienError(f"{name} with {frames} frame(s) is not a curve: it needs at least {least}.")
    check_length(frames)
