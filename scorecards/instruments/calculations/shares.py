"""Shares in percent, with the interval in which they may lie."""

from __future__ import annotations

CONFIDENCE = 0.95
"""Of every interval."""


def percent(part: float, whole: float) -> float | None:
    """A part of a whole in percent; None of nothing."""
    return 100 * part / whole if whole else None


def wilson(part: int, whole: int) -> tuple[float | None, float | None]:
    """The interval of Wilson's score at 95 percent, in percent; None of nothing.

    Unlike the interval around the share itself it never leaves 0 to 100, and holds for few cases.
    """
    from scipy.stats import binomtest  # large; only who asks for it waits

    if not whole:
        return None, None
    found = binomtest(part, whole).proportion_ci(CONFIDENCE, "wilson")
    return 100 * max(0.0, float(found.low)), 100 * min(1.0, float(found.high))
