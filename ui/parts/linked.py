"""Links to other records, as rows and lists on the page of one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from engine import Adviser
from engine.mentions import Stance, general_rules, rules_about, stance
from knowledge_graph.graph import Edge
from knowledge_graph.records import Citation
from rules.load import CatalogueRule
from rules.records import STAGES
from ui.parts.routes import to_record, to_rule
from ui.parts.rule_words import STAGE
from ui.parts.texts import cited
from ui.parts.wording import BASIS, escape

FIRST = 12
"""How many links of one kind are shown before the rest is folded away."""

STANCE: dict[Stance, str] = {
    "for": ":material/thumb_up:",
    "against": ":material/thumb_down:",
    "holder": ":material/person:",
    "other": ":material/rule:",
}
SAYS: dict[Stance, str] = {
    "for": "speaks for it",
    "against": "speaks against it",
    "holder": "says who answers",
    "other": "looks at it",
}


def linked(title: str, ids: Iterable[str], adviser: Adviser) -> None:
    """A row of links to other records; where there are many, the rest opens on demand."""
    found = list(dict.fromkeys(each for each in ids if each in adviser.knowledge.records))
    if not found:
        return
    st.markdown(f"**{title}**")
    _row(found[:FIRST], adviser)
    rest = found[FIRST:]
    if rest:
        key = f"more_{title}".lower().replace(" ", "_")
        with st.expander(f"{len(rest)} more", key=key, on_change="rerun") as more:
            if more.open:
                _row(rest, adviser)


def _row(ids: Iterable[str], adviser: Adviser) -> None:
    with st.container(horizontal=True, gap="small"):
        for each in ids:
            to_record(each, adviser.knowledge)


def explained(title: str, edges: Iterable[Edge], adviser: Adviser) -> None:
    """Links to other records with the reason for each; a plain row where no reason is given."""
    found = list(edges)
    if not any(edge.why for edge in found):
        linked(title, (edge.target for edge in found), adviser)
        return
    st.markdown(f"**{title}**")
    with st.container(gap="xsmall"):
        for edge in found:
            with st.container(gap=None):
                to_record(edge.target, adviser.knowledge)
                if edge.why:
                    st.caption(f"{escape(edge.why)} *{BASIS[edge.basis]}*")


def rules_box(record_id: str, adviser: Adviser) -> bool:
    """The rules that name a record, by stage of reasoning; of the general ones only how many.

    Whether there is any.
    """
    about = rules_about(record_id, adviser.rules, adviser.graph)
    general = len(general_rules(record_id, adviser.rules, adviser.graph))
    if not about and not general:
        return False
    st.subheader("Rules that speak of it", anchor=False)
    for stage in STAGES:
        for says, title in SAYS.items():
            found = [
                rule for rule in about if rule.stage == stage and stance(rule, record_id) == says
            ]
            if found:
                st.caption(f"**{STAGE[stage]}** · {title}")
                rule_rows(found, f"{stage}_{says}", adviser, STANCE[says])
    if not about:
        st.caption("No rule names it.")
    if general:
        many = "rules reach" if general > 1 else "rule reaches"
        st.caption(f"{general} general {many} it as well, because of what it is linked to.")
    return True


def rule_rows(
    rules: Sequence[CatalogueRule], key: str, adviser: Adviser, icon: str = ":material/rule:"
) -> None:
    """Links to rules; where there are many, the rest opens on demand."""
    with st.container(gap="xsmall"):
        for rule in rules[:FIRST]:
            to_rule(rule.id, adviser.rules, icon)
        rest = rules[FIRST:]
        if rest:
            with st.expander(f"{len(rest)} more", key=f"more_{key}", on_change="rerun") as more:
                if more.open:
                    for rule in rest:
                        to_rule(rule.id, adviser.rules, icon)


def citations(found: Iterable[Citation], adviser: Adviser, title: str = "") -> None:
    """Citations, the same one once, each with its claim in our own words."""
    for number, citation in enumerate(dict.fromkeys(found)):
        lead = f"**{title}:** " if title and not number else ""
        st.caption(f":material/format_quote: {lead}{cited(citation, adviser.knowledge)}")
