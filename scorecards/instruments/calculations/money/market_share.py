"""Market share: own sales in a market that is defined in writing, on days that are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scorecards.instruments.answers import Answers, Row, Value, plain
from scorecards.instruments.calculations.money.values import amount, percent, told
from scorecards.instruments.found import Chart, Dated, Findings, Series, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse


def market_share(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Dated readings of own sales and of the market as shares, and the change between them.

    Raises:
        Refused: Own sales exceed the market, a market is nothing, or rows count different things.
    """
    rows = sorted(answers, key=lambda row: row.text("on"))
    refuse(_wrong(rows))
    shares = [_share(row) for row in rows]
    alike = len({plain(row.text("definition")) for row in rows}) == 1
    cautions: dict[str, dict[str, object]] = {}
    if len(rows) == 1:
        cautions["one-reading"] = {}
    elif not alike:
        cautions["definitions"] = {}
    if len({plain(row.text("source")) for row in rows}) > 1:
        cautions["sources"] = {}
    first = shares[0]
    change = shares[-1] - first if alike and len(rows) > 1 else None
    relative = 100 * change / first if change is not None and first else None
    return Findings(
        figures={
            "share": shares[-1],
            "first_share": first,
            "change": change,
            "relative_change": relative,
        },
        tables=(_readings(rows, shares),),
        charts=(_chart(rows, shares, change),),
        cautions=cautions,
        dated=tuple(_dated(rows, shares)),
    )


def _share(row: Row) -> float:
    return percent(amount(row, "ours"), amount(row, "market")) or 0.0


def _wrong(rows: Sequence[Row]) -> Iterator[Refusal]:
    first = min(rows, key=lambda row: row.number)
    for row in rows:
        ours, market = amount(row, "ours"), amount(row, "market")
        if not market:
            right = "write the sales of the whole market, your own included"
            yield Refusal(field=f"row {row.number}, market", wrong="it is nothing", right=right)
        elif ours > market:
            wrong = f"{ours:f} is more than the whole market, {market:f}"
            right = "count the same sales in both; the market includes your own"
            yield Refusal(field=f"row {row.number}, ours", wrong=wrong, right=right)
        if row["unit"] != first["unit"]:
            wrong = f"{row.text('unit')} stands here and {first.text('unit')} in row {first.number}"
            right = "keep to one unit; shares by value and by number are different shares"
            yield Refusal(field=f"row {row.number}, unit", wrong=wrong, right=right)


def _dated(rows: Sequence[Row], shares: Sequence[float]) -> Iterator[Dated]:
    for row, share in zip(rows, shares, strict=True):
        if (on := row.day("on")) is not None:
            yield Dated(figure="share", on=on, value=share)


def _readings(rows: Sequence[Row], shares: Sequence[float]) -> Table:
    columns = {"on": "On", "ours": "Own sales", "market": "Whole market", "unit": "Unit"}
    columns |= {"share": "Share in percent", "source": "Source", "source_link": "Link"}
    columns |= {"definition": "The market"}
    read = tuple(
        (
            row.text("on"),
            float(amount(row, "ours")),
            float(amount(row, "market")),
            row.text("unit"),
            share,
            row.text("source"),
            row.text("source_link"),
            row.text("definition"),
        )
        for row, share in zip(rows, shares, strict=True)
    )
    return Table(name="readings", title="The readings", columns=columns, rows=read)


def _chart(rows: Sequence[Row], shares: Sequence[float], change: float | None) -> Chart:
    days = [row.text("on") for row in rows]
    points = tuple(zip(days, shares, strict=True))
    moved = f"; a change of {change:+.1f} percentage points" if change is not None else ""
    return Chart(
        kind="lines",
        title="Market share",
        across="Day",
        up="Percent of the market",
        series=(Series(name="Share", points=points),),
        says=f"Percent of the market: {told(points, 1)}{moved}.",
    )
