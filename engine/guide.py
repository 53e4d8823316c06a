"""A guide for somebody new in a role: baselines first, whom to meet, the five phases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from engine.recommendation import Recommendation
from knowledge_graph.graph import LEAD, Graph
from knowledge_graph.records import Basis, Citation, Metric, Phase, Rhythm

FIRST_PHASE = "phase.discover"
"""The phase whose metrics are the baselines of a newcomer."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Part):
    """A metric to look at, with the reason and what the reason rests on.

    Attributes:
        on_scorecard: Its role on the scorecard of this profile; empty where it has none.
        measured_with: Labels of the instruments.
    """

    metric: str
    label: str
    why: str
    basis: Basis
    citations: tuple[Citation, ...]
    on_scorecard: str = ""
    measured_with: tuple[str, ...] = ()


class Meeting(_Part):
    """A team to meet, because it leads or shares these KPIs."""

    team: str
    label: str
    kpis: tuple[str, ...]


class PhaseGuide(_Part):
    """A phase of the cycle for this role."""

    phase: str
    label: str
    definition: str
    next: str
    now: bool
    items: tuple[Item, ...]


class Guide(_Part):
    """What somebody new in a role needs first."""

    headline: str | None
    kpis: tuple[Item, ...]
    baselines: tuple[Item, ...]
    meetings: tuple[Meeting, ...]
    phases: tuple[PhaseGuide, ...]
    monthly: tuple[Item, ...]
    advice: tuple[str, ...]

    def as_markdown(self) -> str:
        """The guide as a page."""
        return "\n".join(_markdown(self))


def guide(recommendation: Recommendation, graph: Graph) -> Guide:
    """The guide that follows from a recommendation."""
    roles: dict[str, str] = {kpi.metric: kpi.role for kpi in recommendation.kpis}
    roles |= {each.metric: "guardrail" for each in recommendation.guardrails}
    phases = sorted(graph.knowledge.every(Phase), key=lambda phase: phase.order)
    first = next((phase for phase in phases if phase.id == FIRST_PHASE), phases[0])
    return Guide(
        headline=recommendation.headline,
        kpis=tuple(_kpis(recommendation, graph)),
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
        advice=tuple(each.text for each in recommendation.advice),
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
            measured_with=_instruments(row.to, graph),
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
            measured_with=_instruments(kpi.metric, graph),
        )


def _instruments(metric: str, graph: Graph) -> tuple[str, ...]:
    found = graph.knowledge.get(Metric, metric).measured_with
    return tuple(graph.knowledge.label(link.to) for link in found)


def _meetings(recommendation: Recommendation, graph: Graph) -> Iterator[Meeting]:
    meet: dict[str, list[str]] = {}
    for kpi in recommendation.kpis:
        for team in (kpi.accountability.lead, *kpi.accountability.with_):
            if team and team != LEAD:
                meet.setdefault(team, []).append(kpi.label)
    for team in sorted(meet, key=lambda each: (-len(meet[each]), each)):
        yield Meeting(team=team, label=graph.knowledge.label(team), kpis=tuple(meet[team]))


def _markdown(guide: Guide) -> Iterator[str]:
    yield "# Your first weeks in this role\n"
    if guide.kpis:
        yield "## What you answer for\n"
    for item in guide.kpis:
        role = " (headline)" if item.on_scorecard == "headline" else ""
        yield f"- **{item.label}**{role}: {item.why}"
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
        yield from (f"- {text}" for text in guide.advice)


def _line(item: Item) -> str:
    role = f" (on your scorecard: {item.on_scorecard})" if item.on_scorecard else ""
    tools = f" Measure it with: {', '.join(item.measured_with)}." if item.measured_with else ""
    where = "; ".join(citation.locator for citation in item.citations)
    ground = f"{item.basis}: {where}" if where else item.basis
    return f"- **{item.label}**{role}: {item.why}{tools} [{ground}]"
