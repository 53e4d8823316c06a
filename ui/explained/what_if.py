"""A second column: another answer, another role or the one held, beside the present scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine import Adviser
from engine.explain.records import WhatIf
from engine.explain.what_if import what_if
from scorecards.sample.people import samples
from ui.explained.address import as_other, other_in
from ui.explained.case import Case
from ui.explained.ticks import lines, moves
from ui.parts.form import widget
from ui.parts.headings import heading
from ui.parts.links import OTHER, Asked, read_answers, write_link
from ui.parts.people import Person, person_from_link
from ui.parts.wording import ACCOUNTABILITY, ICON, escape, listed, lowered
from ui.session import explainer

DESIGN = "views/design.py"
WAYS = ("Other answers", "A sample role", "A pasted link")


def compare(case: Case, adviser: Adviser) -> None:
    """Lay another scorecard beside this one, if the address names one; else offer to."""
    params = st.query_params.to_dict()
    other = other_in(params, adviser.knowledge)
    if other is None:
        st.button(
            "What if…",
            icon=":material/compare_arrows:",
            help="Lay another scorecard beside this one",
            on_click=hold,
            args=(case.asked, adviser),
        )
        return
    with st.container(key="compare", gap="small"):
        heading(
            "What if",
            adviser.knowledge,
            caption="The other scorecard is held beside that of the form. Change the other here, "
            "or change the form, and see what differs.",
        )
        for problem in other.problems:
            st.warning(problem, title="Left out", icon=":material/link_off:")
        _choose(other, adviser)
        _beside(case, Case(other, case.explainer), adviser)
        with st.container(horizontal=True, gap="small"):
            st.page_link(
                DESIGN,
                label="Open the other",
                icon=":material/open_in_new:",
                query_params=write_link(other, adviser.knowledge),
            )
            st.button("Close", icon=":material/close:", key="compare_close", on_click=_end)


def hold(asked: Asked, adviser: Adviser) -> None:
    """Hold a profile as the second one."""
    st.query_params[OTHER] = as_other(asked, adviser.knowledge)


def _end() -> None:
    st.query_params.pop(OTHER, None)


def _choose(other: Asked, adviser: Adviser) -> None:
    way = st.segmented_control(
        "What to lay beside it", WAYS, key="compare_way", default=WAYS[0], required=True
    )
    if way == WAYS[1]:
        _sample(adviser)
    elif way == WAYS[2]:
        _pasted(adviser)
    else:
        _answer(other, adviser)


def _answer(other: Asked, adviser: Adviser) -> None:
    specs = {spec.name: spec for spec in adviser.knowledge.fields.profile}
    one, two = st.columns(2, vertical_alignment="bottom")
    with one:
        name = st.selectbox(
            "Answer to change in the other",
            list(specs),
            format_func=lambda each: specs[each].label,
            index=None,
            placeholder="Choose a question",
            key="compare_field",
        )
    if name is None:
        return
    key = f"compare_to_{name}"
    st.session_state.setdefault(key, _shown(other.answers.get(name), specs[name].type))
    with two:
        value = widget(specs[name], adviser, key, "")
    st.button(
        "Set it in the other",
        icon=":material/check:",
        key="compare_set",
        on_click=_set,
        args=(other, {name: value}, adviser),
    )


def _shown(value: Any, kind: str) -> Any:
    """An answer as its widget shows it."""
    if kind == "flag":
        return None if value is None else "yes" if value else "no"
    if kind == "many":
        return value or []
    if kind == "number":
        return None if value is None else float(value)
    return value or "" if kind == "text" else value


def _set(other: Asked, change: Mapping[str, Any], adviser: Adviser) -> None:
    answers = {**other.answers, **change}
    policy = other.policy
    found = read_answers(answers, policy.choices, policy.sourced_only, adviser.knowledge)
    hold(found, adviser)


def _sample(adviser: Adviser) -> None:
    known = {each.slug: each for each in samples(adviser.knowledge)}
    slug = st.selectbox(
        "Sample role of a made-up company",
        list(known),
        format_func=lambda each: f"{known[each].name}: {known[each].role}",
        index=None,
        placeholder="Choose one",
        key="compare_sample",
    )
    if slug is not None:
        st.button(
            "Lay it beside the form",
            key="compare_take_sample",
            on_click=hold,
            args=(Person.of(known[slug], adviser.knowledge).asked, adviser),
        )


def _pasted(adviser: Adviser) -> None:
    link = st.text_input(
        "Link of a scorecard",
        key="compare_link",
        max_chars=2000,
        placeholder="Copy it from the address bar of Design",
    )
    if not link:
        return
    person, problem = person_from_link("pasted", link, {}, adviser.knowledge)
    if person is None:
        st.error(problem)
        return
    st.button(
        "Lay it beside the form",
        key="compare_take_link",
        on_click=hold,
        args=(person.asked, adviser),
    )


def _beside(case: Case, other: Case, adviser: Adviser) -> None:
    found = what_if(case.run, other.run, explainer().words)
    left, right = st.columns(2, gap="medium")
    with left:
        _card("The form", "compare_left", case)
    with right:
        _card("The other", "compare_right", other)
    _differs(found, adviser)


def _card(title: str, key: str, case: Case) -> None:
    with st.container(border=True, key=key, gap="xsmall"):
        st.markdown(f"#### {title}")
        for kpi in case.recommendation.kpis:
            kind = kpi.accountability.kind
            star = kpi.role == "headline"
            name = f":material/star: **{escape(kpi.label)}**" if star else escape(kpi.label)
            held = f"{ICON[kind]} {ACCOUNTABILITY[kind]}{' · headline' if star else ''}"
            st.markdown(f"{name}  \n:small[{held}]")
        if not case.recommendation.kpis:
            st.caption("No KPI.")


def _differs(found: WhatIf, adviser: Adviser) -> None:
    if found.answers:
        st.table(
            {
                "Answer": [escape(each.label) for each in found.answers],
                "The form": [escape(each.before) for each in found.answers],
                "The other": [escape(each.after) for each in found.answers],
            },
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt="The answers that differ",
        )
    st.markdown("**From the form to the other**\n\n" + lines(found.says))
    if found.moved:
        with st.expander(
            f"What moves, and the rule that did it: {len(found.moved)}", expanded=True
        ):
            st.markdown(moves(found.moved))
    if found.stayed:
        stay = listed(escape(lowered(adviser.knowledge.label(each))) for each in found.stayed)
        st.caption(f"These KPIs stay: {stay}.")
