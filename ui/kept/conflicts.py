"""Two people changed one scorecard: both versions, and the choice."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.store import Conflict, Version
from scorecards.versions.diff import Change, diff
from scorecards.versions.merge import merge
from ui.kept import here
from ui.parts.wording import escape


def show(desk: Desk, opened: Opened) -> bool:
    """Show both versions and let the person choose; False where there is nothing to choose."""
    found = here.conflict(opened.id)
    if found is None:
        return False
    base, mine = found.base.document, found.mine
    theirs = found.theirs if found.theirs.number == opened.latest else desk.open(opened.id).version
    both, clashes = merge(base, mine, theirs.document, desk.words)
    with st.container(key="conflict", gap="medium"):
        st.warning(
            f"While you changed version {found.base.number}, {escape(theirs.by)} saved version "
            f"{theirs.number}. Nothing is lost: choose what shall stand.",
            title="Two people changed this scorecard",
        )
        left, right = st.columns(2)
        with left, st.container(border=True, key="conflict_theirs", gap="xsmall"):
            st.markdown(f"**What {escape(theirs.by)} changed** (version {theirs.number})")
            st.caption(f"{here.day(theirs.at.date())}, {theirs.at:%H:%M} UTC. {escape(theirs.why)}")
            _changes(diff(base, theirs.document, desk.words), clashes)
        with right, st.container(border=True, key="conflict_mine", gap="xsmall"):
            st.markdown("**What you changed** (not saved yet)")
            if found.why:
                st.caption(escape(found.why))
            _changes(diff(base, mine, desk.words), clashes)
        _choose(desk, opened, found, theirs, both, clashes)
    return True


def _changes(changes: Sequence[Change], clashes: Sequence[Change]) -> None:
    """What one side did, with a mark at what the other did otherwise."""
    metrics = {each.metric for each in clashes if each.metric}
    fields = {field for each in clashes if each.metric is None for field in each.fields}
    if not changes:
        st.markdown("Nothing that differs from the version both began with.")
        return
    lines = []
    for each in changes:
        whole = each.metric is None and any(name.split(".")[0] in fields for name in each.fields)
        mark = " :orange-badge[:material/warning: Clashes]"
        lines.append(f"- {escape(each.says)}{mark if whole or each.metric in metrics else ''}")
    st.markdown("\n".join(lines))


def _choose(
    desk: Desk,
    opened: Opened,
    found: Conflict,
    theirs: Version,
    both: Scorecard | None,
    clashes: Sequence[Change],
) -> None:
    following = theirs.number + 1
    if both is None:
        st.markdown("**You touched the same things, so one of the two has to be chosen**")
        st.markdown("\n".join(f"- {escape(each.says)}" for each in clashes))
    else:
        st.markdown("**You did not touch the same things, so both changes can stand**")
        with st.container(border=True, key="choice_both", gap="xsmall"):
            added = [each.says for each in diff(theirs.document, both, desk.words)]
            said = escape(" ".join(added)) if added else "It has everything that you changed."
            st.markdown(f"Version {theirs.number} with your changes. {said}")
            st.button(
                f"Save both as version {following}",
                type="primary",
                icon=":material/merge:",
                key=f"both_{opened.id}_{theirs.number}",
                on_click=_save,
                args=(both, theirs, f"With what {theirs.by} saved as version {theirs.number}."),
                kwargs={"before": found.why},
            )
    with st.container(key="choices", gap="small"):
        _one_of_two(opened, found, theirs)
    st.download_button(
        "Download my version, to be safe",
        found.mine.model_dump_json(indent=2),
        file_name=f"{opened.id}-mine.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key=f"download_{opened.id}_{theirs.number}",
    )


def _one_of_two(opened: Opened, found: Conflict, theirs: Version) -> None:
    """Theirs, or mine."""
    who, following = escape(theirs.by), theirs.number + 1
    with st.container(border=True, key="choice_theirs", gap="xsmall"):
        st.markdown(f"Version {theirs.number} stands as {who} saved it. Your changes are given up.")
        st.button(
            f"Keep version {theirs.number}",
            icon=":material/undo:",
            key=f"theirs_{opened.id}_{theirs.number}",
            on_click=_keep,
            args=(theirs,),
        )
    with st.container(border=True, key="choice_mine", gap="xsmall"):
        st.markdown(
            f"Yours stands as version {following}, without what {who} changed. Version "
            f"{theirs.number} stays in the history."
        )
        st.button(
            f"Save mine as version {following}",
            icon=":material/save:",
            key=f"mine_{opened.id}_{theirs.number}",
            on_click=_save,
            args=(found.mine, theirs, f"Chosen over version {theirs.number} by {theirs.by}."),
            kwargs={"before": found.why},
        )


def _keep(theirs: Version) -> None:
    here.conflict_over(theirs.scorecard)
    here.say(f"Version {theirs.number} stands. Your changes were given up.", "info")


def _save(card: Scorecard, theirs: Version, why: str, before: str) -> None:
    """Save over their version; if somebody saved again meanwhile, there is a new choice."""

    def doing() -> str:
        told = " ".join(filter(None, (before, why)))
        version = here.desk().save(card, theirs.number, why=told)
        return f"Saved as version {version.number}."

    if here.act(doing):
        here.conflict_over(card.id)
