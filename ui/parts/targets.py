"""The target of an objective: the source's example, beside one of your own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import streamlit as st

from engine import Adviser
from knowledge_graph.records import Metric, Objective, Target
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.record_words import target_words
from ui.parts.wording import escape, lowered

CHOICES = {"relative-percent": "Relative: % of what it is now", "points": "Percentage points"}


def targets(objectives: Iterable[str], adviser: Adviser) -> tuple[str, ...]:
    """Show a target to fill in for each objective, and return those that are complete."""
    records = [adviser.knowledge.get(Objective, each) for each in objectives]
    if not records:
        return ()
    heading(
        "Targets",
        adviser.knowledge,
        ("term.target", "term.percentage-point"),
        "Put in your own figures. Nothing is saved; they go into the copy below.",
    )
    return tuple(said for record in records if (said := _target(record, adviser)))


def _target(objective: Objective, adviser: Adviser) -> str:
    target = objective.target or _own_target(objective, adviser)
    label = adviser.knowledge.label(target.metric)
    key = slug(objective.id)
    with st.container(border=True, key=f"target_{key}", gap="small"):
        example = target_words(target, label, target.amount, target.unit, target.deadline or "")
        about = f"The source's example: {escape(example)}"
        if objective.target is None:
            about = f"The source gives no figure; it is told by {escape(lowered(label))}."
        st.markdown(f"**{escape(objective.label)}**  \n{about}")
        if objective.lead_in:
            st.caption(f"What the source says of it: {escape(objective.lead_in)}")
        one, two, three = st.columns([1, 1.6, 1.4], vertical_alignment="bottom")
        amount = one.number_input(
            "Amount", min_value=0.0, value=target.amount, format="%g", key=f"amount_{key}"
        )
        unit: str | None = target.unit
        if target.unit == "percent":
            unit = two.selectbox(
                "Meaning of %",
                list(CHOICES),
                index=None,
                format_func=CHOICES.__getitem__,
                placeholder="Choose one",
                key=f"unit_{key}",
                help="The source does not say which it means. Of 40 %, a relative 5 % makes 42 %; "
                "5 points make 45 %.",
            )
        by = three.text_input("By when", value=target.deadline or "", key=f"by_{key}", max_chars=80)
        if unit is None or amount is None:
            missing = "what % means" if unit is None else "the amount"
            st.caption(f":material/pending: Say {missing}, and this is a target.")
            return ""
        said = target_words(target, label, amount, unit, by)
        st.text(said)
        return said


def _own_target(objective: Objective, adviser: Adviser) -> Target:
    """What to fill in where the source gives no target: a change of the objective's outcome."""
    metric = objective.outcome.to if objective.outcome else objective.kpis[0].to
    falls = adviser.knowledge.get(Metric, metric).direction == "lower-is-better"
    change: Literal["decrease-by", "increase-by"] = "decrease-by" if falls else "increase-by"
    return Target(metric=metric, change=change, amount=None, unit="percent", deadline=None)
