"""The cycle in the guide: where it stands, what another phase changes, and the next cycle."""

from __future__ import annotations

import streamlit as st

from knowledge_graph.records import Metric, Phase
from scorecards.desk import Desk, Opened
from scorecards.making.next_cycle import is_over
from scorecards.onboarding import Line, OnboardingGuide
from scorecards.onboarding.phases import change
from ui.kept import here, renewal
from ui.parts.phases import in_order
from ui.parts.routes import record_link
from ui.parts.wording import escape


def show(desk: Desk, opened: Opened, guide: OnboardingGuide) -> None:
    """Show the five phases, and let the person go on to another."""
    phases = in_order(desk.adviser)
    with st.container(border=True, key="guide_cycle", gap="small"):
        st.subheader("The cycle", anchor=False)
        st.markdown(
            " → ".join(_named(phase, guide) for phase in phases)
            + f" → {escape(phases[0].label)} again"
        )
        if guide.phase is None:
            st.caption("The phase is not known. Choose it, and what it measures joins the list.")
        elif guide.moved:
            st.caption("Only the guide is in this phase; the scorecard was adopted for another.")
        with st.expander("What each phase measures, and why", key="guide_phases",
                         icon=":material/cycle:", on_change="rerun") as more:  # fmt: skip
            if more.open:
                for phase in phases:
                    _phase(desk, phase)
        with st.expander("Go on to another phase", key="guide_move",
                         icon=":material/arrow_forward:", on_change="rerun") as more:  # fmt: skip
            if more.open:
                _move(desk, opened, guide, phases)
        _next_cycle(opened)


def _named(phase: Phase, guide: OnboardingGuide) -> str:
    if phase.id == f"phase.{guide.phase}":
        return f":green-badge[:material/location_on: {escape(phase.label)}: you are here]"
    return escape(phase.label)


def _phase(desk: Desk, phase: Phase) -> None:
    graph, known = desk.adviser.graph, desk.adviser.knowledge
    st.markdown(f"**{record_link(phase.id, known)}**: {escape(phase.definition)}")
    rows = []
    for row in phase.grid:
        tools = ", ".join(
            record_link(each.to, known) for each in known.get(Metric, row.to).measured_with
        )
        teams = ", ".join(
            record_link(each, known) for each in graph.teams(row.to, "leads", "shares")
        )
        wave = f", measurement {row.wave}" if row.wave > 1 else ""
        rows.append(
            f"- {record_link(row.to, known)}{wave}: {escape(row.why)} "
            + (f"With: {tools}. " if tools else "")
            + (f"Held with: {teams}." if teams else "")
        )
    st.markdown("\n".join(rows))


def _move(desk: Desk, opened: Opened, guide: OnboardingGuide, phases: list[Phase]) -> None:
    """Choose a phase, see what it changes, then take the guide there or answer anew."""
    by_slug = {phase.id.partition(".")[2]: phase for phase in phases}
    others = [slug for slug in by_slug if slug != guide.phase]
    now = by_slug.get(guide.phase or "")
    follower = now.next.partition(".")[2] if now else others[0]
    chosen = st.selectbox(
        "Phase",
        others,
        index=others.index(follower),
        format_func=lambda slug: by_slug[slug].label,
        key=f"guide_phase_{opened.id}_{guide.phase}",
    )
    found = change(guide, desk.guide(opened, chosen))
    st.markdown(f"In {escape(by_slug[chosen].label)}: {found.says}")
    _told("Comes", found.came)
    _told("Goes", found.went)
    if not here.writable(opened, "record"):
        return
    st.button(
        f"Take the guide to {by_slug[chosen].label}",
        type="primary",
        key=f"guide_go_{opened.id}_{chosen}",
        on_click=_go,
        args=(opened, chosen, by_slug[chosen].label),
    )
    if here.writable(opened):
        st.caption("Shall the KPIs follow the phase too? Answer anew, and see what changes first.")
        renewal.change_answers(desk, opened)


def _told(word: str, lines: tuple[Line, ...]) -> None:
    if lines:
        st.markdown("\n".join(f"- {word}: {escape(line.item.do)}" for line in lines))


def _go(opened: Opened, phase: str, label: str) -> None:
    def doing() -> str:
        here.desk().step(opened, "phase", phase=phase)
        return f"The guide is in the phase {escape(label)} now."

    here.act(doing)


def _next_cycle(opened: Opened) -> None:
    after = "The last values become baselines; what is open here is carried over with its notes."
    st.page_link(
        here.PAGE,
        label="Start the next cycle" if is_over(opened.card, opened.today) else "The next cycle",
        icon=":material/restart_alt:",
        query_params=here.link(opened.id, "dates"),
        help=after,
    )
