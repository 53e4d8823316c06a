"""Customer feedback that was given to product, and what it did to the roadmap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import names, wrong
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Findings, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

_DELIVERED = {"item": "Feedback", "delivered_on": "Delivered on", "link": "Link"}
_BEARING = {
    "item": "Feedback",
    "link": "Link",
    "roadmap_item": "Roadmap item",
    "roadmap_link": "Its link",
    "decision": "Decision",
}


def insights(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Items delivered and items that influenced the roadmap, each with its link.

    Raises:
        Refused: An item of the roadmap has no link, or a link no item.
    """
    refuse(_misfits(answers))
    rows = sorted(answers, key=lambda row: (row.text("delivered_on"), row.text("item").casefold()))
    bearing = [row for row in rows if row["roadmap_item"] is not None]
    decided = [row for row in rows if row["decision"] is not None]
    sources = tuple(
        (name, len(group), sum(row["roadmap_item"] is not None for row in group))
        for name, group in by(answers, "source").items()
    )
    points = [("Delivered", len(rows)), ("Influenced", len(bearing)), ("Decided", len(decided))]
    return Findings(
        figures={
            "delivered": len(rows),
            "influenced": len(bearing),
            "roadmap_items": len(names(bearing, "roadmap_item")),
            "influenced_share": percent(len(bearing), len(rows)),
            "decided": len(decided),
        },
        tables=(
            _listed("influenced_items", "Feedback that influenced the roadmap", _BEARING, bearing),
            _listed("delivered_items", "Feedback delivered", _DELIVERED, rows),
            Table(
                name="by_source",
                title="By source",
                columns={"source": "Source", "delivered": "Delivered", "influenced": "Influenced"},
                rows=sources,
            ),
        ),
        charts=(bars("From feedback to roadmap", "What became of it", "Items", points),),
        cautions=raised(
            ("co-owned", True),
            ("none-influenced", not bearing),
            ("undecided", len(decided) < len(rows), {"without": len(rows) - len(decided)}),
        ),
    )


def _listed(name: str, title: str, columns: dict[str, str], rows: Sequence[Row]) -> Table:
    lines = tuple(tuple(row.text(each) or None for each in columns) for row in rows)
    return Table(name=name, title=title, columns=columns, rows=lines)


def _misfits(answers: Answers) -> Iterator[Refusal]:
    for row in answers:
        if row["roadmap_item"] is not None and row["roadmap_link"] is None:
            what = "an influence on the roadmap has no link"
            right = "link the item of the roadmap, or leave roadmap_item empty"
            yield wrong(row, "roadmap_link", what, right)
        if row["roadmap_item"] is None and row["roadmap_link"] is not None:
            what = "a link leads to an item of the roadmap that is not named"
            yield wrong(row, "roadmap_item", what, "name the item")
