"""What the linter says, and mending it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from rules.records import Severity
from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard
from scorecards.lint import Finding
from scorecards.versions.diff import diff
from ui.kept import here
from ui.kept.titles import TITLES
from ui.parts.routes import rule_link
from ui.parts.texts import cited
from ui.parts.wording import BASIS, ICON, SEVERITY, escape, listed

_ICON: dict[Severity, str] = {
    "error": ":material/error:",
    "warning": ":material/visibility:",
    "info": ":material/info:",
}
_COUNTED: dict[Severity, str] = {
    "error": "to mend",
    "warning": "to look at",
    "info": "to note",
}
_EFFORT = {"low": "low effort", "medium": "medium effort", "high": "high effort"}

MENDED_IN = {
    "joint-unsigned": "contract",
    "shared-without-lead": "contract",
    "shared-without-tie-breaker": "contract",
    "shared-without-own-part": "contract",
    "accountability-unstated": "contract",
    "nothing-direct": "contract",
    "nothing-shared": "contract",
    "factor-late": "outside",
    "factor-unproved": "outside",
    "adjustment-unreviewed": "outside",
    "goalpost-moved": "versions",
}
"""The code of a finding -> the part of the scorecard where it is mended; else that of the KPIs."""

_WAY = {
    "kpis": f"Go to {TITLES['kpis']}",
    "contract": f"Go to {TITLES['contract']}",
    "outside": f"Go to {TITLES['outside']}",
    "versions": "See when it moved",
}


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    found = desk.findings(opened)
    with st.container(key="check", gap="medium"):
        if not found:
            st.success(
                "The check finds nothing to mend. Look again when KPIs, targets or readings change."
            )
            return
        _counts(found)
        for severity in SEVERITY:
            group = [each for each in found if each.severity == severity]
            if group:
                with st.container(key=f"check_{severity}", gap="small"):
                    st.subheader(SEVERITY[severity], anchor=False, icon=_ICON[severity])
                    for number, each in enumerate(group):
                        _finding(desk, opened, each, f"{severity}_{number}")


def _counts(found: Sequence[Finding]) -> None:
    """What is left, and how much of it one click mends."""
    counts = {s: sum(each.severity == s for each in found) for s in SEVERITY}
    said = listed(f"{counts[each]} {_COUNTED[each]}" for each in SEVERITY if counts[each])
    one = sum(each.fix is not None for each in found)
    clicks = f" One click mends {one} of them." if one else ""
    st.markdown(f"**Left: {said}.**{clicks}")


def _finding(desk: Desk, opened: Opened, found: Finding, name: str) -> None:
    with st.container(border=True, key=f"finding_check_{name}", gap="xsmall"):
        st.markdown(f"**{escape(found.text)}** {escape(found.mend)}")
        _ground(desk, found)
        if not here.writable(opened):
            return
        if found.fix is None:
            part = MENDED_IN.get(found.code, "kpis")
            st.page_link(
                here.PAGE,
                label=_WAY[part],
                icon=":material/arrow_forward:",
                query_params=here.link(opened.id, part),
            )
        else:
            _one_click(desk, opened, found, name)


def _ground(desk: Desk, found: Finding) -> None:
    """How much work it is, and what it rests on."""
    said = [f"{ICON[found.basis]} {BASIS[found.basis]}", _EFFORT[found.effort].capitalize()]
    if found.rule:
        said.append(f"Rule {rule_link(found.rule)}")
    st.caption(" · ".join(said))
    if found.citations:
        with st.expander("What it rests on", icon=":material/format_quote:", type="compact"):
            for each in found.citations:
                st.markdown(cited(each, desk.adviser.knowledge))


def _one_click(desk: Desk, opened: Opened, found: Finding, name: str) -> None:
    """The button that mends it, with what it will do said before."""
    fix = found.fix
    if fix is None:
        return
    says = " ".join(each.says for each in diff(opened.card, fix(opened.card), desk.words))
    st.markdown(f":material/build: After one click: {escape(says)}")
    st.button(
        "Mend",
        key=here.key(opened, f"mend_{name}"),
        on_click=_mend,
        args=(opened, fix, f"Mended “{found.text}” {says}"),
    )


def _mend(opened: Opened, fix: Callable[[Scorecard], Scorecard], why: str) -> None:
    here.save(opened, fix, why)
