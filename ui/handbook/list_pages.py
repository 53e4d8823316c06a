"""The kinds of record that share a page: phases, teams, focuses, instruments and their like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowledge_graph.measures import Instrument
from knowledge_graph.onboarding import Task
from knowledge_graph.records import (
    Citation,
    Corporate,
    Defect,
    Factor,
    Focus,
    GridRow,
    Link,
    Phase,
    Record,
    Rhythm,
    Stage,
    Step,
    Team,
)
from ui.handbook.instrument_pages import entry
from ui.handbook.markup import page, section, sentence, table, title
from ui.handbook.pen import Matter, Pen, also_called
from ui.handbook.places import anchor_of, place_of
from ui.parts.markdown import inert


class ListPage(NamedTuple):
    """A page of one kind of record, or of two that belong together."""

    title: str
    about: str
    kinds: tuple[type[Record], ...]


PAGES = (
    ListPage(
        "Phases",
        "The work of product marketing goes through five phases that repeat in a circle. Each has "
        "metrics of its own; the monthly ones are looked at in every phase.",
        (Phase, Rhythm),
    ),
    ListPage("Teams", "Who leads, shares or contributes to which metrics.", (Team,)),
    ListPage("Focuses", "What a product marketer may specialise in.", (Focus,)),
    ListPage("Company stages", "Where a company is in its life.", (Stage,)),
    ListPage("Corporate KPIs", "What objectives serve in the end.", (Corporate,)),
    ListPage("Instruments", "Ways to take a measurement.", (Instrument,)),
    ListPage("External factors", "What moves results and is in nobody's hands.", (Factor,)),
    ListPage(
        "Steps of accountability",
        "How to decide what a product marketer answers for.",
        (Step,),
    ),
    ListPage(
        "First 90 days",
        "What somebody new in a role does in the first ninety days, of which a plan is made.",
        (Task,),
    ),
    ListPage(
        "Defects of the sources",
        "What is wrong or unclear in the seed documents, and how it is handled here.",
        (Defect,),
    ),
)


def members(listed: ListPage, matter: Matter) -> list[Record]:
    """The records of a page, in the order people know them."""
    found: list[Record] = []
    for kind in listed.kinds:
        records = matter.knowledge.every(kind)
        found += sorted(records, key=_place)
    return found


def _place(record: Record) -> tuple[int, int, str]:
    by_day = record.due.by_day if isinstance(record, Task) else 0
    return by_day, getattr(record, "order", 0), record.id


def list_pages(matter: Matter) -> Iterator[tuple[str, str]]:
    """The path and the text of each of these pages."""
    for listed in PAGES:
        records = members(listed, matter)
        if not records:
            continue
        path = place_of(records[0].id, matter.knowledge).page
        pen = Pen(matter, path)
        yield (
            path,
            page(
                title(listed.title),
                pen.trail(),
                listed.about,
                *(_entry(each, pen) for each in records),
            ),
        )


def _entry(record: Record, pen: Pen) -> str:
    rules = pen.matter.rules.get(record.id, [])
    return section(
        record.label,
        inert(record.definition),
        also_called(record),
        *_body(record, pen),
        _part("Rules that speak of it", ", ".join(pen.rule_link(each) for each in rules)),
        pen.grounds(record, _linked(record, pen)),
        anchor=anchor_of(record.id),
    )


def _body(record: Record, pen: Pen) -> Iterator[str]:
    """What is particular to a kind."""
    match record:
        case Phase() | Rhythm():
            yield _grid(record.grid, pen)
            if isinstance(record, Phase):
                yield f"Then comes {pen.link(record.next)}."
        case Team():
            yield _part("Judged by", pen.links(link.to for link in record.cares_about))
            for part in ("leads", "shares", "contributes"):
                edges = [edge for edge in pen.into(record.id, "has-team") if edge.why == part]
                words = "Contributes to" if part == "contributes" else part.capitalize()
                yield _part(words, pen.links(edge.source for edge in edges))
            yield _part("Works on the objectives", _sources(record, "works-with", pen))
        case Focus():
            yield pen.edges_out(record.metrics)
        case Corporate():
            yield _part("Expressed by", pen.links(link.to for link in record.measured_by))
            yield _part("Served by the objectives", _sources(record, "serves", pen))
        case Instrument():
            yield _part("Effort", record.effort or "")
            yield _part("Measures", _sources(record, "measured-with", pen))
            yield from entry(record, pen)
        case Step():
            yield pen.edges_out(record.names)
        case Task():
            yield _part("Why", sentence(record.why))
            yield _part("By day", f"{record.due.by_day}. {sentence(record.due.why)}")
            yield _part("Takes up", pen.links(link.to for link in record.metrics))
            yield _part("Is about", pen.links(link.to for link in record.names))
        case Defect():
            yield _part("Where", pen.cited(record.at))
            yield _part("How it is handled", sentence(record.handled))
            yield _part("It bears on", pen.links(link.to for link in record.concerns))
        case _:
            return


def _part(words: str, text: str) -> str:
    return f"**{words}:** {text}" if text else ""


def _sources(record: Record, relation: str, pen: Pen) -> str:
    return pen.links(edge.source for edge in pen.into(record.id, relation))


def _grid(grid: Iterable[GridRow], pen: Pen) -> str:
    return table(("Row", "Metric", "Why it is there"), (_row(row, pen) for row in grid))


def _row(row: GridRow, pen: Pen) -> tuple[str, str, str]:
    name = pen.said(pen.link(row.to), basis=row.basis)
    wave = f", measurement {row.wave}" if row.wave > 1 else ""
    defect = f" Defect: {pen.link(row.defect)}." if row.defect else ""
    return str(row.row), name + wave, (sentence(row.why) if row.why else "No reason.") + defect


def _linked(record: Record, pen: Pen) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    links: tuple[Link, ...] = ()
    match record:
        case Phase() | Rhythm():
            links = record.grid
        case Team():
            links = record.cares_about
        case Focus():
            links = record.metrics
        case Corporate():
            links = record.measured_by
        case Step():
            links = record.names
        case Task():
            links = record.metrics
        case _:
            pass
    for link in links:
        yield pen.knowledge.label(link.to), link.citations
