"""One page for each objective, with what is recommended where nothing else is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine import Recommendation, read_profile
from engine.recommendation import Kpi as Recommended
from knowledge_graph.records import Citation, Kpi, Objective
from ui.handbook.markup import bullets, page, section, sentence, table, title
from ui.handbook.pen import Matter, Pen
from ui.handbook.places import place_of
from ui.parts.markdown import inert
from ui.parts.record_words import target_words
from ui.parts.wording import accountability, listed


def in_order(matter: Matter) -> list[Objective]:
    """The objectives as people know them: those of the seed documents first, in their order."""
    return sorted(matter.knowledge.every(Objective), key=lambda each: (each.order, each.id))


def objective_pages(matter: Matter) -> Iterator[tuple[str, str]]:
    """The path and the text of each objective's page."""
    for objective in in_order(matter):
        path = place_of(objective.id, matter.knowledge).page
        yield path, _page(objective, Pen(matter, path))


def _page(objective: Objective, pen: Pen) -> str:
    sourced = objective.basis == "sourced"
    lead_in = "What the source says of it" if sourced else "What to keep in mind"
    per_team = "The limit on KPIs holds for each owner group of this objective."
    return page(
        title(objective.label),
        pen.trail(("Objectives", "objectives")),
        inert(objective.definition),
        section("What people say", bullets(f"“{inert(each)}”" for each in objective.aliases)),
        section(lead_in, sentence(objective.lead_in) * bool(objective.lead_in)),
        section("Corporate KPIs it serves", pen.edges_out(objective.serves)),
        section("Its outcome", _outcome(objective, pen)),
        section(
            "Its KPIs, as the source lists them" if sourced else "Its KPIs",
            _kpis(objective, pen),
            per_team * objective.limit_per_team,
        ),
        section("Example target", _target(objective, pen)),
        section("Whom to work with", pen.edges_out(objective.works_with)),
        section("What Remit recommends with nothing else known", *_recommended(objective, pen)),
        section("Disputes that touch it", pen.edges_in(objective.id, "touches")),
        section("Rules that speak of it", pen.rule_list(pen.matter.rules.get(objective.id, []))),
        section("What this rests on", pen.grounds(objective, _linked(objective, pen))),
    )


def _outcome(objective: Objective, pen: Pen) -> str:
    return pen.edges_out([objective.outcome]) if objective.outcome else ""


def _kpis(objective: Objective, pen: Pen) -> str:
    """The list of the source; a column only where some line of it has something to say there."""
    rows = [_kpi(kpi, pen) for kpi in objective.kpis]
    heads = ("Line", "KPI", "What is said of it", "Group", "Days after a launch")
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    return table([heads[place] for place in kept], ([row[p] for p in kept] for row in rows))


def _kpi(kpi: Kpi, pen: Pen) -> tuple[str, ...]:
    about = " ".join(sentence(each[:1].upper() + each[1:]) for each in (kpi.note, kpi.why) if each)
    group = pen.link(kpi.team) if kpi.team else (kpi.journey_step or "")
    windows = listed(map(str, kpi.windows))
    return str(kpi.row), pen.said(pen.link(kpi.to), basis=kpi.basis), about, group, windows


def _target(objective: Objective, pen: Pen) -> str:
    target = objective.target
    if target is None:
        return ""
    label = pen.knowledge.label(target.metric)
    said = inert(target_words(target, label, target.amount, target.unit, target.deadline or ""))
    if target.unit == "percent":
        said += " The source does not say whether it means relative percent or points: choose."
    return said


def _recommended(objective: Objective, pen: Pen) -> Iterator[str]:
    profile = read_profile({"objectives": [objective.id]}, pen.knowledge)
    answer = pen.matter.adviser.recommend(profile)
    yield "*Computed by the rules from this objective alone; every further answer may change it.*"
    if not answer.kpis:
        yield "No KPI can be recommended from this objective alone."
    yield bullets(_recommended_kpi(kpi, pen) for kpi in answer.kpis)
    yield bullets(_beside(answer, pen))


def _recommended_kpi(kpi: Recommended, pen: Pen) -> str:
    role = " (headline)" if kpi.role == "headline" else ""
    held = inert(accountability(kpi.accountability, pen.knowledge))
    spoke = [each.rule for each in kpi.because if each.for_]
    against = _rule_links((each.rule for each in kpi.because if not each.for_), pen)
    lines = [
        f"**{pen.link(kpi.metric)}**{role}: {held}",
        f"Rules: {_rule_links((*spoke, *kpi.accountability.rules), pen)}.",
        f"Rules against it: {against}." if against else "",
    ]
    return "\n  - ".join(line for line in lines if line)


def _rule_links(ids: Iterable[str], pen: Pen) -> str:
    rules = (pen.matter.catalogue.get(each) for each in dict.fromkeys(ids))
    return ", ".join(pen.rule_link(rule) for rule in rules)


def _beside(answer: Recommendation, pen: Pen) -> Iterator[str]:
    if answer.guardrails:
        yield f"Guardrails: {pen.links(each.metric for each in answer.guardrails)}"
    if answer.monitor:
        yield f"Watched all along: {pen.links(each.metric for each in answer.monitor)}"
    if answer.next_question:
        yield f"The answer that would decide most: {inert(answer.next_question.question)}"


def _linked(objective: Objective, pen: Pen) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    label = pen.knowledge.label
    for link in objective.serves:
        yield f"Serves {label(link.to)}", link.citations
    if objective.outcome:
        yield f"Outcome {label(objective.outcome.to)}", objective.outcome.citations
    for kpi in objective.kpis:
        yield f"KPI {label(kpi.to)}", kpi.citations
    for link in objective.works_with:
        yield f"Work with {label(link.to)}", link.citations
