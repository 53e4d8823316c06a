"""The lists below the KPIs: watched, guarding, considered, barred; and the proof."""

from __future__ import annotations

import streamlit as st

from engine import Adviser, Recommendation
from ui.explained.doors import listed_metric
from ui.parts.headings import heading
from ui.parts.record_words import CADENCE
from ui.parts.routes import record_link, rule_link, rule_links
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
                said = f"**{record_link(each.metric, adviser.knowledge)}** · {beat} · {held}"
                listed_metric(said, each.metric, "monitor", recommendation)
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
            listed_metric(
                f":material/shield: **{record_link(each.metric, adviser.knowledge)}** "
                f"guards {escape(guarded)} · {held} *({rules})*",
                each.metric,
                "guardrails",
                recommendation,
            )


def considered(recommendation: Recommendation, adviser: Adviser) -> None:
    """What did not make it, and what cut it."""
    if recommendation.also_considered:
        heading("Also considered", adviser.knowledge, ("term.candidate",))
        with st.container(border=True, key="considered", gap="small"):
            for each in recommendation.also_considered:
                spoke = " ".join(dict.fromkeys(r.text for r in each.because if r.for_))
                with st.container(gap=None):
                    listed_metric(
                        f"**{record_link(each.metric, adviser.knowledge)}** · score {each.score} · "
                        f":gray-badge[:material/content_cut: {escape(each.cut_by)}]",
                        each.metric,
                        "considered",
                        recommendation,
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
                listed_metric(
                    f":material/block: **{record_link(each.metric, adviser.knowledge)}** · "
                    f"{how.lower()}. {escape(each.why)} *({rule_link(each.rule)})*",
                    each.metric,
                    f"barred_{each.rule}_{how[:3]}",
                    recommendation,
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
            _trace(recommendation, adviser)
    versions = recommendation.versions
    in_force = ", ".join(f"{key} {value}" for key, value in recommendation.policy.items())
    st.caption(
        f"Knowledge {escape(versions.knowledge)} · rules {escape(versions.rules)} · "
        f"policies: {escape(in_force)}"
    )


def _trace(recommendation: Recommendation, adviser: Adviser) -> None:
    known = {rule.id for rule in adviser.rules.stable}
    trace = recommendation.trace
    st.table(
        {
            "Stage": [escape(entry.stage) for entry in trace],
            "Rule": [
                rule_link(entry.rule) if entry.rule in known else escape(entry.rule)
                for entry in trace
            ],
            "Looked at": [escape(entry.fact) for entry in trace],
            "Concluded": [escape(entry.concluded) for entry in trace],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt="Every rule that fired and every decision, in order",
    )
