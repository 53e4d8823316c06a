"""The first page: what waits, three doors, and how a choice is proved."""

from __future__ import annotations

import streamlit as st

from scorecards.sample.people import samples
from ui.explained.case import Case
from ui.explained.ticks import TICK, answers_held
from ui.kept import at_home
from ui.parts.headings import heading
from ui.parts.links import write_link
from ui.parts.people import Person
from ui.parts.texts import cited
from ui.parts.wording import accountability, escape
from ui.session import adviser, explainer

ADVISER = adviser()
KNOWLEDGE = ADVISER.knowledge
DOORS = (
    (
        "design",
        ":material/edit_square:",
        "Design a scorecard",
        "Describe a role in six answers. You get its headline KPI, the KPIs beside it, who answers "
        "for what, and the rule and source behind each choice.",
        "Start designing",
    ),
    (
        "learn",
        ":material/cycle:",
        "Learn the role",
        "Walk the five phases of product marketing. For each: what to measure, why, and which part "
        "of it is yours.",
        "Start learning",
    ),
    (
        "review",
        ":material/groups:",
        "Review a plan",
        "Put several roles side by side. See which objectives nobody serves, who holds the same "
        "KPI, and how much each person carries.",
        "Start reviewing",
    ),
)

with st.container(key="hero", gap="small"):
    st.title("What should a product marketer answer for?", anchor=False)
    st.markdown(
        "Remit recommends the KPIs for a product-marketing role and proves every choice: "
        "your answers, the rule they meet, and the source it rests on."
    )

at_home.show()

with st.grid(3, min_column_width=260, gap="medium"):
    for name, icon, title, text, action in DOORS:
        with st.container(border=True, key=f"door_{name}", gap="small", height="stretch"):
            st.subheader(title, anchor=False, icon=icon)
            st.markdown(text)
            if st.button(
                action,
                type="primary" if name == "design" else "secondary",
                icon=":material/arrow_forward:",
                icon_position="right",
                key=f"open_{name}",
                width="stretch",
            ):
                st.switch_page(f"views/{name}.py")

sample = samples(KNOWLEDGE)[0]
asked = Person.of(sample, KNOWLEDGE).asked
case = Case(asked, explainer())
answer = case.recommendation
kpi = next((each for each in answer.kpis if each.metric == answer.headline), None)
if kpi is not None:
    why = case.why(kpi.metric)
    reason = max(
        (each for each in why.spoke if each.weight > 0 and each.citations),
        key=lambda each: (each.fact == "profile", each.weight),
        default=why.spoke[0],
    )
    with st.container(key="home_proof", gap="small"):
        heading(
            "How a choice is proved",
            KNOWLEDGE,
            caption=f"{sample.name} works for {sample.company}, a made-up company: "
            f"{sample.role[:1].lower()}{sample.role[1:]}. The headline KPI is {kpi.label.lower()}.",
        )
        with st.grid(3, min_column_width=260, gap="medium"):
            with st.container(key="proof_1", gap="xsmall"):
                st.markdown("1 · Your answers")
                st.markdown(
                    "  \n".join(f"{TICK['true']} {escape(each)}" for each in answers_held(reason))
                )
                st.markdown(escape(accountability(kpi.accountability, KNOWLEDGE)))
            with st.container(key="proof_2", gap="xsmall"):
                st.markdown("2 · The rule they meet")
                st.markdown(f"**{escape(reason.title)}.**")
                st.markdown(f"{escape(reason.because)} *({escape(reason.rule)})*")
            with st.container(key="proof_3", gap="xsmall"):
                st.markdown("3 · What it rests on")
                for citation in reason.citations[:2]:
                    st.markdown(f":material/format_quote: {cited(citation, KNOWLEDGE)}")
        st.page_link(
            "views/design.py",
            label=f"See {sample.name}'s whole scorecard",
            icon=":material/arrow_forward:",
            query_params=write_link(asked, KNOWLEDGE),
        )
