"""Conversion on pages: how many visitors sign up, by page and by device."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.money.values import percent, spellings, told
from scorecards.instruments.calculations.shares import wilson
from scorecards.instruments.found import Cell, Chart, Findings, Series, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

_MOBILE = "mobile"
_COLUMNS = {
    "visitors": "Visitors",
    "sign_ups": "Sign-ups",
    "rate": "Percent who sign up",
    "low": "At least",
    "high": "At most",
}


def page_conversion(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Visitors and sign-ups as rates, with an interval at 95 percent.

    Raises:
        Refused: More sign up than visit.
    """
    wrong = [
        Refusal(
            field=f"row {row.number}, sign_ups",
            wrong=f"{row.text('sign_ups')} of {row.text('visitors')} visitors signed up",
            right="count visitors and sign-ups of the same page, device and days",
        )
        for row in answers
        if (row.number_in("sign_ups") or 0) > (row.number_in("visitors") or 0)
    ]
    refuse(wrong)
    pages = spellings(answers, "page")
    every, mobile = _rate(answers), _rate(answers.where("device", _MOBILE))
    by_page = {
        name: _rate(row for row in answers if pages[row.text("page")] == name)
        for name in sorted(set(pages.values()))
    }
    by_device = {name: _rate(found) for name, found in answers.groups("device").items()}
    cautions: dict[str, dict[str, object]] = {}
    if not every[0]:
        cautions["no-visitors"] = {}
    if not mobile[0]:
        cautions["no-mobile"] = {}
    return Findings(
        figures={
            "sign_up_rate": every[2],
            "sign_up_low": every[3],
            "sign_up_high": every[4],
            "mobile_rate": mobile[2],
            "mobile_low": mobile[3],
            "mobile_high": mobile[4],
            "sign_ups": every[1],
            "visitors": every[0],
        },
        counts={"mobile_rate": mobile[0]},
        n=every[0],
        tables=(_table("pages", "Page", by_page), _table("devices", "Device", by_device)),
        charts=(_chart(by_page),),
        cautions=cautions,
    )


_Rate = tuple[int, int, float | None, float | None, float | None]
"""Visitors, sign-ups, and the rate with its bounds, in percent."""


def _rate(rows: Iterable[Row]) -> _Rate:
    chosen = tuple(rows)
    visitors = int(sum(row.number_in("visitors") or 0 for row in chosen))
    sign_ups = int(sum(row.number_in("sign_ups") or 0 for row in chosen))
    return visitors, sign_ups, percent(sign_ups, visitors), *wilson(sign_ups, visitors)


def _table(name: str, heading: str, rates: Mapping[str, _Rate]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple((each, *rate) for each, rate in rates.items())
    columns = {"name": heading, **_COLUMNS}
    return Table(name=name, title=f"By {heading.lower()}", columns=columns, rows=rows)


def _chart(rates: Mapping[str, _Rate]) -> Chart:
    points = tuple((page, rate[2] or 0.0) for page, rate in rates.items())
    return Chart(
        kind="bars",
        title="Sign-up rate by page",
        across="Page",
        up="Percent who sign up",
        series=(Series(name="Sign-up rate", points=points),),
        says=f"Percent of visitors who sign up: {told(points, 1)}.",
    )
