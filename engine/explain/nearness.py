"""How far a rule is from speaking for a metric: the answers that at least have to differ. Pure.

Exact over the disjunctive normal form of the rule: the branch that needs the fewest other answers.
What no answer changes, such as the family of a metric, rules a branch out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.explain.proof import OWN_STARTS, STARTS
from engine.explain.run import FOLLOWED, Run
from engine.explain.words import WORKED_OUT
from engine.facts import own_edge
from engine.network import Branch, Column, Scalar, branches
from knowledge_graph.graph import Edge, Graph
from knowledge_graph.records import Metric
from rules.condition import Fields, Group, Leaf
from rules.load import Catalogue, CatalogueRule
from rules.records import Recommend

RELATIONS = (
    "measured-by", "outcome", "tracks", "checks", "practises", "cares-about", *FOLLOWED,
)  # fmt: skip
EVIDENCE = "policy_evidence"
"""Stands for the choice to hear only what the seed documents say."""
_KPI = ("headline", "supporting")


@dataclass(frozen=True)
class Way:
    """A rule, and the link on which it would speak for a metric; None for the profile itself."""

    rule: CatalogueRule
    conclusion: Recommend
    edge: Edge | None


@dataclass(frozen=True)
class Start:
    """What chooses the start of a link.

    Attributes:
        field: The answer; ``place`` for the place of a KPI; empty where the start always is there.
        value: What the answer must be, or hold.
        chosen: Whether it is so.
    """

    field: str
    value: str
    chosen: bool


class Ways:
    """Every way in which a rule can speak for a metric as a KPI. Built once; does not change."""

    def __init__(self, rules: Catalogue, graph: Graph) -> None:
        self._graph = graph
        self._named: dict[str, list[Way]] = {}
        self._over_links: list[tuple[CatalogueRule, Recommend, str | None]] = []
        self.branches: dict[str, tuple[Branch, ...]] = {}
        for rule in rules.stable:
            for conclusion in rule.rule.then:
                if not isinstance(conclusion, Recommend) or conclusion.as_ not in _KPI:
                    continue
                self.branches[rule.id] = tuple(branches(rule.when, rule.unless))
                if rule.rule.over == "link":
                    about = None if conclusion.recommend == "$metric" else conclusion.recommend
                    self._over_links.append((rule, conclusion, about))
                else:
                    way = Way(rule, conclusion, None)
                    self._named.setdefault(conclusion.recommend, []).append(way)

    def to(self, metric: str) -> list[Way]:
        """Every rule that names the metric, and every link on which a rule can speak for it.

        Most rules over links speak for the metric that the link leads to. One that names another
        metric speaks on the links to the metric that its condition names.
        """
        return [
            *self._named.get(metric, ()),
            *(
                Way(rule, conclusion, edge)
                for rule, conclusion, about in self._over_links
                if about in (None, metric)
                for edge in self._into(metric if about is None else _fixed(rule, "metric", metric))
                if _fixed(rule, "link_relation", edge.relation) == edge.relation
            ),
        ]

    def _into(self, metric: str) -> list[Edge]:
        edges = [edge for each in RELATIONS for edge in self._graph.into(metric, each)]
        return [*edges, own_edge("initiative", metric)]


def _fixed(rule: CatalogueRule, field: str, otherwise: str) -> str:
    """The only value of a field with which a rule can fire; ``otherwise`` where it names none."""
    whole = isinstance(rule.when, Group) and rule.when.mode == "all"
    parts: Iterable[object] = rule.when.parts if isinstance(rule.when, Group) and whole else ()
    for part in (rule.when, *parts):
        if isinstance(part, Leaf) and (part.field, part.operator) == (field, "equals"):
            return str(part.value)
    return otherwise


def start_of(edge: Edge | None, run: Run) -> Start:
    """What chooses the start of a link, and whether it does so now."""
    builder = run.results.builder
    if edge is None or edge.relation == "checks":
        return Start("", "", True)
    kind, _, slug = edge.source.partition(".")
    if edge.relation in FOLLOWED:
        role = run.results.draft.get(edge.source)
        wanted = "headline" if edge.relation == "own-part" else "KPI"
        return Start("place", wanted, role == "headline" or (role is not None and wanted == "KPI"))
    if edge.relation in OWN_STARTS:
        field = OWN_STARTS[edge.relation]
        return Start(field, edge.target, builder.fields.get(field) == edge.target)
    if kind == "objective":
        return Start("objectives", edge.source, edge.source in builder.objectives)
    field = STARTS[kind]
    return Start(field, slug, builder.fields.get(field) == slug)


def distance(
    way: Way, fields: Fields, start: Start, patterns: Iterable[Branch], run: Run
) -> int | None:
    """How many answers at least have to be other; None where no answer makes the rule speak."""
    counts = [
        len(needed)
        for branch in patterns
        if (needed := _needed(branch, fields, start, way.edge, run)) is not None
    ]
    if not counts:
        return None
    beyond = run.results.policy.sourced_only and (
        way.rule.rule.basis != "sourced" or (way.edge is not None and way.edge.basis != "sourced")
    )
    return min(counts) + beyond


def _needed(
    branch: Branch, fields: Fields, start: Start, edge: Edge | None, run: Run
) -> frozenset[str] | None:
    """The answers that have to be other for one branch; None where none would do."""
    needed: set[str] = set()
    placed = start.field == "place"
    unplaced = placed and not start.chosen
    if start.field and not start.chosen and not placed:
        needed.add(start.field)
    moved = {start.field} if start.field and not placed else set()
    for column, compare, constant in branch:
        name = column.field
        fixed = name.startswith(("metric", "link_")) and name not in WORKED_OUT
        if name in moved and name != "objectives":
            if not _holds(column.encode({name: start.value}), compare, constant):
                return None
            continue
        if name in moved and not _with_start(column, compare, constant, start.value):
            return None
        if _holds(column.encode(fields), compare, constant):
            continue
        if name == "link_role" and placed:
            unplaced = True
        elif fixed or not _may_be(name, compare, constant, start, edge, run):
            return None
        else:
            needed.add(WORKED_OUT.get(name, name))
    # Another place of a KPI takes another answer, which may be one of those that are needed anyway.
    return frozenset(needed or ({"place"} if unplaced else ()))


def _with_start(column: Column, compare: str, constant: Scalar, start: str) -> bool:
    """Whether a test of the objectives can hold while one of them is this."""
    if column.how == "known" or column.member == start:
        return _holds(1, compare, constant)
    return True


def _may_be(
    name: str, compare: str, constant: Scalar, start: Start, edge: Edge | None, run: Run
) -> bool:
    """Whether any answer gives a worked-out field this value, with the link's start chosen."""
    if name not in WORKED_OUT or edge is None:
        return True
    graph, metric = run.results.builder.graph, edge.target
    if compare == "!=" and start.field != WORKED_OUT[name]:
        return True
    if constant in ("yes", "no"):
        wanted = (constant == "yes") is (compare == "==")
    else:
        # A comparison with the unknown: any answer will do, or none.
        return compare == "!=" or start.field != "objectives"
    if name == "metric_measurable":
        return wanted or bool(graph.knowledge.get(Metric, metric).needs)
    if name == "metric_served":
        serving = start.field == "objectives" and graph.serves(metric, start.value)
        return _serves_any(graph, metric) if wanted else not serving
    about = start.field == "objectives" and metric in graph.targets(start.value, "outcome")
    return metric in graph.outcomes if wanted else not about


def _serves_any(graph: Graph, metric: str) -> bool:
    objectives = (each for each in graph.knowledge.records if each.startswith("objective."))
    return any(graph.serves(metric, each) for each in objectives)


def _holds(have: Scalar, compare: str, constant: Scalar) -> bool:
    match compare:
        case "==":
            return have == constant
        case "!=":
            return have != constant
    if isinstance(have, str) or isinstance(constant, str):
        return False
    match compare:
        case "<":
            return have < constant
        case "<=":
            return have <= constant
        case ">":
            return have > constant
        case _:
            return have >= constant
