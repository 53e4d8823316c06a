"""The pulse of other teams: asking, sending, and reading what comes back."""

from __future__ import annotations

import datetime

import streamlit as st

from knowledge_graph.records import Team
from scorecards.accountability.ventures import add_pulse, drop_pulse, free_id
from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.making.adopt import add
from scorecards.part import Refused
from scorecards.readings import pulse as pulse_file
from scorecards.readings.pulse import QUESTIONS, PulseResult
from scorecards.together import Pulse
from scorecards.units import plain
from ui.kept.here import act, day, key, save, writable
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.wording import escape, listed

FEEDBACK = "metric.collaboration-feedback"


def show(desk: Desk, opened: Opened) -> None:
    """Every pulse, and a form for the next."""
    heading(
        "Pulse of other teams",
        desk.adviser.knowledge,
        caption=(
            "At most five questions to the teams that product marketing works with, answered from "
            "1 to 5. The mean becomes one reading of a KPI."
        ),
    )
    for each in opened.card.pulses:
        with st.container(border=True, key=f"agreed_card_pulse_{each.id}", gap="small"):
            _pulse(desk, opened, each)
    if not opened.card.pulses:
        st.info("Other teams have not been asked. Add a pulse.", icon=":material/campaign:")
    if writable(opened):
        _next(desk, opened)


def _pulse(desk: Desk, opened: Opened, each: Pulse) -> None:
    known = desk.adviser.knowledge
    teams = escape(listed(known.label(team) for team in each.teams))
    st.markdown(f"#### {escape(each.title)}")
    people = f"{each.invited} people of " if each.invited is not None else ""
    st.caption(f"{day(each.opens_on)} to {day(each.closes_on)} · asks {people}{teams}")
    st.markdown(f"Feeds {record_link(each.metric, known)}.")
    for reading in pulse_file.readings_of(each, opened.readings):
        st.markdown(
            f":green-badge[:material/check: Read] **{plain(reading.value)}** of 5 on "
            f"{day(reading.taken_on)}, {reading.n} people. {escape(reading.evidence)}"
        )
    with st.expander(f"Send it: {len(each.questions)} questions", icon=":material/send:"):
        _sending(desk, each)
    if writable(opened, "record"):
        with st.expander("Read the answers", icon=":material/upload_file:"):
            _answers(desk, opened, each)
    if writable(opened):
        st.button(
            f"Take {escape(each.title)} away",
            type="tertiary",
            icon=":material/delete:",
            on_click=_drop,
            args=(opened, each),
            key=key(opened, f"drop_pulse_{each.id}"),
        )


def _drop(opened: Opened, each: Pulse) -> None:
    why = f'The pulse "{each.title}" was taken away.'
    save(opened, lambda card: drop_pulse(card, each.id), why)


def _sending(desk: Desk, each: Pulse) -> None:
    said = pulse_file.text(each, desk.who)
    st.code(said, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.download_button(
            "Text to send or print",
            said,
            file_name=f"pulse-{each.id}.txt",
            mime="text/plain",
            icon=":material/download:",
            on_click="ignore",
            key=f"pulse_text_{each.id}",
        )
        st.download_button(
            "Table for the answers (CSV)",
            pulse_file.template(each, desk.adviser.knowledge.label),
            file_name=f"pulse-{each.id}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"pulse_csv_{each.id}",
        )


def _answers(desk: Desk, opened: Opened, each: Pulse) -> None:
    """Upload, checks and preview; the reading comes only of a click."""
    wrong = _misfit(desk, opened, each)
    if wrong:
        st.warning(escape(wrong))
        return
    file = st.file_uploader(
        "The filled table, one row for each person who answered",
        type="csv",
        key=f"{key(opened, f'answers_{each.id}')}_{len(opened.readings)}",
    )
    if file is None:
        return
    try:
        result = pulse_file.read_answers(each, file.getvalue(), desk.adviser.knowledge.label)
    except Refused as refused:
        lines = "\n".join(f"- {escape(str(refusal))}" for refusal in refused.refusals)
        st.error(f"{escape(file.name)} cannot be read. Mend this and choose it again:\n\n{lines}")
        return
    _preview(desk, opened, each, result)


def _misfit(desk: Desk, opened: Opened, each: Pulse) -> str:
    if not opened.card.holds(each.metric):
        label = desk.adviser.knowledge.label(each.metric)
        return f"{label} is not on the scorecard any more. Add it, or take the pulse away."
    kpi = opened.card.kpi(each.metric)
    return pulse_file.misfit(kpi, desk.adviser.graph, opened.readings, each.id)


def _preview(desk: Desk, opened: Opened, each: Pulse, result: PulseResult) -> None:
    known = desk.adviser.knowledge
    label = escape(known.label(each.metric))
    st.markdown(
        f"**{plain(result.mean)} of 5** would be the reading of {label}: the mean of all answers. "
        f"n = {result.people} people."
    )
    st.markdown(escape(pulse_file.evidence(each, result, known.label)))
    if desk.today < each.closes_on:
        st.caption(f"The pulse is open until {day(each.closes_on)}; more answers may come.")
    st.table(
        {
            "Question": [escape(one.question) for one in result.questions],
            "Answers": [str(one.n) for one in result.questions],
            "Mean": ["—" if one.mean is None else plain(one.mean) for one in result.questions],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt="How many answered each question, and the mean",
    )
    st.button(
        "Keep as a reading",
        type="primary",
        on_click=_keep_reading,
        args=(desk, opened, each, result),
        key=key(opened, f"read_{each.id}"),
    )


def _keep_reading(desk: Desk, opened: Opened, each: Pulse, result: PulseResult) -> None:
    known = desk.adviser.knowledge

    def doing() -> str:
        made = pulse_file.reading(
            opened.card,
            each,
            result,
            opened.readings,
            by=desk.who,
            at=desk.now(),
            label=known.label,
        )
        desk.keep(opened.id, (made,))
        return (
            f"{escape(known.label(each.metric))} reads {plain(made.value)}, from {made.n} people."
        )

    act(doing)


def _next(desk: Desk, opened: Opened) -> None:
    known, graph = desk.adviser.knowledge, desk.adviser.graph
    metrics = pulse_file.fitting(opened.card, graph, opened.readings)
    if metrics:
        with st.expander("Add a pulse", icon=":material/add:"):
            _add_form(desk, opened, metrics)
        return
    label = escape(known.label(FEEDBACK))
    if opened.card.holds(FEEDBACK):
        st.warning(escape(pulse_file.misfit(opened.card.kpi(FEEDBACK), graph, opened.readings)))
        return
    st.markdown(
        "No KPI of this scorecard is a score that other teams give, so a pulse would feed nothing. "
        f"{record_link(FEEDBACK, known)} is one."
    )
    st.button(
        f"Add {label} to the scorecard",
        icon=":material/add:",
        on_click=_add_feedback,
        args=(desk, opened),
        key=key(opened, "add_feedback"),
    )


def _add_feedback(desk: Desk, opened: Opened) -> None:
    reason = "Other teams judge how product marketing works with them."
    label = desk.adviser.knowledge.label(FEEDBACK)
    save(
        opened,
        lambda card: add(card, FEEDBACK, "supporting", reason, desk.adviser.graph),
        f"{label} was added, so that other teams can be asked.",
    )


def _add_form(desk: Desk, opened: Opened, metrics: tuple[str, ...]) -> None:
    known, today = desk.adviser.knowledge, opened.today
    teams = [team.id for team in known.every(Team)]
    asked = [
        team
        for team in dict.fromkeys(team for joint in opened.card.joint for team in joint.teams)
        if team != "team.product-marketing"
    ]

    def at(name: str) -> str:
        return key(opened, f"pulse_{name}")

    def keep() -> None:
        state = st.session_state
        title = state[at("title")].strip()

        def change(card: Scorecard) -> Scorecard:
            made = Pulse(
                id=free_id(title, (each.id for each in card.pulses)),
                title=title,
                metric=state[at("metric")],
                questions=tuple(filter(str.strip, state[at("questions")].splitlines())),
                teams=tuple(state[at("teams")]),
                opens_on=state[at("opens")],
                closes_on=state[at("closes")],
                invited=state[at("invited")],
            )
            return add_pulse(card, made)

        save(opened, change, f'The pulse "{title}" was added.')

    with st.form(at("form"), border=False):
        st.text_input("Title", f"Pulse, {today:%B %Y}", max_chars=120, key=at("title"))
        st.selectbox("KPI it feeds", metrics, format_func=known.label, key=at("metric"))
        st.multiselect(
            "Teams that are asked", teams, asked, format_func=known.label, key=at("teams")
        )
        st.text_area(
            f"Questions, one in each line, five at most ({pulse_file.SCALE})",
            "\n".join(QUESTIONS),
            height=150,
            key=at("questions"),
        )
        with st.container(horizontal=True):
            st.date_input("Opens on", today, key=at("opens"), format="YYYY-MM-DD")
            st.date_input(
                "Closes on",
                today + datetime.timedelta(days=14),
                key=at("closes"),
                format="YYYY-MM-DD",
            )
            st.number_input(
                "People asked", 1, 100_000, None, key=at("invited"), placeholder="Not counted"
            )
        st.form_submit_button("Add the pulse", type="primary", on_click=keep)
