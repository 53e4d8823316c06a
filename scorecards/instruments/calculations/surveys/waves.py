"""Sales confidence in waves: before and after, for the same people."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scorecards.instruments.answers import Answers, Value, plain
from scorecards.instruments.calculations.cautions import Raised, raised
from scorecards.instruments.calculations.surveys.estimates import (
    mean,
    person,
    responded,
    response,
)
from scorecards.instruments.calculations.surveys.once import repeated
from scorecards.instruments.found import Cell, Chart, Dated, Findings, Series, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

FEW_PAIRS = 10
_EXACT = 50
_LEAST, _MOST = 1, 5
"""The scale of the metric that the last wave feeds."""
Scores = Mapping[str, float]
"""Who -> the mean of that person's answers in a wave."""


class Change(NamedTuple):
    """What changed from the first wave to the last, of those in both.

    Attributes:
        p_value: Of the paired t test; None where it cannot be worked out.
        rank_p_value: Of Wilcoxon's signed-rank test, the check that needs no normal differences.
    """

    pairs: int
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    rank_p_value: float | None


def waves(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """The mean of each wave and the paired difference of the last from the first.

    Raises:
        Refused: A score lies above the scale, somebody answers a question twice in a wave, or more
            people answered than were asked.
    """
    scale = int(str(settings.get("scale") or _MOST))
    _see_that_it_fits(answers, scale)
    found = {int(wave): _scores(rows) for wave, rows in answers.groups("wave").items()}
    first, last = min(found), max(found)
    before, after = found[first], found[last]
    paired = sorted(before.keys() & after.keys()) if first != last else []
    change = change_of([after[who] - before[who] for who in paired])
    alone = len(before.keys() ^ after.keys()) if first != last else 0
    rates = {wave: response(len(found[wave]), _invited(settings, wave, last)) for wave in found}
    middle = mean(list(after.values()))
    days = _days(answers)
    return Findings(
        figures={
            "confidence": _brought(middle.value, scale),
            "before": mean(list(before.values())).value if first != last else None,
            "after": middle.value,
            "difference": change.difference,
            "difference_low": change.low,
            "difference_high": change.high,
            "p_value": change.p_value,
            "rank_p_value": change.rank_p_value,
            "pairs": change.pairs,
            "one_wave_only": alone,
        },
        counts={"confidence": len(after), "difference": change.pairs},
        n=len(before.keys() | after.keys()),
        tables=(
            _by_wave_table(found, rates, days, scale),
            *_by_segment(answers, before, after, paired),
        ),
        charts=(_chart(found, change),),
        cautions=_cautions(answers, change, alone, rates, first == last),
        dated=tuple(
            Dated(
                figure="confidence",
                on=days[wave],
                value=_brought(mean(list(scores.values())).value, scale),
                n=len(scores),
            )
            for wave, scores in sorted(found.items())
            if wave in days
        ),
    )


def change_of(differences: Sequence[float]) -> Change:
    """The mean of paired differences, with Student's interval and the p-values of two tests.

    Where all differences are alike there is no spread, and so no test.
    """
    from scipy.stats import ttest_1samp  # large; only who asks for it waits

    if not differences:
        return Change(0, None, None, None, None, None)
    rounded = [round(each, 9) for each in differences]  # ties are ties in spite of noise
    found = mean(rounded)
    if found.low is None:
        return Change(len(rounded), found.value, None, None, None, None)
    return Change(
        len(rounded),
        found.value,
        found.low,
        found.high,
        float(ttest_1samp(rounded, 0).pvalue),
        by_ranks(rounded),
    )


def by_ranks(differences: Sequence[float]) -> float:
    """The p-value of Wilcoxon's signed-rank test; at least one difference is not nought.

    Exact up to fifty differences, ties or not: every way to put signs to the ranks is counted.
    scipy counts one by one where there are ties, which takes seconds; beyond fifty its normal
    approximation is close.
    """
    from scipy.stats import rankdata, wilcoxon

    moved = [each for each in differences if each]
    if len(moved) > _EXACT:
        return float(wilcoxon(moved).pvalue)
    ranks = [int(rank) for rank in 2 * rankdata([abs(each) for each in moved])]
    ways = Counter({0: 1})
    for rank in ranks:
        ways.update({total + rank: count for total, count in ways.items()})
    middle = sum(ranks) / 2
    risen = sum(rank for rank, each in zip(ranks, moved, strict=True) if each > 0)
    off = abs(risen - middle)
    far = sum(count for total, count in ways.items() if abs(total - middle) >= off)
    return far / (1 << len(ranks))


def _see_that_it_fits(answers: Answers, scale: int) -> None:
    wrong = []
    for row in answers:
        if (row.number_in("score") or 0) > scale:
            right = f"write a whole number from 1 to {scale}, or say another scale"
            told = f"{row.text('score')} is above {scale}"
            wrong.append(Refusal(field=f"row {row.number}, score", wrong=told, right=right))
    for row, first in repeated(answers, "respondent", "wave", "item"):
        told = f"{row.text('respondent')[:40]} answers a second time in wave {row['wave']}"
        right = f"name the item of each answer, or keep row {first} alone"
        wrong.append(Refusal(field=f"row {row.number}, respondent", wrong=told, right=right))
    refuse(wrong)


def _scores(rows: Answers) -> dict[str, float]:
    given: dict[str, list[float]] = {}
    for row in rows:
        given.setdefault(person(row), []).append(row.number_in("score") or 0.0)
    return {who: mean(values).value for who, values in given.items()}


def _brought(value: float, scale: int) -> float:
    """A value from 1 to ``scale`` in the same place between 1 and 5."""
    return _LEAST + (value - _LEAST) * (_MOST - _LEAST) / (scale - _LEAST)


def _invited(settings: Mapping[str, Value], wave: int, last: int) -> Value:
    other = settings.get("invited_last")
    return other if wave == last and other is not None else settings.get("invited")


def _days(answers: Answers) -> dict[int, datetime.date]:
    """The last day of each wave that has days."""
    found: dict[int, datetime.date] = {}
    for row in answers:
        on, wave = row.day("on"), int(row.number_in("wave") or 0)
        if on is not None:
            found[wave] = max(on, found.get(wave, on))
    return found


def _by_wave_table(
    found: Mapping[int, Scores],
    rates: Mapping[int, float | None],
    days: Mapping[int, datetime.date],
    scale: int,
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for wave, scores in sorted(found.items()):
        on = days[wave].isoformat() if wave in days else None
        each = mean(list(scores.values()), _LEAST, scale)
        rows.append((wave, on, each.n, each.value, each.low, each.high, rates[wave]))
    columns = {"wave": "Wave", "on": "Day", "n": "People", "mean": "Mean"}
    columns |= {"low": "Lower end", "high": "Upper end", "response_rate": "Percent who answered"}
    return Table(name="by_wave", title="By wave", columns=columns, rows=tuple(rows))


def _by_segment(
    answers: Answers, before: Scores, after: Scores, paired: Sequence[str]
) -> Iterator[Table]:
    """Before and after of each group, of those in both waves."""
    rows: list[tuple[Cell, ...]] = []
    for segment, given in answers.groups("segment").items():
        people = {person(row) for row in given}
        both = [who for who in paired if who in people]
        cells: tuple[Cell, ...] = (None,) * 5
        if both:
            change = mean([after[who] - before[who] for who in both])
            first = mean([before[who] for who in both]).value
            second = mean([after[who] for who in both]).value
            cells = (first, second, change.value, change.low, change.high)
        rows.append((segment, len(people), len(both), *cells))
    if rows:
        columns = {"segment": "Group", "people": "People", "pairs": "In both waves"}
        columns |= {"before": "Before", "after": "After", "difference": "Difference"}
        columns |= {"low": "Lower end", "high": "Upper end"}
        title = "Before and after by group, those in both waves"
        yield Table(name="by_segment", title=title, columns=columns, rows=tuple(rows))


def _chart(found: Mapping[int, Scores], change: Change) -> Chart:
    points = tuple(
        (f"Wave {wave}", mean(list(scores.values())).value)
        for wave, scores in sorted(found.items())
    )
    told = ", ".join(f"{name.lower()} {value:.2f}" for name, value in points)
    more = "There is nothing to compare it with yet."
    if change.difference is not None:
        more = f"Of the {change.pairs} in both, the mean changed by {change.difference:+.2f}"
        if change.low is not None:
            more += f", at 95 percent between {change.low:+.2f} and {change.high:+.2f}"
        more += "."
    return Chart(
        kind="bars",
        title="Mean confidence in each wave",
        across="Wave",
        up="Mean",
        series=(Series(name="Mean", points=points),),
        says=f"Mean confidence: {told}. {more}",
    )


def _cautions(
    answers: Answers,
    change: Change,
    alone: int,
    rates: Mapping[int, float | None],
    single: bool,
) -> Raised:
    few = change.pairs < FEW_PAIRS
    items = {
        wave: frozenset(plain(row.text("item")) for row in rows)
        for wave, rows in answers.groups("wave").items()
    }
    known = [rate for rate in rates.values() if rate is not None]
    return raised(
        ("one-wave", single),
        ("few-pairs", not single and few, {"pairs": change.pairs}),
        ("no-spread", not single and not few and change.p_value is None),
        ("one-wave-only", alone, {"count": alone}),
        ("other-questions", len(set(items.values())) > 1),
    ) | responded(min(known) if known else None)
