"""Entering one reading, and correcting one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from knowledge_graph.records import Metric
from scorecards.desk import Desk, Opened
from scorecards.part import FIRST, Refusal, Refused
from scorecards.readings.standing import read_outs
from scorecards.readings.uploads.figures import figure, whole
from scorecards.readings.uploads.limits import MIB, Unclear
from scorecards.store import MAX_ATTACHMENT
from scorecards.units import is_money
from ui.kept import here, read_words
from ui.parts.cards import slug
from ui.parts.wording import escape

Value = TypeVar("Value")
_FILE_MIB = MAX_ATTACHMENT // MIB


def enter(desk: Desk, opened: Opened) -> None:
    """The form for one reading."""
    metric = _choose_metric(desk, opened, "enter", [kpi.metric for kpi in opened.card.kpis])
    kpi = opened.card.kpi(metric)
    unit = desk.words.unit(kpi)

    def key(name: str) -> str:
        return _key(opened, f"enter_{name}_{slug(metric)}")

    _unit_and_direction(desk, metric, unit)
    st.date_input(
        "Day that the value speaks of",
        opened.today,
        min_value=FIRST,
        max_value=opened.today,
        key=key("day"),
    )
    st.text_input(_label("Value", unit), key=key("value"), placeholder="such as 31.5")
    if is_money(unit):
        st.text_input(
            "Currency", _currency(opened, metric), max_chars=3, key=key("currency"),
            placeholder="such as EUR",
        )  # fmt: skip
    if kpi.windows:
        states = {
            each.window: read_words.window(each, unit)
            for each in read_outs(opened.card, opened.readings, opened.today)
            if each.metric == metric
        }
        st.selectbox(
            "Launch window",
            [None, *kpi.windows],
            format_func=lambda days: (
                states.get(days, f"Window of {days} days: the day of the launch is not set.")
                if days
                else "None: an ordinary reading"
            ),
            key=key("window"),
        )
    st.text_input("Observations behind it (n), if that means something", key=key("n"))
    st.text_area("What shows it", key=key("evidence"), placeholder="A note, or a file below")
    st.file_uploader("Attach a file as evidence", key=key("file"), max_upload_size=_FILE_MIB)
    st.button(
        "Keep this reading",
        type="primary",
        icon=":material/save:",
        key=key("keep"),
        on_click=_enter,
        args=(opened, metric, unit, {name: key(name) for name in _NAMES}),
    )


_NAMES = ("day", "value", "currency", "window", "n", "evidence", "file")


def _enter(opened: Opened, metric: str, unit: str, keys: dict[str, str]) -> None:
    given: dict[str, Any] = {name: st.session_state.get(key) for name, key in keys.items()}

    def doing() -> str:
        desk = here.desk()
        file = given["file"]
        note = (given["evidence"] or "").strip()
        if file is not None:
            note = f"{note} (file {file.name})" if note else file.name
        said = desk.reading(
            opened,
            metric,
            _day(given["day"]),
            _read("value", lambda: figure(given["value"] or "", unit)),
            currency=(given["currency"] or "").strip().upper() or None,
            n=_read("n", lambda: whole(given["n"], 0)) if given["n"] else None,
            evidence=note,
            window=given["window"],
        )
        attached = (file.name, file.getvalue()) if file is not None else None
        found = desk.record(opened, [said], attached)
        label = escape(desk.words.label(metric))
        value = escape(read_words.figure(said, unit))
        if found.there:
            return f"{label}, {value} on {here.day(said.taken_on)}: it is already there."
        return f"Kept: {label}, {value} on {here.day(said.taken_on)}."

    here.act(doing)


def correct(desk: Desk, opened: Opened) -> None:
    """The form for correcting a reading; the old value stays readable."""
    read = [kpi.metric for kpi in opened.card.kpis if opened.in_force(kpi.metric)]
    if not read:
        st.info("There is no reading to correct yet. Enter one first.")
        return
    metric = _choose_metric(desk, opened, "correct", read)
    unit = desk.words.unit(opened.card.kpi(metric))
    live = {each.id: each for each in opened.in_force(metric)[::-1]}
    old = st.selectbox(
        "Which reading",
        list(live),
        format_func=lambda id: read_words.choice(live[id], unit),
        key=_key(opened, f"correct_which_{slug(metric)}"),
    )

    def key(name: str) -> str:
        return _key(opened, f"correct_{name}_{old}")

    _unit_and_direction(desk, metric, unit)
    st.text_input(_label("Right value", unit), key=key("value"))
    st.text_input(
        "Observations behind it (n), if that means something",
        "" if live[old].n is None else str(live[old].n),
        key=key("n"),
    )
    st.text_area("Why it is another", key=key("why"), placeholder="What was wrong, what shows it")
    st.caption("The old value stays readable, with who corrected it and when.")
    st.button(
        "Correct it",
        type="primary",
        icon=":material/edit:",
        key=key("keep"),
        on_click=_correct,
        args=(opened, old, unit, {name: key(name) for name in ("value", "n", "why")}),
    )


def _correct(opened: Opened, old: str, unit: str, keys: dict[str, str]) -> None:
    given = {name: st.session_state.get(key) or "" for name, key in keys.items()}

    def doing() -> str:
        desk = here.desk()
        value = _read("value", lambda: figure(given["value"], unit))
        count = _read("n", lambda: whole(given["n"], 0)) if given["n"] else None
        new = desk.correct(opened, old, value, given["why"], count)
        was = next(each for each in opened.readings if each.id == old)
        told = f"{read_words.figure(was, unit)} to {read_words.figure(new, unit)}"
        return f"Corrected: {escape(desk.words.label(new.metric))}, {escape(told)}."

    here.act(doing)


def _choose_metric(desk: Desk, opened: Opened, name: str, metrics: list[str]) -> str:
    return st.selectbox(
        "KPI",
        metrics,
        format_func=desk.words.label,
        key=f"{name}_metric_{opened.id}",
    )


def _unit_and_direction(desk: Desk, metric: str, unit: str) -> None:
    record = desk.adviser.knowledge.records.get(metric)
    if isinstance(record, Metric):
        st.caption(escape(read_words.counted(unit, record.direction)))


def _label(name: str, unit: str) -> str:
    return name if unit == "count" else f"{name}, in {unit}"


def _currency(opened: Opened, metric: str) -> str:
    """The currency that readings and target have, if one is known."""
    target = opened.card.kpi(metric).target
    used = [each.currency for each in opened.in_force(metric) if each.currency]
    return used[-1] if used else (target.currency if target and target.currency else "")


def _key(opened: Opened, name: str) -> str:
    """The key of a widget: a reading that is kept makes a new one, so that it is empty again."""
    return here.key(opened, f"{name}_{len(opened.readings)}")


def _day(given: datetime.date | None) -> datetime.date:
    if given is None:
        raise Refused(Refusal(field="day", wrong="it is missing", right="choose a day"))
    return given


def _read(field: str, read: Callable[[], Value]) -> Value:
    try:
        return read()
    except Unclear as unclear:
        raise Refused(Refusal(field=field, wrong=unclear.wrong, right=unclear.right)) from None
