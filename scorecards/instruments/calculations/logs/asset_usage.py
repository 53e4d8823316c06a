"""Use of assets: which are used most, and which go with won deals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by, plain
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import names, wrong
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Cell, Findings, Table
from scorecards.part import Refusal, Refused
from scorecards.readings.uploads.mistakes import refuse

FEW = 5
"""With fewer closed deals on either side a difference is not worth reading."""
_USED = {
    "asset": "Asset",
    "uses": "Uses",
    "people": "People",
    "reps": "Reps",
    "share_of_reps": "Percent of reps",
}
_EFFECT = {
    "asset": "Asset",
    "deals_with": "Closed deals with it",
    "won_with": "Percent won",
    "deals_without": "Closed deals without it",
    "won_without": "Percent won without",
    "effect": "Difference in points",
}


def asset_usage(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Uses and reps by asset, and the share of deals won with and without it.

    Raises:
        Refused: A deal is won and lost, an outcome has no deal, more reps used an asset than there
            are, or nothing was used at the stage that is looked at.
    """
    closed = _closed(answers)
    stage = settings["at_stage"]
    rows = answers.rows if stage == "all" else answers.where("stage", stage)
    if not rows:
        what = f"nothing was used at the {stage} stage"
        raise Refused(Refusal(field="at_stage", wrong=what, right="take all"))
    assets = by(rows, "asset")
    reps, made = _whole(settings, "reps"), _whole(settings, "assets")
    everybody = names(_of_reps(answers.rows), "used_by")
    used = names(answers.rows, "asset")
    _see_that_there_are_so_many("reps", reps, len(everybody))
    _see_that_there_are_so_many("assets", made, len(used))
    most = sorted(
        (_uses(name, found, reps) for name, found in assets.items()),
        key=lambda row: (-_number(row[1]), -_number(row[2]), str(row[0]).casefold()),
    )
    effects = [_effect(name, found, closed) for name, found in assets.items()]
    ranked = sorted(
        effects, key=lambda row: (row[5] is None, -_number(row[5]), str(row[0]).casefold())
    )
    few = [str(row[0]) for row in ranked if min(_number(row[1]), _number(row[3])) < FEW]
    uses = [(str(row[0]), _number(row[1])) for row in most]
    return Findings(
        figures={
            "utilization": percent(len(used), made) if made else None,
            "reps_using": percent(len(everybody), reps) if reps else None,
            "assets_used": len(assets),
            "uses": len(rows),
        },
        counts={"utilization": len(answers), "reps_using": len(answers)},
        n=len(rows),
        excluded=len(answers) - len(rows),
        tables=(
            Table(name="most_used", title="Most used", columns=_USED, rows=tuple(most)),
            Table(
                name="most_effective", title="Most effective", columns=_EFFECT, rows=tuple(ranked)
            ),
        ),
        charts=(bars("Most used assets", "Asset", "Uses", uses),),
        cautions=raised(
            ("not-proof", True),
            ("unknown-reps", reps is None),
            ("unknown-assets", made is None),
            ("one-stage", stage != "all", {"stage": stage}),
            ("few-deals", few, {"assets": listed(few), "least": FEW}),
        ),
    )


def _closed(answers: Answers) -> dict[str, bool]:
    """Each closed deal, and whether it was won."""
    found: dict[str, Row] = {}
    mistakes = []
    for row in sorted(answers, key=lambda row: row.number):
        outcome, deal = row["outcome"], plain(row.text("deal"))
        if outcome is None:
            continue
        if not deal:
            mistakes.append(wrong(row, "deal", "an outcome has no deal", "name the deal"))
        elif outcome != "open":
            first = found.setdefault(deal, row)
            if first["outcome"] != outcome:
                what = f"{row.text('deal')[:40]} is {outcome} here and {first['outcome']} in row "
                right = "write how the deal ended in every row of it"
                mistakes.append(wrong(row, "outcome", f"{what}{first.number}", right))
    refuse(mistakes)
    return {deal: row["outcome"] == "won" for deal, row in found.items()}


def _of_reps(rows: Sequence[Row]) -> Iterator[Row]:
    return (row for row in rows if row["role"] != "customer")


def _whole(settings: Mapping[str, Value], name: str) -> int | None:
    value = settings[name]
    return value if isinstance(value, int) else None


def _see_that_there_are_so_many(name: str, said: int | None, found: int) -> None:
    if said is not None and said < found:
        what = f"{found} {name} stand in the log, and {said} are said to be there"
        raise Refused(Refusal(field=name, wrong=what, right=f"write {found} or more"))


def _uses(name: str, rows: Sequence[Row], reps: int | None) -> tuple[Cell, ...]:
    those = len(names(_of_reps(rows), "used_by"))
    share = percent(those, reps) if reps else None
    return name, len(rows), len(names(rows, "used_by")), those, share


def _effect(name: str, rows: Sequence[Row], closed: Mapping[str, bool]) -> tuple[Cell, ...]:
    deals = names(rows, "deal")
    there = [won for deal, won in closed.items() if deal in deals]
    rest = [won for deal, won in closed.items() if deal not in deals]
    one, other = percent(sum(there), len(there)), percent(sum(rest), len(rest))
    effect = None if one is None or other is None else one - other
    return name, len(there), one, len(rest), other, effect


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
