"""Checks over the whole knowledge graph: one table, one code each, one broken twin each in tests.

``load`` has already refused what is not a record (Y0xx) or is misnamed (G101, G102).
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from knowledge_graph.check import Check as Check
from knowledge_graph.check import Found
from knowledge_graph.dates import undated
from knowledge_graph.graph import LEAD, Graph, edges_of
from knowledge_graph.instrument_checks import CHECKS as INSTRUMENT_CHECKS
from knowledge_graph.likeness import alike
from knowledge_graph.load import Knowledge
from knowledge_graph.onboarding_checks import CHECKS as ONBOARDING_CHECKS
from knowledge_graph.records import (
    Backed,
    Citation,
    Corporate,
    Defect,
    Dispute,
    GridRow,
    Kpi,
    Metric,
    Objective,
    Phase,
    Rhythm,
    Source,
)
from knowledge_graph.yaml_file import Problem


def check(knowledge: Knowledge) -> list[Problem]:
    """Everything wrong in the knowledge, by file and line."""
    graph = Graph(knowledge)
    dangling = list(_problems(knowledge, CHECKS[:_RESOLVING], graph))
    if dangling:
        return sorted(dangling, key=_place)  # the other checks follow links and citations
    return sorted(_problems(knowledge, CHECKS[_RESOLVING:], graph), key=_place)


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.path, problem.line, problem.code, problem.text


def _problems(knowledge: Knowledge, checks: tuple[Check, ...], graph: Graph) -> Iterator[Problem]:
    for each in checks:
        for record, text, key in each.run(graph):
            document = knowledge.documents[record]
            place = document.find(key) if isinstance(key, str) else key
            yield document.problem(each.code, f"{text}; {each.mend}", place)


_RANGE = {
    "own-part": "metric",
    "drives": "metric",
    "read-with": "metric",
    "guarded-by": "metric",
    "measured-with": "instrument",
    "differs-from": "metric",
    "benchmark-of": "metric",
    "has-team": "team",
    "measured-by": "metric",
    "serves": "corporate",
    "works-with": "team",
    "outcome": "metric",
    "tracks": "metric",
    "checks": "metric",
    "next": "phase",
    "practises": "metric",
    "cares-about": "metric",
    "expressed-by": "metric",
    "takes-up": "metric",
}
"""Relation -> the kind of record it leads to; a relation that is not here leads anywhere."""


def _links_resolve(graph: Graph) -> Iterator[Found]:
    records = graph.knowledge.records
    for edge in edges_of(records.values()):
        kind = _RANGE.get(edge.relation)
        if edge.target not in records:
            yield edge.source, f"`{edge.target}` ({edge.relation}) does not exist", edge.target
        elif kind and not edge.target.startswith(f"{kind}."):
            yield edge.source, f"`{edge.target}` ({edge.relation}) is not a {kind}", edge.target
    for record in records.values():
        for target, kind in _other_references(record):
            if target not in records:
                yield record.id, f"`{target}` does not exist", target
            elif not target.startswith(f"{kind}."):
                yield record.id, f"`{target}` is not a {kind}", target


def _other_references(record: Backed) -> Iterator[tuple[str, str]]:
    """Ids that are no links, each with the kind of record it must name."""
    match record:
        case Phase() | Rhythm():
            yield from ((row.defect, "defect") for row in record.grid if row.defect)
        case Objective():
            yield from ((kpi.team, "team") for kpi in record.kpis if kpi.team)
            if record.target:
                yield record.target.metric, "metric"


def _citations_resolve(graph: Graph) -> Iterator[Found]:
    for record in graph.knowledge.records.values():
        for citation in citations_of(record):
            source = graph.knowledge.records.get(citation.source)
            if not isinstance(source, Source):
                yield record.id, f"cited source `{citation.source}` does not exist", citation.source


def citations_of(value: object) -> Iterator[Citation]:
    """Every citation inside a record, its links included."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, Backed):
        for name in type(value).model_fields:
            yield from citations_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from citations_of(item)


def _sourced_means_seed(graph: Graph) -> Iterator[Found]:
    for record in graph.knowledge.records.values():
        for backed in _backed(record):
            kinds = {graph.knowledge.get(Source, c.source).kind for c in backed.citations}
            if backed.basis == "sourced" and "seed" not in kinds:
                what = getattr(backed, "to", None) or getattr(backed, "id", None) or "a part"
                yield record.id, f"`{what}` is sourced but cites no seed document", what


def _backed(value: object) -> Iterator[Backed]:
    if isinstance(value, Backed):
        yield value
        for name in type(value).model_fields:
            yield from _backed(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _backed(item)


def _names_are_unique(graph: Graph) -> Iterator[Found]:
    taken: dict[tuple[str, str], str] = {}
    for record in graph.knowledge.records.values():
        kind = record.id.partition(".")[0]
        for name in dict.fromkeys((record.label.casefold(), *map(str.casefold, record.aliases))):
            other = taken.setdefault((kind, name), record.id)
            if other != record.id:
                yield record.id, f"the name `{name}` already means `{other}`", ("aliases",)


def _one_metric_has_one_id(graph: Graph) -> Iterator[Found]:
    for one, other, field in alike(graph.knowledge.every(Metric)):
        yield other.id, f"its {field} is that of `{one.id}`, or nearly so", (field,)


def _differences_are_said(graph: Graph) -> Iterator[Found]:
    for edge in edges_of(graph.knowledge.every(Metric)):
        if edge.relation == "differs-from" and not edge.why:
            yield edge.source, f"how it differs from `{edge.target}` is not said", edge.target
        elif edge.relation == "differs-from" and edge.source == edge.target:
            yield edge.source, "it cannot differ from itself", ("differs_from",)


def _metric_ends_in_corporate(graph: Graph) -> Iterator[Found]:
    for metric in graph.knowledge.every(Metric):
        if not graph.corporate(metric.id, ()):
            yield metric.id, "no chain of `drives` leads to a corporate KPI", ("drives",)


def _corporate_is_served(graph: Graph) -> Iterator[Found]:
    for corporate in graph.knowledge.every(Corporate):
        if not graph.into(corporate.id, "serves"):
            yield corporate.id, "no objective serves it", ()


def _pmm_has_a_part(graph: Graph) -> Iterator[Found]:
    for metric in graph.knowledge.every(Metric):
        if LEAD not in {team.team for team in metric.teams}:
            yield metric.id, "product marketing has no part in it", ("teams",)


def _shared_has_own_part(graph: Graph) -> Iterator[Found]:
    for metric in graph.knowledge.every(Metric):
        alone = graph.pmm_part(metric.id) == "leads"
        own = graph.targets(metric.id, "own-part")
        if not alone and not own:
            yield metric.id, "it is shared, but the PMM's own part is not named", ("own_part",)
        for part in own:
            if graph.pmm_part(part) != "leads":
                yield metric.id, f"`{part}` is no own part: others lead it", ("own_part",)


def _phases_close_the_circle(graph: Graph) -> Iterator[Found]:
    phases = sorted(graph.knowledge.every(Phase), key=lambda phase: phase.order)
    for phase, following in zip(phases, [*phases[1:], *phases[:1]], strict=True):
        if phase.next != following.id:
            yield phase.id, f"next is `{phase.next}`, by order it is `{following.id}`", ("next",)


def _rows_are_in_order(graph: Graph) -> Iterator[Found]:
    for record in graph.knowledge.records.values():
        listed: tuple[GridRow | Kpi, ...] = ()
        match record:
            case Phase() | Rhythm():
                listed = record.grid
            case Objective():
                listed = record.kpis
        rows = [item.row for item in listed]
        if rows and (rows != sorted(rows) or set(rows) != set(range(1, max(rows) + 1))):
            yield record.id, f"rows are {rows}; they count from 1 without a gap", ()


def _drives_do_not_loop(graph: Graph) -> Iterator[Found]:
    drives = nx.DiGraph(
        (metric.id, link.to) for metric in graph.knowledge.every(Metric) for link in metric.drives
    )
    for loop in nx.simple_cycles(drives):
        first = min(loop)
        yield first, f"`drives` goes in a circle: {' -> '.join(loop)}", ("drives",)


def _limits_are_explained(graph: Graph) -> Iterator[Found]:
    for objective in graph.knowledge.every(Objective):
        if objective.limit_per_team and not all(kpi.team for kpi in objective.kpis):
            yield objective.id, "its limit is by team, but a KPI has none", ("kpis",)


def _defects_are_marked(graph: Graph) -> Iterator[Found]:
    for record in graph.knowledge.every(Phase):
        for row in record.grid:
            concerned = row.defect and graph.targets(row.defect, "concerns")
            if concerned and record.id not in concerned and row.to not in concerned:
                yield record.id, f"`{row.defect}` does not concern row {row.row}", ("grid",)


def _cited_defects_have_seed(graph: Graph) -> Iterator[Found]:
    for defect in graph.knowledge.every(Defect):
        if graph.knowledge.get(Source, defect.at.source).kind != "seed":
            yield defect.id, "it is not a defect of a seed document", ("at",)


def _policies_are_unique(graph: Graph) -> Iterator[Found]:
    taken: dict[str, str] = {}
    for dispute in graph.knowledge.every(Dispute):
        if dispute.policy:
            other = taken.setdefault(dispute.policy.key, dispute.id)
            if other != dispute.id:
                text = f"policy `{dispute.policy.key}` already decides `{other}`"
                yield dispute.id, text, ("policy", "key")


def _reviews_are_dated(graph: Graph) -> Iterator[Found]:
    for record in undated(graph.knowledge):
        yield record.id, "it does not say when to look at it again", ("id",)


_RESOLVING = 2
"""How many of the checks, from the first on, make sure that ids lead somewhere."""

CHECKS: tuple[Check, ...] = (
    Check(
        "G110",
        "A link into nothing breaks whatever follows it.",
        "name a record that exists, or add it",
        _links_resolve,
    ),
    Check(
        "G111",
        "A claim whose source cannot be looked up is an opinion.",
        "add the source record or mend the id",
        _citations_resolve,
    ),
    Check(
        "G112",
        "`sourced` promises that a seed document says so.",
        "cite a seed, or call it practice or editorial",
        _sourced_means_seed,
    ),
    Check(
        "G120",
        "One name for two things makes search and people go wrong.",
        "keep the name on one of them",
        _names_are_unique,
    ),
    Check(
        "G121",
        "Two ids for one metric split its readings and its rules.",
        "keep one of them, or say the difference under `differs_from` with a `why`",
        _one_metric_has_one_id,
    ),
    Check(
        "G122",
        "A difference that is not said leaves the reader to guess.",
        "name another metric and add a `why`",
        _differences_are_said,
    ),
    Check(
        "G130",
        "A KPI that leads to no corporate KPI cannot be tied to the business.",
        "add what it drives",
        _metric_ends_in_corporate,
    ),
    Check(
        "G131",
        "A corporate KPI that nothing serves is out of reach.",
        "let an objective serve it, or remove it",
        _corporate_is_served,
    ),
    Check(
        "G132",
        "Accountability starts from the part product marketing has.",
        "add team.product-marketing with its part",
        _pmm_has_a_part,
    ),
    Check(
        "G133",
        "Shared results are only fair with a part of one's own.",
        "name metrics that product marketing leads",
        _shared_has_own_part,
    ),
    Check(
        "G134",
        "A circle of drives explains nothing.",
        "take out the weakest link",
        _drives_do_not_loop,
    ),
    Check(
        "G140",
        "The phases are a cycle; a gap in it loses a phase.",
        "mend `next` or `order`",
        _phases_close_the_circle,
    ),
    Check(
        "G141",
        "Rows stand for the lines of the source.",
        "number them as the source does",
        _rows_are_in_order,
    ),
    Check(
        "G142",
        "A limit for each team needs to know the team.",
        "add the team to each KPI",
        _limits_are_explained,
    ),
    Check(
        "G143",
        "A defect must name what it bears on, or nobody sees it there.",
        "add the phase or the metric to the defect's `concerns`",
        _defects_are_marked,
    ),
    Check(
        "G144",
        "Defects are those of the seed documents.",
        "cite the seed where the defect stands",
        _cited_defects_have_seed,
    ),
    Check(
        "G150",
        "A policy that decides two disputes decides neither.",
        "use another key",
        _policies_are_unique,
    ),
    Check(
        "G160",
        "Practice moves on; what nobody looks at again goes stale unseen.",
        "add `review_by` with a day such as 2027-11-30",
        _reviews_are_dated,
    ),
    *INSTRUMENT_CHECKS,
    *ONBOARDING_CHECKS,
)
