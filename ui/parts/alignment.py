"""The axis from product to sales, and what is said of a field."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine import Adviser
from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Citation
from rules.condition import fields_of
from ui.parts.links import TEXT_LIMIT
from ui.parts.texts import cited
from ui.parts.wording import escape, value_word

AXIS = ("product", "balanced", "sales")


def ask_alignment(
    spec: FieldSpec, answers: dict[str, Any], adviser: Adviser, help_text: str
) -> str | None:
    """Ask where the role stands between product and sales; the exact middle wants a reason."""
    knowledge = adviser.knowledge
    words = adviser.rules.vocabularies["profile"][spec.name].values
    axis = [value for value in AXIS if value in words] or list(words)
    with st.container(key="alignment", gap="xsmall"):
        value: str = st.select_slider(
            spec.question or spec.label,
            axis,
            format_func=lambda each: value_word(spec, each, knowledge),
            key="f_alignment",
            help=help_text,
            on_change=_alignment_known,
        )
        unsure = st.checkbox("Not sure: infer it from the other answers", key="f_alignment_open")
        if unsure:
            return None
        if value == "balanced":
            _middle(answers, adviser)
    return value


def _alignment_known() -> None:
    st.session_state["f_alignment_open"] = False


def _middle(answers: dict[str, Any], adviser: Adviser) -> None:
    """The exact middle asks for its reason, and shows what the source says of it."""
    specs = {spec.name: spec for spec in adviser.knowledge.fields.profile}
    reason = specs.get("alignment_reason")
    if reason is None:
        return
    text = st.text_input(
        reason.question or reason.label,
        key="f_alignment_reason",
        help=help_on(reason, adviser.knowledge),
        max_chars=TEXT_LIMIT,
        placeholder="A role is rarely perfectly in the middle",
    )
    if text:
        answers["alignment_reason"] = text
    citation = middle_citation(adviser)
    if citation:
        st.caption("Rarely perfectly in the middle. " + cited(citation, adviser.knowledge))


def middle_citation(adviser: Adviser) -> Citation | None:
    """What the rule that asks for a reason rests on."""
    for rule in adviser.rules.stable:
        read = fields_of(rule.when) | fields_of(rule.unless)
        if "alignment_reason" in read and rule.rule.citations:
            return rule.rule.citations[0]
    return None


def help_on(spec: FieldSpec, knowledge: Knowledge, at_present: str = "") -> str:
    """What a field means, what it decides, and what each of its values means.

    Args:
        spec: The field.
        knowledge: What is known.
        at_present: What it decides under the answers given so far; without it, what it can decide.
    """
    parts = [escape(spec.meaning)]
    if at_present:
        parts.append(f"**With your answers:** {escape(at_present)}")
    elif spec.decides:
        parts.append(f"**It decides:** {escape(spec.decides)}")
    if spec.type in ("one", "many") and spec.values_from is None:
        parts.append(
            "\n".join(
                f"- **{escape(value_word(spec, value, knowledge))}**: {escape(meaning)}"
                for value, meaning in spec.values.items()
            )
        )
    return "\n\n".join(parts)
