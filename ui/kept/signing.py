"""Joint objectives: which teams share them, who has signed, and signing."""

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
            if writable(opened, "edit", *AFTER):
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


def _form(desk: Desk, opened: Opened, joint: JointObjective) -> None:
    known, name = desk.adviser.knowledge, slug(joint.objective)
    form = st.form(key(opened, f"sign_{name}"), border=False)
    with form.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Team",
            joint.unsigned,
            format_func=known.label,
            key=key(opened, f"sign_team_{name}"),
        )
        st.text_input(
            "Who signs for it",
            max_chars=120,
            placeholder="A name",
            key=key(opened, f"sign_by_{name}"),
        )
        st.form_submit_button("Sign", on_click=_sign, args=(desk, opened, joint.objective))


def _sign(desk: Desk, opened: Opened, objective: str) -> None:
    state, name = st.session_state, slug(objective)
    team, by = (state.get(key(opened, f"sign_{each}_{name}")) for each in ("team", "by"))
    label = desk.adviser.knowledge.label
    save(
        opened,
        lambda card: sign(card, objective, team or "", by or "", desk.today),
        f"{label(team or '')} signed for {label(objective)}.",
    )


def _unsign(desk: Desk, opened: Opened, objective: str, team: str) -> None:
    label = desk.adviser.knowledge.label
    save(
        opened,
        lambda card: unsign(card, objective, team),
        f"{label(team)} withdrew its signature for {label(objective)}.",
    )
