"""What the pages share: one adviser for the process, and what this person last asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from engine import Adviser
from engine.explain import Explainer
from engine.explain.prospects import Firmness, NextAnswers
from engine.explain.records import Moved
from engine.explain.what_if import KPI, what_if
from knowledge_graph.load import Knowledge
from knowledge_graph.load import load as load_knowledge
from rules.load import load as load_rules
from rules.survey import Shares, firing_shares
from ui.explained.case import Case
from ui.parts.find import metric_names
from ui.parts.links import Asked


@st.cache_resource(show_spinner=False)
def adviser() -> Adviser:
    """The adviser, built once for the process. It never changes, so that all may share it."""
    knowledge = load_knowledge()
    return Adviser(knowledge, load_rules(knowledge))


@st.cache_resource(show_spinner=False)
def shares() -> Shares:
    """How often each rule fires, as far as it was counted; read once for the process."""
    return firing_shares()


@st.cache_resource(show_spinner=False)
def explainer() -> Explainer:
    """What explains that adviser's recommendations, built once for the process."""
    return Explainer(adviser())


def knowledge() -> Knowledge:
    """What is known."""
    return adviser().knowledge


@st.cache_resource(show_spinner=False)
def names_of_metrics() -> dict[str, str]:
    """Every name of every metric -> its id, put together once for the process."""
    return metric_names(knowledge())


def recommend(asked: Asked) -> Case:
    """The answer to what was asked, remembered while the question stays the same."""
    now: Case | None = st.session_state.get("answered")
    if now is not None and same(now.asked, asked):
        return now
    case = Case(asked, explainer())
    st.session_state["answered_before"] = now
    st.session_state["answered"] = case
    return case


def before() -> Case | None:
    """The answer that this person saw before the present one, if it had any KPI."""
    answered: Case | None = st.session_state.get("answered_before")
    return answered if answered is not None and answered.recommendation.kpis else None


def moved(case: Case) -> tuple[Moved, ...]:
    """The KPIs that came, went or changed since the answer before this one."""
    earlier = before()
    if earlier is None:
        return ()
    found = what_if(earlier.run, case.run, explainer().words).moved
    return tuple(each for each in found if KPI & {each.was, each.now})


def start_anew() -> None:
    """Forget what was asked: another profile is no change of the former one."""
    st.session_state["answered"] = st.session_state["answered_before"] = None


def forget_changes() -> None:
    """Take the present answer as the new starting point."""
    st.session_state["answered_before"] = None


@dataclass(frozen=True)
class Prospects:
    """What other answers would do: how firm each KPI is, and what to ask next."""

    asked: Asked
    firm: Mapping[str, Firmness]
    next: NextAnswers


def firmness(asked: Asked) -> Mapping[str, Firmness]:
    """How firm each KPI is, by metric; worked out where it is not known yet."""
    return work_out(asked).firm


def prospects(asked: Asked) -> Prospects | None:
    """What other answers would do, if it has been worked out for this person."""
    known: Prospects | None = st.session_state.get("prospects")
    return known if known is not None and same(known.asked, asked) else None


def work_out(asked: Asked) -> Prospects:
    """Work out what other answers would do; it takes a moment, so the page shows before it."""
    known = prospects(asked)
    if known is None:
        key = asked.profile.model_dump_json(), asked.policy.model_dump_json()
        known = _prospects(*key, _asked=asked)
        st.session_state["prospects"] = known
    return known


@st.cache_resource(show_spinner=False, max_entries=256)
def _prospects(profile: str, policy: str, _asked: Asked) -> Prospects:
    of = _asked.profile, _asked.policy
    firm = {each.metric: each for each in explainer().firmness(*of)}
    return Prospects(_asked, firm, explainer().next_answers(*of))


def same(one: Asked, other: Asked) -> bool:
    """Whether two questions have the same answers and policies."""
    return one.profile == other.profile and one.policy == other.policy
