"""What would change the place of a metric, and how firm that place is."""

from __future__ import annotations

import streamlit as st

from engine.explain.outline import GOAL
from engine.explain.prospects import Change, Changes, Firmness
from engine.explain.words import PLACE
from ui.explained.address import tried_link
from ui.explained.alike import FEW, Alike, alike
from ui.explained.case import Case
from ui.explained.ticks import lines
from ui.parts.links import with_answers
from ui.parts.wording import FIRM, escape, lowered

DESIGN = "views/design.py"
_SHOWN = 12
"""Changes that are told one by one while the search goes on."""
_AT_ONCE = 8
"""Groups of changes that are shown before the rest is folded away."""


def change(case: Case, metric: str) -> None:
    """The smallest changes that move a metric, each with a way to try it."""
    further = case.searched(metric, 3)
    found = further or case.searched(metric, 2)
    if found is None:
        with st.spinner("Trying other answers…"):
            found = case.change(metric, 2)
    space = st.container()
    if further is None and not _settled(found):
        offer = st.empty()
        with offer.container():
            st.caption("A longer search can take some seconds; what it finds is shown at once.")
            looked = st.button(
                "Look further (three answers)", icon=":material/travel_explore:", key="look_further"
            )
        if looked:
            offer.empty()
            found = _look_further(case, metric)
    with space:
        st.markdown(lines(found.says))
        for goal in found.goals:
            _goal(GOAL[goal], [each for each in found.changes if each.goal == goal], case, metric)


def _settled(found: Changes) -> bool:
    """Whether a longer search could find nothing that is smaller."""
    return found.complete and {each.goal for each in found.changes} == set(found.goals)


def _look_further(case: Case, metric: str) -> Changes:
    told: list[str] = []
    with st.status("Trying up to three other answers…", expanded=True) as status:
        space = st.empty()

        def tell(found: Change) -> None:
            told.append(f"{found.says} Then it is {PLACE[found.then]}.")
            more = len(told) - _SHOWN
            shown = lines(told[:_SHOWN])
            space.markdown(shown + (f"\n- And {more} more so far." if more > 0 else ""))

        answer = case.change(metric, 3, tell)
        status.update(
            label=f"Looked at {answer.searched:,} profiles and found {len(answer.changes)} changes",
            state="complete",
            expanded=False,
        )
    return answer


def _goal(title: str, changes: list[Change], case: Case, metric: str) -> None:
    if not changes:
        return
    st.markdown(f"### {title}")
    knowledge = case.knowledge
    labels = {
        (spec.path or (spec.name,))[0]: lowered(spec.label)
        for spec in reversed(knowledge.fields.profile)
    }
    groups = alike(changes, case.asked.profile.model_dump(mode="json"), labels)
    for number, group in enumerate(groups[:_AT_ONCE]):
        _group(f"{title}_{number}", group, case, metric)
    rest = groups[_AT_ONCE:]
    if rest:
        with st.expander(f"{len(rest)} more kinds of change"):
            for number, group in enumerate(rest, start=_AT_ONCE):
                _group(f"{title}_{number}", group, case, metric)


def _group(key: str, group: Alike, case: Case, metric: str) -> None:
    """Changes of one kind: one by one where they are few, else one to choose."""
    then = f"Then it is {PLACE[group.then]}."
    if len(group.changes) <= FEW:
        for each in group.changes:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{escape(each.says)} {then}", width="stretch")
                _try(each, case, metric)
        return
    st.markdown(f"**{escape(group.says)}** {then}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        number = st.selectbox(
            f"Which of the {len(group.changes)}",
            range(len(group.changes)),
            format_func=lambda each: group.changes[each].says,
            key=f"which_{key}",
        )
        _try(group.changes[number], case, metric)


def _try(change: Change, case: Case, metric: str) -> None:
    other = with_answers(case.asked, change.set, case.knowledge)
    st.page_link(
        DESIGN,
        label="Try it",
        icon=":material/play_arrow:",
        query_params=tried_link(other, metric, case.knowledge),
    )


def firm(found: Firmness | None) -> None:
    """How far a KPI stays where one answer is another one."""
    if found is None:
        st.info("It is no KPI, so there is nothing to hold.", icon=":material/anchor:")
        return
    st.markdown(f"**{FIRM[found.firm]}.** {escape(found.says)}")
    if not found.swings:
        st.markdown("No single other answer drops it.")
        return
    st.markdown("### Questions that can drop it")
    st.table(
        {
            "Question": [escape(each.label) for each in found.swings],
            "Answers that drop it": [f"{each.drops} of {each.of}" for each in found.swings],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt="Questions that can drop it, those that do so most first",
    )
