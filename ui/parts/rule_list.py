"""The list of rules: search, filters, and each rule that is left as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine import Adviser
from rules.load import CatalogueRule
from rules.survey import Shares
from ui.parts import narrowing
from ui.parts.queries import AT_ONCE, Query, spans, write_query
from ui.parts.routes import RULES, show_address
from ui.parts.rule_queries import as_hit, found_rules, rule_facets
from ui.parts.rule_words import STAGE, sentence, strengths
from ui.parts.wording import BASIS, escape

PAGE = "rules"


def show_list(adviser: Adviser, shares: Shares) -> None:
    """The whole list page, in step with its address."""
    facets = rule_facets(adviser)
    narrowing.take_over(PAGE, facets)
    words = narrowing.ask_words(PAGE, "SEL-014, launch, win rate …")
    query = Query(words, chosen=narrowing.filters(PAGE, facets))
    found = found_rules(query, adviser)
    narrowing.count_line(PAGE, f"**{len(found)}** of {len(adviser.rules.rules)}", query, facets)
    part = narrowing.ask_part(PAGE, spans([as_hit(rule) for rule in found]))
    if found:
        _entries(found[part * AT_ONCE : (part + 1) * AT_ONCE], adviser, shares)
    else:
        st.info(
            "No rule is left. Take a filter away, or search for one word of what it is about.",
            icon=":material/search_off:",
        )
    address = write_query(Query(query.words, chosen=query.chosen, part=part))
    narrowing.leave_from(PAGE, address)
    show_address(PAGE, address)


def _entries(rules: Sequence[CatalogueRule], adviser: Adviser, shares: Shares) -> None:
    with st.container(key="hits", gap="medium"):
        for rule in rules:
            with st.container(gap="xxsmall"):
                st.page_link(
                    RULES,
                    label=f"**{rule.id}** · {escape(rule.rule.title)}",
                    query_params={"id": rule.id},
                )
                st.markdown(sentence(rule, adviser))
                st.caption(" · ".join(_marks(rule, shares)))


def _marks(rule: CatalogueRule, shares: Shares) -> list[str]:
    said = [STAGE[rule.stage], BASIS[rule.rule.basis], *(s.capitalize() for s in strengths(rule))]
    return [*said, shares.words(rule.id)] if shares.words(rule.id) else said
