"""What would be left of the knowledge and the rules without one source. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Citation, Link, Record
from rules.load import Catalogue


def without_source(
    knowledge: Knowledge, rules: Catalogue, source: str
) -> tuple[Knowledge, Catalogue]:
    """Leave out every link and every rule that cites this source and no other.

    What another source says as well stays, and so does what cites nobody.
    """
    kept = tuple(rule for rule in rules.rules if not _only(source, rule.rule.citations))
    records = {name: _record(record, source) for name, record in knowledge.records.items()}
    return (
        replace(knowledge, records=records, version=f"{knowledge.version}-{source}"),
        replace(rules, rules=kept, version=f"{rules.version}-{source}"),
    )


def _only(source: str, citations: Sequence[Citation]) -> bool:
    return {each.source for each in citations} == {source}


def _record(record: Record, source: str) -> Record:
    """The record without its links that rest on the source alone."""
    changed: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Link) and _only(source, value.citations):
            changed[name] = None
        elif isinstance(value, tuple):
            left = tuple(
                each
                for each in value
                if not (isinstance(each, Link) and _only(source, each.citations))
            )
            if len(left) < len(value):
                changed[name] = left
    return record.model_copy(update=changed) if changed else record
