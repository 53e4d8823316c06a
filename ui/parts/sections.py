"""The sections of a recommendation below its KPIs."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from engine import Adviser, Recommendation
from engine.recommendation import DisputeShown, Finding, Trait
from knowledge_graph.records import Dispute
from ui.parts.cards import CADENCE, change_words, slug
from ui.parts.changes import MARKS, Change
from ui.parts.headings import heading
from ui.parts.texts import cited, gloss
from ui.parts.wording import (
    ACCOUNTABILITY,
    BASIS,
    CONTROL,
    SEVERITY,
    answer_words,
    escape,
    listed,
    lowered,
    strength_word,
)

_FINDING = {
    "error": (":material/error:", "red"),
    "warning": (":material/warning:", "orange"),
    "info": (":material/info:", "blue"),
}


def outcome_line(recommendation: Recommendation, adviser: Adviser) -> None:
    """Which outcomes the role serves, in one sentence."""
    label = adviser.knowledge.label
    served = dict.fromkeys(label(outcome.metric) for outcome in recommendation.outcomes)
    if served:
        st.markdown(
            f"This role serves: **{escape(listed(served))}**",
            help=gloss("term.outcome", adviser.knowledge),
        )
    else:
        st.markdown("Choose what the business wants, and the outcome it serves stands here.")


def counts_line(recommendation: Recommendation, adviser: Adviser) -> None:
    """How many KPIs, how they are held, and how much of each a product marketer controls."""
    kinds = Counter(kpi.accountability.kind for kpi in recommendation.kpis)
    control = Counter(kpi.control for kpi in recommendation.kpis)
    held = listed(
        f"{count} {word.lower()}" for kind, word in ACCOUNTABILITY.items() if (count := kinds[kind])
    )
    controlled = listed(f"{control[each]} {word}" for each, word in CONTROL.items())
    number = len(recommendation.kpis)
    st.caption(
        f"**{number} KPI{'s' if number != 1 else ''}** · held: {held or 'none'} · "
        f"control of the outcome: {controlled}",
        help=gloss("term.control", adviser.knowledge),
    )


def appraisal(recommendation: Recommendation, adviser: Adviser) -> None:
    """What is known of the role: said, or inferred and from what."""
    for trait in recommendation.appraisal:
        if not trait.evidence:
            st.markdown(trait_words(trait, adviser))
            continue
        with st.expander(trait_words(trait, adviser), key=f"evidence_{trait.trait}"):
            if trait.evidence:
                for each in trait.evidence:
                    st.markdown(
                        f"**{escape(_value(trait.trait, each.value, adviser))}** · "
                        f"{escape(each.text)}  \n*Rule {escape(each.rule)} · {each.strength} · "
                        f"{BASIS[each.basis].lower()}*"
                    )
                    for citation in each.citations:
                        st.caption(cited(citation, adviser.knowledge))


def trait_words(trait: Trait, adviser: Adviser) -> str:
    """A trait in one line: ``Alignment: Sales — inferred from APP-003 and APP-007``."""
    label = adviser.rules.vocabularies["profile"][trait.trait].label
    value = _value(trait.trait, trait.value, adviser)
    how = f"inferred from {listed(map(escape, trait.rules))}" if trait.inferred else "as you said"
    return f"**{escape(label)}: {escape(value)}** — {how}"


def next_question(recommendation: Recommendation, adviser: Adviser) -> None:
    """The unknown answer on which most depends."""
    asked = recommendation.next_question
    if asked is None:
        return
    spec = next(each for each in adviser.knowledge.fields.profile if each.name == asked.field)
    decided = [lowered(_decided(each, adviser)) for each in asked.decides]
    shown, more = decided[:6], len(decided) - 6
    words = listed([*shown, f"{more} more"] if more > 0 else shown)
    with st.container(border=True, key="next_question", gap="xxsmall"):
        question = escape(spec.question or spec.label)
        st.markdown(f":material/arrow_circle_right: **Answer this next: {question}**")
        st.caption(f"It decides about {escape(words)}." if words else escape(spec.decides))


def changed(found: tuple[Change, ...], adviser: Adviser) -> None:
    """What the last change of an answer did, and the rules that did it."""
    lines = [
        f"- **{MARKS[each.mark]}: {escape(each.label)}.** {change_words(each, adviser)}"
        for each in found
    ]
    st.markdown("\n".join(lines))


def monitor(recommendation: Recommendation, adviser: Adviser) -> None:
    """What is looked at on a fixed beat, whatever the KPIs are."""
    if not recommendation.monitor:
        return
    heading(
        "Watched every month",
        adviser.knowledge,
        ("term.monitor",),
        "Nobody is judged by these; they show whether the business is on course.",
    )
    with st.container(border=True, key="monitor", gap="xsmall"):
        for each in recommendation.monitor:
            rules = f" *({listed(map(escape, each.rules))})*" if each.rules else ""
            beat = CADENCE.get(each.cadence, each.cadence)
            held = ACCOUNTABILITY[each.accountability.kind].lower()
            with st.container(gap=None):
                st.markdown(f"**{escape(each.label)}** · {beat} · {held}")
                st.caption(f"{escape(each.why)}{rules}")


def guardrails(recommendation: Recommendation, adviser: Adviser) -> None:
    """What shows that a KPI is being gamed."""
    if not recommendation.guardrails:
        return
    heading(
        "Guardrails",
        adviser.knowledge,
        ("term.guardrail",),
        "Read beside a KPI; they show when it is being gamed.",
    )
    with st.container(border=True, key="guardrails", gap="xsmall"):
        for each in recommendation.guardrails:
            guarded = listed(lowered(adviser.knowledge.label(metric)) for metric in each.guards)
            rules = listed(map(escape, each.rules))
            held = ACCOUNTABILITY[each.accountability.kind].lower()
            st.markdown(
                f":material/shield: **{escape(each.label)}** guards {escape(guarded)} · {held} "
                f"*({rules})*"
            )


def findings(recommendation: Recommendation, adviser: Adviser) -> None:
    """Remarks on the scorecard, gravest first, each with what would mend it."""
    if not recommendation.findings:
        return
    heading("Findings", adviser.knowledge, ("term.finding",))
    for number, each in enumerate(recommendation.findings):
        _finding(number, each, adviser)


def _finding(number: int, finding: Finding, adviser: Adviser) -> None:
    icon, colour = _FINDING[finding.severity]
    with st.container(border=True, key=f"finding_{number}_{finding.severity}", gap="xxsmall"):
        concerns = adviser.knowledge.label(finding.concerns) if finding.concerns else ""
        about = f" · {escape(concerns)}" if concerns else ""
        st.markdown(
            f":{colour}-badge[{icon} {SEVERITY[finding.severity]}]{about} "
            f"&nbsp; {escape(finding.text)}"
        )
        st.caption(f"**To mend it:** {escape(finding.fix)} *({escape(finding.rule)})*")


def disputes(recommendation: Recommendation, adviser: Adviser) -> None:
    """The questions on which sources disagree, and the policy in force for each."""
    if not recommendation.disputes:
        return
    heading("Where sources disagree", adviser.knowledge, ("term.dispute",))
    for each in recommendation.disputes:
        chosen = each.in_force.replace("-", " ") if each.in_force else ""
        in_force = f" · in force: **{escape(chosen)}**" if chosen else ""
        with st.expander(
            f"{escape(each.label)}{in_force}",
            icon=":material/balance:",
            key=f"dispute_{slug(each.id)}",
        ):
            dispute_body(each, adviser)


def dispute_body(shown: DisputeShown, adviser: Adviser) -> None:
    """The positions of a dispute with their sources, and the policy."""
    record = adviser.knowledge.get(Dispute, shown.id)
    st.markdown(escape(record.definition))
    for side in shown.positions:
        st.markdown(
            f"**{escape(side.says)}**  \n"
            f"Holds when: {escape(side.holds_when)} *{BASIS[side.basis]}*"
        )
        for citation in side.citations:
            st.caption(cited(citation, adviser.knowledge))
    if record.policy and shown.in_force:
        st.markdown(
            f":material/gavel: **In force:** {escape(record.policy.values[shown.in_force])}"
        )
        st.caption("Choose another under *Policies where sources disagree*.")


def advice(recommendation: Recommendation, adviser: Adviser) -> None:
    """What is worth doing and is no metric."""
    if not recommendation.advice:
        return
    heading("Worth doing", adviser.knowledge)
    with st.container(border=True, key="advice", gap="xsmall"):
        for each in recommendation.advice:
            sources = "\n\n".join(cited(citation, adviser.knowledge) for citation in each.citations)
            st.markdown(
                f":material/lightbulb: {escape(each.text)} "
                f"*({escape(each.rule)}, {BASIS[each.basis].lower()})*",
                help=sources or None,
            )


def considered(recommendation: Recommendation, adviser: Adviser) -> None:
    """What did not make it, and what cut it; then what a rule forbids."""
    if recommendation.also_considered:
        heading("Also considered", adviser.knowledge, ("term.candidate",))
        with st.container(border=True, key="considered", gap="small"):
            for each in recommendation.also_considered:
                spoke = " ".join(dict.fromkeys(r.text for r in each.because if r.for_))
                with st.container(gap=None):
                    st.markdown(
                        f"**{escape(each.label)}** · score {each.score} · "
                        f":gray-badge[:material/content_cut: {escape(each.cut_by)}]"
                    )
                    st.caption(escape(spoke))
    barred = [(each, "Barred") for each in recommendation.barred]
    barred += [(each, "Not as headline") for each in recommendation.headline_barred]
    if barred:
        heading("Barred", adviser.knowledge, ("term.bar",))
        with st.container(border=True, key="barred", gap="xsmall"):
            for each, how in barred:
                st.markdown(
                    f":material/block: **{escape(each.label)}** · {how.lower()}. "
                    f"{escape(each.why)} *({escape(each.rule)})*"
                )


def little(recommendation: Recommendation, adviser: Adviser) -> None:
    """What rests on little, so that nobody trusts it more than it deserves."""
    lines = [
        f"- **{escape(kpi.label)}**: {strength_word(kpi.strength).lower()}, "
        f"{BASIS[kpi.basis].lower()}."
        for kpi in recommendation.kpis
        if kpi.basis == "editorial" or kpi.strength == "weak"
    ]
    lines += [
        f"- {trait_words(trait, adviser)}, and no more than that."
        for trait in recommendation.appraisal
        if trait.inferred and all(each.strength == "weak" for each in trait.evidence)
    ]
    lines += [
        f"- **{escape(kpi.label)}**: nothing in force says who answers for it."
        for kpi in recommendation.kpis
        if kpi.accountability.kind == "unstated"
    ]
    if lines:
        heading("Rests on little", adviser.knowledge, ("term.basis",))
        with st.container(border=True, key="little"):
            st.markdown("\n".join(lines))


def unused(recommendation: Recommendation, adviser: Adviser) -> None:
    """Answers that are recorded and that no rule reads."""
    specs = {spec.name: spec for spec in adviser.knowledge.fields.profile}
    for name in recommendation.unused:
        spec, value = specs.get(name), recommendation.profile.get(name)
        label = spec.label if spec else name.replace("_", " ").capitalize()
        said = answer_words(spec, value, adviser.knowledge) if spec else "answered"
        st.caption(f"{escape(label)}: {escape(said)} — recorded, used by no rule.")


def proof(recommendation: Recommendation, adviser: Adviser) -> None:
    """The full trace and the versions, for whoever wants to check."""
    heading("The proof", adviser.knowledge, ("term.trace",))
    unused(recommendation, adviser)
    with st.expander(
        f"Full trace: {len(recommendation.trace)} steps",
        icon=":material/rule:",
        key="trace",
        on_change="rerun",
    ) as trace:
        if trace.open:
            st.dataframe(
                [
                    {
                        "Stage": entry.stage,
                        "Rule": entry.rule,
                        "Looked at": entry.fact,
                        "Concluded": entry.concluded,
                    }
                    for entry in recommendation.trace
                ],
                hide_index=True,
                alt="Every rule that fired and every decision, in order",
            )
    versions = recommendation.versions
    in_force = ", ".join(f"{key} {value}" for key, value in recommendation.policy.items())
    st.caption(
        f"Knowledge {escape(versions.knowledge)} · rules {escape(versions.rules)} · "
        f"policies: {escape(in_force)}"
    )


def _value(field: str, value: str, adviser: Adviser) -> str:
    spec = next((s for s in adviser.knowledge.fields.profile if s.name == field), None)
    return answer_words(spec, value, adviser.knowledge) if spec else value


def _decided(what: str, adviser: Adviser) -> str:
    if what.startswith("$"):
        return "the metrics it brings"
    vocabulary = adviser.rules.vocabularies["profile"]
    if what in vocabulary:
        return vocabulary[what].label
    return adviser.knowledge.label(what)
