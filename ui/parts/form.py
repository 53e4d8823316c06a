"""The form that asks for a profile. Fields, words and questions come from ``fields.yaml``."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
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


def ask(adviser: Adviser, decides: Mapping[str, str]) -> Asked:
    """Show the form and return what it asks.

    Args:
        adviser: Whose vocabulary is used.
        decides: Field -> what it decides at present, where that is known.
    """
    knowledge = adviser.knowledge
    specs = {spec.name: spec for spec in knowledge.fields.profile}
    answers: dict[str, Any] = {}
    for name in FIRST:
        if name in specs:
            _ask(specs[name], answers, adviser, decides)
    rest = [name for name in specs if name not in FIRST and name != "alignment_reason"]
    grouped = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "Anything else": tuple(name for name in rest if name not in grouped)}
    with st.expander("More answers", icon=":material/tune:", key="more_answers"):
        for title, names in groups.items():
            here = [specs[name] for name in names if name in specs]
            if here:
                st.markdown(f"**{title}**")
            for spec in here:
                _ask(spec, answers, adviser, decides)
    with st.expander("Policies where sources disagree", icon=":material/balance:", key="policies"):
        choices, sourced_only = ask_policies(knowledge)
    return read_answers(answers, choices, sourced_only, knowledge)


def _ask(
    spec: FieldSpec, answers: dict[str, Any], adviser: Adviser, decides: Mapping[str, str]
) -> None:
    said = help_on(spec, adviser.knowledge, decides.get(spec.name, ""))
    value = (
        ask_alignment(spec, answers, adviser, said)
        if spec.name == "alignment"
        else widget(spec, adviser, f"f_{spec.name}", said)
    )
    if value is not None:
        answers[spec.name] = value


def take_over(spec: FieldSpec, key: str) -> None:
    """Put what another widget asks of a field into the form, as if it had been answered there."""
    state = st.session_state
    if spec.name == "alignment":
        if state[key] is not None:
            state["f_alignment"], state["f_alignment_open"] = state[key], False
    else:
        state[f"f_{spec.name}"] = state[key]


def widget(
    spec: FieldSpec,
    adviser: Adviser,
    key: str,
    help_text: str,
    on_change: Callable[..., None] | None = None,
) -> Any:
    """Ask for one field; None where it is not answered.

    Args:
        spec: The field.
        adviser: Whose vocabulary is used.
        key: The name of the widget.
        help_text: What is said of the field on demand.
        on_change: Told of the field and the key when it is answered; the question itself is then
            taken to stand above the widget already.
    """
    label = spec.question or spec.label
    common: dict[str, Any] = {"label": label, "key": key, "help": help_text or None}
    if on_change is not None:
        # The form asks the same; two questions of one name could not be told apart by ear.
        common |= {"label": "Your answer", "label_visibility": "collapsed"}
        common |= {"on_change": on_change, "args": (spec, key)}
    match spec.type:
        case "many" | "one":
            return _choice(spec, adviser, common)
        case "flag":
            answer = st.pills(options=["yes", "no"], format_func=str.title, **common)
            return None if answer is None else answer == "yes"
        case "number":
            return st.number_input(
                min_value=spec.minimum,
                max_value=spec.maximum,
                value=None,
                step=1.0,
                format="%g",
                placeholder="Not answered",
                **common,
            )
        case "date":
            day: datetime.date | None = st.date_input(value=None, **common)
            return day
        case _:
            return st.text_input(max_chars=TEXT_LIMIT, **common) or None


def _choice(spec: FieldSpec, adviser: Adviser, common: dict[str, Any]) -> Any:
    """Ask for one or several words of a vocabulary."""
    words = list(adviser.rules.vocabularies["profile"][spec.name].values)

    def plain(value: str) -> str:
        return value_word(spec, value, adviser.knowledge)

    def marked(value: str) -> str:
        return escape(plain(value))

    if spec.type == "many":
        chosen = st.multiselect(
            options=words, format_func=plain, placeholder="Choose any", **common
        )
        return chosen or None
    if len(words) <= FEW:
        return st.pills(options=words, format_func=marked, **common)
    return st.selectbox(
        options=words, format_func=plain, index=None, placeholder="Not answered", **common
    )
