"""The door *Learn the role*: the five phases, what to measure in each, and why."""

from __future__ import annotations

from functools import partial

import streamlit as st

from engine.guide import guide
from knowledge_graph.records import Rhythm, Step
from ui.explained.case import Case
from ui.explained.plain import plain_words
from ui.kept import starting
from ui.parts.glossed import Glossed
from ui.parts.headings import heading, words_of_the_page
from ui.parts.links import read_answers, read_link, write_link
from ui.parts.phases import cycle, in_order, meetings, missing_figure, rows
from ui.parts.texts import cited, gloss
from ui.parts.wording import escape, listed, lowered, value_word
from ui.practising.door_card import door_card
from ui.session import adviser, explainer

ADVISER = adviser()
KNOWLEDGE = ADVISER.knowledge
SPECS = {spec.name: spec for spec in KNOWLEDGE.fields.profile}
CHOICES = ("focus", "alignment", "motion")

starting.arrive()
given = st.query_params.to_dict() or st.session_state.get("design_link", {})
linked = read_link(given, KNOWLEDGE)
if "l_focus" not in st.session_state:
    for name in CHOICES:
        st.session_state[f"l_{name}"] = linked.answers.get(name)
    st.session_state["l_objectives"] = linked.answers.get("objectives", [])

words = Glossed(KNOWLEDGE)
phases = in_order(ADVISER)
by_slug = {phase.id.partition(".")[2]: phase for phase in phases}
chosen = by_slug.get(str(linked.answers.get("phase")), phases[0])

with st.container(key="learn", gap="medium"):
    st.title("Learn the role", anchor=False)
    st.markdown(
        "Product marketing runs in a circle of five phases. Choose one: it says what to measure, "
        "why, and which part of it is yours.",
        help=gloss("term.phase", KNOWLEDGE),
    )
    st.markdown("New in the role? Say what you know of it, then [start your plan](#start-my-plan).")
    for problem in linked.problems:
        st.warning(problem, title="Left out", icon=":material/link_off:")

    spec = SPECS["objectives"]
    st.multiselect(
        spec.question or spec.label,
        list(ADVISER.rules.vocabularies["profile"]["objectives"].values),
        format_func=KNOWLEDGE.label,
        placeholder="Any; your KPIs and your plan follow from it",
        key="l_objectives",
        help=escape(spec.meaning),
    )
    with st.container(key="for_role"), st.grid(3, min_column_width=230, gap="small"):
        for name in CHOICES:
            spec = SPECS[name]
            st.selectbox(
                spec.question or spec.label,
                list(ADVISER.rules.vocabularies["profile"][name].values),
                index=None,
                format_func=partial(value_word, spec, knowledge=KNOWLEDGE),
                placeholder="Any",
                key=f"l_{name}",
                help=escape(spec.meaning),
            )

    left, right = st.columns([0.44, 0.56], gap="large", vertical_alignment="center")
    with left:
        picked = cycle(phases, chosen)
    if picked.id != chosen.id:
        st.query_params["phase"] = picked.id.partition(".")[2]
        st.rerun()

    said = {name: st.session_state[f"l_{name}"] for name in CHOICES}
    said["objectives"] = st.session_state["l_objectives"] or None
    answers = {**linked.answers, **said, "phase": chosen.id.partition(".")[2]}
    policy = linked.policy
    asked = read_answers(answers, policy.choices, policy.sourced_only, KNOWLEDGE)
    link = write_link(asked, KNOWLEDGE)
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)
    case = Case(asked, explainer())
    recommendation = case.recommendation

    with right, st.container(border=True, key="cycle_detail", gap="small"):
        st.caption(f"Phase {chosen.order} of {len(phases)}")
        st.header(escape(chosen.label), anchor=False)
        st.markdown(words.say(chosen.definition))
        names = listed(
            dict.fromkeys(escape(lowered(KNOWLEDGE.label(row.to))) for row in chosen.grid)
        )
        st.markdown(f"**Measure:** {names}.")
        follower = next(phase for phase in phases if phase.id == chosen.next)
        again = ": the circle closes, and the last values become baselines"
        closing = again if follower.order < chosen.order else ""
        if st.button(
            f"Next: {follower.label}",
            icon=":material/replay:" if closing else ":material/arrow_forward:",
            icon_position="right",
            key="next_phase",
        ):
            st.query_params["phase"] = follower.id.partition(".")[2]
            st.rerun()
        if closing:
            st.caption(
                f"After {escape(chosen.label)} comes {escape(follower.label)} again{closing}."
            )
        missing_figure(chosen, ADVISER)

    heading(
        f"What to measure in {escape(chosen.label)}, and why",
        KNOWLEDGE,
        ("term.metric",),
        "In the order of the source. The mark says what it is for the role chosen above.",
    )
    rows(chosen, recommendation, ADVISER)

    heading(
        "Your KPIs, in plain words",
        KNOWLEDGE,
        ("term.kpi", "term.own-part"),
        "For each: why it is yours, and which part of it.",
    )
    plain_words(case)
    door_card(asked)

    for rhythm in KNOWLEDGE.every(Rhythm):
        heading(f"{escape(rhythm.label)}, in every phase", KNOWLEDGE, ("term.rhythm",))
        rows(rhythm, recommendation, ADVISER)

    heading(
        "Your first 90 days",
        KNOWLEDGE,
        ("term.baseline",),
        "What to do by when in this role, and what each of it rests on.",
    )
    page = guide(recommendation, ADVISER.graph)
    starting.plan(page.plan, words, KNOWLEDGE)
    met = meetings(recommendation, ADVISER)
    if met:
        st.markdown("Meet the teams that hold these KPIs with you:\n" + met)
    st.download_button(
        "Download a guide for this role",
        page.as_markdown,
        file_name="first-weeks.md",
        mime="text/markdown",
        icon=":material/download:",
        on_click="ignore",
    )
    starting.start_block(case)

    heading(
        "How to decide what a product marketer answers for", KNOWLEDGE, ("term.accountability",)
    )
    steps = st.container(gap="xsmall")
    for step in sorted(KNOWLEDGE.every(Step), key=lambda each: each.order):
        with steps.expander(f"{step.order}. {escape(step.label)}", key=f"six_{step.order}"):
            st.markdown(words.say(step.definition))
            named = listed(escape(lowered(KNOWLEDGE.label(link.to))) for link in step.names)
            if named:
                st.markdown(f"**For example:** {named}.")
            for citation in step.citations:
                st.caption(cited(citation, KNOWLEDGE))

    words_of_the_page(words, KNOWLEDGE, "learn_words")
