"""Win rate of a log of closed deals, with the policy on deals that ended in no decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.cautions import Raised, raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.shares import percent, wilson
from scorecards.instruments.found import Cell, Chart, Findings, Table

COUNTED = "count as lost"
"""The setting under which a deal without a decision is a loss; else it is left out."""
THIN = 10
"""A rate of fewer deals moves by ten points or more with a single one."""
_OUTCOMES = ("won", "lost", "no decision")
_COLUMNS = {
    "deals": "Deals in the rate",
    "won": "Won",
    "lost": "Lost",
    "no_decision": "No decision",
    "win_rate": "Win rate",
    "low": "From",
    "high": "To",
}


def win_loss(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Won deals of those decided, in percent, as a whole and by competitor and segment."""
    counted = settings["no_decision"] == COUNTED
    count = Counter(row.text("outcome") for row in answers)
    won, lost, none = (count[each] for each in _OUTCOMES)
    deals = won + lost + (none if counted else 0)
    rate, (low, high) = percent(won, deals), wilson(won, deals)
    decided = [row for row in answers if row["outcome"] != "no decision"]
    asked = [row for row in decided if row["interview"] is not None]
    rivals = [row for row in decided if row["competitor"] is not None]
    losses = [row for row in (answers if counted else decided) if row["outcome"] != "won"]
    reasons = _reasons(losses)
    tables = _tables(answers.rows, counted)
    return Findings(
        figures={
            "win_rate": None if counted else rate,
            "win_rate_with_no_decision": rate if counted else None,
            "low": low,
            "high": high,
            "won": won,
            "lost": lost,
            "no_decision": none,
            "no_decision_rate": percent(none, len(answers)),
            "interviewed": percent(sum(row["interview"] is True for row in asked), len(asked)),
            "win_rate_named": percent(sum(row["outcome"] == "won" for row in rivals), len(rivals)),
            "win_rate_by_value": _by_value(decided),
        },
        counts={
            "no_decision_rate": len(answers),
            "interviewed": len(asked),
            "win_rate_named": len(rivals),
            "win_rate_by_value": len(decided),
        },
        n=deals,
        excluded=0 if counted else none,
        tables=(_ranked(reasons, len(losses)), *tables, _policy(counted)),
        charts=tuple(_charts(count, reasons)),
        cautions=_cautions(decided, rivals, losses, counted, deals, tables),
    )


def _reasons(losses: Sequence[Row]) -> list[tuple[str, int]]:
    """The reasons of losses, the most frequent first, equals by name."""
    found = [(name, len(rows)) for name, rows in by(losses, "reason").items()]
    return sorted(found, key=lambda each: (-each[1], each[0].casefold()))


def _ranked(reasons: Sequence[tuple[str, int]], losses: int) -> Table:
    rows = tuple((name, count, percent(count, losses)) for name, count in reasons)
    columns = {"reason": "Reason", "losses": "Losses", "share": "Percent of losses"}
    return Table(name="loss_reasons", title="Why deals were lost", columns=columns, rows=rows)


def _tables(rows: Sequence[Row], counted: bool) -> list[Table]:
    found = []
    for column, title in (("competitor", "By competitor"), ("segment", "By segment")):
        lines = tuple(_line(name, group, counted) for name, group in by(rows, column).items())
        columns = {column: column.capitalize(), **_COLUMNS}
        found.append(Table(name=f"by_{column}", title=title, columns=columns, rows=lines))
    return found


def _line(name: str, rows: Sequence[Row], counted: bool) -> tuple[Cell, ...]:
    count = Counter(row.text("outcome") for row in rows)
    won, lost, none = (count[each] for each in _OUTCOMES)
    deals = won + lost + (none if counted else 0)
    return (name, deals, won, lost, none, percent(won, deals), *wilson(won, deals))


def _policy(counted: bool) -> Table:
    words = ("counted as lost", "won / (won + lost + no decision)")
    said = words if counted else ("left out", "won / (won + lost)")
    columns = {"no_decision": "Deals without a decision", "formula": "Win rate"}
    return Table(name="policy", title="How it was counted", columns=columns, rows=(said,))


def _by_value(decided: Sequence[Row]) -> float | None:
    amounts = [(row.number_in("amount"), row["outcome"] == "won") for row in decided]
    known = [(amount, won) for amount, won in amounts if amount is not None]
    if len(known) < len(amounts):
        return None
    return percent(
        fsum(amount for amount, won in known if won), fsum(amount for amount, _ in known)
    )


def _charts(count: Counter[str], reasons: Sequence[tuple[str, int]]) -> list[Chart]:
    outcomes = [(name.capitalize(), float(count[name])) for name in _OUTCOMES]
    found = [bars("How the deals ended", "Outcome", "Deals", outcomes)]
    if reasons:
        points = [(name, float(number)) for name, number in reasons]
        found.append(bars("Why deals were lost", "Reason", "Losses", points))
    return found


def _cautions(
    decided: Sequence[Row],
    rivals: Sequence[Row],
    losses: Sequence[Row],
    counted: bool,
    deals: int,
    tables: Sequence[Table],
) -> Raised:
    thin = sorted({str(row[0]) for table in tables for row in table.rows if _thin(row[1])})
    unsaid = sum(row["reason"] is None for row in losses)
    unpriced = sum(row["amount"] is None for row in decided)
    return raised(
        ("counted" if counted else "left-out", True),
        ("none-decided", not deals),
        ("thin-groups", thin, {"groups": listed(thin), "least": THIN}),
        ("no-reason", unsaid, {"unsaid": unsaid, "losses": len(losses)}),
        ("no-rival", not rivals),
        ("no-amounts", _by_value(decided) is None, {"unpriced": unpriced}),
    )


def _thin(deals: Cell) -> bool:
    return isinstance(deals, int) and deals < THIN
