"""What a person typed about a KPI, read into the document; and a target as text to be changed.

Figures are read exactly as they are written. What cannot be read is refused with its field, so that
a form can say it beside what was typed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge_graph.records import Metric
from scorecards.document import Period, Scorecard, ScorecardKpi, Target
from scorecards.part import Number, Refusal, Refused
from scorecards.targets import IN_POINTS, check
from scorecards.units import is_money, is_percent, is_time, plain, unit_of

_FIGURE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_CODE = re.compile(r"[A-Z]{3}")
_NUMBER: TypeAdapter[Decimal] = TypeAdapter(Number)
_AIM = ("change", "amount", "time", "low", "high", "currency", "deadline", "warn", "fail")
"""Fields of a target of which a change moves what is to be reached."""


@dataclass(frozen=True)
class Entered:
    """The fields of a target as they stand in a form; figures as text, empty where left open."""

    baseline: str = ""
    change: str | None = None
    amount: str = ""
    time: str | None = None
    low: str = ""
    high: str = ""
    currency: str = ""
    deadline: datetime.date | None = None
    warn: str = ""
    fail: str = ""
    why: str = ""


def as_entered(target: Target | None, period: Period) -> Entered:
    """A target as text; without one an empty form with the end of the period as deadline.

    The reason starts empty: that of an earlier change says nothing about the next one.
    """
    if target is None:
        return Entered(deadline=period.end)

    def text(value: Decimal | None) -> str:
        return "" if value is None else plain(value)

    return Entered(
        baseline=text(target.baseline),
        change=target.change,
        amount=text(target.amount),
        time=target.time,
        low=text(target.low),
        high=text(target.high),
        currency=target.currency or "",
        deadline=target.deadline,
        warn=text(target.warn),
        fail=text(target.fail),
    )


def kinds(metric: Metric, variant: str | None = None, kept: str | None = None) -> tuple[str, ...]:
    """The kinds of change that fit a metric.

    Args:
        metric: The metric.
        variant: The definition in use.
        kept: A kind that is in use already and stays on offer.
    """
    unit = unit_of(metric, variant)
    if metric.direction == "range":
        return ("within-range",)
    by = "by-points" if unit in IN_POINTS else "by-amount"
    found = ("to-level", by, "by-relative-percent", "within-range")
    stays = kept == "by-amount" and by != kept and not is_percent(unit)
    return (*found, "by-amount") if stays else found


def read_target(
    entered: Entered,
    metric: Metric,
    period: Period,
    *,
    today: datetime.date,
    before: Target | None = None,
    variant: str | None = None,
) -> Target:
    """The target that was typed; set today where it asks for something else than before.

    Raises:
        Refused: With every reason; each names its field.
    """
    unit = unit_of(metric, variant)
    found: list[Refusal] = []
    figures = ("baseline", "amount", "low", "high", "warn", "fail")
    values: dict[str, Any] = {each: _figure(entered, each, found) for each in figures}
    if entered.change is None:
        right = "choose one" if not is_percent(unit) else "choose a level, points or percent of it"
        found.append(Refusal(field="change", wrong="no kind of change is chosen", right=right))
    if entered.deadline is None:
        right = f"give a day, such as {period.end}"
        found.append(Refusal(field="deadline", wrong="the deadline is missing", right=right))
    code = entered.currency.strip().upper()
    if is_money(unit) and code and not _CODE.fullmatch(code):
        wrong, right = f"{code[:20]} is no currency", "give three letters, such as EUR"
        found.append(Refusal(field="currency", wrong=wrong, right=right))
    if found:
        raise Refused(*found)
    ranged = entered.change == "within-range"
    values |= {"amount": None} if ranged else {"low": None, "high": None}
    timed = is_time(unit) and not ranged and entered.change != "by-relative-percent"
    target = Target(
        **values,
        change=entered.change,
        time=entered.time if timed else None,
        currency=code or None if is_money(unit) else None,
        deadline=entered.deadline,
        set_on=today,
        why=entered.why,
    )
    if before is not None and not moved(before, target):
        said = {"set_on": before.set_on, "why": target.why or before.why}
        target = target.model_copy(update=said)
    found.extend(check(target, metric, period, variant))
    if before is not None and moved(before, target) and late(target, period) and not target.why:
        wrong, right = "the target changes after the period began", "say in a sentence why"
        found.append(Refusal(field="why", wrong=wrong, right=right))
    if found:
        raise Refused(*found)
    return target


def moved(before: Target, after: Target) -> bool:
    """Whether something else is to be reached, or from elsewhere; a baseline found is neither."""
    elsewhere = before.baseline is not None and before.baseline != after.baseline
    return elsewhere or any(getattr(before, f) != getattr(after, f) for f in _AIM)


def late(target: Target, period: Period) -> bool:
    """Whether it was set after the period began."""
    return target.set_on > period.start


def read_days(text: str) -> tuple[int, ...]:
    """Days after a launch, from text such as ``30, 60, 90``; in order, each once.

    Raises:
        Refused: Something in it is no whole number from 1 to 3650.
    """
    days: set[int] = set()
    for each in text.replace(",", " ").split():
        if not (each.isdecimal() and len(each) < 5 and 1 <= int(each) <= 3650):
            wrong = f"{each[:20]} is no number of days"
            right = "give whole days from 1 to 3650, such as 30, 60, 90"
            raise Refused(Refusal(field="windows", wrong=wrong, right=right))
        days.add(int(each))
    return tuple(sorted(days))


def weighed(card: Scorecard, typed: Mapping[str, str]) -> Scorecard:
    """The scorecard with the weights that were typed for some of its KPIs; empty is none.

    Raises:
        Refused: A weight cannot be read, or is not from 0 to 100.
    """
    found: list[Refusal] = []
    kpis: list[ScorecardKpi] = []
    for kpi in card.kpis:
        if kpi.metric in typed:
            weight = _read(typed[kpi.metric], kpi.metric, found)
            if weight is not None and not 0 <= weight <= 100:
                wrong, right = f"{plain(weight)} is no percent of a whole", "give 0 to 100"
                found.append(Refusal(field=kpi.metric, wrong=wrong, right=right))
            kpi = kpi.model_copy(update={"weight": weight})
        kpis.append(kpi)
    if found:
        raise Refused(*found)
    return card.model_copy(update={"kpis": tuple(kpis)})


def _figure(entered: Entered, field: str, found: list[Refusal]) -> Decimal | None:
    return _read(getattr(entered, field), field, found)


def _read(text: str, field: str, found: list[Refusal]) -> Decimal | None:
    """The figure of a field, None where it is empty; what is none is noted."""
    written = "".join(text.split()).replace("\N{MINUS SIGN}", "-")
    if not written:
        return None
    if not _FIGURE.fullmatch(written):
        wrong = f'"{text.strip()[:40]}" is no number'
        right = "write digits, with a point before decimals and nothing else, such as 1250.5"
        found.append(Refusal(field=field, wrong=wrong, right=right))
        return None
    try:
        return _NUMBER.validate_python(Decimal(written))
    except ValidationError:
        wrong = f"{written[:40]} has too many digits"
        right = "give 12 digits before the point and 6 after it at most"
        found.append(Refusal(field=field, wrong=wrong, right=right))
        return None
