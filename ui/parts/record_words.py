"""The words in which what is recorded of metrics and targets is told. Pure."""

from __future__ import annotations

from knowledge_graph.records import Target
from ui.parts.wording import lowered

CADENCE = {
    "continuous": "all the time",
    "weekly": "weekly",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "per-launch": "at each launch",
    "per-wave": "at each survey",
    "yearly": "yearly",
}
DIRECTION = {
    "higher-is-better": "higher is better",
    "lower-is-better": "lower is better",
    "range": "within a range",
}
TIMING = {
    "leading": "leading: moves before the result",
    "lagging": "lagging: moves after the result",
}
QUALITY = {
    "published-survey": "published survey",
    "vendor-compilation": "compiled by a vendor",
    "rule-of-thumb": "rule of thumb",
    "illustrative": "an illustration only",
}
TARGET_VERBS = {
    "increase-by": "Increase {metric} by {amount}{unit}",
    "decrease-by": "Decrease {metric} by {amount}{unit}",
    "increase-to": "Bring {metric} to {amount}{unit}",
}
TARGET_UNITS = {
    "percent": "%",
    "relative-percent": " % of what it is now",
    "points": " percentage points",
    "months": " months",
    "count": "",
}


def target_words(target: Target, label: str, amount: float | None, unit: str, by: str) -> str:
    """A target as a sentence."""
    said = TARGET_VERBS[target.change].format(
        metric=lowered(label),
        amount=f"{amount:g}" if amount is not None else "…",
        unit=TARGET_UNITS[unit],
    )
    return f"{said}, by {by}." if by else f"{said}."
