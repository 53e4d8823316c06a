"""Cohorts: how many of those who started together are still there, and how many subscribe.

Cohorts are defined once; retention, churn and conversion are read from the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.money.values import percent, shown, spellings, told
from scorecards.instruments.found import Cell, Chart, Findings, Series, Table
from scorecards.part import Refusal
from scorecards.readings.cohorts import Converted, altogether, best_words
from scorecards.readings.uploads.mistakes import refuse

_DRAWN, _USERS = 8, "users"


class _Cohort(NamedTuple):
    """Months since the start -> how many are active, and how many had subscribed by then."""

    name: str
    active: dict[int, int]
    converted: dict[int, int]

    @property
    def size(self) -> int:
        return self.active[0]


class _Month(NamedTuple):
    """A month since the start, all cohorts together: those of its beginning, and those lost."""

    month: int
    start: int
    lost: int


def cohort_table(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Rows of cohort, months since the start and active as retention, churn and conversion.

    Raises:
        Refused: A cohort has no start, is larger later than at its start, or loses subscribers.
    """
    cohorts = _cohorts(answers)
    months = _months(cohorts)
    common = max(set.intersection(*(set(each.active) for each in cohorts)))
    started = sum(each.size for each in cohorts)
    retention = percent(sum(each.active[common] for each in cohorts), started)
    churn = percent(sum(each.lost for each in months), sum(each.start for each in months))
    users = settings.get("counted") == _USERS
    converted = [_converted(each) for each in cohorts if each.converted]
    every = altogether(converted)
    return Findings(
        figures={
            "retention": None if users else retention,
            "user_retention": retention if users else None,
            "churn": None if users else churn,
            "conversion": percent(every.subscribers, every.signups),
            "common_month": common,
        },
        counts={"conversion": every.signups},
        n=started,
        tables=tuple(_tables(cohorts, months, converted)),
        charts=tuple(_charts(cohorts, converted, common, retention)),
        cautions=_cautions(cohorts, months, common, converted),
    )


def _cohorts(answers: Answers) -> tuple[_Cohort, ...]:
    """The cohorts by name.

    Raises:
        Refused: By row, see ``cohort_table``.
    """
    names, rows = spellings(answers, "cohort"), dict[str, list[Row]]()
    for row in sorted(answers, key=lambda row: row.number_in("month") or 0):
        rows.setdefault(names[row.text("cohort")], []).append(row)
    refuse(refusal for name in sorted(rows) for refusal in _wrong(name, rows[name]))
    found = []
    for name in sorted(rows):
        counts: dict[str, dict[int, int]] = {"active": {}, "converted": {}}
        for row in rows[name]:
            for column, by_month in counts.items():
                if (count := row.number_in(column)) is not None:
                    by_month[int(row.number_in("month") or 0)] = int(count)
        found.append(_Cohort(name, counts["active"], counts["converted"]))
    return tuple(found)


def _wrong(name: str, rows: Sequence[Row]) -> Iterator[Refusal]:
    first, subscribed = rows[0], 0.0
    size = first.number_in("active") or 0
    if first.number_in("month"):
        right = "give the row of month 0, with everybody who started"
        yield Refusal(
            field=f"row {first.number}, month", wrong=f"{name} has no month 0", right=right
        )
        return
    if not size:
        yield Refusal(
            field=f"row {first.number}, active",
            wrong=f"nobody started in {name}",
            right="leave the cohort out",
        )
    for row in rows:
        active, converted = row.number_in("active") or 0, row.number_in("converted")
        if active > size:
            wrong = f"{active:g} are active of {size:g} who started in {name}"
            right = "count only those who started in the cohort"
            yield Refusal(field=f"row {row.number}, active", wrong=wrong, right=right)
        if converted is None:
            continue
        field = f"row {row.number}, converted"
        if converted > size:
            wrong = f"{converted:g} subscribed of {size:g} who started in {name}"
            yield Refusal(field=field, wrong=wrong, right="count only those of the cohort")
        elif converted < subscribed:
            wrong = f"{converted:g} had subscribed by then, and {subscribed:g} before"
            yield Refusal(field=field, wrong=wrong, right="count all who had subscribed so far")
        subscribed = max(subscribed, converted)


def _months(cohorts: Sequence[_Cohort]) -> tuple[_Month, ...]:
    """Losses by month, of cohorts that have both that month and the one before."""
    last = max(max(each.active) for each in cohorts)
    found = []
    for month in range(1, last + 1):
        pairs = [
            (each.active[month - 1], each.active[month])
            for each in cohorts
            if {month - 1, month} <= set(each.active)
        ]
        if pairs:
            lost = sum(max(before - after, 0) for before, after in pairs)
            found.append(_Month(month, sum(before for before, _ in pairs), lost))
    return tuple(found)


def _converted(cohort: _Cohort) -> Converted:
    latest = cohort.converted[max(cohort.converted)]
    return Converted(cohort=cohort.name, signups=cohort.size, subscribers=latest)


def _cautions(
    cohorts: Sequence[_Cohort], months: Sequence[_Month], common: int, converted: Sequence[object]
) -> dict[str, dict[str, object]]:
    raised: dict[str, dict[str, object]] = {}
    if not common:
        raised["no-common"] = {}
    if not months:
        raised["no-churn"] = {}
    rose = [
        each.name
        for each in cohorts
        if any(n > each.active.get(month - 1, n) for month, n in each.active.items())
    ]
    if rose:
        raised["came-back"] = {"which": ", ".join(rose[:5])}
    if not converted:
        raised["no-conversion"] = {}
    elif len({max(each.converted) for each in cohorts if each.converted}) > 1:
        raised["ages"] = {}
    return raised


def _tables(
    cohorts: Sequence[_Cohort], months: Sequence[_Month], converted: Sequence[Converted]
) -> Iterator[Table]:
    every = sorted({month for each in cohorts for month in each.active})
    columns = {"cohort": "Cohort", "started": "Started"}
    columns |= {f"month_{month}": f"Month {month}" for month in every}
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.size, *(_kept(each, month) for month in every)) for each in cohorts
    ]
    title = "Percent of each cohort still active"
    yield Table(name="retention", title=title, columns=columns, rows=tuple(rows))
    yield Table(
        name="churn_by_month",
        title="Churn by month since the start, all cohorts",
        columns={"month": "Month", "start": "Active before", "lost": "Lost", "churn": "Churn"},
        rows=tuple((e.month, e.start, e.lost, percent(e.lost, e.start)) for e in months),
    )
    if converted:
        yield Table(
            name="conversion",
            title="Subscribers of each cohort so far",
            columns={
                "cohort": "Cohort",
                "started": "Started",
                "converted": "Subscribed",
                "rate": "Percent",
            },
            rows=tuple(
                (e.cohort, e.signups, e.subscribers, percent(e.subscribers, e.signups))
                for e in converted
            ),
        )


def _kept(cohort: _Cohort, month: int) -> float | None:
    active = cohort.active.get(month)
    return None if active is None else percent(active, cohort.size)


def _charts(
    cohorts: Sequence[_Cohort],
    converted: Sequence[Converted],
    common: int,
    retention: float | None,
) -> Iterator[Chart]:
    drawn = {
        each.name: tuple(
            (float(month), kept)
            for month in sorted(each.active)
            if (kept := _kept(each, month)) is not None
        )
        for each in cohorts[-_DRAWN:]
    }
    lines = "; ".join(f"{name}, month {told(points, 1)}" for name, points in drawn.items())
    left = f" Of {len(cohorts)} cohorts the last {_DRAWN} are drawn." if cohorts[_DRAWN:] else ""
    yield Chart(
        kind="lines",
        title="Retention by cohort",
        across="Months since the start",
        up="Percent still active",
        series=tuple(Series(name=name, points=points) for name, points in drawn.items()),
        says=f"After {common} months {shown(retention)} percent of all who started are active. "
        f"Percent of each cohort: {lines}.{left}",
    )
    rates = tuple((e.cohort, percent(e.subscribers, e.signups) or 0.0) for e in converted)
    if rates:
        yield Chart(
            kind="bars",
            title="Conversion by cohort",
            across="Cohort",
            up="Percent who subscribed",
            series=(Series(name="Conversion", points=rates),),
            says=f"{best_words(converted)} Percent of each: {told(rates, 1)}.",
        )
