"""Recurring revenue before a launch and some months after it."""

from __future__ import annotations

from scorecards.instruments.answers import Row
from scorecards.instruments.calculations.money.revenue import Book
from scorecards.instruments.calculations.money.values import later, percent
from scorecards.instruments.found import Findings, Table

_YEAR, _AFTER = 12, 3


def around_launch(book: Book, said: Row) -> Findings:
    """ARR of the month before the launch beside that of so many months after it.

    Args:
        book: What was paid.
        said: The settings ``launch`` and ``months_after``.
    """
    names = ("arr_before_launch", "arr_after_launch", "arr_change")
    launch = said.day("launch")
    if launch is None:
        return Findings(figures=dict.fromkeys(names))
    before = later(launch, -1)
    after = later(launch, int(said.number_in("months_after") or _AFTER))
    missing = [f"{month:%Y-%m}" for month in (before, after) if month not in book.held]
    if missing:
        told = {"which": " and ".join(missing)}
        return Findings(figures=dict.fromkeys(names), cautions={"launch-outside": told})
    was, now = book.mrr(before) * _YEAR, book.mrr(after) * _YEAR
    rows = (
        ("Before the launch", f"{before:%Y-%m}", float(was), None),
        ("After the launch", f"{after:%Y-%m}", float(now), None),
        ("Change", "", float(now - was), percent(now - was, was)),
    )
    columns = {"when": "When", "month": "Month", "arr": "ARR", "percent": "Percent"}
    title = f"ARR around the launch of {launch:%B %Y}"
    return Findings(
        figures=dict(zip(names, map(float, (was, now, now - was)), strict=True)),
        tables=(Table(name="around_launch", title=title, columns=columns, rows=rows),),
        cautions={"launch": {}},
    )
