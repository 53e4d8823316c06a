"""What of an explanation stands in the address of a page, so that it can be linked to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from ui.parts.links import EXPLAIN, OF, OTHER, PAGE, TRIED, Asked, read_link, write_link

ABOUT: dict[str, str] = {
    "why": "Why",
    "how": "How",
    "change": "What would change it",
    "firm": "How firm",
    "follows": "What follows",
    "dissent": "Who disagrees",
    "contract": "Whose parts",
}
"""What can be explained of a metric, as an address and as a person says it."""


def apart(params: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The answers in an address, and what else of the page stands there."""
    answers = {key: text for key, text in params.items() if key not in PAGE}
    return answers, {key: text for key, text in params.items() if key in PAGE}


def metric_in(params: Mapping[str, str], name: str, knowledge: Knowledge) -> str:
    """The metric that an address names; empty where it names none that is known."""
    metric = f"metric.{params.get(name, '')}"
    return metric if isinstance(knowledge.records.get(metric), Metric) else ""


def about_in(params: Mapping[str, str]) -> str:
    """What is explained; the reason where an address does not say."""
    return params[EXPLAIN] if params.get(EXPLAIN) in ABOUT else "why"


def explained(metric: str, about: str = "why") -> dict[str, str]:
    """The part of an address that opens an explanation."""
    return {OF: metric.partition(".")[2], EXPLAIN: about}


def explanation_link(
    asked: Asked, metric: str, knowledge: Knowledge, about: str = "why"
) -> dict[str, str]:
    """An address on the page *Design* that opens an explanation of a metric."""
    return {**write_link(asked, knowledge), **explained(metric, about)}


def tried_link(asked: Asked, metric: str, knowledge: Knowledge) -> dict[str, str]:
    """An address that tries other answers and says what becomes of a metric."""
    return {**write_link(asked, knowledge), TRIED: metric.partition(".")[2]}


def other_in(params: Mapping[str, str], knowledge: Knowledge) -> Asked | None:
    """The second profile of an address, if it has one."""
    if OTHER not in params:
        return None
    return read_link(dict(parse_qsl(params[OTHER], keep_blank_values=True)), knowledge)


def as_other(asked: Asked, knowledge: Knowledge) -> str:
    """A profile, written as the second one of an address."""
    return urlencode(write_link(asked, knowledge), safe=",")
