"""Six steps to accountability, one after the other, each with what is still open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import streamlit as st

from scorecards.accountability.steps import CODES, LAST, Place, left_at, mended, places, to_mend
from scorecards.desk import Desk, Opened
from scorecards.lint import Finding
from scorecards.versions.diff import diff
from ui.kept import balancing, cadence, contracts, here, outside
from ui.parts.texts import cited
from ui.parts.wording import SEVERITY, escape, listed, lowered

STEP = "step"
"""The number of the step in the address."""

_WENT = "wizard_went"
_TOP = "<script>document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)</script>"

SHORT = {
    "step.direct": "Direct",
    "step.shared": "Shared",
    "step.collaboration": "Collaboration",
    "step.balance": "Balance",
    "step.external-factors": "Outside factors",
    "step.review": "Review",
}
DO_HERE = {
    "step.direct": (
        "Go through what this person answers for alone. Keep what the person controls in work and "
        "result; hand over or share what others bring about."
    ),
    "step.shared": (
        "For each shared KPI name the team that leads, who shares it, who decides where they do "
        "not agree, and the person's own part."
    ),
    "step.collaboration": (
        "Have each team sign the objectives it shares. Say beforehand by what joint initiatives "
        "are judged, and ask the teams how the support serves them."
    ),
    "step.balance": (
        "See that numbers and judgement stand side by side, and that something moves before the "
        "result does. Add what is missing."
    ),
    "step.external-factors": (
        "Declare before the period begins what may move the results. Show afterwards what came, "
        "and have every adjustment reviewed. Nothing to declare is fine."
    ),
    "step.review": (
        "Set the day of the next review, how often each KPI is read, and who takes part. Then "
        "mend what is left."
    ),
}
PANELS: dict[str, Callable[[Desk, Opened], None]] = {
    "step.direct": contracts.direct,
    "step.shared": contracts.shared,
    "step.collaboration": contracts.together,
    "step.balance": balancing.panel,
    "step.external-factors": outside.panel,
    "step.review": cadence.panel,
}
_BADGE = {
    "error": ":red-badge[:material/error: {}]",
    "warning": ":orange-badge[:material/warning: {}]",
    "info": ":gray-badge[:material/info: {}]",
}


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    steps = places(desk.findings(opened), desk.adviser.knowledge)
    number = _asked(steps)
    place = steps[number - 1]
    _progress(opened, steps, number)
    _head(desk, place, len(steps))
    with st.container(key="wizard_panel", gap="small"):
        PANELS[place.step.id](desk, opened)
    if place.step.id == LAST:
        _end(desk, opened, steps)
    else:
        st.markdown("#### Still open in this step")
        _open(desk, opened, place.open, "Nothing is open in this step.")
    _ways(opened, number, len(steps))
    _to_the_top()


def _asked(steps: Sequence[Place]) -> int:
    """The step that the address names; else the one to go on with, which then stands there."""
    asked = st.query_params.get(STEP, "")
    if asked in {str(place.step.order) for place in steps}:
        return int(asked)
    if asked:
        st.warning(
            f"There is no step `{escape(asked[:20])}`. The steps are 1 to {len(steps)}; "
            "this is the one to go on with."
        )
    number = left_at(steps)
    st.query_params[STEP] = str(number)
    return number


def _go(number: int) -> None:
    st.query_params[STEP] = str(number)
    st.session_state[_WENT] = True


def _to_the_top() -> None:
    """Show a step from its beginning; the browser would stay where the button was."""
    if st.session_state.pop(_WENT, False):
        st.html(_TOP, unsafe_allow_javascript=True)


def _progress(opened: Opened, steps: Sequence[Place], number: int) -> None:
    """Each step with its state in a word; choosing one goes there."""
    with st.container(horizontal=True, gap="xsmall", key="wizard_way"):
        for place in steps:
            step, count = place.step, len(place.to_mend)
            icon = ":material/pending:" if count else ":material/check_circle:"
            state = f"{count} open" if count else "In order"
            st.button(
                f"**{step.order}. {SHORT[step.id]}** :small[{icon} {state}]",
                type="primary" if step.order == number else "secondary",
                key=here.key(opened, f"wizard_{step.order}"),
                on_click=_go,
                args=(step.order,),
            )


def _head(desk: Desk, place: Place, count: int) -> None:
    step, known = place.step, desk.adviser.knowledge
    with st.container(key="wizard_head", gap="small"):
        st.caption(f"Step {step.order} of {count}")
        st.subheader(escape(step.label), anchor=False)
        st.markdown(escape(step.definition))
        for citation in step.citations:
            st.caption(f":material/format_quote: {cited(citation, known)}")
        named = listed((escape(lowered(known.label(link.to))) for link in step.names), "and")
        if named:
            st.caption(f"For example: {named}.")
        st.markdown(f":material/task_alt: **What to do here.** {DO_HERE[step.id]}")


def _open(desk: Desk, opened: Opened, findings: Iterable[Finding], none: str) -> None:
    """Findings, each with its fix; those of one kind can be mended together."""
    found = list(findings)
    if not found:
        st.markdown(f":material/check_circle: {none}")
    changeable = here.writable(opened)
    for code, group in groupby(sorted(found, key=lambda each: each.code), lambda each: each.code):
        alike = list(group)
        with st.container(border=True, key=f"open_{code}", gap="xsmall"):
            for place, each in enumerate(alike):
                badge = _BADGE[each.severity].format(SEVERITY[each.severity])
                st.markdown(f"{badge} {escape(each.text)}")
                if each.fix is not None and changeable:
                    _mending(desk, opened, [each], "Mend it", f"{code}_{place}")
            st.caption(escape(alike[0].mend))
            mendable = [each for each in alike if each.fix is not None]
            if len(mendable) > 1 and changeable:
                label = f"Mend these {len(mendable)} at once"
                _mending(desk, opened, mendable, label, f"{code}_all")


def _mending(
    desk: Desk, opened: Opened, findings: Sequence[Finding], label: str, name: str
) -> None:
    """A button that mends, beside what it would change."""
    after = mended(opened.card, findings)
    changes = diff(opened.card, after, desk.words)
    if not changes:
        return
    first = findings[0]
    told = first.text if len(findings) == 1 else f"{len(findings)} of {first.code}."

    def mend() -> None:
        here.save(opened, lambda card: mended(card, findings), f"Mended: {told}")

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            label,
            icon=":material/build:",
            key=here.key(opened, f"mend_{name}"),
            on_click=mend,
        )
        if len(findings) == 1:
            st.caption(f"What changes: {escape(' '.join(each.says for each in changes))}")


def _end(desk: Desk, opened: Opened, steps: Sequence[Place]) -> None:
    """What is left of all the steps, or that nothing is."""
    last = steps[-1]
    if not any(place.to_mend for place in steps):
        st.success(
            "Nothing is left to mend: the check finds no error and no warning.",
            icon=":material/verified:",
        )
        for part, label in (("story", "See the story"), ("export", "Take it along")):
            st.page_link(here.PAGE, label=label, query_params=_address(opened, part))
        notes = [each for place in steps for each in place.open]
        if notes:
            st.markdown("#### Notes")
            _open(desk, opened, notes, "")
        return
    st.markdown("#### What is left")
    for place in steps[:-1]:
        if place.to_mend:
            step = place.step
            st.page_link(
                here.PAGE,
                label=f"Step {step.order}, {SHORT[step.id]}: {len(place.to_mend)} open",
                icon=":material/pending:",
                query_params=_address(opened, "steps") | {STEP: str(step.order)},
            )
    own = [each for each in last.open if each.code in CODES[LAST]]
    general = [each for each in last.open if each.code not in CODES[LAST]]
    if own:
        _open(desk, opened, own, "")
    if general:
        st.markdown("#### About the KPIs and their targets")
        if to_mend(general):
            st.page_link(
                here.PAGE,
                label="Set targets and change KPIs, then come back by “Step by step”",
                icon=":material/target:",
                query_params=_address(opened, "kpis") | {STEP: str(last.step.order)},
            )
        _open(desk, opened, general, "")


def _address(opened: Opened, part: str) -> dict[str, str]:
    """A part of the same scorecard, in the version that is open."""
    old = opened.version.number != opened.latest
    return here.link(opened.id, part, opened.version.number if old else None)


def _ways(opened: Opened, number: int, count: int) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", key="wizard_ways"):
        st.button(
            "Back",
            icon=":material/arrow_back:",
            disabled=number == 1,
            key=here.key(opened, "wizard_back"),
            on_click=_go,
            args=(number - 1,),
        )
        st.button(
            "Next",
            icon=":material/arrow_forward:",
            type="primary",
            disabled=number == count,
            key=here.key(opened, "wizard_next"),
            on_click=_go,
            args=(number + 1,),
        )
