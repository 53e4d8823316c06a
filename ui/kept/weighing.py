"""What is done to outside factors: declaring, showing, weighing and reviewing them."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from knowledge_graph.records import Factor, Metric
from scorecards.accountability.factors import (
    FILE,
    declare,
    foreseen,
    give_evidence,
    propose,
    review,
    withdraw,
)
from scorecards.desk import Desk, Opened
from scorecards.document import DeclaredFactor
from scorecards.readings.standing import Standing, standing
from scorecards.store import MAX_ATTACHMENT
from scorecards.units import grouped, is_money, unit_of
from ui.kept import here
from ui.parts.wording import escape, listed, lowered

LONGEST = 4000
"""Letters that a note may have."""


def stands(desk: Desk, opened: Opened, metric: str | None) -> Standing | None:
    """Where a KPI stands; None where it is not on the scorecard or not known."""
    known = desk.adviser.knowledge
    if metric is None or not opened.card.holds(metric) or metric not in known.records:
        return None
    kpi = opened.card.kpi(metric)
    return standing(opened.card, kpi, opened.readings, known, opened.today)


def _raw(desk: Desk, opened: Opened, metric: str | None) -> Decimal | None:
    where = stands(desk, opened, metric)
    return where.raw if where else None


def acts(desk: Desk, opened: Opened, number: int, factor: DeclaredFactor) -> None:
    """What can be done to a factor, each behind its own door; what is due next is open."""
    due = "" if opened.today < opened.card.period.start else "evidence"
    if factor.evidence:
        due = "propose" if factor.adjustment is None else "review"
    if factor.accepted is not None:
        due = ""
    label = "Change the evidence" if factor.evidence else "Give evidence"
    with st.expander(label, icon=":material/task:", expanded=due == "evidence"):
        _evidence(desk, opened, number, factor)
    if here.writable(opened):
        label = "Propose another adjustment" if factor.adjustment else "Propose an adjustment"
        with st.expander(label, icon=":material/tune:", expanded=False):
            _proposing(desk, opened, number, factor)
    if factor.adjustment is not None:
        with st.expander(
            "Review the adjustment", icon=":material/gavel:", expanded=due == "review"
        ):
            _reviewing(desk, opened, number, factor)
    if not factor.accepted and here.writable(opened):

        def take_away() -> None:
            why = _why("Withdrew", desk, factor)
            here.save(opened, lambda card: withdraw(card, number), why)

        st.button(
            "Withdraw this factor",
            icon=":material/delete:",
            type="tertiary",
            key=here.key(opened, f"withdraw_{number}"),
            help="It leaves the scorecard; the versions before keep it.",
            on_click=take_away,
        )


def _evidence(desk: Desk, opened: Opened, number: int, factor: DeclaredFactor) -> None:
    keys = [here.key(opened, f"{name}_{number}") for name in ("note", "shown")]
    with st.form(here.key(opened, f"evidence_{number}"), border=False):
        before = "\n".join(
            line for line in factor.evidence.splitlines() if not line.startswith(FILE)
        )
        st.text_area(
            "What shows that it came",
            value=before,
            max_chars=LONGEST,
            placeholder="Which figure, report or date shows it, and where it can be looked up",
            key=keys[0],
        )
        st.file_uploader(
            "A file that shows it, if there is one",
            max_upload_size=MAX_ATTACHMENT // 1024 // 1024,
            key=keys[1],
        )
        if factor.accepted is not None:
            st.caption("Other evidence opens the review of the adjustment again.")

        def give() -> None:
            note, file = str(st.session_state[keys[0]]), st.session_state[keys[1]]
            kept = [each for each in factor.evidence.splitlines() if each.startswith(FILE)]
            name = kept[-1].removeprefix(FILE) if kept else ""
            if file is not None:

                def attach() -> None:
                    desk.attach(opened.id, file.name, file.getvalue())

                if not here.act(attach):
                    return
                name = file.name
            here.save(
                opened,
                lambda card: give_evidence(card, number, note, name),
                _why("Gave evidence for", desk, factor),
            )

        st.form_submit_button("Save the evidence", on_click=give)


def _proposing(desk: Desk, opened: Opened, number: int, factor: DeclaredFactor) -> None:
    keys = [here.key(opened, f"{name}_{number}") for name in ("moved", "amount", "proposer")]
    read = [each.metric for each in opened.card.kpis if _raw(desk, opened, each.metric) is not None]
    if not read:
        st.markdown("No KPI has a reading yet. Enter what was read, then come back.")
        st.page_link(
            here.PAGE,
            label="Enter readings",
            icon=":material/edit_note:",
            query_params=here.link(opened.id, "readings"),
        )
        return
    with st.form(here.key(opened, f"adjust_{number}"), border=False):
        st.selectbox(
            "Whose reading it moved",
            read,
            index=read.index(factor.metric) if factor.metric in read else None,
            format_func=lambda metric: _with_unit(desk, opened, metric),
            placeholder="Choose a KPI",
            key=keys[0],
        )
        st.number_input(
            "What to add to the value as read",
            value=None,
            format="%0.2f",
            help="In the unit of the KPI; for one in percent, in points. A minus takes off.",
            key=keys[1],
        )
        st.text_input(
            "Who proposes it",
            value=factor.proposed_by or opened.card.person or desk.who,
            max_chars=120,
            key=keys[2],
        )
        st.caption("It counts for the KPI in this period once it is accepted, and not before.")

        def put() -> None:
            metric, amount, by = (st.session_state[key] for key in keys)
            raw, known = _raw(desk, opened, metric), desk.adviser.knowledge
            figure = None if amount is None else Decimal(str(amount))
            here.save(
                opened,
                lambda card: propose(card, number, metric, figure, by, raw, known),
                _why("Proposed an adjustment for", desk, factor),
            )

        st.form_submit_button("Propose", on_click=put)


def _reviewing(desk: Desk, opened: Opened, number: int, factor: DeclaredFactor) -> None:
    key = here.key(opened, f"reviewer_{number}")
    proposer = factor.proposed_by or ""
    manager = opened.card.manager or ""
    with st.form(here.key(opened, f"review_{number}"), border=False):
        st.text_input(
            "Who reviews it",
            value=manager if manager != proposer else "",
            max_chars=120,
            help="Somebody else than the one who proposed it, where there is somebody.",
            key=key,
        )
        if not factor.evidence:
            st.caption("Without evidence it can be refused and not accepted.")

        def decide(accepted: bool) -> None:
            by, raw = str(st.session_state[key]), _raw(desk, opened, factor.metric)
            known = desk.adviser.knowledge
            word = "Accepted" if accepted else "Refused"
            here.save(
                opened,
                lambda card: review(card, number, accepted, by, raw, known),
                _why(f"{word} the adjustment for", desk, factor),
            )

        with st.container(horizontal=True):
            st.form_submit_button(
                "Accept", type="primary", icon=":material/check:", on_click=decide, args=(True,)
            )
            st.form_submit_button("Refuse", icon=":material/block:", on_click=decide, args=(False,))


def declaring(desk: Desk, opened: Opened) -> None:
    """The form that declares one more factor."""
    known, card = desk.adviser.knowledge, opened.card
    keys = [here.key(opened, f"declare_{name}") for name in ("factor", "expects", "metric")]
    waiting = foreseen(card, known)
    factors = {each.id: each for each in (*waiting, *known.every(Factor))}
    with (
        st.container(border=True, key="declare_factor", gap="small"),
        st.form(here.key(opened, "declare"), border=False),
    ):
        st.markdown("#### Declare a factor")
        if card.period.start < desk.today:
            began = here.day(card.period.start)
            st.markdown(
                f":orange[:material/schedule:] The period began on {began}: what is declared now "
                "is marked late, and stays so."
            )
        else:
            st.caption(f"In time until {here.day(card.period.start)}, the day the period begins.")
        if waiting:
            names = listed(lowered(each.label) for each in waiting)
            st.markdown(f"Named when this role was designed, and not declared: {escape(names)}.")
        st.selectbox(
            "Factor",
            list(factors),
            index=None,
            format_func=lambda id: factors[id].label,
            placeholder="Choose what may happen",
            key=keys[0],
        )
        st.text_area(
            "What you expect it to do",
            max_chars=LONGEST,
            placeholder="What happens, when, and which way it moves the result",
            key=keys[1],
        )
        st.selectbox(
            "KPI it bears on, if you know",
            [kpi.metric for kpi in card.kpis],
            index=None,
            format_func=desk.words.label,
            placeholder="Not known yet",
            key=keys[2],
        )

        def put() -> None:
            factor, expects, metric = (st.session_state[key] for key in keys)
            today = desk.today
            what = lowered(known.label(factor)) if factor else "a factor"
            here.save(
                opened,
                lambda card: declare(card, factor or "", expects, today, known, metric),
                f"Declared {what} as an outside factor.",
            )

        st.form_submit_button("Declare", type="primary", icon=":material/add:", on_click=put)


def _why(did: str, desk: Desk, factor: DeclaredFactor) -> str:
    return f"{did} {lowered(desk.words.label(factor.factor))}."


def _with_unit(desk: Desk, opened: Opened, metric: str) -> str:
    """A KPI with its value as read, in a choice."""
    where = stands(desk, opened, metric)
    if where is None or where.raw is None:
        return desk.words.label(metric)
    kpi = opened.card.kpi(metric)
    unit = unit_of(desk.adviser.knowledge.get(Metric, metric), kpi.variant)
    counted = where.reading.currency if where.reading and is_money(unit) else unit
    return f"{desk.words.label(metric)}: {grouped(where.raw)} {counted} as read"
