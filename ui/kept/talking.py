"""What people say of a scorecard: comments on the whole, a KPI, its target, a rule or a source."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

import streamlit as st

from engine import read_policy, read_profile
from engine.profile import ProfileError
from scorecards.desk import Desk, Opened
from scorecards.review import Said
from scorecards.review.acts import Anchor, Comment, Resolve
from scorecards.review.told import about
from ui.kept import doing, here
from ui.parts.headings import heading
from ui.parts.wording import escape

ABOUT = "about"
"""Names in the address what is spoken of, such as ``metric.win-rate``."""
_WHOLE = "scorecard"
_ICONS = {
    "scorecard": ":material/article:",
    "kpi": ":material/monitoring:",
    "target": ":material/target:",
    "rule": ":material/rule:",
    "citation": ":material/menu_book:",
}


def show(desk: Desk, opened: Opened) -> None:
    """Show the comments, those that are dealt with folded away, and let the person add one."""
    heading(
        "Comments",
        desk.adviser.knowledge,
        caption="On the whole, on a KPI, on its target, on a rule or a source behind it.",
    )
    with st.container(key="comments_on"):
        chosen = _filter(desk, opened)
    roots = [each for each in opened.review.said if each.comment.replies_to is None]
    shown = [each for each in roots if chosen in ("", _of(each.comment.anchor))]
    waiting = [each for each in shown if each.resolved_by is None]
    for said in waiting:
        _thread(desk, opened, said)
    if not waiting:
        st.info(
            "No comment is open here." if roots else "Nobody has said anything yet. Say a word.",
            icon=":material/chat_bubble:",
        )
    done = [each for each in shown if each.resolved_by is not None]
    if done:
        with st.expander(f"{len(done)} resolved", icon=":material/check:"):
            for said in done:
                _thread(desk, opened, said)
    _say(desk, opened, chosen)


def count_of(opened: Opened, metric: str) -> None:
    """How many open comments speak of a KPI or its target, as a link to them; nothing for none."""
    count = sum(
        each.comment.anchor.of == metric
        for each in opened.review.said
        if each.resolved_by is None and each.comment.replies_to is None
    )
    if count:
        st.page_link(
            here.PAGE,
            label=f"{count} open comment{'' if count == 1 else 's'}",
            icon=":material/chat:",
            query_params=here.link(opened.id, "review") | {ABOUT: metric},
        )


def _of(anchor: Anchor) -> str:
    return anchor.of or _WHOLE


def _filter(desk: Desk, opened: Opened) -> str:
    """What is to be shown: the whole, what one metric, rule or source is, or all."""
    said = Counter(_of(each.comment.anchor) for each in opened.review.said)
    asked = st.query_params.get(ABOUT, "")
    known = {_WHOLE, *(kpi.metric for kpi in opened.card.kpis)}
    if asked in known:
        said.setdefault(asked, 0)
    if not said:
        return ""
    label = desk.words.label
    options = ["", *said]
    names = {"": "Everything", _WHOLE: "The whole scorecard"}
    return st.selectbox(
        "Show comments on",
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=lambda of: names.get(of) or label(of),
        key=f"about_{opened.id}_{asked}",
    )


def _thread(desk: Desk, opened: Opened, said: Said) -> None:
    comment, label = said.comment, desk.words.label
    told = about(comment.anchor, label)
    with st.container(border=True, key=f"said_{comment.id}", gap="xsmall"):
        by = said.resolved_by
        mark = f" · :green-badge[:material/check: Resolved by {escape(by)}]" if by else ""
        st.markdown(f"{_ICONS[comment.anchor.kind]} On **{escape(told)}**{mark}")
        _words(desk, said)
        replies = [each for each in opened.review.said if each.comment.replies_to == comment.id]
        if replies:
            with st.container(key=f"replies_{comment.id}", gap="xsmall"):
                for reply in replies:
                    _words(desk, reply)
        if opened.may("comment") and said.resolved_by is None:
            with st.container(horizontal=True, gap="small"):
                _reply(opened, said)
                st.button(
                    "Resolve",
                    icon=":material/check:",
                    type="tertiary",
                    key=doing.key(opened, f"resolve_{comment.id}"),
                    help=f"The comment of {escape(said.by)} is dealt with",
                    on_click=doing.do,
                    args=(opened, lambda: Resolve(comment=comment.id), "The comment is resolved."),
                )


def _words(desk: Desk, said: Said) -> None:
    team = f", {escape(desk.words.label(said.team))}" if said.team else ""
    st.markdown("  \n".join(escape(line) for line in said.comment.text.splitlines()))
    st.caption(f"**{escape(said.by)}**{team} · {here.day(said.at)} · version {said.version}")


def _reply(opened: Opened, said: Said) -> None:
    name = f"reply_{said.comment.id}"

    def replying() -> None:
        words = doing.key(opened, name)
        doing.do(
            opened,
            lambda: _comment(opened, said.comment.anchor, doing.written(words), said.comment.id),
            "Your reply is there.",
        )

    doing.with_words(opened, name, "Reply", f"What do you say to {said.by}?", replying)


def _say(desk: Desk, opened: Opened, chosen: str) -> None:
    if not opened.may("comment"):
        why = "as " + desk.member.role if opened.current else "in an old version"
        st.caption(f"You can read the comments here, and not add one {why}.")
        return
    anchors = list(_anchors(desk, opened))
    names = dict(anchors)
    options = [anchor for anchor, _ in anchors]
    about_it = [each for each in options if chosen and _of(each) == chosen]
    field, text = f"{doing.key(opened, 'about')}_{chosen}", doing.key(opened, "text")
    with st.container(border=True, key="say", gap="small"):
        st.selectbox(
            "What your comment is about",
            options,
            index=options.index(about_it[0]) if about_it else 0,
            format_func=lambda each: names.get(each, "") or about(each, desk.words.label),
            key=field,
        )
        st.text_area("Your comment", max_chars=4000, key=text)
        st.button(
            "Comment",
            type="primary",
            icon=":material/add_comment:",
            key=doing.key(opened, "comment"),
            on_click=doing.do,
            args=(
                opened,
                lambda: _comment(opened, st.session_state[field], doing.written(text)),
                "Your comment is there.",
            ),
        )


def _comment(opened: Opened, anchor: Anchor, text: str, replies_to: str | None = None) -> Comment:
    """A comment; its id follows from what is said after how many others, so it is kept once."""
    told = (opened.member.name, anchor.kind, anchor.of, replies_to, text, len(opened.review.said))
    id = hashlib.sha256(repr(told).encode()).hexdigest()[:10]
    return Comment(id=f"c-{id}", anchor=anchor, text=text, replies_to=replies_to)


def _anchors(desk: Desk, opened: Opened) -> Iterator[tuple[Anchor, str]]:
    """All that a comment can be about, with its name: what stands behind the scorecard last."""
    label = desk.words.label
    yield Anchor(), "The whole scorecard"
    for kpi in opened.card.kpis:
        yield Anchor(kind="kpi", of=kpi.metric), label(kpi.metric)
        if kpi.target is not None:
            yield Anchor(kind="target", of=kpi.metric), f"{label(kpi.metric)}: its target"
    rules, sources = _behind(desk, opened)
    for rule, title in rules.items():
        yield Anchor(kind="rule", of=rule), f"Rule {rule}: {title}"
    for source in sources:
        yield Anchor(kind="citation", of=source), f"Source: {label(source)}"


def _behind(desk: Desk, opened: Opened) -> tuple[dict[str, str], dict[str, None]]:
    """The rules that chose the KPIs, with their titles, and the sources that those cite."""
    basis, knowledge = opened.card.basis, desk.adviser.knowledge
    try:
        profile = read_profile(basis.profile, knowledge)
        policy = read_policy(basis.policy, knowledge, basis.sourced_only)
    except ProfileError:
        return {}, {}
    reasons = [each for kpi in desk.adviser.recommend(profile, policy).kpis for each in kpi.because]
    get = desk.adviser.rules.get
    rules = {each.rule: get(each.rule).rule.title for each in reasons}
    return rules, dict.fromkeys(c.source for each in reasons for c in each.citations)
