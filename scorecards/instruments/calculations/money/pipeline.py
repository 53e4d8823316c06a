"""Pipeline: opportunities entered in a period, what became of them, and how fast they move."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean, median

from scorecards.instruments.answers import Answers, Row, Value, plain
from scorecards.instruments.calculations.money.values import (
    amount,
    percent,
    shown,
    spellings,
    told,
    total,
)
from scorecards.instruments.found import Chart, Findings, Series, Table
from scorecards.part import Refusal, Refused
from scorecards.readings.uploads.mistakes import refuse

_FEW = 10
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class _Terms:
    """What a pipeline figure must say: its entry rule and period; ``said`` if both are known."""

    rule: str
    first: datetime.date
    last: datetime.date
    period: bool

    @property
    def said(self) -> bool:
        return bool(self.rule) and self.period

    def holds(self, day: datetime.date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and self.first <= day <= self.last

    def just_before(self, day: datetime.date | None) -> bool:
        """Whether it lies in the period of equal length before."""
        return day is not None and self.before <= day < self.first

    @property
    def before(self) -> datetime.date:
        return self.first - (self.last - self.first + _DAY)


def pipeline(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """A row for each opportunity, as pipeline of the period, deals closed in it and velocity.

    Raises:
        Refused: Days contradict each other, or a source or segment is asked for that no row has.
    """
    said = Row(0, settings)
    refuse(_wrong(answers))
    terms = _terms(answers, said)
    new = [row for row in answers if terms.holds(row.day("entered_on"))]
    before = [row for row in answers if terms.just_before(row.day("entered_on"))]
    segment = _chosen(answers, new, "segment", said.text("target_segment"), "target_segment")
    source = _chosen(answers, new, "source", said.text("counted_source"), "counted_source")
    known = terms.said
    growth = percent(_value(new) - _value(before), _value(before)) if known else None
    converted = [row for row in segment or () if row["won_on"]]
    deals, cautions = _deals(answers, terms)
    return Findings(
        figures={
            "pipeline": float(_value(new)) if known else None,
            "opportunities": len(new) if known else None,
            "pipeline_before": float(_value(before)) if known else None,
            "growth": growth,
            "pipeline_generated": float(_value(source)) if known and source is not None else None,
            "pipeline_in_segment": float(_value(segment))
            if known and segment is not None
            else None,
            "conversion_in_segment": percent(len(converted), len(segment)) if segment else None,
            **deals,
        },
        counts={"conversion_in_segment": len(segment or ())},
        tables=tuple(_tables(answers, new, terms, said)),
        charts=(_chart(answers, new),),
        cautions={
            **cautions,
            **_cautions(terms, new, before, segment),
            **({} if source is not None else {"no-source": {}}),
        },
    )


def _terms(answers: Answers, said: Row) -> _Terms:
    entered = [day for row in answers if (day := row.day("entered_on"))]
    closed = [day for row in answers if (day := _closed(row))]
    first, last = said.day("from"), said.day("to")
    if first and last and last < first:
        right = f"write a day from {first} on"
        raise Refused(Refusal(field="to", wrong=f"{last} is before {first}", right=right))
    period = first is not None and last is not None
    first, last = first or min(entered), last or max(entered + closed)
    return _Terms(said.text("stage_rule"), first, max(first, last), period)


def _closed(row: Row) -> datetime.date | None:
    return row.day("won_on") or row.day("lost_on")


def _value(rows: Iterable[Row]) -> Decimal:
    return total(amount(row, "value") for row in rows)


def _wrong(answers: Answers) -> Iterator[Refusal]:
    for row in answers:
        entered, right = row.day("entered_on"), "look up which of the two is right"
        if row["won_on"] and row["lost_on"]:
            wrong = "it is won and lost"
            yield Refusal(field=f"row {row.number}, lost_on", wrong=wrong, right="keep one day")
        for name in ("won_on", "lost_on"):
            day = row.day(name)
            if day and entered and day < entered:
                wrong = f"{day} is before it was entered, {entered}"
                yield Refusal(field=f"row {row.number}, {name}", wrong=wrong, right=right)


def _chosen(
    answers: Answers, rows: Sequence[Row], column: str, name: str, setting: str
) -> list[Row] | None:
    """The rows with a name in a column; None where none is asked for.

    Raises:
        Refused: No row of the file has that name.
    """
    if not name:
        return None
    names = spellings((row for row in answers if row[column]), column)
    wanted = {each for each in names if plain(each) == plain(name)}
    if not wanted:
        right = f"take one of {', '.join(sorted(set(names.values()))[:10]) or 'none'}"
        raise Refused(Refusal(field=setting, wrong=f"no row has {name[:40]}", right=right))
    return [row for row in rows if row.text(column) in wanted]


def _deals(
    answers: Answers, terms: _Terms
) -> tuple[dict[str, float | int | None], dict[str, dict[str, object]]]:
    """What was closed in the period, and what may still be."""
    won = [row for row in answers if terms.holds(row.day("won_on"))]
    lost = sum(terms.holds(row.day("lost_on")) for row in answers)
    values = sorted(amount(row, "value") for row in won)
    days = [
        (end - start).days
        for row in won
        if (start := row.day("entered_on")) and (end := row.day("won_on"))
    ]
    rate = percent(len(won), len(won) + lost)
    size = float(total(values) / len(values)) if values else None
    mean = fmean(days) if days else None
    still = sum(_open(row, terms.last) for row in answers)
    velocity = still * rate / 100 * size / mean if rate is not None and size and mean else None
    figures: dict[str, float | int | None] = {
        "average_deal_size": size,
        "median_deal_size": float(median(values)) if values else None,
        "time_to_close": float(median(days)) if days else None,
        "time_to_close_mean": mean,
        "win_rate": rate,
        "open_opportunities": still,
        "velocity": velocity,
    }
    if not won:
        return figures, {"nothing-won": {}}
    return figures, {"few-won": {"won": len(won)}} if len(won) < _FEW else {}


def _open(row: Row, on: datetime.date) -> bool:
    """Whether an opportunity was entered and not yet closed at the end of a day."""
    entered, closed = row.day("entered_on"), _closed(row)
    return entered is not None and entered <= on and (closed is None or closed > on)


def _cautions(
    terms: _Terms, new: Sequence[Row], before: Sequence[Row], segment: Sequence[Row] | None
) -> dict[str, dict[str, object]]:
    raised: dict[str, dict[str, object]] = {}
    if not terms.rule:
        raised["no-rule"] = {}
    if not terms.period:
        raised["no-period"] = {"first": terms.first.isoformat(), "last": terms.last.isoformat()}
    if terms.said and not before:
        raised["nothing-before"] = {"since": terms.before.isoformat()}
    if segment is None:
        raised["no-segment"] = {}
    elif any(_closed(row) is None for row in segment):
        raised["still-open"] = {"count": sum(_closed(row) is None for row in segment)}
    return raised


def _stages(answers: Answers, new: Sequence[Row]) -> dict[str, list[Row]]:
    names, found = spellings(answers, "stage"), dict[str, list[Row]]()
    for row in new:
        found.setdefault(names[row.text("stage")], []).append(row)
    return dict(sorted(found.items(), key=lambda each: (-_value(each[1]), each[0])))


def _tables(answers: Answers, new: Sequence[Row], terms: _Terms, said: Row) -> Iterator[Table]:
    unsaid = "not said"
    rows = (
        ("Stage entry rule", terms.rule or unsaid),
        ("Currency", answers.currency or unsaid),
        (
            "Period",
            f"{terms.first} to {terms.last}"
            + ("" if terms.period else ", as far as the file goes"),
        ),
        ("Source counted", said.text("counted_source") or unsaid),
        ("Target segment", said.text("target_segment") or unsaid),
    )
    columns = {"term": "Term", "said": "What holds here"}
    yield Table(name="terms", title="What is counted", columns=columns, rows=rows)
    whole = _value(new)
    columns = {"name": "Name", "count": "Opportunities", "value": "Value", "share": "Percent"}
    for name, title, groups in (
        ("stages", "New opportunities by stage", _stages(answers, new)),
        *(
            (f"by_{column}", f"New opportunities by {column}", _by(new, column))
            for column in ("source", "campaign", "segment")
            if any(row[column] for row in new)
        ),
    ):
        counted = tuple(
            (each, len(found), float(_value(found)), percent(_value(found), whole))
            for each, found in groups.items()
        )
        yield Table(name=name, title=title, columns=columns, rows=counted)


def _by(rows: Sequence[Row], column: str) -> dict[str, list[Row]]:
    names, found = spellings(rows, column), dict[str, list[Row]]()
    for row in rows:
        found.setdefault(names[row.text(column)] or "not known", []).append(row)
    return dict(sorted(found.items(), key=lambda each: (-_value(each[1]), each[0])))


def _chart(answers: Answers, new: Sequence[Row]) -> Chart:
    values = tuple((name, float(_value(rows))) for name, rows in _stages(answers, new).items())
    return Chart(
        kind="bars",
        title="New pipeline by stage",
        across="Stage",
        up="Value",
        series=(Series(name="Value", points=values),),
        says=f"New opportunities are worth {shown(float(_value(new)), 0)}: {told(values)}."
        if new
        else "No opportunity was entered in the period.",
    )
