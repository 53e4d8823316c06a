"""Which KPIs of a scorecard the result of an instrument is a reading of, and why not. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Figure, Instrument
from knowledge_graph.records import Metric
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.instruments.found import Result
from scorecards.instruments.told import with_unit
from scorecards.part import Part, Refusal, Refused
from scorecards.units import is_money, unit_of

_PLACES = 4
"""Decimals that are kept; what stands after them is noise of the arithmetic."""


class Value(Part):
    """A value that would be kept; ``on`` is None where it is for the person to say."""

    on: datetime.date | None
    value: Decimal
    n: int


class Fit(Part):
    """What a figure would become on a scorecard.

    Attributes:
        values: One, or one for each day that the file speaks of; none where it cannot be kept.
        says: The figure with its unit and margin.
        missing: The metric does not stand on the scorecard; it can be watched there.
        wrong: Why it cannot be kept.
    """

    figure: str
    label: str
    metric: str
    values: tuple[Value, ...] = ()
    currency: str | None = None
    says: str = ""
    missing: bool = False
    wrong: Refusal | None = None


def fits(
    card: Scorecard, instrument: Instrument, result: Result, knowledge: Knowledge
) -> tuple[Fit, ...]:
    """What each figure that feeds a metric would become on a scorecard.

    Where several figures are definitions of one metric, the one that the scorecard uses.
    """
    found: dict[str, Fit] = {}
    for figure in instrument.measure.figures if instrument.measure else ():
        if figure.feeds is None:
            continue
        fit = _fit(card, figure, figure.feeds, result, knowledge)
        before = found.get(figure.feeds)
        if before is None or (before.wrong is not None and fit.wrong is None):
            found[figure.feeds] = fit
    return tuple(found.values())


def chosen(found: tuple[Fit, ...], figures: Sequence[str] | None) -> tuple[Fit, ...]:
    """The fits that can be kept, or those of these figures or metrics.

    Raises:
        Refused: Nothing can be kept, or one that was named cannot; with every reason.
    """
    wanted = found
    if figures:
        known = {name: each for each in found for name in (each.figure, each.metric)}
        strange = [name for name in figures if name not in known]
        if strange:
            right = f"take {' or '.join(each.figure for each in found)}" if found else "take none"
            wrong = f"no reading comes of `{strange[0][:40]}`"
            raise Refused(Refusal(field="figure", wrong=wrong, right=right))
        wanted = tuple(dict.fromkeys(known[name] for name in figures))
    good = tuple(each for each in wanted if each.wrong is None)
    bad = [each.wrong for each in wanted if each.wrong is not None]
    if bad and (figures or not good):
        raise Refused(*bad)
    if not good:
        wrong, right = "no figure of it is a reading of a metric", "keep the result as a file"
        raise Refused(Refusal(field="figure", wrong=wrong, right=right))
    return good


def evidence(instrument: Instrument, result: Result, fit: Fit, file: str = "") -> str:
    """What stands at a reading: instrument, how many, margin, settings, codes of warnings, file."""
    measure = instrument.measure
    figure = measure.figure(fit.figure) if measure else None
    margin = result.value(figure.margin) if figure and figure.margin else None
    parts = [instrument.label, f"n {result.n}"]
    for setting in measure.settings if measure else ():
        if setting.name in result.settings:
            parts.append(f"{setting.label.lower()}: {result.settings[setting.name]}")
    if margin is not None and figure is not None:
        parts.append(f"margin ± {with_unit(margin, figure.unit, result.currency)}")
    if result.warnings:
        parts.append(f"warnings: {', '.join(each.code for each in result.warnings)}")
    if file:
        parts.append(f"file {file}")
    return "; ".join(parts)


def _fit(card: Scorecard, figure: Figure, metric: str, result: Result, knowledge: Knowledge) -> Fit:
    record = knowledge.records.get(metric)
    label = record.label if record else metric
    fit = Fit(figure=figure.name, label=label, metric=metric)
    if not card.holds(metric):
        absent = _refusal(label, "it does not stand on this scorecard", "watch it there first")
        return fit.model_copy(update={"missing": True, "wrong": absent})
    kpi = card.kpi(metric)
    wrong = _unfit(kpi, figure, result, record, label)
    if wrong is not None:
        return fit.model_copy(update={"wrong": wrong})
    values = tuple(_values(figure, result))
    if not values:
        right = "see its warnings for what is missing"
        nothing = _refusal(label, f"{figure.label} cannot be worked out of this file", right)
        return fit.model_copy(update={"wrong": nothing})
    update = {
        "values": values,
        "currency": result.currency if is_money(figure.unit) else None,
        "says": _says(figure, result, values),
    }
    return fit.model_copy(update=update)


def _unfit(
    kpi: ScorecardKpi, figure: Figure, result: Result, record: object, label: str
) -> Refusal | None:
    """Why a figure is no reading of a KPI; None where it is one."""
    if not isinstance(record, Metric):
        return _refusal(label, "it is not known any more", "choose another metric")
    names = {each.id: each.label for each in record.variants}
    if kpi.formula:
        wrong = "the scorecard has a formula of its own"
        return _refusal(label, wrong, "take a definition that is known, or enter the value by hand")
    if not figure.gives(kpi.variant):
        here = names.get(kpi.variant or "", kpi.variant) or "the usual definition"
        gives = names.get(figure.variant or "", figure.variant) or "the usual definition"
        wrong = f"the scorecard takes {here}, and the file gives {gives}"
        right = "choose that definition under KPIs and targets, or enter the value by hand"
        return _refusal(label, wrong, right)
    unit = unit_of(record, kpi.variant)
    if figure.unit != unit:
        wrong = f"it is counted in {unit}, and the figure in {figure.unit}"
        return _refusal(label, wrong, "enter the value by hand")
    if not is_money(unit):
        return None
    if result.currency is None:
        return _refusal(label, "the file names no currency", "give one, such as EUR, and try again")
    aims = kpi.target.currency if kpi.target else None
    if aims and aims != result.currency:
        wrong = f"the target is in {aims}, and the file in {result.currency}"
        return _refusal(label, wrong, "take one currency for the target and all readings of a KPI")
    return None


def _values(figure: Figure, result: Result) -> Iterator[Value]:
    dated = [each for each in result.findings.dated if each.figure == figure.name]
    usual = result.findings.counts.get(figure.name, result.n)
    for each in sorted(dated, key=lambda one: one.on):
        n = each.n if each.n is not None else usual
        yield Value(on=each.on, value=_exact(each.value), n=n)
    value = result.value(figure.name)
    if not dated and value is not None:
        yield Value(on=None, value=_exact(value), n=usual)


def _says(figure: Figure, result: Result, values: tuple[Value, ...]) -> str:
    if len(values) > 1:
        return f"{len(values)} readings, from {values[0].on} to {values[-1].on}"
    margin = result.value(figure.margin) if figure.margin else None
    says = with_unit(float(values[0].value), figure.unit, result.currency)
    on = f" on {values[0].on}" if values[0].on else ""
    around = "" if margin is None else f", ± {with_unit(margin, figure.unit, result.currency)}"
    return f"{says}{around}{on}"


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.{_PLACES}f}").normalize() + 0


def _refusal(field: str, wrong: str, right: str) -> Refusal:
    return Refusal(field=field, wrong=wrong, right=right)
