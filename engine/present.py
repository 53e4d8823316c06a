"""From results to the records that go out. Everything said here has a firing or a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.compose import AS_KPI, Candidate, Composed, strength_of
from engine.facts import FactBuilder
from engine.firing import Fired
from engine.profile import Policy
from engine.recommendation import (
    Advice,
    Barred,
    Considered,
    DisputeShown,
    Finding,
    Guardrail,
    Held,
    Kpi,
    Monitor,
    NextQuestion,
    Outcome,
    Path,
    Recommendation,
    Side,
    TraceEntry,
    Trait,
    Versions,
)
from engine.select import Prohibition, Selection
from knowledge_graph.records import Dispute, Metric, Objective, Rhythm
from rules.records import STAGES, Advise, Find, Raise, Role

NOT_GIVEN = "not given"
"""What a record says of a unit or formula that no source states."""

_UNSTATED = Held(kind="unstated")


@dataclass(frozen=True)
class Results:
    """What the stages concluded, ready to be presented.

    Attributes:
        draft: Metric -> its role on the draft whose guardrails and own parts were followed.
    """

    builder: FactBuilder
    policy: Policy
    versions: Versions
    traits: Mapping[str, Trait]
    selection: Selection
    draft: Mapping[str, Role]
    composed: Composed
    guards: Mapping[str, tuple[str, ...]]
    held: Mapping[str, Held]
    fired: tuple[Fired, ...]
    unused: tuple[str, ...]
    next_question: NextQuestion | None


def present(results: Results) -> Recommendation:
    """The recommendation as it goes out."""
    builder, selection, composed = results.builder, results.selection, results.composed
    knowledge = builder.graph.knowledge
    return Recommendation(
        profile=builder.profile.model_dump(mode="json", exclude_none=True),
        policy=results.policy.in_force(knowledge),
        appraisal=tuple(results.traits.values()),
        headline=composed.headline,
        outcomes=tuple(
            Outcome(objective=objective, metric=metric)
            for objective in builder.objectives
            for metric in builder.graph.targets(objective, "outcome")
        ),
        kpis=tuple(_kpi(candidate, results) for candidate in composed.kpis),
        monitor=tuple(_monitor(metric, results) for metric in selection.monitored()),
        guardrails=tuple(_guardrails(results)),
        also_considered=tuple(_considered(results)),
        barred=tuple(_barred(selection.prohibitions, None, results)),
        headline_barred=tuple(
            each
            for each in _barred(selection.prohibitions, "headline", results)
            if each.metric in composed.roles or each.metric in composed.cut
        ),
        findings=tuple(_findings(results.fired)),
        disputes=tuple(_disputes(results)),
        advice=tuple(_advice(results.fired)),
        unused=results.unused,
        next_question=results.next_question,
        trace=tuple(_trace(results)),
        versions=results.versions,
    )


def _kpi(candidate: Candidate, results: Results) -> Kpi:
    builder, metric = results.builder, candidate.metric
    graph = builder.graph
    objectives = tuple(builder.objectives[place] for place in candidate.serves)
    is_headline = metric == results.composed.headline
    details = (
        kpi
        for objective in objectives
        for kpi in graph.knowledge.get(Objective, objective).kpis
        if kpi.to == metric
    )
    record = graph.knowledge.get(Metric, metric)
    have = builder.profile.data_sources
    return Kpi(
        metric=metric,
        label=graph.knowledge.label(metric),
        role="headline" if is_headline else "supporting",
        corporate=graph.corporate(metric, objectives),
        objectives=objectives,
        paths=tuple(
            Path(
                objective=objective,
                through=graph.path(metric, objective),
                corporate=graph.targets(objective, "serves"),
            )
            for objective in objectives
        ),
        accountability=results.held.get(metric, _UNSTATED),
        control=record.control,
        basis=candidate.basis,
        strength=strength_of(max(vote.weight for vote in candidate.wanted)),
        score=candidate.score,
        promoted=is_headline and results.composed.promoted,
        guards=results.guards.get(metric, ()),
        windows=tuple(sorted({day for kpi in details for day in kpi.windows})),
        unit=record.unit,
        direction=record.direction,
        needs=record.needs,
        measured_with=graph.targets(metric, "measured-with"),
        define_first=record.define_first,
        read_with=graph.targets(metric, "read-with"),
        measurable=None if have is None else set(record.needs) <= set(have),
        draft=record.unit == NOT_GIVEN or not (record.needs or record.measured_with),
        because=results.selection.reasons(metric, *AS_KPI),
    )


def _monitor(metric: str, results: Results) -> Monitor:
    knowledge = results.builder.graph.knowledge
    reasons = [each for each in results.selection.reasons(metric, "monitor") if each.for_]
    rhythms = [r.cadence for r in knowledge.every(Rhythm) for row in r.grid if row.to == metric]
    return Monitor(
        metric=metric,
        label=knowledge.label(metric),
        cadence=rhythms[0] if rhythms else knowledge.get(Metric, metric).cadence,
        why=" ".join(dict.fromkeys(each.text for each in reasons)),
        rules=tuple(each.rule for each in reasons),
        accountability=results.held.get(metric, _UNSTATED),
    )


def _guardrails(results: Results) -> Iterator[Guardrail]:
    kpis = {one.metric for one in results.composed.kpis}
    for metric, guarded in results.guards.items():
        if metric not in kpis:
            yield Guardrail(
                metric=metric,
                label=results.builder.graph.knowledge.label(metric),
                guards=guarded,
                rules=results.selection.guard_rules(metric, guarded),
                accountability=results.held.get(metric, _UNSTATED),
            )


def _considered(results: Results) -> Iterator[Considered]:
    scores = {one.metric: one.score for one in results.selection.candidates()}
    for metric, cut_by in results.composed.cut.items():
        yield Considered(
            metric=metric,
            label=results.builder.graph.knowledge.label(metric),
            score=scores[metric],
            cut_by=cut_by,
            because=results.selection.reasons(metric, *AS_KPI),
        )


def _barred(
    prohibitions: Iterable[Prohibition], role: Role | None, results: Results
) -> Iterator[Barred]:
    for each in prohibitions:
        if each.role == role:
            yield Barred(
                metric=each.metric,
                label=results.builder.graph.knowledge.label(each.metric),
                rule=each.fired.rule.id,
                why=each.fired.text,
            )


def _findings(fired: Iterable[Fired]) -> Iterator[Finding]:
    order = ("error", "warning", "info")
    found = [
        Finding(
            code=conclusion.find,
            severity=conclusion.severity,
            text=one.fill(conclusion.text),
            fix=one.fill(conclusion.fix),
            rule=one.rule.id,
            concerns=one.fact.id if one.fact.over == "kpi" else "",
        )
        for one in fired
        for conclusion in one.rule.rule.then
        if isinstance(conclusion, Find)
    ]
    yield from sorted(found, key=lambda each: (order.index(each.severity), each.rule))


def _disputes(results: Results) -> Iterator[DisputeShown]:
    in_force = results.policy.in_force(results.builder.graph.knowledge)
    raised: dict[str, str] = {}
    for one in results.fired:
        for conclusion in one.rule.rule.then:
            if isinstance(conclusion, Raise):
                for raised_id in one.each(conclusion.raise_):
                    raised.setdefault(raised_id, one.rule.id)
    for dispute_id in sorted(raised):
        dispute = results.builder.graph.knowledge.get(Dispute, dispute_id)
        yield DisputeShown(
            id=dispute.id,
            label=dispute.label,
            policy=dispute.policy.key if dispute.policy else None,
            in_force=in_force[dispute.policy.key] if dispute.policy else None,
            positions=tuple(
                Side(
                    id=position.id,
                    says=position.says,
                    holds_when=position.holds_when,
                    basis=position.basis,
                    citations=position.citations,
                )
                for position in dispute.positions
            ),
            rule=raised[dispute_id],
        )


def _advice(fired: Iterable[Fired]) -> Iterator[Advice]:
    for one in fired:
        for conclusion in one.rule.rule.then:
            if isinstance(conclusion, Advise):
                yield Advice(
                    text=one.fill(conclusion.advise),
                    rule=one.rule.id,
                    basis=one.basis,
                    citations=one.citations,
                )


def _trace(results: Results) -> Iterator[TraceEntry]:
    entries: dict[str, list[TraceEntry]] = {}
    for one in results.fired:
        for concluded in one.concluded():
            entry = TraceEntry(
                stage=one.rule.stage, rule=one.rule.id, fact=one.fact.id, concluded=concluded
            )
            entries.setdefault(one.rule.stage, []).append(entry)
    entries["compose"] = [
        TraceEntry(stage="compose", rule=rule, fact=metric, concluded=what)
        for rule, metric, what in results.composed.decisions
    ]
    for stage in (*STAGES[:-1], "compose", STAGES[-1]):
        yield from sorted(entries.get(stage, ()), key=lambda e: (e.rule, e.fact, e.concluded))
