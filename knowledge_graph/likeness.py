"""Metrics that seem to mean the same: one formula, or nearly one definition, under two ids.

Plain overlap of words, so that the same records always give the same pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from knowledge_graph.records import Metric

NEARLY_ONE = 0.5
"""From which share of common words on two definitions count as one."""

_WORD = re.compile(r"[^\W_]+|[-+/]")
_EMPTY = {
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "how", "in", "into",
    "is", "it", "its", "of", "on", "or", "that", "the", "their", "them", "they", "this",
    "to", "which", "who", "whose", "with",
}  # fmt: skip
_UNSAID = "not given"


def alike(metrics: tuple[Metric, ...]) -> Iterator[tuple[Metric, Metric, str]]:
    """Every two metrics of which neither says how it differs, with the field they have in common.

    A formula must be the same but for letter case, punctuation and empty words; of a definition
    half of the words.
    """
    for one, other in combinations(metrics, 2):
        if _says_how(one, other) or _says_how(other, one):
            continue
        if one.formula != _UNSAID and _words(one.formula) == _words(other.formula):
            yield one, other, "formula"
        elif _overlap(set(_words(one.definition)), set(_words(other.definition))) >= NEARLY_ONE:
            yield one, other, "definition"


def _says_how(one: Metric, other: Metric) -> bool:
    return any(link.to == other.id and link.why for link in one.differs_from)


def _words(text: str) -> list[str]:
    """The words and signs that carry meaning, in their order."""
    return [word for word in _WORD.findall(text.casefold()) if word not in _EMPTY]


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one | other), 1)
