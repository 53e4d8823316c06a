"""A recommendation and a plan on the terminal; reads well at 100 columns."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from engine.plan import PlanReview
from engine.recommendation import Kpi, Recommendation
from knowledge_graph.load import Knowledge
from ui.parts.wording import accountability

WIDTH = 100


def recommendation(answer: Recommendation, knowledge: Knowledge) -> None:
    """Print a recommendation."""
    out = console()
    labels = {spec.name: spec.label for spec in knowledge.fields.profile}
    for trait in answer.appraisal:
        how = f"inferred by {', '.join(trait.rules)}" if trait.inferred else "as you said"
        out.print(Text(f"{labels[trait.trait]}: {trait.value} ({how})", style="dim"))
    for outcome in answer.outcomes:
        line = f"{knowledge.label(outcome.objective)}, seen in {knowledge.label(outcome.metric)}"
        out.print(Text(f"Objective: {line}", style="dim"))
    for kpi in answer.kpis:
        _kpi(kpi, knowledge, out)
    if not answer.kpis:
        out.print("No KPI can be recommended for this profile.")
    _section(out, "Watched all along", (f"{m.label} ({m.cadence})" for m in answer.monitor))
    guards = (
        f"{g.label}, guards {', '.join(knowledge.label(kpi) for kpi in g.guards)}"
        for g in answer.guardrails
    )
    _section(out, "Guardrails", guards)
    findings = (f"{f.severity}: {f.text} {f.fix} [{f.rule}]" for f in answer.findings)
    _section(out, "Findings", findings)
    _section(
        out,
        "Disputed",
        (f"{d.label} Policy {d.policy}: {d.in_force}" for d in answer.disputes if d.policy),
    )
    considered = (f"{c.label} (score {c.score}; {c.cut_by})" for c in answer.also_considered)
    _section(out, "Also considered", considered)
    _section(out, "Barred", (f"{b.label}: {b.why} [{b.rule}]" for b in answer.barred))
    _section(out, "Advice", (f"{a.text} [{a.rule}]" for a in answer.advice))
    _section(out, "Recorded, used by no rule", answer.unused)
    if answer.next_question:
        decides = ", ".join(knowledge.label(each) for each in answer.next_question.decides[:6])
        _section(out, "Answer next", [f"{answer.next_question.question} It decides {decides}."])
    versions = answer.versions
    out.print(Text(f"\nknowledge {versions.knowledge}, rules {versions.rules}", style="dim"))


def console() -> Console:
    """Where to print: as wide as the terminal, but no wider than reads well."""
    screen = Console()
    return Console(width=min(WIDTH, screen.width) if screen.is_terminal else WIDTH, highlight=False)


def _kpi(kpi: Kpi, knowledge: Knowledge, out: Console) -> None:
    mark = "HEADLINE  " if kpi.role == "headline" else "          "
    out.print(Text(f"\n{mark}{kpi.label}", style="bold"), Text(f"{kpi.metric}", style="dim"))
    lines = [Text(accountability(kpi.accountability, knowledge))]
    served = [knowledge.label(each) for each in (*kpi.objectives, *kpi.corporate)]
    if served:
        lines.append(Text(f"Serves {served[0]}" + _rest(served[1:])))
    for reason in kpi.because:
        sign = "+" if reason.for_ else "-"
        said = f"{sign} {reason.text} [{reason.rule}, {reason.strength}, {reason.basis}]"
        lines.append(Text(said, style="" if reason.for_ else "italic"))
    lines.append(Text(f"Score {kpi.score}, {kpi.basis}, control {kpi.control}", style="dim"))
    for line in lines:
        out.print(Padding(line, (0, 0, 0, 10)))


def _rest(labels: list[str]) -> str:
    return f" ({', '.join(labels)})" if labels else ""


def _section(out: Console, title: str, lines: Iterable[str]) -> None:
    shown = list(lines)
    if shown:
        out.print(Text(f"\n{title}", style="bold"))
        for line in shown:
            out.print(Padding(Text(line), (0, 0, 0, 2)))


def plan(review: PlanReview, knowledge: Knowledge) -> None:
    """Print how several roles fit together."""
    out = console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("who", "headline", "KPIs", "direct", "shared", "contributing", "guardrails"):
        table.add_column(column, overflow="fold")
    for load in review.loads:
        headline = knowledge.label(load.headline) if load.headline else "none"
        counts = (load.kpis, load.direct, load.shared, load.contributing, load.guardrails)
        table.add_row(Text(load.person), Text(headline), *(str(count) for count in counts))
    out.print(table)
    covered = (
        f"{each.label}: {', '.join(each.people)} ({len(each.kpis)} KPIs)"
        for each in review.coverage
    )
    _section(out, "Covered", covered)
    _section(out, "Nobody has", (knowledge.label(each) for each in review.uncovered))
    collisions = (f"{each.label}: {', '.join(each.people)}" for each in review.overlaps)
    _section(out, "Held as direct by more than one", collisions)
    shared = (f"{each.label}: {', '.join(each.people)}" for each in review.shared)
    _section(out, "On more than one scorecard", shared)
