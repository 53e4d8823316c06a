"""Where each record and each rule stands in the handbook: on which page, under which anchor."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import NamedTuple

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Benchmark
from rules.load import CatalogueRule

INDEX = "README.md"
"""The name under which a web page of a repository shows a folder's index at once."""
PROFILE = "profile.md"

FOLDERS = {"metric": "metrics", "objective": "objectives", "dispute": "disputes"}
"""Kinds of which every record has a page of its own."""
LISTS = {
    "phase": "phases.md",
    "rhythm": "phases.md",
    "team": "teams.md",
    "focus": "focuses.md",
    "stage": "stages.md",
    "corporate": "corporate.md",
    "instrument": "instruments.md",
    "factor": "factors.md",
    "step": "steps.md",
    "task": "tasks.md",
    "defect": "defects.md",
    "term": "glossary.md",
    "source": "sources.md",
}
"""Kinds whose records share a page."""


class Place(NamedTuple):
    """A page, and an anchor on it unless the whole page is meant."""

    page: str
    anchor: str = ""

    def seen_from(self, page: str) -> str:
        """The relative link to it from another page."""
        anchor = f"#{self.anchor}" if self.anchor else ""
        if page == self.page and anchor:
            return anchor
        return posixpath.relpath(self.page, posixpath.dirname(page) or ".") + anchor


def anchor_of(record_id: str) -> str:
    """The anchor of a record or rule: ``team.sales`` is ``team-sales``."""
    return record_id.replace(".", "-").lower()


def place_of(record_id: str, knowledge: Knowledge) -> Place:
    """Where a record stands; a benchmark stands on the page of its metric.

    Raises:
        KeyError: Nothing bears the id, or its kind has no place here.
    """
    record = knowledge.records[record_id]
    if isinstance(record, Benchmark):
        return Place(place_of(record.of, knowledge).page, anchor_of(record_id))
    kind, _, slug = record_id.partition(".")
    if kind in FOLDERS:
        return Place(f"{FOLDERS[kind]}/{slug}.md")
    return Place(LISTS[kind], anchor_of(record_id))


def family_of(rule: CatalogueRule) -> tuple[str, ...]:
    """The family of a rule: its stage, and the folder below it where there is one."""
    parts = PurePosixPath(rule.document.path).parts[:-1]
    return parts[parts.index(rule.stage) :]


def place_of_rule(rule: CatalogueRule) -> Place:
    """Where a rule stands."""
    return Place(f"rules/{'-'.join(family_of(rule))}.md", anchor_of(rule.id))
