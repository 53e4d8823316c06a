"""The result of an instrument as people read it: figures with unit and margin, and as CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from knowledge_graph.measures import Figure, Instrument
from scorecards.exports.inert import cell
from scorecards.instruments.found import Cell, Result
from scorecards.part import Part
from scorecards.units import grouped, measured

NOT_KNOWN = "cannot be worked out"
_PLACES, _FINE = 2, 4


class Told(Part):
    """A figure in words.

    Attributes:
        says: The value with its unit; says so where it cannot be worked out.
        margin: Its margin of error, such as ``± 8.2 points``; empty where none is known.
        n: How many are behind it, where that is another number than of the whole result.
    """

    name: str
    label: str
    value: str
    unit: str
    says: str
    margin: str
    definition: str
    feeds: str | None
    n: int | None

    @property
    def known(self) -> bool:
        """Whether it could be worked out."""
        return self.value != NOT_KNOWN


def told(instrument: Instrument, result: Result) -> tuple[Told, ...]:
    """Every figure of a result, in the order of the record."""
    figures = instrument.measure.figures if instrument.measure else ()
    return tuple(_told(each, result) for each in figures)


def headline(instrument: Instrument, result: Result) -> tuple[Told, ...]:
    """The figures that come first: those that feed a metric, or the first known where none does.

    A figure that is only another's margin stands beside that one.
    """
    found = [each for each in told(instrument, result) if each.name not in margins(instrument)]
    feeding = tuple(each for each in found if each.feeds)
    known = [each for each in found if each.known]
    return feeding or tuple((known or found)[:1])


def margins(instrument: Instrument) -> frozenset[str]:
    """The figures that are margins of others."""
    figures = instrument.measure.figures if instrument.measure else ()
    return frozenset(each.margin for each in figures if each.margin)


def readable(value: Cell) -> str:
    """A cell or figure as people read it: at most two decimals, four where it is below one."""
    if value is None:
        return ""
    if isinstance(value, float):
        return grouped(_rounded(value))
    return grouped(Decimal(value)) if isinstance(value, int) else value


def with_unit(value: float | int | None, unit: str, currency: str | None) -> str:
    """A figure with its unit, such as ``31.5 percent``."""
    if value is None:
        return NOT_KNOWN
    return measured(_rounded(value), unit, currency)


def _rounded(value: float) -> Decimal:
    places = _PLACES if abs(value) >= 1 else _FINE
    return Decimal(f"{value:.{places}f}") + 0


def _told(figure: Figure, result: Result) -> Told:
    value = result.value(figure.name)
    margin = result.value(figure.margin) if figure.margin else None
    around = "" if margin is None else f"± {with_unit(margin, figure.unit, result.currency)}"
    return Told(
        name=figure.name,
        label=figure.label,
        value=NOT_KNOWN if value is None else readable(value),
        unit=figure.unit.replace("currency", result.currency or "currency"),
        says=with_unit(value, figure.unit, result.currency),
        margin=around if value is not None else "",
        definition=figure.definition,
        feeds=figure.feeds,
        n=result.findings.counts.get(figure.name),
    )


def as_csv(instrument: Instrument, result: Result) -> str:
    """The figures of a result, then each of its tables, as CSV. No cell becomes a formula."""
    out = io.StringIO()
    pen = csv.writer(out, lineterminator="\n")
    pen.writerows(_rows(instrument, result))
    return out.getvalue()


def _rows(instrument: Instrument, result: Result) -> Iterator[list[str]]:
    yield ["figure", "label", "value", "unit", "n"]
    data = result.as_data()["result"]
    for figure in instrument.measure.figures if instrument.measure else ():
        n = result.findings.counts.get(figure.name, result.n)
        value = data.get(figure.name)
        unit = figure.unit.replace("currency", result.currency or "currency")
        yield [figure.name, figure.label, _plain(value), unit, str(n)]
    for warned in result.warnings:
        yield ["warning", cell(warned.text)]
    for table in result.findings.tables:
        yield []
        yield [cell(table.title)]
        yield list(table.columns)
        for row in data[table.name]:
            yield [_plain(row[key]) for key in table.columns]


def _plain(value: Cell) -> str:
    return cell(value) if isinstance(value, str) else "" if value is None else str(value)
