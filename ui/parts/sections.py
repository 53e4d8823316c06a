"""The summary above a scorecard: what it serves, what is known of the role, what changed."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from engine import Adviser, Recommendation
from engine.recommendation import Trait
from ui.parts.routes import rule_link
from ui.parts.texts import cited, gloss
from ui.parts.wording import (
    ACCOUNTABILITY,
    BASIS,
    CONTROL,
    answer_words,
    escape,
    listed,
)


def outcome_line(recommendation: Recommendation, adviser: Adviser) -> None:
    """Which outcomes the role serves, in one sentence."""
    label = adviser.knowledge.label
    served = dict.fromkeys(label(outcome.metric) for outcome in recommendation.outcomes)
    if served:
        st.header(
            f"This role serves: **{escape(listed(served))}**",
            anchor="scorecard",
            help=gloss("term.outcome", adviser.knowledge),
        )
    else:
        st.header("Choose what the business wants first", anchor="scorecard")


def counts_line(recommendation: Recommendation, adviser: Adviser) -> None:
    """How many KPIs, how they are held, and how much of each a product marketer controls."""
    kinds = Counter(kpi.accountability.kind for kpi in recommendation.kpis)
    control = Counter(kpi.control for kpi in recommendation.kpis)
    held = listed(
        f"{count} {word.lower()}" for kind, word in ACCOUNTABILITY.items() if (count := kinds[kind])
    )
    controlled = listed(f"{control[each]} {word}" for each, word in CONTROL.items())
    number = len(recommendation.kpis)
    st.caption(
        f"**{number} KPI{'s' if number != 1 else ''}** · held: {held or 'none'} · "
        f"control of the outcome: {controlled}",
        help=gloss("term.control", adviser.knowledge),
    )


def appraisal(recommendation: Recommendation, adviser: Adviser) -> None:
    """What is known of the role: said, or inferred and from what."""
    for trait in recommendation.appraisal:
        if not trait.evidence:
            st.markdown(trait_words(trait, adviser))
            continue
        with st.expander(trait_words(trait, adviser), key=f"evidence_{trait.trait}"):
            if trait.evidence:
                for each in trait.evidence:
                    st.markdown(
                        f"**{escape(_value(trait.trait, each.value, adviser))}** · "
                        f"{escape(each.text)}  \n*Rule {rule_link(each.rule)} · {each.strength} · "
                        f"{BASIS[each.basis].lower()}*"
                    )
                    for citation in each.citations:
                        st.caption(cited(citation, adviser.knowledge))


def trait_words(trait: Trait, adviser: Adviser) -> str:
    """A trait in one line: ``Alignment: Sales — inferred from APP-003 and APP-007``."""
    label = adviser.rules.vocabularies["profile"][trait.trait].label
    value = _value(trait.trait, trait.value, adviser)
    how = f"inferred from {listed(map(escape, trait.rules))}" if trait.inferred else "as you said"
    return f"**{escape(label)}: {escape(value)}** — {how}"


def _value(field: str, value: str, adviser: Adviser) -> str:
    spec = next((s for s in adviser.knowledge.fields.profile if s.name == field), None)
    return answer_words(spec, value, adviser.knowledge) if spec else value
