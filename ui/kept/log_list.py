"""The log of all that was done: reading it, and verifying that nobody altered it."""

from __future__ import annotations

import json

import streamlit as st

from scorecards.desk import Desk
from scorecards.rights_words import ROLE
from scorecards.store import Entry
from ui.kept import here
from ui.parts.wording import escape, lowered

MOST = 50
"""Entries that are shown; the newest come first."""
_DID = {
    "version": "saved a version",
    "reading": "entered a reading",
    "file": "attached a file",
    "deleted": "removed a sample",
    "member": "changed a member",
    "act": "took part in a review",
    "restored": "restored a backup",
}
_ACT = {
    "submit": "sent it to review",
    "withdraw": "took it back from review",
    "comment": "commented",
    "resolve": "dealt with a comment",
    "judge": "judged a recommended KPI",
    "sign": "signed for a team",
    "unsign": "took a signature back",
    "ask-for-changes": "asked for changes",
    "waive": "waived a word",
    "approve": "approved it",
    "answer": "answered for a team",
    "announce": "announced what was agreed",
    "close": "closed it",
}
_FOUND = "log_verified"


def show(desk: Desk) -> None:
    """Show the log to whoever may see it."""
    st.subheader("Log", anchor=False)
    st.markdown(
        "All that was done is added here and never changed. Each entry is sealed with the one "
        "before, so that an altered, removed or moved entry shows."
    )
    _verify(desk)
    titles = {each.id: each.title for each in desk.cards()}
    newest = desk.log(None, MOST)
    ids = sorted({each.scorecard for each in newest if each.scorecard} | set(titles))
    chosen = st.selectbox(
        "Entries of one scorecard",
        ids,
        index=None,
        format_func=lambda id: titles.get(id, id),
        placeholder="All",
        key="log_scorecard",
    )
    entries = desk.log(chosen, MOST) if chosen else newest
    if not entries:
        st.info("Nothing has been done yet. The first scorecard or member makes the first entry.")
        return
    st.table(
        {
            "Entry": [str(each.number) for each in entries],
            "When (UTC)": [f"{here.day(each.at.date())}, {each.at:%H:%M}" for each in entries],
            "Who": [escape(each.by) for each in entries],
            "Did": [escape(_did(each)) for each in entries],
            "Scorecard": [escape(titles.get(each.scorecard or "", each.scorecard or "–"))
                          for each in entries],
        }
    )  # fmt: skip
    if len(entries) == MOST:
        st.caption(f"The newest {MOST} are shown. Choose a scorecard to see more of it.")


def _did(entry: Entry) -> str:
    """What an entry says was done; nothing of what people wrote."""
    said = json.loads(entry.document)
    if entry.kind == "act":
        return _ACT.get(said["act"]["kind"], _DID["act"])
    if entry.kind == "restored":
        return f"{_DID['restored']} of {said['made_at'][:10]}"
    if entry.kind == "member":
        access = lowered(ROLE[said["role"]]) if said["active"] else "no access"
        return f"{_DID['member']}: {said['name']}, {access}"
    return _DID.get(entry.kind, entry.kind)


def _verify(desk: Desk) -> None:
    with st.container(
        border=True, key="log_check", horizontal=True, vertical_alignment="bottom", gap="small"
    ):
        noted = st.text_input(
            "A hash that you noted earlier (may stay empty)", max_chars=64, key="log_noted"
        )
        st.button(
            "Verify the log",
            icon=":material/verified_user:",
            key="log_verify",
            on_click=_verified,
            args=(noted,),
        )
    found: tuple[tuple[str, ...], int, str] | None = st.session_state.pop(_FOUND, None)
    if found is None:
        return
    wrong, number, last = found
    if wrong:
        st.error("\n".join(f"- {escape(each)}" for each in wrong), title="The log is not whole")
        return
    st.success(f"The log is whole: {number:,} entries, none altered, removed or moved.")
    if number:
        st.markdown("Note the last hash somewhere else; with it a log written anew shows, too.")
        st.code(last, language=None)


def _verified(noted: str) -> None:
    def doing() -> None:
        st.session_state[_FOUND] = here.desk().verify_log(noted.strip() or None)

    here.act(doing)
