"""When somebody must look again whether a record still holds."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Benchmark, Dispute, Metric, Objective, Record

AGEING = (Metric, Objective, Dispute, Benchmark)
"""The kinds of record that practice overtakes; each of them says when it is to be looked at."""


def overdue(knowledge: Knowledge, day: str) -> tuple[Record, ...]:
    """The records whose review date lies before ``day``, the oldest date first, then by id.

    Args:
        knowledge: What is known.
        day: As ``2027-05-31``; a record is not overdue on its own day.
    """
    late = (each for each in knowledge.records.values() if (each.review_by or day) < day)
    return tuple(sorted(late, key=lambda each: (each.review_by or "", each.id)))


def undated(knowledge: Knowledge) -> Iterator[Record]:
    """The records that must say when they are to be looked at, and do not."""
    for record in knowledge.records.values():
        if isinstance(record, AGEING) and record.review_by is None:
            yield record
