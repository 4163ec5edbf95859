"""Schedules: the user's control over a clip, degrees of expressions frame by frame."""

from mien.schedules.curves import (
    constant,
    fall,
    loop,
    repeat,
    rise,
    rise_and_fall,
    time_course,
)
from mien.schedules.easing import Easing, eased
from mien.schedules.keyframes import Keyframe, csv_of, keyframes, read_schedule, schedule_from
from mien.schedules.schedule import FPS, Schedule
from mien.schedules.strength import Strength, at_strength
from mien.schedules.text import FORMS, curve, is_file, parse

__all__ = [
    "FORMS",
    "FPS",
    "Easing",
    "Keyframe",
    "Schedule",
    "Strength",
    "at_strength",
    "constant",
    "csv_of",
    "curve",
    "eased",
    "fall",
    "is_file",
    "keyframes",
    "loop",
    "parse",
    "read_schedule",
    "repeat",
    "rise",
    "rise_and_fall",
    "schedule_from",
    "time_course",
]
