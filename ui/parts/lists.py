"""The lists below the KPIs: watched, guarding, considered, barred; and the proof."""

from __future__ import annotations

import streamlit as st

from engine import Adviser, Recommendation
from ui.parts.cards import CADENCE
from ui.parts.headings import heading
from ui.parts.routes import rule_link, rule_links
from ui.parts.wording import ACCOUNTABILITY, answer_words, escape, listed, lowered


def monitor(recommendation: Recommendation, adviser: Adviser) -> None:
    """What is looked at on a fixed beat, whatever the KPIs are."""
    if not recommendation.monitor:
        return
    heading(
        "Watched all along",
        adviser.knowledge,
        ("term.monitor",),
        "Nobody is judged by these; they show whether the business is on course.",
    )
    with st.container(border=True, key="monitor", gap="xsmall"):
        for each in recommendation.monitor:
            rules = f" *({rule_links(each.rules)})*" if each.rules else ""
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
            rules = rule_links(each.rules)
            held = ACCOUNTABILITY[each.accountability.kind].lower()
            st.markdown(
                f":material/shield: **{escape(each.label)}** guards {escape(guarded)} · {held} "
                f"*({rules})*"
            )


def considered(recommendation: Recommendation, adviser: Adviser) -> None:
    """What did not make it, and what cut it."""
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


def barred(recommendation: Recommendation, adviser: Adviser) -> None:
    """What a rule forbids, altogether or as headline."""
    found = [(each, "Barred") for each in recommendation.barred]
    found += [(each, "Not as headline") for each in recommendation.headline_barred]
    if found:
        heading("Barred", adviser.knowledge, ("term.bar",))
        with st.container(border=True, key="barred", gap="xsmall"):
            for each, how in found:
                st.markdown(
                    f":material/block: **{escape(each.label)}** · {how.lower()}. "
                    f"{escape(each.why)} *({rule_link(each.rule)})*"
                )


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
