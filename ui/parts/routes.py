"""Which page shows what, and links to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from knowledge_graph.load import Knowledge
from rules.load import Catalogue
from ui.parts.find import kind_of
from ui.parts.wording import escape, listed

CATALOGUE = "views/catalogue.py"
RULES = "views/rulebook.py"


def page_of(some_id: str) -> str:
    """The page that shows a record or a rule."""
    return RULES if kind_of(some_id) == "rule" else CATALOGUE


def rule_link(rule_id: str) -> str:
    """A rule's id as a Markdown link to its page."""
    return f"[{escape(rule_id)}](rules?id={rule_id})"


def record_link(record_id: str, knowledge: Knowledge) -> str:
    """A record's label as a Markdown link to its page; plain where nothing bears the id."""
    label = escape(knowledge.label(record_id))
    return f"[{label}](catalogue?id={record_id})" if record_id in knowledge.records else label


def rule_links(rule_ids: Iterable[str]) -> str:
    """Several rules in a sentence, each a link."""
    return listed(rule_link(each) for each in rule_ids)


def with_rule_links(text: str, rule_ids: Iterable[str]) -> str:
    """A sentence in which each of these rules is a link, as Markdown."""
    said = escape(text)
    for each in sorted(set(rule_ids)):
        said = said.replace(escape(each), rule_link(each))
    return said


def to_record(record_id: str, knowledge: Knowledge) -> None:
    """A link to the page of a record, in this tab."""
    label = escape(knowledge.label(record_id))
    st.page_link(CATALOGUE, label=label, query_params={"id": record_id})


def to_rule(rule_id: str, rules: Catalogue, icon: str = ":material/rule:") -> None:
    """A link to the page of a rule, in this tab."""
    st.page_link(
        RULES,
        label=f"{rule_id}: {escape(rules.get(rule_id).rule.title)}",
        icon=icon,
        query_params={"id": rule_id},
    )


def show_address(page: str, params: Mapping[str, str]) -> None:
    """Put into the address bar what a page shows, so that the address opens the same again."""
    # A link from a page to itself does not reach the address bar by itself.
    shown = f"{page}_address"
    if st.session_state.get(shown) != params or st.query_params.to_dict() != params:
        st.query_params.from_dict(params)
    st.session_state[shown] = dict(params)
