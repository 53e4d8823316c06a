"""A recommendation as Markdown, for a page, a mail or the command line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine import Adviser, Recommendation, read_profile
from engine.recommendation import Kpi
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Citation
from scorecards.exports.inert import inert as inert
from ui.parts.links import answers_of
from ui.parts.wording import (
    BASIS,
    CONTROL,
    SEVERITY,
    accountability,
    answer_words,
    listed,
    lowered,
)


def scorecard_markdown(
    recommendation: Recommendation, adviser: Adviser, targets: Iterable[str] = ()
) -> str:
    """The whole scorecard: what was answered, what is recommended, why, and from which versions."""
    knowledge = adviser.knowledge
    parts = [
        ["# KPI scorecard"],
        _profile(recommendation, adviser),
        *(_kpi(kpi, knowledge) for kpi in recommendation.kpis),
        _titled("## Targets", (f"- {inert(target)}" for target in targets)),
        _titled(
            "## Watched all along",
            (
                f"- **{inert(each.label)}** ({inert(each.cadence)}): {inert(each.why)}"
                for each in recommendation.monitor
            ),
        ),
        _titled("## Guardrails", _guardrails(recommendation, knowledge)),
        _titled(
            "## Findings",
            (
                f"- **{SEVERITY[each.severity]}:** {inert(each.text)} *{inert(each.fix)}* "
                f"({each.rule})"
                for each in recommendation.findings
            ),
        ),
        _titled(
            "## Where sources disagree",
            (
                f"- {inert(each.label)} In force: {inert(each.in_force or 'no policy')}"
                for each in recommendation.disputes
            ),
        ),
        _titled(
            "## Advice",
            (f"- {inert(each.text)} ({each.rule})" for each in recommendation.advice),
        ),
        _titled(
            "## Also considered",
            (
                f"- {inert(each.label)}: cut by the {inert(each.cut_by)}"
                for each in recommendation.also_considered
            ),
        ),
        _titled(
            "## Barred",
            (
                f"- {inert(each.label)}: {inert(each.why)} ({each.rule})"
                for each in recommendation.barred
            ),
        ),
        [_versions(recommendation)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    items = list(lines)
    return [title, "", *items] if items else []


def _profile(recommendation: Recommendation, adviser: Adviser) -> list[str]:
    knowledge = adviser.knowledge
    answers = answers_of(read_profile(recommendation.profile, knowledge), knowledge)
    specs = {spec.name: spec for spec in knowledge.fields.profile}
    lines = [
        f"- {inert(specs[name].label)}: {inert(answer_words(specs[name], value, knowledge))}"
        for name, value in answers.items()
    ]
    for trait in recommendation.appraisal:
        if trait.inferred and trait.trait in specs:
            value = answer_words(specs[trait.trait], trait.value, knowledge)
            rules = listed(trait.rules)
            lines.append(
                f"- {inert(specs[trait.trait].label)}: {inert(value)} (inferred from {rules})"
            )
    served = dict.fromkeys(knowledge.label(each.metric) for each in recommendation.outcomes)
    if served:
        lines.append(f"- This role serves: {inert(listed(served))}")
    return _titled("## The role", lines)


def _kpi(kpi: Kpi, knowledge: Knowledge) -> list[str]:
    label = knowledge.label
    path = [
        listed(label(each) for each in kpi.corporate),
        listed(label(each) for each in kpi.objectives),
        kpi.label,
    ]
    lines = [
        f"## {'Headline' if kpi.role == 'headline' else 'KPI'}: {inert(kpi.label)}",
        "",
        f"*{' → '.join(inert(step) for step in path if step)}*",
        "",
        f"{inert(accountability(kpi.accountability, knowledge))} "
        f"Control of the outcome: {CONTROL.get(kpi.control, kpi.control)}.",
        "",
        f"Advice: {kpi.strength}. Basis: {BASIS[kpi.basis].lower()}.",
        "",
    ]
    for reason in kpi.because:
        against = "" if reason.for_ else "Against it: "
        lines.append(f"- {against}{inert(reason.text)} ({reason.rule}, {reason.strength})")
        lines.extend(_cited(reason.citations, knowledge))
    return lines


def _cited(citations: Iterable[Citation], knowledge: Knowledge) -> Iterator[str]:
    for each in dict.fromkeys(citations):
        source = inert(knowledge.label(each.source))
        yield f"  - {inert(each.claim)} ({source}, {inert(each.locator)})"


def _guardrails(recommendation: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    for each in recommendation.guardrails:
        guarded = listed(lowered(knowledge.label(metric)) for metric in each.guards)
        yield f"- **{inert(each.label)}** guards {inert(guarded)} ({listed(each.rules)})"


def _versions(recommendation: Recommendation) -> str:
    policies = ", ".join(f"{key}: {value}" for key, value in recommendation.policy.items())
    versions = recommendation.versions
    return f"---\n\nKnowledge {versions.knowledge}, rules {versions.rules}. Policies: {policies}."
