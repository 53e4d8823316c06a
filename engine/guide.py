"""A guide for somebody new in a role: the first ninety days, whom to meet, the five phases."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from engine.explain.parts import Part
from engine.first_days import PlanItem, Tool, first_days, situation, teams_of, tools
from engine.recommendation import Advice, Recommendation
from knowledge_graph.graph import Graph
from knowledge_graph.onboarding import BY_DAYS
from knowledge_graph.records import Basis, Citation, Phase, Rhythm

FIRST_PHASE = "phase.discover"
"""The phase whose metrics are the baselines of a newcomer."""


class Item(Part):
    """A metric to look at, with the reason and what the reason rests on.

    Attributes:
        on_scorecard: Its role on the scorecard of this profile; empty where it has none.
        instruments: What it is measured with.
        teams: Who leads or shares it beside product marketing.
        comes_from: The records and rules that this is said by.
    """

    metric: str
    label: str
    why: str
    basis: Basis
    citations: tuple[Citation, ...]
    on_scorecard: str = ""
    instruments: tuple[Tool, ...] = ()
    teams: tuple[str, ...] = ()
    comes_from: tuple[str, ...] = ()


class Meeting(Part):
    """A team to meet, because it leads or shares these KPIs, and the rules that say so."""

    team: str
    label: str
    kpis: tuple[str, ...]
    comes_from: tuple[str, ...] = ()


class PhaseGuide(Part):
    """A phase of the cycle for this role."""

    phase: str
    label: str
    definition: str
    next: str
    now: bool
    items: tuple[Item, ...]


class Guide(Part):
    """What somebody new in a role needs first."""

    headline: str | None
    kpis: tuple[Item, ...]
    plan: tuple[PlanItem, ...]
    baselines: tuple[Item, ...]
    meetings: tuple[Meeting, ...]
    phases: tuple[PhaseGuide, ...]
    monthly: tuple[Item, ...]
    advice: tuple[Advice, ...]

    def as_markdown(self) -> str:
        """The guide as a page."""
        return "\n".join(_markdown(self))

    def as_json(self) -> str:
        """The guide as JSON; the same guide gives the same bytes."""
        return self.model_dump_json(indent=2)


def guide(
    recommendation: Recommendation, graph: Graph, start: datetime.date | None = None
) -> Guide:
    """The guide that follows from a recommendation.

    Args:
        recommendation: For the role.
        graph: What is known.
        start: The first day in the role; with it each item of the plan has its last day.
    """
    roles: dict[str, str] = {kpi.metric: kpi.role for kpi in recommendation.kpis}
    roles |= {each.metric: "guardrail" for each in recommendation.guardrails}
    phases = sorted(graph.knowledge.every(Phase), key=lambda phase: phase.order)
    first = next((phase for phase in phases if phase.id == FIRST_PHASE), phases[0])
    return Guide(
        headline=recommendation.headline,
        kpis=tuple(_kpis(recommendation, graph)),
        plan=first_days(situation(recommendation, graph.knowledge), graph, start),
        baselines=tuple(_items(first, roles, graph)),
        meetings=tuple(_meetings(recommendation, graph)),
        phases=tuple(
            PhaseGuide(
                phase=phase.id,
                label=phase.label,
                definition=phase.definition,
                next=graph.knowledge.label(phase.next),
                now=phase.id == f"phase.{recommendation.profile.get('phase')}",
                items=tuple(_items(phase, roles, graph)),
            )
            for phase in phases
        ),
        monthly=tuple(
            item for each in graph.knowledge.every(Rhythm) for item in _items(each, roles, graph)
        ),
        advice=recommendation.advice,
    )


def _items(record: Phase | Rhythm, roles: Mapping[str, str], graph: Graph) -> Iterator[Item]:
    for row in record.grid:
        yield Item(
            metric=row.to,
            label=graph.knowledge.label(row.to) + (f" (wave {row.wave})" if row.wave > 1 else ""),
            why=row.why,
            basis=row.basis,
            citations=row.citations,
            on_scorecard=roles.get(row.to, ""),
            instruments=tuple(tools(row.to, graph)),
            teams=graph.teams(row.to, "leads", "shares"),
            comes_from=(record.id, row.to),
        )


def _kpis(recommendation: Recommendation, graph: Graph) -> Iterator[Item]:
    for kpi in recommendation.kpis:
        reason = max(
            (each for each in kpi.because if each.for_), key=lambda each: each.strength == "strong"
        )
        yield Item(
            metric=kpi.metric,
            label=kpi.label,
            why=reason.text,
            basis=reason.basis,
            citations=reason.citations,
            on_scorecard=kpi.role,
            instruments=tuple(tools(kpi.metric, graph)),
            teams=teams_of(kpi.accountability.lead, kpi.accountability.with_),
            comes_from=(reason.rule, kpi.metric),
        )


def _meetings(recommendation: Recommendation, graph: Graph) -> Iterator[Meeting]:
    meet: dict[str, list[str]] = {}
    rules: dict[str, list[str]] = {}
    for kpi in recommendation.kpis:
        for team in teams_of(kpi.accountability.lead, kpi.accountability.with_):
            meet.setdefault(team, []).append(kpi.label)
            rules.setdefault(team, []).extend(kpi.accountability.rules)
    for team in sorted(meet, key=lambda each: (-len(meet[each]), each)):
        yield Meeting(
            team=team,
            label=graph.knowledge.label(team),
            kpis=tuple(meet[team]),
            comes_from=tuple(dict.fromkeys((team, *rules[team]))),
        )


def _markdown(guide: Guide) -> Iterator[str]:
    yield "# Your first weeks in this role\n"
    if guide.kpis:
        yield "## What you answer for\n"
    for item in guide.kpis:
        role = " (headline)" if item.on_scorecard == "headline" else ""
        yield f"- **{item.label}**{role}: {item.why}"
    yield from plan_lines(guide.plan)
    yield "\n## Take these baselines first\n"
    yield from map(_line, guide.baselines)
    if guide.meetings:
        yield "\n## Whom to meet\n"
        for meeting in guide.meetings:
            yield f"- **{meeting.label}**, because of {', '.join(meeting.kpis)}"
    yield "\n## The cycle\n"
    for phase in guide.phases:
        now = " (you are here)" if phase.now else ""
        yield f"### {phase.label}{now}\n"
        yield f"{phase.definition} Next: {phase.next}.\n"
        yield from map(_line, phase.items)
        yield ""
    yield "## Every month, in every phase\n"
    yield from map(_line, guide.monthly)
    if guide.advice:
        yield "\n## Worth doing\n"
        for each in guide.advice:
            yield f"- {each.text} [{ground(each.basis, each.citations)}; {each.rule}]"


def plan_lines(plan: tuple[PlanItem, ...]) -> Iterator[str]:
    """The first ninety days as lines of Markdown."""
    if plan:
        yield "\n## Your first 90 days"
    for by_day in BY_DAYS:
        items = [item for item in plan if item.by_day == by_day]
        if items:
            last = f", {items[0].last_day}" if items[0].last_day else ""
            yield f"\n### By day {by_day}{last}\n"
        for item in items:
            yield f"- **{item.do}**: {item_words(item)} [{ground(item.basis, item.citations)}]"


def item_words(item: PlanItem) -> str:
    """How an item is done, why, with what and with whom, as a line of text."""
    apart = f" Keep apart: {', '.join(item.apart)}." if len(item.apart) > 1 else ""
    measured = ", ".join(each.label for each in item.instruments)
    tools = f" Measure it with: {measured}." if measured else ""
    teams = ", ".join(each.label for each in item.ask)
    return f"{item.how} {item.why}{apart}{tools}{f' Ask: {teams}.' if teams else ''}"


def ground(basis: Basis, citations: tuple[Citation, ...]) -> str:
    """What something rests on, in short: the basis, and the places in the sources."""
    where = "; ".join(each.locator for each in citations)
    return f"{basis}: {where}" if where else basis


def _line(item: Item) -> str:
    role = f" (on your scorecard: {item.on_scorecard})" if item.on_scorecard else ""
    measured = ", ".join(each.label for each in item.instruments)
    tools = f" Measure it with: {measured}." if measured else ""
    return f"- **{item.label}**{role}: {item.why}{tools} [{ground(item.basis, item.citations)}]"
