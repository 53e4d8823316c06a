"""The form that asks for a profile. Fields, words and questions come from ``fields.yaml``."""

from __future__ import annotations

import datetime
from typing import Any

import streamlit as st

from engine import Adviser
from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute
from ui.parts.alignment import ask_alignment, help_on
from ui.parts.links import TEXT_LIMIT, Asked, read_answers
from ui.parts.policies import ask_policies
from ui.parts.wording import escape, value_word

FIRST = ("objectives", "alignment", "stage", "focus", "phase", "motion")
"""What decides most is asked first."""

GROUPS: dict[str, tuple[str, ...]] = {
    "The product and its market": ("maturity", "segment", "product", "industry"),
    "The role": (
        "partner_team",
        "reports_to",
        "team_size",
        "first_pmm",
        "months_in_role",
        "programme_months",
        "authority",
        "joined_before_positioning",
    ),
    "The launch": ("launch_name", "launch_tier", "launch_date"),
    "The company": (
        "company_size",
        "arr_millions",
        "critical_initiative_name",
        "critical_initiative_metric",
        "external_factors",
    ),
    "Measuring": ("data_sources", "excluded"),
}
FEW = 5


def fill_in(asked: Asked, knowledge: Knowledge) -> None:
    """Set every widget of the form to what is asked; to be called before the form is shown."""
    for spec in knowledge.fields.profile:
        value = asked.answers.get(spec.name)
        state = st.session_state
        if spec.name == "alignment":
            state["f_alignment_open"] = value is None
            state["f_alignment"] = value or "balanced"
        elif spec.type == "many":
            state[f"f_{spec.name}"] = value or []
            state[f"f_{spec.name}_none"] = value == []
        elif spec.type == "text":
            state[f"f_{spec.name}"] = value or ""
        elif spec.type == "flag":
            state[f"f_{spec.name}"] = None if value is None else ("yes" if value else "no")
        elif spec.type == "number" and value is not None:
            state[f"f_{spec.name}"] = float(value)
        else:
            state[f"f_{spec.name}"] = value
    for dispute in knowledge.every(Dispute):
        if dispute.policy:
            key = dispute.policy.key
            st.session_state[f"p_{key}"] = asked.policy.choices.get(key, dispute.policy.default)
    st.session_state["p_sourced_only"] = asked.policy.sourced_only


def ask(adviser: Adviser) -> Asked:
    """Show the form and return what it asks."""
    knowledge = adviser.knowledge
    specs = {spec.name: spec for spec in knowledge.fields.profile}
    answers: dict[str, Any] = {}
    for name in FIRST:
        if name in specs:
            _ask(specs[name], answers, adviser)
    rest = [name for name in specs if name not in FIRST and name != "alignment_reason"]
    grouped = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "Anything else": tuple(name for name in rest if name not in grouped)}
    with st.expander("More answers", icon=":material/tune:", key="more_answers"):
        for title, names in groups.items():
            here = [specs[name] for name in names if name in specs]
            if here:
                st.markdown(f"**{title}**")
            for spec in here:
                _ask(spec, answers, adviser)
    with st.expander("Policies where sources disagree", icon=":material/balance:", key="policies"):
        choices, sourced_only = ask_policies(knowledge)
    return read_answers(answers, choices, sourced_only, knowledge)


def _ask(spec: FieldSpec, answers: dict[str, Any], adviser: Adviser) -> None:
    value = (
        ask_alignment(spec, answers, adviser)
        if spec.name == "alignment"
        else _widget(spec, adviser)
    )
    if value is not None:
        answers[spec.name] = value


def _widget(spec: FieldSpec, adviser: Adviser) -> Any:
    knowledge = adviser.knowledge
    key, label, help_text = f"f_{spec.name}", spec.question or spec.label, help_on(spec, knowledge)
    words = adviser.rules.vocabularies["profile"][spec.name].values

    def said(value: str) -> str:
        return escape(value_word(spec, value, knowledge))

    match spec.type:
        case "many":
            chosen = st.multiselect(
                label,
                list(words),
                format_func=lambda value: value_word(spec, value, knowledge),
                key=key,
                help=help_text,
                placeholder="Choose any",
            )
            return chosen or None
        case "one" if len(words) <= FEW:
            return st.pills(label, list(words), format_func=said, key=key, help=help_text)
        case "one":
            return st.selectbox(
                label,
                list(words),
                format_func=lambda value: value_word(spec, value, knowledge),
                key=key,
                help=help_text,
                index=None,
                placeholder="Not answered",
            )
        case "flag":
            answer = st.pills(label, ["yes", "no"], format_func=str.title, key=key, help=help_text)
            return None if answer is None else answer == "yes"
        case "number":
            return st.number_input(
                label,
                min_value=spec.minimum,
                max_value=spec.maximum,
                value=None,
                step=1.0,
                format="%g",
                key=key,
                help=help_text,
                placeholder="Not answered",
            )
        case "date":
            day: datetime.date | None = st.date_input(label, value=None, key=key, help=help_text)
            return day
        case _:
            return st.text_input(label, key=key, help=help_text, max_chars=TEXT_LIMIT) or None
