"""The KPIs of a scorecard and their targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from knowledge_graph.records import Metric
from scorecards.desk import Desk, Opened
from scorecards.document import ScorecardKpi
from scorecards.targets import BASELINE_UNKNOWN
from ui.kept import (
    aim_form,
    aim_words,
    asking,
    choosing,
    from_template,
    here,
    settings,
    settle_form,
    talking,
)
from ui.parts.cards import slug
from ui.parts.wording import escape

Form = Callable[[Desk, Opened, str], None]

FORMS: dict[str, tuple[str, Form]] = {
    "target": ("Target", aim_form.show),
    "settle": ("To settle first", settle_form.show),
    "drop": ("Drop", choosing.drop_form),
    "swap": ("Swap", choosing.swap_form),
    "role": ("Role", choosing.role_form),
    "add": ("Add a metric", choosing.add_form),
    "weights": ("Weights", choosing.weights_form),
}
"""What can be asked of a KPI or of the scorecard -> the title and the form."""


_CHOICES = (
    ("Swap", "swap", "swap_horiz"),
    ("Role", "role", "stars"),
    ("Drop", "drop", "remove_circle"),
)
"""The name of a button, the form that it opens, its icon."""


def show(desk: Desk, opened: Opened) -> None:
    """Show this part."""
    card = opened.card
    changeable = here.writable(opened)
    with st.container(key="aims", gap="medium"):
        _summary(opened)
        from_template.show(desk, opened)
        settings.show(opened, changeable)
        if changeable:
            _tools(opened)
        if not card.kpis:
            st.info("No KPI is left on this scorecard. Add a metric, or take one back.")
        _cards("KPIs", card.proper, desk, opened, changeable)
        rest = [kpi for kpi in card.kpis if kpi not in card.proper]
        _cards("Guardrails and monitors", rest, desk, opened, changeable)
        _dropped(desk, opened, changeable)
    wanted = asking.asked(opened)
    if wanted and changeable:
        what, metric = wanted
        title, form = FORMS[what]
        label = f"{title}: {desk.words.label(metric)}" if metric else title
        dialog = st.dialog(label, width="medium", on_dismiss=asking.close)
        dialog(_body)(form, desk, opened, metric)


def _body(form: Form, desk: Desk, opened: Opened, metric: str) -> None:
    if asking.asked(opened) is None:
        st.rerun()
    with st.container(key="asking", gap="small"):
        form(desk, opened, metric)


def _summary(opened: Opened) -> None:
    """How far the targets have come, in a line."""
    kpis = opened.card.proper
    aimed = sum(kpi.target is not None for kpi in kpis)
    open_ = sum(kpi.target is not None and kpi.target.baseline is None for kpi in opened.card.kpis)
    told = f"**{aimed} of {len(kpis)}** KPIs have a target."
    if open_:
        told += f" {open_} baseline{'s are' if open_ > 1 else ' is'} unknown."
    st.markdown(told, help=BASELINE_UNKNOWN if open_ else None)


def _tools(opened: Opened) -> None:
    with st.container(horizontal=True, gap="small"):
        for label, what, icon in (
            ("Add a metric", "add", ":material/add:"),
            ("Weigh the KPIs", "weights", ":material/balance:"),
        ):
            st.button(
                label,
                icon=icon,
                key=here.key(opened, f"do_{what}_"),
                on_click=asking.ask,
                args=(opened, what),
                disabled=what == "weights" and not opened.card.proper,
            )


def _cards(
    title: str, kpis: Iterable[ScorecardKpi], desk: Desk, opened: Opened, changeable: bool
) -> None:
    shown = list(kpis)
    if not shown:
        return
    st.subheader(title, anchor=False)
    with st.grid(2, min_column_width=320, gap="small"):
        for kpi in shown:
            _card(kpi, desk, opened, changeable)


def _card(kpi: ScorecardKpi, desk: Desk, opened: Opened, changeable: bool) -> None:
    words, period, target = desk.words, opened.card.period, kpi.target
    unit = words.unit(kpi)
    role = f"{aim_words.ROLE_ICONS[kpi.role]} {aim_words.ROLES[kpi.role]}"
    with st.container(border=True, key=f"aim_{slug(kpi.metric)}", gap="xsmall", height="stretch"):
        st.markdown(f"{role} {aim_words.origin(kpi, words)}")
        st.markdown(f"#### {escape(words.label(kpi.metric))}")
        said = [aim_words.aim(target, unit, words), aim_words.marks(target, period)]
        said.append(aim_words.why(target, period))
        st.markdown("  \n".join(each for each in said if each))
        small = [aim_words.steps(target, unit, period), aim_words.thresholds(target, unit)]
        small.append(aim_words.serves(kpi, words))
        small.append(aim_words.how_read(kpi, desk.adviser.knowledge))
        st.caption("  \n".join(each for each in small if each))
        record = desk.adviser.knowledge.records.get(kpi.metric)
        if isinstance(record, Metric):
            first = [aim_words.measurable(kpi, record), settle_form.told(kpi, record)]
            if any(first):
                st.markdown("  \n".join(each for each in first if each))
        if kpi.reason:
            st.markdown(f"Reason: {escape(kpi.reason)}")
        talking.count_of(opened, kpi.metric)
        if changeable:
            _acts(kpi, desk, opened)


def _acts(kpi: ScorecardKpi, desk: Desk, opened: Opened) -> None:
    record = desk.adviser.knowledge.records.get(kpi.metric)
    known = isinstance(record, Metric)
    asks = isinstance(record, Metric) and bool(record.gate or record.define_first)
    label = escape(desk.words.label(kpi.metric))
    with st.container(horizontal=True, gap="small", key=f"acts_{slug(kpi.metric)}"):
        first = "Edit target" if kpi.target else "Set a target"
        settling = ("Define", "settle", "edit_note")
        for name, what, icon in ((first, "target", "target"), settling, *_CHOICES):
            if (what == "target" and not known) or (what == "settle" and not asks):
                continue
            st.button(
                name,
                icon=f":material/{icon}:",
                key=here.key(opened, f"do_{what}_{slug(kpi.metric)}"),
                help=f"{name}: {label}" if what != "target" else None,
                type="secondary" if what == "target" else "tertiary",
                on_click=asking.ask,
                args=(opened, what, kpi.metric),
            )


def _dropped(desk: Desk, opened: Opened, changeable: bool) -> None:
    """What was recommended and not taken, why, and the way back."""
    if not opened.card.dropped:
        return
    st.subheader("Recommended, not taken", anchor=False)
    with st.container(key="dropped", border=True, gap="small"):
        for each in opened.card.dropped:
            role = opened.card.basis.recommended.get(each.metric)
            was = f" ({aim_words.ROLES[role].lower()})" if role else ""
            label = escape(desk.words.label(each.metric))
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{label}**{was}: {escape(each.reason)}", width="stretch")
                if changeable:
                    st.button(
                        "Take back",
                        icon=":material/undo:",
                        key=here.key(opened, f"do_back_{slug(each.metric)}"),
                        help=f"Take back: {label}",
                        on_click=choosing.bring_back,
                        args=(opened, each.metric),
                    )
