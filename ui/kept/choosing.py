"""Which metrics stand on a scorecard: dropping, swapping, adding, roles and weights."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.making.adopt import drop, give_role, swap
from scorecards.making.entered import weighed
from scorecards.making.selection import add_chosen, choices, take_back
from scorecards.units import plain
from ui.kept import aim_words, asking, here
from ui.parts.wording import escape

STANDING = {"related": "not recommended, related", "other": "not recommended"}
_NAMES = {"reason": "Reason", "metric": "Metric", "weight": "Weights"}


def drop_form(desk: Desk, opened: Opened, metric: str) -> None:
    """Take a KPI off the scorecard."""
    kpi, label = opened.card.kpi(metric), desk.words.label(metric)
    needed = (kpi.replaces or metric) in opened.card.basis.recommended
    st.markdown(
        "It was recommended, so the reason stays on the scorecard. You can take it back later."
        if needed
        else "Nothing recommended it, so it goes without a trace but in the history."
    )
    if kpi.target is not None:
        st.caption("Its target goes with it; the version before keeps it.")
    if kpi.weight and kpi in opened.card.proper:
        st.caption(f"It weighs {plain(kpi.weight)} percent. Give that to the others first.")
    _reason(opened, metric, "Why it is dropped" + ("" if needed else " (may stay empty)"))
    asking.wrong(_NAMES)

    def keeping() -> None:
        reason = asking.typed(opened, "reason", metric)
        said = f"Dropped {label}: {reason.strip()}" if reason.strip() else f"Dropped {label}."
        asking.keep(opened, lambda card: drop(card, metric, reason), said)

    asking.buttons(opened, "Drop it", keeping)


def swap_form(desk: Desk, opened: Opened, metric: str) -> None:
    """Put another metric in the place of a KPI."""
    label = desk.words.label
    st.markdown("The other metric takes over the role. Targets are not carried over.")
    other = _metric(desk, opened, metric)
    original = opened.card.kpi(metric).replaces
    _reason(opened, metric, "Why the other one fits better")
    asking.wrong(_NAMES)

    def keeping() -> None:
        reason = asking.typed(opened, "reason", metric)
        said = f"Put {label(other or '')} in the place of {label(metric)}."
        graph = desk.adviser.graph
        asking.keep(opened, lambda card: swap(card, metric, other or "", reason, graph), said)

    if other is not None and other == original:
        st.caption("It is what was recommended: no reason is needed.")
    asking.buttons(opened, "Swap", keeping, disabled=other is None)


def add_form(desk: Desk, opened: Opened, _: str) -> None:
    """Put one more metric on the scorecard."""
    st.markdown("What nothing recommends is marked *Not recommended*, with your reason beside it.")
    other = _metric(desk, opened, "")
    key = asking.field(opened, "role")
    st.segmented_control(
        "Role", list(aim_words.ROLES), default="supporting",
        format_func=aim_words.ROLES.__getitem__, key=key, required=True,
    )  # fmt: skip
    _reason(opened, "", "Why it belongs here")
    asking.wrong(_NAMES)

    def keeping() -> None:
        reason, role = asking.typed(opened, "reason"), st.session_state[key]
        graph = desk.adviser.graph
        said = f"Added {desk.words.label(other or '')} as {aim_words.ROLES[role].lower()}."
        asking.keep(opened, lambda card: add_chosen(card, other or "", role, reason, graph), said)

    asking.buttons(opened, "Add it", keeping, disabled=other is None)


def role_form(desk: Desk, opened: Opened, metric: str) -> None:
    """Give a KPI another role."""
    kpi, key = opened.card.kpi(metric), asking.field(opened, "role", metric)
    st.segmented_control(
        "Role", list(aim_words.ROLES), default=kpi.role,
        format_func=aim_words.ROLES.__getitem__, key=key, required=True,
    )  # fmt: skip
    others = [each.metric for each in opened.card.headlines if each.metric != metric]
    if others:
        label = escape(desk.words.label(others[0]))
        st.caption(f"The headline is {label}. A second one needs a reason.")
    _reason(opened, metric, "Reason (may stay empty)")
    asking.wrong(_NAMES)

    def keeping() -> None:
        role, reason = st.session_state[key], asking.typed(opened, "reason", metric)
        said = f"{desk.words.label(metric)} is now {aim_words.ROLES[role].lower()}."
        asking.keep(opened, lambda card: give_role(card, metric, role, reason), said)

    asking.buttons(opened, "Give it this role", keeping)


def weights_form(desk: Desk, opened: Opened, _: str) -> None:
    """Say how much each KPI counts."""
    kpis = opened.card.proper
    st.markdown("Percent of the whole. All together make 100; leave all empty to weigh none.")
    label = desk.words.label
    with st.grid(2, min_column_width=240, gap="small"):
        for kpi in kpis:
            st.text_input(
                escape(label(kpi.metric)),
                "" if kpi.weight is None else plain(kpi.weight),
                key=asking.field(opened, "weight", kpi.metric),
                max_chars=20,
                icon=":material/percent:",
            )
    asking.wrong(_NAMES | {kpi.metric: label(kpi.metric) for kpi in kpis})

    def keeping() -> None:
        texts = {kpi.metric: asking.typed(opened, "weight", kpi.metric) for kpi in kpis}
        asking.keep(opened, lambda card: weighed(card, texts))

    asking.buttons(opened, "Keep the weights", keeping)


def bring_back(opened: Opened, metric: str) -> None:
    """Take a dropped KPI back as it stood, in a callback."""
    desk = here.desk()

    def change(card: Scorecard) -> Scorecard:
        return take_back(card, metric, _earlier(desk, opened), desk.adviser.graph)

    here.save(opened, change, f"Took {desk.words.label(metric)} back.")


def _earlier(desk: Desk, opened: Opened) -> Iterator[Scorecard]:
    """The versions before this one, the newest first; each is read only if it is asked for."""
    for number in range(opened.version.number - 1, 0, -1):
        yield desk.open(opened.id, number).card


def _metric(desk: Desk, opened: Opened, instead_of: str) -> str | None:
    """Ask for a metric of the catalogue, and say what stands for it and against it."""
    found = choices(opened.card, desk.adviser.graph, instead_of or None)
    offered = {each.metric: each for each in found}

    roles = opened.card.basis.recommended

    def named(metric: str) -> str:
        each = offered[metric]
        role = f"recommended as {aim_words.ROLES[roles[metric]].lower()}" if metric in roles else ""
        return f"{each.label} ({role or STANDING[each.standing]})"

    chosen: str | None = st.selectbox(
        "Metric", list(offered), index=None, format_func=named, placeholder="Choose one",
        key=asking.field(opened, "metric", instead_of),
    )  # fmt: skip
    if chosen is not None:
        record = desk.adviser.knowledge.records[chosen]
        st.caption(escape(record.definition))
    return chosen


def _reason(opened: Opened, metric: str, label: str) -> None:
    st.text_area(label, key=asking.field(opened, "reason", metric), max_chars=1000, height=90)
