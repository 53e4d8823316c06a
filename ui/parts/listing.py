"""Records as plain data for lists, in the order of their source, as a table or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import typer
from rich.table import Table
from rich.text import Text

from knowledge_graph.graph import Graph
from knowledge_graph.load import Knowledge
from knowledge_graph.records import (
    Benchmark,
    Dispute,
    GridRow,
    Kpi,
    Metric,
    Objective,
    Phase,
    Record,
    Rhythm,
    Team,
)
from rules.condition import NEVER, say
from rules.load import Catalogue, CatalogueRule
from scorecards.exports.inert import printable
from ui.parts.console import console

Plain = dict[str, Any]

_ID = re.compile(r"[a-z]+\.[a-z0-9-]+$")
_SAID_IN_WORDS = ("when", "unless")
"""What a table leaves out of a rule: the condition stands there as a sentence."""


NO_TARGET = "somebody else's figure, not a target"
"""What stands beside every benchmark."""


def metrics(knowledge: Knowledge) -> list[Plain]:
    """Every metric, with its benchmarks and the phases and objectives that list it."""
    graph = Graph(knowledge)
    return [_metric(metric, graph) for metric in knowledge.every(Metric)]


def _metric(metric: Metric, graph: Graph) -> Plain:
    return {
        **_plain(metric),
        "differs_from": _differences(metric, graph),
        "benchmarks": [
            _benchmark(graph.knowledge.get(Benchmark, edge.source), graph.knowledge)
            for edge in graph.into(metric.id, "benchmark-of")
        ],
        "phases": [
            edge.source
            for relation in ("tracks", "checks")
            for edge in sorted(graph.into(metric.id, relation), key=_phase_order(graph))
        ],
        "objectives": sorted(edge.source for edge in graph.into(metric.id, "measured-by")),
        "corporate": list(graph.corporate(metric.id, ())),
    }


def _differences(metric: Metric, graph: Graph) -> list[Plain]:
    return [
        {
            "to": other,
            "why": edge.why,
            "basis": edge.basis,
            "citations": [citation.model_dump() for citation in edge.citations],
        }
        for other, edge in graph.differences(metric.id)
    ]


def _benchmark(benchmark: Benchmark, knowledge: Knowledge) -> Plain:
    plain = benchmark.model_dump(include={"id", "value", "population", "year", "quality"})
    sources = [knowledge.label(citation.source) for citation in benchmark.citations]
    return {**plain, "source": "; ".join(sources), "remark": NO_TARGET}


def _phase_order(graph: Graph) -> Any:
    return lambda edge: getattr(graph.knowledge.records[edge.source], "order", 0)


def objectives(knowledge: Knowledge) -> list[Plain]:
    """Every objective with its metrics as listed: those of the seeds first, in their order."""
    ordered = sorted(knowledge.every(Objective), key=lambda each: each.order)
    return [_objective(each) for each in ordered]


def _objective(objective: Objective) -> Plain:
    plain = _plain(objective)
    plain["serves"] = [link.to for link in objective.serves]
    plain["works_with"] = [link.to for link in objective.works_with]
    plain["outcome"] = objective.outcome.to if objective.outcome else None
    del plain["kpis"]
    plain["metrics"] = [
        {
            **_listed(kpi),
            "team": kpi.team,
            "journey_step": kpi.journey_step,
            "note": kpi.note,
            "windows": list(kpi.windows),
        }
        for kpi in objective.kpis
    ]
    return plain


def phases(knowledge: Knowledge) -> list[Plain]:
    """The five phases in their cycle, then the rhythm that belongs to each of them."""
    graph = Graph(knowledge)
    listed: list[Phase | Rhythm] = [*sorted(knowledge.every(Phase), key=lambda each: each.order)]
    listed += knowledge.every(Rhythm)
    return [_phase(each, graph) for each in listed]


def _phase(phase: Phase | Rhythm, graph: Graph) -> Plain:
    plain = _plain(phase)
    del plain["grid"]
    plain["kind"] = "phase" if isinstance(phase, Phase) else "rhythm"
    plain["metrics"] = [
        {**_listed(row), "team": _lead(row.to, graph), "wave": row.wave, "defect": row.defect}
        for row in phase.grid
    ]
    return plain


def _lead(metric: str, graph: Graph) -> str | None:
    parts = graph.knowledge.get(Metric, metric).teams if metric in graph.knowledge.records else ()
    return next((part.team for part in parts if part.part == "leads"), None)


def _listed(link: Kpi | GridRow) -> Plain:
    citations = [citation.model_dump() for citation in link.citations]
    return {
        "metric": link.to,
        "why": link.why,
        "basis": link.basis,
        "row": link.row,
        "citations": citations,
    }


def teams(knowledge: Knowledge) -> list[Plain]:
    """Every team, what it is judged by, and the metrics it leads or shares."""
    graph = Graph(knowledge)
    found = []
    for team in knowledge.every(Team):
        plain = _plain(team)
        plain["cares_about"] = [link.to for link in team.cares_about]
        for part in ("leads", "shares", "contributes"):
            edges = graph.into(team.id, "has-team")
            plain[part] = sorted(edge.source for edge in edges if edge.why == part)
        found.append(plain)
    return found


def disputes(knowledge: Knowledge) -> list[Plain]:
    """Every dispute, its positions, and the policy that decides it."""
    found = []
    for dispute in knowledge.every(Dispute):
        plain = _plain(dispute)
        policy = dispute.policy
        plain["key"] = policy.key if policy else None
        plain["values"] = list(policy.values) if policy else []
        plain["default"] = policy.default if policy else None
        found.append(plain)
    return found


def rules(catalogue: Catalogue) -> list[Plain]:
    """Every rule, its condition as a sentence."""
    return [_rule(rule, catalogue) for rule in catalogue.rules]


def _rule(rule: CatalogueRule, catalogue: Catalogue) -> Plain:
    words = catalogue.vocabularies[rule.rule.over]
    says = "When " + (say(rule.when, words) or "anything is asked")
    if rule.unless != NEVER:
        says += ", unless " + say(rule.unless, words)
    plain = rule.rule.model_dump(mode="json", by_alias=True, exclude_none=True)
    first = {name: plain.pop(name) for name in ("id", "name", "title", "over", "status")}
    return {**first, "stage": rule.stage, "says": says, **plain}


def names(knowledge: Knowledge) -> dict[str, str]:
    """Everything that a record can be found under, in lower case: id, slug, label, aliases.

    A name that several kinds of record share means the metric.
    """
    records = sorted(knowledge.records.values(), key=lambda each: not isinstance(each, Metric))
    found: dict[str, str] = {record.id: record.id for record in records}
    for record in records:
        for name in (record.label, *record.aliases, record.id.partition(".")[2]):
            found.setdefault(name.casefold(), record.id)
    return found


def one(name: str, knowledge: Knowledge, catalogue: Catalogue) -> Plain | None:
    """One record or rule with its links, by id, name or alias; None where there is none."""
    for rule in catalogue.rules:
        if rule.id == name.upper():
            return _rule(rule, catalogue)
    record_id = names(knowledge).get(name.casefold())
    if record_id is None:
        return None
    record = knowledge.records[record_id]
    graph = Graph(knowledge)
    match record:
        case Metric():
            plain = _metric(record, graph)
        case Objective():
            plain = _objective(record)
        case Phase() | Rhythm():
            plain = _phase(record, graph)
        case _:
            plain = _plain(record)
    edges = [data["edge"] for _, _, data in graph.nx.in_edges(record_id, data=True)]
    plain["linked_from"] = sorted(f"{edge.source} ({edge.relation})" for edge in edges)
    plain["rules"] = sorted(
        rule.id for rule in catalogue.rules if f"'{record_id}'" in str(rule.rule.model_dump())
    )
    return plain


def _plain(record: Record) -> Plain:
    plain = record.model_dump(mode="json", exclude_none=True)
    ground = {name: plain.pop(name) for name in ("basis", "citations")}
    return {**plain, **ground}  # what it is first, what it rests on last


def show(
    records: Sequence[Plain], columns: Iterable[str], output: Literal["table", "json"]
) -> None:
    """Print records: all of them as JSON, or these columns as a table."""
    if output == "json":
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    wanted = list(columns)
    for column in wanted:
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    for record in records:
        table.add_row(*(Text(printable(_short(record.get(column)))) for column in wanted))
    console().print(table)


def show_one(record: Plain, output: Literal["table", "json"]) -> None:
    """Print one record whole."""
    if output == "json":
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in record.items():
        if value not in ([], {}, "", None) and name not in _SAID_IN_WORDS:
            table.add_row(name, Text(printable(_cell(value, "\n"))))
    console().print(table)


def _short(value: Any) -> str:
    """A cell of a table: of what a list or a link names, the slug alone."""
    if isinstance(value, list):
        return ", ".join(_cell(item).rpartition(".")[2] for item in value)
    text = _cell(value)
    return text.rpartition(".")[2] if _ID.match(text) else text


def _cell(value: Any, between: str = ", ") -> str:
    if isinstance(value, Mapping):
        if between == "\n" and (sentence := _sentence(value)):
            return sentence
        for name in ("metric", "to", "team", "id"):
            if name in value:
                rest = value.get("why") or value.get("part") or value.get("says") or ""
                return f"{value[name]}: {rest}" if rest and between == "\n" else str(value[name])
        return between.join(f"{name}: {_cell(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return between.join(_cell(item, between) for item in value)
    return "" if value is None else str(value)


def _sentence(value: Mapping[str, Any]) -> str:
    """A definition in use or a benchmark in words; empty for anything else."""
    match value:
        case {"label": label, "formula": formula, "when": when}:
            unit = f" ({value['unit']})" if value.get("unit") else ""
            return f"{label}: {formula}{unit}. {when}"
        case {"value": figure, "population": whom, "quality": quality, "remark": remark}:
            ground = f"{value['source']}, {value['year']}, {quality}"
            return f"{figure}; {whom} ({ground}): {remark}"
    return ""
