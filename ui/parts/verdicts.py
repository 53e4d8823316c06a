"""What is said of a scorecard as a whole: findings, disputes, advice, what rests on little."""

from __future__ import annotations

import streamlit as st

from engine import Adviser, Recommendation
from engine.recommendation import DisputeShown, Finding
from knowledge_graph.records import Dispute
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.routes import record_link, rule_link
from ui.parts.sections import trait_words
from ui.parts.texts import cited
from ui.parts.wording import BASIS, SEVERITY, escape, strength_word

_FINDING = {
    "error": (":material/error:", "red"),
    "warning": (":material/warning:", "orange"),
    "info": (":material/info:", "blue"),
}


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
        concerns = finding.concerns
        about = f" · {record_link(concerns, adviser.knowledge)}" if concerns else ""
        st.markdown(
            f":{colour}-badge[{icon} {SEVERITY[finding.severity]}]{about} "
            f"&nbsp; {escape(finding.text)}"
        )
        st.caption(f"**To mend it:** {escape(finding.fix)} *({rule_link(finding.rule)})*")


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
                f"*({rule_link(each.rule)}, {BASIS[each.basis].lower()})*",
                help=sources or None,
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
