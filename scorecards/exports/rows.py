"""KPIs and readings as tables of values, one row each, for a spreadsheet or a program. Pure."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from scorecards.document import Reading
from scorecards.exports.content import KIND, ROLE, Content, Row
from scorecards.exports.inert import cell, printable
from scorecards.readings.standing import in_force
from scorecards.units import plain

Value = str | Decimal | int | datetime.date | None

KPI_COLUMNS = (
    "metric",
    "name",
    "role",
    "accountability",
    "lead",
    "co-owners",
    "tie-breaker",
    "own part",
    "objectives",
    "baseline",
    "target",
    "change",
    "amount",
    "low",
    "high",
    "aim",
    "unit",
    "deadline",
    "weight",
    "source",
    "cadence",
    "last reading",
    "adjustment",
    "read on",
    "n",
    "status",
    "standing",
)
READING_COLUMNS = (
    "id",
    "metric",
    "name",
    "day",
    "value",
    "currency",
    "n",
    "window",
    "in force",
    "corrects",
    "evidence",
    "entered by",
    "entered at",
)


def kpi_values(row: Row) -> tuple[Value, ...]:
    """One KPI, a value for each of ``KPI_COLUMNS``."""
    kpi, target, where = row.kpi, row.kpi.target, row.standing
    reading = where.reading if where else None
    return (
        kpi.metric,
        row.label,
        ROLE[kpi.role],
        KIND[kpi.contract.kind],
        row.lead,
        "; ".join(row.co_owners),
        kpi.contract.tie_breaker,
        "; ".join(row.own_part),
        "; ".join(row.objectives),
        target.baseline if target else None,
        row.target if target else None,
        target.change if target else None,
        row.amount,
        target.low if target else None,
        target.high if target else None,
        row.aim,
        row.unit,
        target.deadline if target else None,
        kpi.weight,
        kpi.source,
        kpi.cadence,
        reading.value if reading else None,
        row.adjustment if row.adjustment else None,
        reading.taken_on if reading else None,
        reading.n if reading else None,
        row.status,
        row.told,
    )


def reading_values(content: Content) -> tuple[tuple[Value, ...], ...]:
    """Every reading, by day; a value for each of ``READING_COLUMNS``."""
    readings = content.matter.opened.readings
    live = {each.id for metric in _metrics(readings) for each in in_force(readings, metric)}
    ordered = sorted(readings, key=lambda each: (each.taken_on, each.at, each.id))
    return tuple(
        (
            each.id,
            each.metric,
            content.names.label(each.metric),
            each.taken_on,
            each.value,
            each.currency,
            each.n,
            each.window,
            "yes" if each.id in live else "no",
            each.replaces,
            each.evidence,
            each.by,
            each.at.isoformat(),
        )
        for each in ordered
    )


def kpis_csv(content: Content) -> bytes:
    """The KPIs as CSV: UTF-8 with a mark at its start, by which spreadsheets know it."""
    return _csv(KPI_COLUMNS, map(kpi_values, content.rows))


def readings_csv(content: Content) -> bytes:
    """The readings as CSV, corrected ones included."""
    return _csv(READING_COLUMNS, reading_values(content))


def _metrics(readings: Iterable[Reading]) -> dict[str, None]:
    return dict.fromkeys(each.metric for each in readings)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return cell(printable(value))
        case Decimal():
            return plain(value)
        case _:
            return str(value)
