"""The form for the target of one KPI, and for how it is read.

What is typed stays in the form until it can be kept; what it comes to is said below as it is typed.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

import streamlit as st

from knowledge_graph.records import Metric, MetricExample
from scorecards.desk import Desk, Opened
from scorecards.document import Scorecard, ScorecardKpi, Target, next_quarter
from scorecards.making.entered import Entered, as_entered, kinds, read_days, read_target
from scorecards.part import FIRST, LAST, Refusal, Refused
from scorecards.targets import flags
from scorecards.units import HOURS, grouped, is_money, is_percent, is_time, plain, unit_of
from ui.kept import aim_words, asking, here
from ui.parts.wording import escape

_NAMES = {
    "baseline": "Baseline",
    "change": "Kind of change",
    "amount": "Amount",
    "time": "Counted in",
    "low": "Lowest",
    "high": "Highest",
    "currency": "Currency",
    "deadline": "Deadline",
    "warn": "At risk from",
    "fail": "Missed from",
    "why": "Why it changes",
    "windows": "Read-out days",
    "before_launch": "First survey, days before the launch",
}
_TEXTS = ("baseline", "amount", "low", "high", "currency", "warn", "fail", "why")
_MEANS = {
    "by-points": "Of 40 percent, 5 points make 45 percent.",
    "by-relative-percent": "Of 40 percent, 5 percent of it make 42 percent.",
    "to-level": "Where it is to stand in the end.",
    "within-range": "Between a lowest and a highest value.",
}


def show(desk: Desk, opened: Opened, metric: str) -> None:
    """Show the form."""
    kpi = opened.card.kpi(metric)
    record = desk.adviser.knowledge.get(Metric, metric)
    start = as_entered(kpi.target, opened.card.period)
    with st.grid(2 if record.variants else 1, min_column_width=240, gap="small"):
        variant = _definition(opened, kpi, record)
        _baseline(opened, kpi, start)
    unit = unit_of(record, variant)
    formula = next((v.formula for v in record.variants if v.id == variant), record.formula)
    st.markdown(
        f"Counted in **{escape(unit)}**; {aim_words.DIRECTIONS[record.direction]}. "
        f"Computed as {escape(formula)}."
    )
    if kpi.target is None and record.example is not None and not is_percent(unit):
        _example(opened, kpi, record.example)
    change = _change(opened, kpi, record, variant, start)
    _figures(opened, kpi, unit, change, start)
    if change != "within-range":
        with st.grid(2, min_column_width=200, gap="small"):
            _text(opened, kpi, "warn", start.warn, "A reading from here on counts as at risk.")
            _text(opened, kpi, "fail", start.fail, "A reading from here on counts as missed.")
    if kpi.target is not None and opened.today > opened.card.period.start:
        st.caption(
            f"The period began on {here.day(opened.card.period.start)}. "
            "A change now is marked and needs its reason."
        )
        _text(opened, kpi, "why", start.why, "Stands beside the target.", limit=1000)
    _reading(desk, opened, kpi, record)
    asking.wrong(_NAMES)
    asking.buttons(opened, "Keep the target", partial(_keep, desk, opened, metric))
    _comes_to(desk, opened, kpi, record, variant)  # below, so that no button moves under a click
    with st.container(horizontal=True, gap="medium"):
        st.button(
            "Keep only how it is read",
            key=asking.field(opened, "only", metric),
            type="tertiary",
            on_click=partial(_keep_reading, desk, opened, metric),
        )
        if kpi.target is not None:
            st.button(
                "Take the target away",
                key=asking.field(opened, "away", metric),
                type="tertiary",
                on_click=partial(_take_away, opened, metric),
            )


def _text(
    opened: Opened, kpi: ScorecardKpi, name: str, value: str, help: str, limit: int = 40
) -> None:
    st.text_input(
        _NAMES[name],
        value,
        key=asking.field(opened, name, kpi.metric),
        help=help,
        max_chars=limit,
    )


def _definition(opened: Opened, kpi: ScorecardKpi, record: Metric) -> str | None:
    """Ask which definition is in use, where there are several."""
    if not record.variants:
        return kpi.variant
    labels = {"": "As in the catalogue", **{each.id: each.label for each in record.variants}}
    options = list(labels)
    chosen = st.selectbox(
        "Definition",
        options,
        index=options.index(kpi.variant or "") if (kpi.variant or "") in options else 0,
        format_func=labels.__getitem__,
        key=asking.field(opened, "variant", kpi.metric),
        help="Figures of two definitions must not be compared.",
    )
    return chosen or None


def _baseline(opened: Opened, kpi: ScorecardKpi, start: Entered) -> None:
    read = opened.in_force(kpi.metric)
    key = asking.field(opened, "baseline", kpi.metric)
    with st.container(gap="xsmall"):
        st.text_input(
            _NAMES["baseline"],
            start.baseline,
            key=key,
            help="Where it stands now. Left empty, it is marked as unknown until you fill it in.",
            placeholder="Unknown",
            max_chars=40,
        )
        if read:
            last = read[-1].value
            st.button(
                f"Take the last reading: {grouped(last)} ({here.day(read[-1].taken_on)})",
                key=asking.field(opened, "last", kpi.metric),
                type="tertiary",
                on_click=_fill,
                args=(key, plain(last)),
            )


def _fill(key: str, value: str) -> None:
    st.session_state[key] = value


def _example(opened: Opened, kpi: ScorecardKpi, example: MetricExample) -> None:
    """Offer the target that the source gives as an example; every field can then be edited."""
    end, percent = next_quarter(opened.today).end, plain(Decimal(str(example.percent)))
    st.button(
        f"Start from the source's example: {percent} percent more by {here.day(end)}",
        icon=":material/format_quote:",
        key=asking.field(opened, "example", kpi.metric),
        on_click=_fill_all,
        args=(opened, kpi.metric),
        kwargs={"change": "by-relative-percent", "amount": percent, "deadline": end},
    )


def _fill_all(opened: Opened, metric: str, **values: object) -> None:
    for name, value in values.items():
        st.session_state[asking.field(opened, name, metric)] = value


def _change(
    opened: Opened, kpi: ScorecardKpi, record: Metric, variant: str | None, start: Entered
) -> str | None:
    """Ask for the kind of change; nothing is chosen before somebody does."""
    options = kinds(record, variant, start.change)
    percent = is_percent(unit_of(record, variant))
    alone = 0 if len(options) == 1 else None
    chosen: str | None = st.radio(
        "Kind of change",
        options,
        index=options.index(start.change) if start.change in options else alone,
        format_func=aim_words.CHANGES.__getitem__,
        captions=[_MEANS.get(each, "") if percent else "" for each in options] if percent else None,
        horizontal=True,
        key=asking.field(opened, "change", kpi.metric),
    )
    return chosen


def _figures(
    opened: Opened, kpi: ScorecardKpi, unit: str, change: str | None, start: Entered
) -> None:
    """Ask for the figures that this kind of change has, and for the deadline."""
    with st.grid(2, min_column_width=200, gap="small"):
        if change == "within-range":
            _text(opened, kpi, "low", start.low, f"In {unit}.")
            _text(opened, kpi, "high", start.high, f"In {unit}.")
        elif change is not None:
            told = "The level." if change == "to-level" else "Plus raises it, minus lowers it."
            _text(opened, kpi, "amount", start.amount, told)
        if is_time(unit) and change in ("to-level", "by-amount"):
            lengths = list(HOURS)
            st.selectbox(
                _NAMES["time"],
                lengths,
                index=lengths.index(start.time or unit),
                key=asking.field(opened, "time", kpi.metric),
            )
        if is_money(unit):
            given = start.currency or _currency(opened)
            _text(opened, kpi, "currency", given, "Three letters, such as EUR.", limit=3)
        st.date_input(
            "Deadline",
            start.deadline,
            min_value=FIRST,
            max_value=LAST,
            format="YYYY-MM-DD",
            key=asking.field(opened, "deadline", kpi.metric),
        )


def _currency(opened: Opened) -> str:
    """The one currency of the other targets, if they have one."""
    found = {kpi.target.currency for kpi in opened.card.kpis if kpi.target} - {None}
    return str(found.pop()) if len(found) == 1 else ""


def _reading(desk: Desk, opened: Opened, kpi: ScorecardKpi, record: Metric) -> None:
    """Ask where readings come from, how often, and on which days after a launch."""
    knowledge = desk.adviser.knowledge
    spec = next(each for each in knowledge.fields.profile if each.name == "data_sources")
    at_hand = opened.card.basis.answers("data_sources")
    first = [each for each in (*record.needs, *at_hand, kpi.source) if each]
    sources = list(dict.fromkeys((*first, *spec.values)))
    cadences = list(dict.fromkeys((*aim_words.CADENCES, kpi.cadence)))
    panel = st.expander("How it is read", icon=":material/edit_note:", key="how_read")
    with panel, st.grid(2, min_column_width=200, gap="small"):
        st.selectbox(
            "Source",
            sources,
            index=sources.index(kpi.source) if kpi.source else None,
            format_func=lambda each: aim_words.source(each, knowledge),
            placeholder="Not named",
            key=asking.field(opened, "source", kpi.metric),
        )
        st.selectbox(
            "How often",
            cadences,
            index=cadences.index(kpi.cadence),
            format_func=aim_words.cadence,
            key=asking.field(opened, "cadence", kpi.metric),
        )
        st.text_input(
            _NAMES["windows"],
            ", ".join(map(str, kpi.windows)),
            key=asking.field(opened, "windows", kpi.metric),
            help="Days after the launch on which a reading closes, such as 30, 60, 90.",
            max_chars=80,
        )
        if record.before_launch is not None:
            st.number_input(
                _NAMES["before_launch"],
                min_value=1,
                max_value=3650,
                value=kpi.before_launch,
                key=asking.field(opened, "before_launch", kpi.metric),
                help=f"{record.before_launch} days leave time to act on what it shows.",
                placeholder="None planned",
            )


def _entered(opened: Opened, metric: str) -> Entered:
    """What stands in the form now; what it does not show is empty."""
    state = st.session_state
    texts = {name: asking.typed(opened, name, metric) for name in _TEXTS}
    return Entered(
        **texts,
        change=state.get(asking.field(opened, "change", metric)),
        time=state.get(asking.field(opened, "time", metric)),
        deadline=state.get(asking.field(opened, "deadline", metric)),
    )


def _target(
    entered: Entered, desk: Desk, opened: Opened, kpi: ScorecardKpi, variant: str | None
) -> Target:
    return read_target(
        entered,
        desk.adviser.knowledge.get(Metric, kpi.metric),
        opened.card.period,
        today=opened.today,
        before=kpi.target,
        variant=variant,
    )


def _comes_to(
    desk: Desk, opened: Opened, kpi: ScorecardKpi, record: Metric, variant: str | None
) -> None:
    """Say what the figures come to, as far as they can be read."""
    entered = _entered(opened, kpi.metric)
    try:
        target = _target(replace(entered, why="open"), desk, opened, kpi, variant)
    except Refused:
        return
    unit = unit_of(record, variant)
    said = [f"Comes to: {aim_words.aim(target, unit, desk.words)}."]
    said.extend((aim_words.steps(target, unit, opened.card.period), *flags(target)))
    st.info("  \n".join(each for each in said if each), icon=":material/target:")


def _variant(opened: Opened, kpi: ScorecardKpi) -> str | None:
    chosen = st.session_state.get(asking.field(opened, "variant", kpi.metric), kpi.variant)
    return chosen or None


def _read_as(opened: Opened, kpi: ScorecardKpi) -> ScorecardKpi:
    """The KPI read as the form says."""
    state = st.session_state
    update = {
        "variant": _variant(opened, kpi),
        "source": state.get(asking.field(opened, "source", kpi.metric)),
        "cadence": state.get(asking.field(opened, "cadence", kpi.metric)) or kpi.cadence,
        "windows": read_days(asking.typed(opened, "windows", kpi.metric)),
        "before_launch": state.get(
            asking.field(opened, "before_launch", kpi.metric), kpi.before_launch
        ),
    }
    return kpi.model_copy(update=update)


def _keep(desk: Desk, opened: Opened, metric: str) -> None:
    kpi = opened.card.kpi(metric)

    def change(card: Scorecard) -> Scorecard:
        found: list[Refusal] = []
        changed = kpi
        try:
            changed = _read_as(opened, kpi)
        except Refused as refused:
            found.extend(refused.refusals)
        try:
            entered = _entered(opened, metric)
            target = _target(entered, desk, opened, kpi, _variant(opened, kpi))
        except Refused as refused:
            raise Refused(*refused.refusals, *found) from None
        if found:
            raise Refused(*found)
        return card.with_kpi(changed.model_copy(update={"target": target}))

    asking.keep(opened, change)


def _keep_reading(desk: Desk, opened: Opened, metric: str) -> None:
    kpi = opened.card.kpi(metric)
    asking.keep(opened, lambda card: card.with_kpi(_read_as(opened, kpi)))


def _take_away(opened: Opened, metric: str) -> None:
    kpi = opened.card.kpi(metric)
    asking.keep(opened, lambda card: card.with_kpi(kpi.model_copy(update={"target": None})))
