"""Customers, revenue and cost."""

from collections.abc import Callable, Mapping

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.found import Findings

CALCULATIONS: dict[str, Callable[[Answers, Mapping[str, Value]], Findings]] = {}
