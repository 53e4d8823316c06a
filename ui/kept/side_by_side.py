"""All scorecards of a period side by side: covered, colliding, carried, overridden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from scorecards.desk import Desk
from scorecards.document import Scorecard
from scorecards.periods import running
from scorecards.plan import Overridden, Plan
from scorecards.workload import carried
from ui.kept import clashes, plan_load, plan_matrix, which_period
from ui.kept.here import ALL, PAGE, link
from ui.parts.headings import heading
from ui.parts.routes import record_link, rule_link
from ui.parts.wording import escape, listed, lowered
from ui.session import adviser

AGREE = "views/agreements.py"
REVIEW = "views/review.py"
_RULES_AT_ONCE = 8


def show(desk: Desk) -> None:
    """Show the page."""
    known = desk.periods()
    period = which_period.asked(st.query_params.to_dict()) or running(known, desk.today)
    with st.container(key="planning", gap="medium"):
        st.markdown(
            "Every scorecard of a period in one view: what is covered, what collides, and how much "
            "each person carries."
        )
        with st.container(
            key="plan_head", horizontal=True, gap="medium", vertical_alignment="bottom"
        ):
            which_period.choose(period, known, desk, "plan_period")
            to = which_period.address(period)
            st.page_link(
                AGREE,
                label="Agree on it with other teams",
                icon=":material/handshake:",
                query_params=to,
            )
            st.page_link(
                REVIEW, label="Compare roles before any scorecard", icon=":material/groups:"
            )
        plan, cards, hidden = desk.plan(period)
        if hidden:
            st.caption(f":material/lock: {_hidden(hidden)}")
        if not cards:
            _empty(bool(hidden))
            return
        _in_short(desk, plan, cards)
        clashes.show(desk, plan, cards)
        _objectives(desk, plan, cards)
        plan_matrix.show(desk, plan, cards)
        plan_load.people(desk, cards)
        plan_load.teams(desk, plan, cards)
        _overridden(desk)


def _hidden(count: int) -> str:
    what = "scorecard of this period is" if count == 1 else "scorecards of this period are"
    return (
        f"{count} {what} kept from your view: a person's scorecard is for the person, the manager "
        "and its reviewers. What stands below leaves them out."
    )


def _empty(hidden: bool) -> None:
    more = " that you may read" if hidden else ""
    st.info(
        f"No scorecard of a person{more} lies in this period. Choose another period above, or "
        "make a scorecard and name whom it is for.",
        icon=":material/view_column:",
    )
    st.page_link(ALL, label="See all scorecards", icon=":material/arrow_forward:")


def _in_short(desk: Desk, plan: Plan, cards: Sequence[Scorecard]) -> None:
    """Four figures that say how the period stands."""
    bare = sum(not each.kpis for each in plan.covered)
    heavy = sum(bool(each.remarks) for each in carried(cards, desk.adviser.knowledge))
    with st.container(key="plan_figures"), st.grid(4, min_column_width=150, gap="small"):
        st.metric("Scorecards", len(cards), border=True)
        st.metric("Collisions", len(plan.collisions), border=True)
        st.metric("Not covered", bare, border=True, help="Objectives that no KPI serves.")
        st.metric(
            "Overloaded", heavy, border=True, help="People with more KPIs than the policy has it."
        )


def _objectives(desk: Desk, plan: Plan, cards: Sequence[Scorecard]) -> None:
    """What is wanted and served by nothing, then what is served, then what nobody names."""
    known = desk.adviser.knowledge
    of = {card.id: card for card in cards}
    heading("Objectives", known, ("term.objective",))
    bare = [each for each in plan.covered if not each.kpis]
    for each in bare:
        with st.container(border=True, key=f"finding_bare_{each.objective}", gap="xsmall"):
            st.markdown(
                f":orange-badge[:material/warning: Nobody covers it] "
                f"{record_link(each.objective, known)}"
            )
            st.caption(
                "Wanted, and no KPI serves it. Open a scorecard and add a KPI that does, or take "
                "the objective off its profile."
            )
            with st.container(horizontal=True, gap="small"):
                for id in each.wanted_by[:6]:
                    st.page_link(PAGE, label=escape(of[id].title), query_params=link(id, "kpis"))
    served = [each for each in plan.covered if each.kpis]
    if served:
        with st.container(border=True, key="coverage", gap="small"):
            for each in served:
                people = dict.fromkeys(of[id].person or of[id].title for id in each.wanted_by)
                kpis = listed(lowered(known.label(metric)) for metric in each.kpis)
                st.markdown(
                    f"{record_link(each.objective, known)} "
                    f":green-badge[:material/check: Covered] {escape(listed(people))}  \n"
                    f"<small>Served by {escape(kpis)}.</small>",
                    unsafe_allow_html=True,
                )
    if not plan.covered:
        st.info(
            "No profile behind these scorecards names an objective. Name what the business wants "
            "when you design the next one.",
            icon=":material/flag:",
        )
    if plan.unwanted:
        count = len(plan.unwanted)
        title = f"{count} objective{'' if count == 1 else 's'} of the catalogue nobody names"
        with st.expander(title, icon=":material/visibility_off:"):
            st.markdown(" · ".join(record_link(each, known) for each in plan.unwanted))
            st.caption("Not every period needs all of them; this is the list to choose from.")


@st.cache_resource(show_spinner=False, max_entries=1024)
def _rules_behind(basis: str, _desk: Desk, _card: Scorecard) -> Mapping[str, tuple[str, ...]]:
    return _desk.rules_of(_card)


def _overridden(desk: Desk) -> None:
    """Which rules people go against; last, since the rules behind each card take a moment."""
    heading(
        "Rules people go against",
        desk.adviser.knowledge,
        caption="Counted on every scorecard that you may read, whatever its period: a KPI that a "
        "rule chose and somebody dropped, rejected or overrode.",
    )
    found = desk.overridden(
        lambda card: _rules_behind(card.basis.model_dump_json(), desk, card),
    )
    if not found:
        st.info(
            "Nobody has gone against a rule yet. Drop a KPI with a reason, or reject it in a "
            "review, and the rule behind it is counted here.",
            icon=":material/rule:",
        )
        return
    with st.container(border=True, key="overridden", gap="small"):
        for each in found[:_RULES_AT_ONCE]:
            st.markdown(_against(each), unsafe_allow_html=True)
    if len(found) > _RULES_AT_ONCE:
        with st.expander(f"{len(found) - _RULES_AT_ONCE} more rules"):
            for each in found[_RULES_AT_ONCE:]:
                st.markdown(_against(each), unsafe_allow_html=True)


def _against(each: Overridden) -> str:
    rules = adviser().rules
    title = escape(rules.get(each.rule).rule.title)
    often = "once" if each.times == 1 else f"{each.times} times"
    chose = "the one time" if each.of == 1 else f"{each.of} times"
    reasons = "; ".join(escape(reason.rstrip(".")) for reason in each.reasons)
    return (
        f"{rule_link(each.rule)} {title}  \n"
        f"**Gone against {often}** of {chose} it chose a KPI. <small>{reasons}.</small>"
    )
