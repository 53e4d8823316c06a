"""Joint objectives: which teams share them, who has signed, and signing by who is at the page."""

from __future__ import annotations

import streamlit as st

from scorecards.accountability.contracts import sign, unsign
from scorecards.desk import Desk, Opened
from scorecards.together import JointObjective
from ui.kept.here import AFTER, day, key, save, writable
from ui.parts.cards import slug
from ui.parts.headings import heading
from ui.parts.routes import record_link
from ui.parts.wording import escape


def show(desk: Desk, opened: Opened) -> None:
    """Every joint objective with its signatures."""
    heading(
        "Joint objectives",
        desk.adviser.knowledge,
        caption=(
            "An objective is joint where a KPI that serves it is shared. Each team signs that it "
            "takes its share."
        ),
    )
    for joint in opened.card.joint:
        with st.container(border=True, key=f"agreed_card_{slug(joint.objective)}", gap="small"):
            _objective(desk, opened, joint)
    if not opened.card.joint:
        st.info(
            "No objective is joint. Share a KPI that serves one, and name the teams.",
            icon=":material/handshake:",
        )


def _objective(desk: Desk, opened: Opened, joint: JointObjective) -> None:
    known = desk.adviser.knowledge
    st.markdown(f"#### {record_link(joint.objective, known)}")
    whole = f"{len(joint.teams) - len(joint.unsigned)} of {len(joint.teams)} teams have signed."
    st.markdown(
        f":green-badge[:material/check: All signed] {whole}" if not joint.unsigned else whole
    )
    for signature in joint.signed:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f":green-badge[:material/check: Signed] **{escape(known.label(signature.team))}**: "
                f"{escape(signature.by)}, {day(signature.on)}"
            )
            if writable(opened, "edit", *AFTER) and _speaks(desk, signature.team):
                st.button(
                    f"Withdraw for {escape(known.label(signature.team))}",
                    type="tertiary",
                    icon=":material/undo:",
                    on_click=_unsign,
                    args=(desk, opened, joint.objective, signature.team),
                    key=key(opened, f"unsign_{slug(joint.objective)}_{slug(signature.team)}"),
                )
    for team in joint.unsigned:
        st.markdown(
            f":orange-badge[:material/schedule: Not signed] **{escape(known.label(team))}**"
        )
    if joint.unsigned and writable(opened, "edit", *AFTER):
        _form(desk, opened, joint)


def _speaks(desk: Desk, team: str) -> bool:
    """Whether who is at the page may sign for a team: for their own, or for any where alone."""
    return desk.member.alone or desk.member.team == team


def _form(desk: Desk, opened: Opened, joint: JointObjective) -> None:
    known, name = desk.adviser.knowledge, slug(joint.objective)
    teams = [team for team in joint.unsigned if _speaks(desk, team)]
    if not teams:
        missing = " and ".join(escape(known.label(team)) for team in joint.unsigned)
        st.caption(f":material/lock: Somebody of {missing} has to sign.")
        return
    form = st.form(key(opened, f"sign_{name}"), border=False)
    with form.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Team",
            teams,
            format_func=known.label,
            key=key(opened, f"sign_team_{name}"),
        )
        label = f"Sign as {escape(desk.who)}"
        st.form_submit_button(label, on_click=_sign, args=(desk, opened, joint.objective))


def _sign(desk: Desk, opened: Opened, objective: str) -> None:
    team = st.session_state.get(key(opened, f"sign_team_{slug(objective)}"))
    label = desk.adviser.knowledge.label
    save(
        opened,
        lambda card: sign(card, objective, team or "", desk.who, desk.today),
        f"{label(team or '')} signed for {label(objective)}.",
    )


def _unsign(desk: Desk, opened: Opened, objective: str, team: str) -> None:
    label = desk.adviser.knowledge.label
    save(
        opened,
        lambda card: unsign(card, objective, team),
        f"{label(team)} withdrew its signature for {label(objective)}.",
    )
