"""A scorecard and the recommendation of today: bringing it up to date, and recommending again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import parse_qsl

import streamlit as st

from engine import ProfileError, read_policy, read_profile
from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.versions.diff import diff
from scorecards.versions.replay import Replay, as_it_was
from scorecards.versions.upgrade import Step, Upgrade, partly, touched, upgrade
from ui.kept import here
from ui.parts.headings import heading
from ui.parts.links import MEANT, Asked, answers_of, read_link, write_link
from ui.parts.routes import record_link, with_rule_links
from ui.parts.wording import escape

_KIND = {
    "came": ":green-badge[:material/add: New]",
    "went": ":red-badge[:material/remove: Gone]",
    "role": ":blue-badge[:material/swap_vert: Other role]",
    "kept": ":gray-badge[:material/lock: Your choice stays]",
}
_OUTCOME = {
    "same": (st.success, "The same"),
    "differs": (st.error, "It differs"),
    "other-versions": (st.info, "Other knowledge or rules"),
    "unreadable": (st.warning, "Not to be made again"),
    "not-kept": (st.info, "Not kept"),
}
_ROLE = {
    "headline": "headline",
    "supporting": "supporting KPI",
    "monitor": "monitor",
    "guardrail": "guardrail",
}
ANSWERS = "as"
"""What an address calls answers in the place of those that a scorecard was adopted from."""
_WHY = {
    True: "Knowledge or rules have changed since it was adopted.",
    False: "The answers are others than those it was adopted from.",
}
SHOWN = 20
"""Differences of a replay that are shown at once."""


def show(desk: Desk, opened: Opened) -> None:
    """Show what is recommended today, and the recommendation of then."""
    _upgrade(desk, opened)
    _replay(desk, opened)


def _upgrade(desk: Desk, opened: Opened) -> None:
    other = _other_answers(desk)
    heading(
        "What other answers make of it" if other else "What is recommended today",
        desk.adviser.knowledge,
        caption="The role or the strategy has changed: the new answers are asked."
        if other
        else "The same profile is asked again, with the knowledge and rules of today.",
    )
    if not opened.current:
        st.info(f"Open version {opened.latest} to bring it up to date.")
        return
    if not here.writable(opened):
        st.info(here.why_not(opened))
        return
    change_answers(desk, opened)
    asked = (other.profile, other.policy) if other else None
    found = upgrade(opened.card, desk.adviser, asked=asked)
    taken: tuple[str, ...] = ()
    if found.blocked:
        _blocked(opened, found)
    elif found.draft is not None:
        taken = touched(opened.card, found.draft)
        _proposed(desk, opened, found, found.draft)
    _steps(desk, [each for each in found.steps if each.metric not in taken or each.kind == "kept"])


def _other_answers(desk: Desk) -> Asked | None:
    """The answers that the address puts in the place of those it was adopted from, if it does."""
    written = st.query_params.get(ANSWERS)
    if written is None:
        return None
    return read_link(dict(parse_qsl(written)), desk.adviser.knowledge)


def change_answers(desk: Desk, opened: Opened) -> None:
    """The way to other answers: nothing is changed before the difference was seen."""
    knowledge, basis = desk.adviser.knowledge, opened.card.basis
    try:
        profile = read_profile(basis.profile, knowledge)
        policy = read_policy(basis.policy, knowledge, basis.sourced_only)
    except ProfileError:
        return
    asked = Asked(answers_of(profile, knowledge), profile, policy)
    st.page_link(
        "views/design.py",
        label="The role or the strategy has changed: answer anew",
        icon=":material/edit_square:",
        query_params={**write_link(asked, knowledge), MEANT: opened.id},
    )


def _blocked(opened: Opened, found: Upgrade) -> None:
    st.warning(
        "It cannot be brought up to date before this is mended:", title="There is no proposal yet"
    )
    for each in found.blocked:
        wrong = escape(each.wrong)
        st.markdown(f"- **{escape(each.field)}**: {wrong}. What to do: {escape(each.right)}.")
    st.page_link(
        here.PAGE,
        label="Go to KPIs and targets",
        icon=":material/arrow_forward:",
        query_params=here.link(opened.id, "kpis"),
    )


def _steps(desk: Desk, steps: Sequence[Step]) -> None:
    """What else differs in the recommendation, and what is left as a person chose it."""
    if not steps:
        return
    with st.expander("What else there is to know", icon=":material/rule:"):
        for each in steps:
            st.markdown(f"{_KIND[each.kind]} {escape(each.says)}")
            _because(desk, each)


def _because(desk: Desk, step: Step) -> None:
    """The reasons, with the rules that give them."""
    known = [rule.id for rule in desk.adviser.rules.rules]
    said = [
        f"- {with_rule_links(each, [rule for rule in known if rule in each])}"
        for each in step.because
    ]
    if said:
        st.markdown("\n".join(said))


def _proposed(desk: Desk, opened: Opened, found: Upgrade, draft: Scorecard) -> None:
    if not found.changed and not found.changes:
        st.success("Up to date: answers, knowledge and rules are those that it was adopted from.")
        return
    metrics = touched(opened.card, draft)
    if not metrics:
        st.success(f"{_WHY[found.changed]} Nothing about its KPIs changes.")
        st.button(
            "Note that it is up to date",
            key=here.key(opened, "renew"),
            on_click=_renew,
            args=(opened, draft),
        )
        return
    st.markdown(
        f"{_WHY[found.changed]} Untick what you do not want; "
        "targets, contracts and whatever you chose yourself stay as they are."
    )
    with st.container(key="proposed", gap="xsmall"):
        taken = {metric for metric in metrics if _taken(desk, opened, found, draft, metric)}
    proposal = partly(opened.card, draft, taken)
    _outcome(desk, opened, proposal, taken)
    st.button(
        f"Save {'it' if len(taken) == len(metrics) else 'what is ticked'} "
        f"as version {opened.latest + 1}",
        type="primary",
        key=here.key(opened, "renew"),
        on_click=_renew,
        args=(opened, proposal),
    )


def _taken(desk: Desk, opened: Opened, found: Upgrade, draft: Scorecard, metric: str) -> bool:
    """Whether the person takes what is proposed for a KPI; why it is stands below."""
    changes = diff(opened.card, draft, desk.words)
    told = escape(" ".join(each.says for each in changes if each.metric == metric))
    ticked = st.checkbox(told, value=True, key=here.key(opened, f"take_{metric}"))
    steps = [each for each in found.steps if each.metric == metric and each.because]
    if steps:
        with st.expander("Why", key=here.key(opened, f"why_{metric}"), type="compact"):
            for each in steps:
                _because(desk, each)
    return ticked


def _outcome(desk: Desk, opened: Opened, proposal: Scorecard, taken: Collection[str]) -> None:
    """What else comes with it: status, joint objectives, what counts as dropped."""
    changes = diff(opened.card, proposal, desk.words)
    rest = [each.says for each in changes if each.metric is None or each.metric not in taken]
    if rest:
        st.caption("With it: " + " ".join(map(escape, rest)))


def _renew(opened: Opened, draft: Scorecard) -> None:
    def doing() -> str:
        version = here.desk().renew(opened, draft)
        return f"Brought up to date. Saved as version {version.number}."

    here.act(doing)


def _replay(desk: Desk, opened: Opened) -> None:
    heading(
        "The recommendation it came from",
        desk.adviser.knowledge,
        caption="It was kept as it was made. With the same knowledge and rules it has to come out "
        "again, byte for byte.",
    )
    found = desk.replay(opened.card)
    box, title = _OUTCOME[found.outcome]
    box(escape(found.says), title=title)
    for each in found.differences[:SHOWN]:
        st.markdown(f"- {escape(each)}")
    if len(found.differences) > SHOWN:
        st.caption(f"And {len(found.differences) - SHOWN} more; the command line lists all.")
    st.caption(
        "  \n".join(
            f"{each.of.capitalize()} then `{each.then[:12]}`, today `{each.now[:12]}`: "
            f"{'the same' if each.same else 'another'}"
            for each in found.digests
        )
    )
    if found.kept is not None:
        _as_it_was(desk, opened, found, found.kept)


def _as_it_was(desk: Desk, opened: Opened, found: Replay, kept: str) -> None:
    with st.expander("As it was recommended then", icon=":material/inventory_2:"):
        then = as_it_was(kept)
        if then is None:
            st.markdown("Its form is that of another release. The file below holds all of it.")
        else:
            places = [(each.metric, _ROLE[each.role]) for each in then.kpis]
            places += [(each.metric, _ROLE["guardrail"]) for each in then.guardrails]
            knowledge = desk.adviser.knowledge
            st.markdown(
                "\n".join(f"- {record_link(each, knowledge)}, {role}" for each, role in places)
            )
        st.download_button(
            "Download it as it was kept",
            kept,
            file_name=f"{opened.id}-recommendation.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key=here.key(opened, "kept_recommendation"),
        )
