"""The cards of a scorecard: the headline and the KPIs, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from engine import Adviser
from engine.explain.records import Moved
from engine.recommendation import Kpi, Reason
from knowledge_graph.records import Citation, Metric
from ui.parts.grounds import Grounds
from ui.parts.texts import cited, gloss
from ui.parts.wording import (
    ACCOUNTABILITY,
    BASIS,
    CONTROL,
    ICON,
    MARKS,
    accountability,
    escape,
    listed,
    lowered,
    strength_word,
)

CADENCE = {
    "continuous": "all the time",
    "weekly": "weekly",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "per-launch": "at each launch",
    "per-wave": "at each survey",
    "yearly": "yearly",
}


def slug(record_id: str) -> str:
    """An id as part of a widget key."""
    return record_id.replace(".", "_").replace("-", "_")


def headline_card(kpi: Kpi, grounds: Grounds, adviser: Adviser, change: Moved | None) -> None:
    """The one KPI that stands above the others; its reasons are open."""
    with st.container(border=True, key="headline", gap="small"):
        with st.container(key="headline_top", gap="xxsmall"):
            st.markdown("Headline KPI", help=gloss("term.headline", adviser.knowledge))
            st.header(escape(kpi.label), anchor=False)
            st.markdown(_definition(kpi, adviser))
            st.markdown(path_words(kpi, adviser))
        with st.container(key="headline_body", gap="small"):
            _mark(change)
            chips(kpi, adviser)
            _held(kpi, adviser)
            if kpi.promoted:
                st.caption(
                    "No rule names a headline here; this KPI ranks first and took its place."
                )
            _why(kpi, grounds, adviser, expanded=True, wide=True)


def kpi_card(
    kpi: Kpi,
    grounds: Grounds,
    adviser: Adviser,
    change: Moved | None,
    expanded: bool = False,
) -> None:
    """One KPI."""
    with st.container(border=True, key=f"kpi_{slug(kpi.metric)}", gap="small", height="stretch"):
        _mark(change)
        st.caption(path_words(kpi, adviser))
        st.subheader(escape(kpi.label), anchor=False)
        st.markdown(_definition(kpi, adviser))
        chips(kpi, adviser)
        _held(kpi, adviser)
        _why(kpi, grounds, adviser, expanded)


def gone_card(change: Moved, adviser: Adviser) -> None:
    """A KPI that a changed answer took off the scorecard."""
    with st.container(border=True, key=f"gone_{slug(change.metric)}", gap="xsmall"):
        st.badge("Gone", icon=":material/remove_circle:", color="gray")
        st.markdown(f"~~{escape(change.label)}~~")
        st.caption(change_words(change, adviser))


def chips(kpi: Kpi, adviser: Adviser) -> None:
    """At most three marks, each a word with an icon: accountability, strength, basis."""
    kind = kpi.accountability.kind
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(
            ACCOUNTABILITY[kind],
            icon=ICON[kind],
            color="blue" if kind in ("direct", "shared") else "gray",
            help=gloss(f"term.{kind}", adviser.knowledge)
            + "\n\n"
            + gloss("term.control", adviser.knowledge),
        )
        st.badge(
            strength_word(kpi.strength),
            icon=ICON[kpi.strength],
            color="violet",
            help=gloss("term.strength", adviser.knowledge)
            + f"\n\nScore {kpi.score}: {_score_words(kpi.because)}.",
        )
        st.badge(
            BASIS[kpi.basis],
            icon=ICON[kpi.basis],
            color="green" if kpi.basis == "sourced" else "orange",
            help=gloss(f"term.{kpi.basis}", adviser.knowledge),
        )


def change_words(change: Moved, adviser: Adviser) -> str:
    """What became of a metric and the rules that did it, as Markdown."""
    rules = dict.fromkeys(effect.rule for effect in change.by)
    told = [escape(said) for said in change.says]
    if rules:
        told.append(f"Rules: {listed(_rule_words(rule, adviser) for rule in rules)}.")
    return " ".join(told)


def path_words(kpi: Kpi, adviser: Adviser) -> str:
    """The way from the bottom line to the KPI: corporate KPI, objective, KPI."""
    label = adviser.knowledge.label
    corporate = listed((escape(label(each)) for each in kpi.corporate), "and")
    objectives = listed((escape(label(each)) for each in kpi.objectives), "and")
    steps = [corporate, objectives or "*none of your objectives*", f"**{escape(kpi.label)}**"]
    return " → ".join(step for step in steps if step)


def _definition(kpi: Kpi, adviser: Adviser) -> str:
    return escape(adviser.knowledge.get(Metric, kpi.metric).definition)


def _mark(change: Moved | None) -> None:
    if change is not None:
        icon = ":material/fiber_new:" if change.mark == "came" else ":material/swap_horiz:"
        st.badge(MARKS[change.mark], icon=icon, color="yellow")


def _held(kpi: Kpi, adviser: Adviser) -> None:
    kind, _, rest = accountability(kpi.accountability, adviser.knowledge).partition(".")
    st.markdown(f"**{escape(kind)}.** {escape(rest)}" if rest else escape(kind))
    notes = [f"Control of the outcome: **{CONTROL.get(kpi.control, kpi.control)}**."]
    if kpi.windows:
        days = listed(str(day) for day in kpi.windows)
        notes.append(f"Read {days} days after the launch.")
    if kpi.guards:
        guarded = listed(lowered(adviser.knowledge.label(metric)) for metric in kpi.guards)
        notes.append(f"It also shows when {escape(guarded)} is being gamed.")
    st.caption(" ".join(notes))


def _why(kpi: Kpi, grounds: Grounds, adviser: Adviser, expanded: bool, wide: bool = False) -> None:
    """Claim, grounds, rule, source: everything that spoke for and against a KPI."""
    key = slug(kpi.metric)
    with st.expander("Why", expanded=expanded, icon=":material/fact_check:", key=f"why_{key}"):
        left, right = st.columns([0.37, 0.63], gap="medium") if wide else (st.container(),) * 2
        with left, st.container(key=f"ticked_{key}"):
            st.markdown(_ticked(kpi, grounds))
        if wide:
            left.markdown(_follows(adviser.knowledge.get(Metric, kpi.metric), adviser))
        right.markdown("**The reasons**\n" + _reasons(kpi.because, adviser))
        held = kpi.accountability
        if held.because:
            rules = listed(f"[{escape(rule)}](reference?id={rule})" for rule in held.rules)
            said = "\n".join(f"- {escape(text)}" for text in dict.fromkeys(held.because))
            right.markdown(f"**Why it is held this way**\n{said}\n\n*Rules: {rules}*")
        if not wide:
            right.markdown(_follows(adviser.knowledge.get(Metric, kpi.metric), adviser))
        (left if wide else right).page_link(
            "views/reference.py",
            label=f"All about {escape(lowered(kpi.label))}",
            icon=":material/menu_book:",
            query_params={"id": kpi.metric},
        )


def _ticked(kpi: Kpi, grounds: Grounds) -> str:
    """The answers that the rules looked at, ticked."""
    answers: dict[str, None] = {}
    for reason in kpi.because:
        for ground in grounds.of(reason.rule, reason.fact):
            inferred = " *(inferred)*" if ground.inferred else ""
            answers[f"- :material/check_circle: {escape(ground.text)}{inferred}"] = None
    return "**Your answers**\n" + "\n".join(answers)


def _reasons(because: tuple[Reason, ...], adviser: Adviser) -> str:
    """One item a rule, each with what it rests on; the same citation is told once."""
    lines: list[str] = []
    told: set[Citation] = set()
    for reason in because:
        sign = "" if reason.for_ else "**Against it:** "
        lines.append(
            f"- {sign}{escape(reason.text)}  \n"
            f"  *Rule {_rule_words(reason.rule, adviser)} · {reason.strength} · "
            f"{BASIS[reason.basis].lower()}*"
        )
        fresh = [each for each in dict.fromkeys(reason.citations) if each not in told]
        told.update(fresh)
        lines.extend(
            f"    - :material/format_quote: {cited(each, adviser.knowledge)}" for each in fresh
        )
    return "\n".join(lines)


def _follows(metric: Metric, adviser: Adviser) -> str:
    """What follows from taking the KPI: how it is computed, what is needed, what to beware of."""
    label = adviser.knowledge.label
    lines = [f"- Computed as: {escape(metric.formula)}; read {CADENCE[metric.cadence]}."]
    if metric.define_first:
        lines.append(f"- Define first: {escape(listed(metric.define_first))}.")
    if metric.measured_with:
        with_ = listed(lowered(label(link.to)) for link in metric.measured_with)
        lines.append(f"- Measured with: {escape(with_)}.")
    if metric.read_with:
        beside = listed(lowered(label(link.to)) for link in metric.read_with)
        lines.append(f"- Read it beside: {escape(beside)}.")
    lines.append(f"- Not yet interpretable before {metric.min_readings} readings.")
    lines.extend(f"- Beware: {escape(pitfall)}" for pitfall in metric.pitfalls[:2])
    return "**If you take it**\n" + "\n".join(lines)


def _rule_words(rule_id: str, adviser: Adviser) -> str:
    try:
        title = adviser.rules.get(rule_id).rule.title
    except KeyError:
        return escape(rule_id)
    return f"[{escape(rule_id)}](reference?id={rule_id}) ({escape(lowered(title))})"


def _score_words(because: tuple[Reason, ...]) -> str:
    return " ".join(f"{'+' if each.for_ else '−'} {each.strength}" for each in because) or "none"


def changes_by_metric(found: tuple[Moved, ...]) -> Mapping[str, Moved]:
    """Changes by the metric they are about."""
    return {change.metric: change for change in found}
