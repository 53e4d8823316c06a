"""A period as Markdown: its scorecards side by side, and what is agreed with other teams. Pure.

What people typed is made inert, as in ``markdown``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.explain.words import listed
from scorecards.document import Period, Scorecard
from scorecards.exports.content import KIND, ROLE
from scorecards.exports.inert import inert
from scorecards.negotiation import COLUMNS, Settlement, Window, row_words
from scorecards.periods import written
from scorecards.plan import Overridden, Plan
from scorecards.versions.diff import Words
from scorecards.workload import Carried


def of_plan(
    plan: Plan,
    cards: Sequence[Scorecard],
    loads: Iterable[Carried],
    against: Iterable[Overridden],
    words: Words,
) -> str:
    """The scorecards of a period side by side."""
    lines = [f"# Plan for {written(plan.period)}", ""]
    if not cards:
        lines += ["No scorecard of a person lies in this period.", ""]
    lines += ["## Collisions", "", *_collisions(plan), ""]
    lines += ["## Objectives", "", *_objectives(plan, words), ""]
    if cards:
        lines += ["## KPI by KPI", "", *_matrix(plan, cards), ""]
    lines += ["## Load for each person", "", *_loads(loads), ""]
    lines += ["## Balance of the teams", ""]
    lines += [
        f"- {inert(each.label)}: leads {each.leads}, shares {each.shares}" for each in plan.balance
    ] or ["Nothing is shared with another team."]
    lines += ["", "## Rules people go against", ""]
    lines += [
        f"- {each.rule}: {each.times} of {each.of} times it chose a KPI "
        f"({inert('; '.join(reason.rstrip('.') for reason in each.reasons))})"
        for each in against
    ] or ["Nobody has gone against a rule yet."]
    return "\n".join(lines) + "\n"


def _collisions(plan: Plan) -> Iterator[str]:
    if not plan.collisions:
        yield "No KPI of these scorecards collides."
    for each in plan.collisions:
        yield f"- **{inert(each.label)}**. {each.mend}"
        for side in each.sides:
            yield f"  - {inert(side.title)} ({side.card}): {inert(side.says)}"


def _objectives(plan: Plan, words: Words) -> Iterator[str]:
    if not plan.covered:
        yield "No profile behind these scorecards names an objective."
    for each in plan.covered:
        kpis = listed(words.label(metric) for metric in each.kpis)
        yield f"- {inert(each.label)}: {inert(kpis) or '**nobody covers it**'}"


def _matrix(plan: Plan, cards: Sequence[Scorecard]) -> Iterator[str]:
    yield _line(["KPI", *(inert(card.person or card.title) for card in cards)])
    yield _line(["---"] * (len(cards) + 1))
    for line in plan.matrix:
        held = {cell.card: f"{KIND[cell.kind]}, {ROLE[cell.role].lower()}" for cell in line.cells}
        yield _line([inert(line.label), *(held.get(card.id, "–") for card in cards)])


def _loads(loads: Iterable[Carried]) -> Iterator[str]:
    none = True
    for each in loads:
        none = False
        yield (
            f"- {inert(each.person)}: {each.kpis} KPIs ({each.direct} direct, {each.shared} "
            f"shared, {each.contributing} contributing), {each.guardrails} guardrails"
        )
        for remark in each.remarks:
            yield f"  - Too many: {inert(remark)}"
    if none:
        yield "Nobody carries anything in this period."


def of_agreements(
    settlements: Sequence[Settlement], period: Period, days: Window, words: Words
) -> str:
    """What is agreed with partner teams for a period."""
    lines = [f"# Agreed with other teams for {written(period)}", "", _window(days), ""]
    if not settlements:
        lines += ["Nothing of this period is shared with another team.", ""]
    for each in settlements:
        lines += [f"## {inert(each.title)}", "", _state(each), ""]
        lines += [_line(COLUMNS), _line(["---"] * len(COLUMNS))]
        for row in each.asked:
            lines.append(_line([inert(text) for text in row_words(row, each.told, words)]))
        lines.append("")
    return "\n".join(lines)


def _window(days: Window) -> str:
    match days.stands:
        case "before":
            return f"Teams answer from {days.opens} until the period begins on {days.closes}."
        case "open":
            return f"Teams answer now; the period begins on {days.closes}."
        case "over":
            return f"The period began on {days.closes}; an answer now is late."


def _state(each: Settlement) -> str:
    if each.announced_by and each.announced_at:
        return f"Announced by {inert(each.announced_by)} on {each.announced_at.date()}."
    missing = sum(len(row.unanswered) for row in each.asked)
    return f"Not announced; answers missing: {missing}." if missing else "Not announced yet."


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
