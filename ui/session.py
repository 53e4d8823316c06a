"""What the pages share: one adviser for the process, and what this person last asked."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from engine import Adviser, Recommendation
from engine.explain import Explainer
from engine.explain.records import Moved
from engine.explain.what_if import KPI
from knowledge_graph.load import Knowledge
from knowledge_graph.load import load as load_knowledge
from rules.load import load as load_rules
from ui.parts.links import Asked


@st.cache_resource(show_spinner=False)
def adviser() -> Adviser:
    """The adviser, built once for the process. It never changes, so that all may share it."""
    knowledge = load_knowledge()
    return Adviser(knowledge, load_rules(knowledge))


@st.cache_resource(show_spinner=False)
def explainer() -> Explainer:
    """What explains that adviser's recommendations, built once for the process."""
    return Explainer(adviser())


def knowledge() -> Knowledge:
    """What is known."""
    return adviser().knowledge


@dataclass(frozen=True)
class Answered:
    """A question and the answer to it."""

    asked: Asked
    recommendation: Recommendation


def recommend(asked: Asked) -> Recommendation:
    """The recommendation for what was asked, remembered while the question stays the same."""
    now: Answered | None = st.session_state.get("answered")
    if now is not None and _same(now.asked, asked):
        return now.recommendation
    recommendation = adviser().recommend(asked.profile, asked.policy)
    st.session_state["answered_before"] = now
    st.session_state["answered"] = Answered(asked, recommendation)
    return recommendation


def before() -> Answered | None:
    """The answer that this person saw before the present one, if it had any KPI."""
    answered: Answered | None = st.session_state.get("answered_before")
    return answered if answered is not None and answered.recommendation.kpis else None


def moved(asked: Asked) -> tuple[Moved, ...]:
    """The KPIs that came, went or changed since the answer before this one."""
    earlier = before()
    if earlier is None:
        return ()
    was = (earlier.asked.profile, earlier.asked.policy)
    found = explainer().what_if(was, (asked.profile, asked.policy)).moved
    return tuple(each for each in found if KPI & {each.was, each.now})


def start_anew() -> None:
    """Forget what was asked: another profile is no change of the former one."""
    st.session_state["answered"] = st.session_state["answered_before"] = None


def forget_changes() -> None:
    """Take the present answer as the new starting point."""
    st.session_state["answered_before"] = None


def _same(one: Asked, other: Asked) -> bool:
    return one.profile == other.profile and one.policy == other.policy
