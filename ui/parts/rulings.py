"""The page of one rule: its parts, its examples, what it answers to."""

from __future__ import annotations

import streamlit as st

from engine import Adviser
from engine.mentions import disputes_of, named_by_rule
from rules.load import CatalogueRule
from rules.records import Example
from rules.survey import Shares
from rules.vocabulary import Vocabulary
from ui.parts.linked import citations, linked
from ui.parts.rule_queries import STATUS
from ui.parts.rule_words import (
    DOES,
    OVER,
    STAGE,
    clauses,
    concluded,
    example_to_try,
    given_words,
    strengths,
)
from ui.parts.wording import BASIS, ICON, escape


def show_rule(rule: CatalogueRule, adviser: Adviser, shares: Shares) -> None:
    """A rule in full: when it speaks, what it concludes, why, on what ground, and its examples."""
    record, vocabulary = rule.rule, adviser.rules.vocabularies[rule.rule.over]
    main, around = st.columns([0.62, 0.38], gap="large")
    with main, st.container(key="record_main", gap="small"):
        st.caption(f"Rule {rule.id}")
        st.header(escape(record.title), anchor=False)
        marks(rule)
        with st.container(border=True, key="rule_says", gap="small"):
            for opening, text in clauses(rule, adviser).items():
                if opening == "then" and len(record.then) > 1:
                    lines = (f"- {escape(concluded(e, adviser.knowledge))}" for e in record.then)
                    st.markdown("**then**\n" + "\n".join(lines))
                else:
                    st.markdown(f"**{opening}** {escape(text)}")
        citations(record.citations, adviser)
        if not record.citations:
            st.caption("It rests on our judgement alone; no source says it.")
        _examples(rule, vocabulary)
        _to_try(rule, adviser)
    with around, st.container(border=True, key="record_around", gap="small"):
        st.subheader("Where it stands", anchor=False)
        _around(rule, adviser, shares)


def marks(rule: CatalogueRule) -> None:
    """What kind of rule it is: a few words, each with its icon."""
    record = rule.rule
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(STAGE[rule.stage], icon=":material/account_tree:", color="blue")
        st.badge(BASIS[record.basis], icon=ICON[record.basis], color="gray")
        for strength in strengths(rule):
            st.badge(strength.capitalize(), icon=ICON[strength], color="gray")
        if record.status != "stable":
            st.badge(STATUS[record.status], icon=":material/draft:", color="orange")


def _examples(rule: CatalogueRule, vocabulary: Vocabulary) -> None:
    st.markdown("**Examples that prove it**")
    st.caption("They are run with the tests; a rule whose examples fail does not ship.")
    for fires, title in ((True, "Fires"), (False, "Stays quiet")):
        found = [each for each in rule.rule.examples if each.fires is fires]
        with st.container(key=f"examples_{title.lower().replace(' ', '_')}"):
            st.table(
                {
                    title: [escape(each.name) for each in found],
                    "Given": [_given(each, vocabulary) for each in found],
                },
                border="horizontal",
                hide_index=True,
                hide_header=False,
                alt=f"Examples on which {rule.id} {title.lower()}",
            )


def _given(example: Example, vocabulary: Vocabulary) -> str:
    given = given_words(example, vocabulary)
    return "; ".join(f"{escape(name)}: **{escape(said)}**" for name, said in given.items()) or "—"


def _to_try(rule: CatalogueRule, adviser: Adviser) -> None:
    params = example_to_try(rule, adviser)
    if params is not None:
        st.page_link(
            "views/design.py",
            label="Try its example on the Design page",
            icon=":material/play_circle:",
            query_params=params,
        )


def _around(rule: CatalogueRule, adviser: Adviser, shares: Shares) -> None:
    st.markdown(f"**{STAGE[rule.stage]}**: it {DOES[rule.stage]}.")
    st.markdown(f"**Looks at** {OVER[rule.rule.over]}.")
    words = shares.words(rule.id)
    if words:
        st.markdown(f"**How often:** {words}")
    if rule.rule.superseded_by:
        linked_rule = rule.rule.superseded_by
        st.markdown(f"**Replaced by** [{linked_rule}](rules?id={linked_rule})")
    disputes = [each.id for each in disputes_of(rule, adviser.knowledge)]
    linked("It answers to these disputes", disputes, adviser)
    named = named_by_rule(adviser.rules, adviser.graph)[rule.id] - set(disputes)
    linked("It names", sorted(named), adviser)
