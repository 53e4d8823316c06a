"""The versions of a scorecard: who changed what, when and why, and going back to one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import pairwise

import streamlit as st

from scorecards.desk import Desk, Opened
from scorecards.store import Version
from scorecards.versions.diff import diff
from scorecards.versions.goalposts import moved_late
from ui.kept import here, renewal
from ui.parts.headings import heading
from ui.parts.wording import escape, listed

SHOWN = 8
"""The newest versions, shown at once; older ones open with a click."""


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    versions = {each.number: each for each in desk.versions(opened)}
    with st.container(key="versions", gap="medium"):
        if not opened.current and desk.open(opened.id).may("edit"):
            _bring_back(desk, opened, versions[opened.latest])
        _history(desk, opened, tuple(versions.values()))
        _compare(desk, opened, versions)
        renewal.show(desk, opened)


def moment(at: datetime.datetime) -> str:
    """A time as people write it: 31 Mar 2027, 09:05 UTC."""
    return f"{here.day(at.date())}, {at:%H:%M} UTC"


def signed(version: Version) -> str:
    """Who wrote a version, and when, as Markdown."""
    return f"{escape(version.by)}, {moment(version.at)}"


def sentences(said: Sequence[str]) -> None:
    """A list of sentences."""
    st.markdown("\n".join(f"- {escape(each)}" for each in said))


def _history(desk: Desk, opened: Opened, versions: Sequence[Version]) -> None:
    heading(
        "History",
        desk.adviser.knowledge,
        caption="Every save is a version, the newest first. None is ever deleted.",
    )
    late = {
        new.number: moved_late(old.document, new.document, new.at.date())
        for old, new in pairwise(versions)
    }
    newest = [*reversed(versions)]
    with st.container(key="history", gap="small"):
        for each in newest[:SHOWN]:
            _entry(desk, opened, each, late)
    if newest[SHOWN:]:
        with st.expander(f"{len(newest) - SHOWN} older versions", icon=":material/history:"):
            for each in newest[SHOWN:]:
                _entry(desk, opened, each, late)


def _entry(
    desk: Desk, opened: Opened, version: Version, late: Mapping[int, tuple[str, ...]]
) -> None:
    number = version.number
    with st.container(border=True, key=f"version_{number}", gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.markdown(f"**Version {number}** · {signed(version)}", width="content")
            if number == opened.latest:
                st.badge("Stands now", icon=":material/check:", color="green")
            if number == opened.version.number != opened.latest:
                st.badge("You read this one", icon=":material/visibility:", color="blue")
            if late.get(number):
                st.badge(
                    "Target moved after the period began",
                    icon=":material/warning:",
                    color="orange",
                )
        st.markdown(escape(version.why) if version.why else "*No reason was given.*")
        if late.get(number):
            moved = listed(desk.words.label(each) for each in late[number])
            st.caption(
                f"The period began on {here.day(version.document.period.start)}; "
                f"moved: {escape(moved)}."
            )
        if number != opened.version.number:
            st.page_link(
                here.PAGE,
                label=f"Open version {number}",
                icon=":material/open_in_new:" if number == opened.latest else ":material/history:",
                query_params=here.link(
                    opened.id, "versions", None if number == opened.latest else number
                ),
            )


def _compare(desk: Desk, opened: Opened, versions: Mapping[int, Version]) -> None:
    heading("Compare two versions", desk.adviser.knowledge)
    if len(versions) == 1:
        st.info("There is one version so far. The first change makes the second.")
        return
    numbers = sorted(versions, reverse=True)
    left, right = st.columns(2)
    ends: list[int] = []
    for column, label, index in ((left, "From", 1), (right, "To", 0)):
        with column:
            ends.append(
                st.selectbox(
                    label,
                    numbers,
                    index=index,
                    format_func=lambda n: f"Version {n}, {moment(versions[n].at)}",
                    key=f"{label}_{opened.id}_{opened.latest}",
                )
            )
    old, new = (versions[each] for each in ends)
    found = [each.says for each in diff(old.document, new.document, desk.words)]
    if not found:
        st.info("Nothing differs between these two.")
        return
    with st.container(border=True, key="compared", gap="xsmall"):
        st.markdown(f"**What changed from version {old.number} to version {new.number}**")
        sentences(found)
    first, last = sorted(ends)
    with st.container(key="compared_by", gap="xsmall"):
        st.markdown("**Who did it, when and why**")
        steps = [versions[number] for number in range(first + 1, last + 1)]
        st.markdown(
            "\n".join(
                f"- Version {each.number}: {signed(each)}. {escape(each.why)}" for each in steps
            )
        )


def _bring_back(desk: Desk, opened: Opened, standing: Version) -> None:
    """An old version, to be saved again as the next one."""
    number, following = opened.version.number, opened.latest + 1
    found = [each.says for each in diff(standing.document, opened.card, desk.words)]
    with st.container(border=True, key="bring_back", gap="xsmall"):
        st.markdown(f"**Bring version {number} back**")
        if not found:
            st.markdown(f"Version {opened.latest} says the same; there is nothing to bring back.")
            return
        st.markdown(
            f"It would be saved again as version {following}; every version stays in the history. "
            "Against what stands now this would change:"
        )
        sentences(found)
        st.button(
            f"Bring version {number} back as version {following}",
            icon=":material/restore:",
            key=here.key(opened, "bring_back"),
            on_click=_brought_back,
            args=(opened,),
        )


def _brought_back(opened: Opened) -> None:
    why = f"Version {opened.version.number} was brought back."

    def doing() -> str:
        version = here.desk().save(opened.card, opened.latest, why=why)
        return f"{why} Saved as version {version.number}."

    if here.act(doing):
        st.query_params.pop(here.VERSION, None)
