"""Search over everything that is known, under every name it goes by. Pure."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass

from engine import Adviser
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric

KINDS: dict[str, str] = {
    "metric": "Metrics",
    "objective": "Objectives",
    "phase": "Phases",
    "rhythm": "Rhythms",
    "dispute": "Disputes",
    "defect": "Defects of the sources",
    "term": "Words",
    "instrument": "Instruments",
    "source": "Sources",
    "focus": "Specialisms",
    "stage": "Company stages",
    "team": "Teams",
    "corporate": "Corporate KPIs",
    "factor": "External factors",
    "step": "Steps of accountability",
    "task": "Tasks of the first 90 days",
    "benchmark": "What others report",
    "rule": "Rules in force",
}


@dataclass(frozen=True)
class Hit:
    """Something that was found.

    Attributes:
        matched: The name it was found under, where that is not its label.
    """

    id: str
    kind: str
    label: str
    about: str
    matched: str = ""


def kind_of(record_id: str) -> str:
    """The kind of a record or rule, by its id."""
    return record_id.partition(".")[0] if "." in record_id else "rule"


def counts(adviser: Adviser) -> Counter[str]:
    """How many there are of each kind."""
    found = Counter(map(kind_of, adviser.knowledge.records))
    found["rule"] = len(adviser.rules.stable)
    return found


def everything(kind: str, adviser: Adviser) -> list[Hit]:
    """All of one kind, in the order people know them."""
    if kind == "rule":
        return [
            Hit(rule.id, "rule", rule.rule.title, rule.rule.because)
            for rule in adviser.rules.stable
        ]
    records = [each for each in adviser.knowledge.records.values() if kind_of(each.id) == kind]
    records.sort(key=lambda each: (getattr(each, "order", 0), each.label.lower()))
    return [Hit(each.id, kind, each.label, each.definition) for each in records]


def search(words: str, adviser: Adviser, limit: int = 60) -> list[Hit]:
    """Everything that bears these words in a name; then whatever speaks of them."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    ranked = []
    for kind in KINDS:
        for hit in everything(kind, adviser):
            rank, matched = _rank(hit, wanted, adviser.knowledge)
            if rank is not None:
                ranked.append((rank, list(KINDS).index(kind), hit.label, hit, matched))
    ranked.sort(key=lambda each: each[:3])
    return [
        Hit(hit.id, hit.kind, hit.label, hit.about, matched)
        for _, _, _, hit, matched in ranked[:limit]
    ]


def near(words: str, adviser: Adviser, limit: int = 12) -> list[Hit]:
    """What is named nearly so, for words under which nothing is found."""
    named: dict[str, tuple[Hit, str]] = {}
    for kind in KINDS:
        for hit in everything(kind, adviser):
            record = adviser.knowledge.records.get(hit.id)
            for name in (hit.label, *(record.aliases if record else ())):
                named.setdefault(name.casefold(), (hit, name))
    close = difflib.get_close_matches(words.casefold().strip(), named, n=limit, cutoff=0.7)
    found: dict[str, Hit] = {}
    for hit, name in (named[each] for each in close):
        matched = name if name != hit.label else ""
        found.setdefault(hit.id, Hit(hit.id, hit.kind, hit.label, hit.about, matched))
    return list(found.values())


def _rank(hit: Hit, wanted: list[str], knowledge: Knowledge) -> tuple[int | None, str]:
    record = knowledge.records.get(hit.id)
    for place, name in enumerate((hit.label, hit.id, *(record.aliases if record else ()))):
        folded = name.casefold()
        if all(word in folded for word in wanted):
            exact = 0 if folded.split() == wanted else 1
            return exact + (place > 0), name if place > 1 else ""
    if all(word in hit.about.casefold() for word in wanted):
        return 3, ""
    return None, ""


def metric_names(knowledge: Knowledge) -> dict[str, str]:
    """Every name of every metric -> its id; an alias says which metric it is another name of."""
    found = {metric.label: metric.id for metric in knowledge.every(Metric)}
    for metric in knowledge.every(Metric):
        for alias in metric.aliases:
            found.setdefault(f"{alias} ({metric.label})", metric.id)
    return dict(sorted(found.items(), key=lambda each: each[0].casefold()))
