"""The policies of an organisation, where sources disagree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute
from ui.parts.texts import gloss
from ui.parts.wording import escape


def ask_policies(knowledge: Knowledge) -> tuple[Mapping[str, str], bool]:
    """Ask for each policy, and whether sourced rules alone shall speak."""
    st.caption(
        "Where sources disagree, the organisation chooses. "
        + gloss("term.policy", knowledge, "A policy is such a choice.")
    )
    choices: dict[str, str] = {}
    for dispute in knowledge.every(Dispute):
        if not dispute.policy:
            continue
        policy = dispute.policy
        meaning = "\n".join(
            f"- **{_policy_word(value)}**: {escape(says)}" for value, says in policy.values.items()
        )
        value = st.selectbox(
            dispute.label,
            list(policy.values),
            format_func=partial(_policy_choice, policy.default),
            key=f"p_{policy.key}",
            help=f"{escape(dispute.definition)}\n\n{meaning}",
        )
        if value != policy.default:
            choices[policy.key] = value
    sourced_only = st.toggle(
        "Sourced rules only",
        key="p_sourced_only",
        help="Leave out every rule and link that does not rest on one of the two seed documents. "
        "Rules about company stages go with it: the seeds name no stages.",
    )
    return choices, sourced_only


def _policy_choice(default: str, value: str) -> str:
    return _policy_word(value) + (" (default)" if value == default else "")


def _policy_word(value: str) -> str:
    return value.replace("-", " ").capitalize()
