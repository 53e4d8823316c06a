"""The first page: three doors."""

from __future__ import annotations

import streamlit as st

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
