"""Exercises: a profile is given, and somebody who learns the role predicts what the engine says.

Pure. Nothing holds a key: what is right is found by running the engine again, and what is said
about it comes from the trace of that run.
"""

from engine.exercises.judging import is_right, judge, right_answer, versions
from engine.exercises.lab import Lab
from engine.exercises.making import Course, course_id, make, to_practise
from engine.exercises.records import KINDS, TITLES, Ask, Exercise, Kind, Verdict

__all__ = [
    "KINDS",
    "TITLES",
    "Ask",
    "Course",
    "Exercise",
    "Kind",
    "Lab",
    "Verdict",
    "course_id",
    "is_right",
    "judge",
    "make",
    "right_answer",
    "to_practise",
    "versions",
]
