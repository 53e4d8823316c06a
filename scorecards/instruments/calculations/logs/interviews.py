"""Customer interviews: how far they are, which themes came up, and where those led."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by, plain
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import names, one_value, when, wrong
from scorecards.instruments.calculations.logs.steps import funnel, reached, steps_chart
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Findings, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

STEPS = ("recruited", "interviewed", "analysed")
LAST = 3
"""Themes are taken to be complete once so many people in a row have brought up no new one."""

_THEMES = {
    "theme": "Theme",
    "people": "People",
    "share": "Percent of people",
    "quote": "In their words",
    "elements": "Page elements",
}
_ELEMENTS = {
    "page_element": "Page element",
    "themes": "From themes",
    "people": "People behind it",
    "uses": "Times used",
}


def interviews(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """People by step, themes by how many people named them, and the page elements they led to.

    Raises:
        Refused: A theme has no interview, an element no theme, or two rows give one element
            different counts of use.
    """
    refuse(_misfits(answers))
    counts = reached(answers, STEPS)
    coded = [row for row in answers if row["theme"] is not None]
    people = len(names(coded, "participant"))
    themes = _themes(coded)
    elements, mistakes = _used(answers.rows)
    refuse(mistakes)
    new = _new_in_last(coded)
    charts = [steps_chart("How far interviews are", "People", STEPS, counts)]
    if themes:
        named = [(name, float(number)) for name, number, *_ in themes]
        charts.append(bars("Themes", "Theme", "People who named it", named))
    return Findings(
        figures={
            **dict(zip(STEPS, counts, strict=True)),
            "interviewed_share": percent(counts[1], counts[0]),
            "analysed_share": percent(counts[2], counts[1]),
            "themes": len(themes),
            "new_themes": new,
            "element_uses": sum(int(each[3]) for each in elements if each[3] is not None),
        },
        n=counts[0],
        tables=(
            funnel(STEPS, counts),
            Table(
                name="themes",
                title="Themes",
                columns=_THEMES,
                rows=tuple(
                    (name, number, percent(number, people), quote, led)
                    for name, number, quote, led in themes
                ),
            ),
            Table(
                name="page_elements",
                title="Page elements from themes",
                columns=_ELEMENTS,
                rows=tuple(elements),
            ),
        ),
        charts=tuple(charts),
        cautions=raised(
            ("no-theme", not themes),
            ("few-coded", new is None and bool(themes), {"people": people, "last": LAST}),
            ("goes-on", new, {"new": new, "last": LAST}),
            ("saturated", new == 0, {"last": LAST}),
            ("unused", any(each[3] is None for each in elements)),
        ),
    )


def _misfits(answers: Answers) -> Iterator[Refusal]:
    for row in answers:
        said = any(row[each] is not None for each in ("theme", "quote"))
        if said and row["step"] == "recruited":
            what = "somebody who was only recruited has said something"
            yield wrong(row, "step", what, "write interviewed or analysed")
        if row["theme"] is None and row["page_element"] is not None:
            what = "a page element has no theme"
            yield wrong(row, "theme", what, "name the theme that led to it")
        if row["page_element"] is None and row["element_uses"] is not None:
            what = "uses are counted of no page element"
            yield wrong(row, "page_element", what, "name the element")


def _themes(coded: Sequence[Row]) -> list[tuple[str, int, str | None, str | None]]:
    """Themes with their people, a quote and the elements they led to; the most named first."""
    found = [
        (name, len(names(rows, "participant")), _quote(rows), _elements(rows))
        for name, rows in by(coded, "theme").items()
    ]
    return sorted(found, key=lambda each: (-each[1], each[0].casefold()))


def _quote(rows: Sequence[Row]) -> str | None:
    """One quote of a theme, the earliest."""
    said = [(when(row), row.text("quote")) for row in rows if row["quote"] is not None]
    return min(said)[1] if said else None


def _elements(rows: Sequence[Row]) -> str | None:
    return listed(list(by(rows, "page_element"))) or None


def _used(rows: Sequence[Row]) -> tuple[list[tuple[str, str, int, int | None]], list[Refusal]]:
    """Each element with its themes and its count of use, which is the latest that was noted."""
    found, mistakes = [], []
    for name, group in by(rows, "page_element").items():
        counted = [row for row in group if row["element_uses"] is not None]
        latest = max(map(when, counted), default=None)
        value, mistake = one_value((r for r in counted if when(r) == latest), "element_uses")
        if mistake:
            mistakes.append(mistake)
        uses = value if isinstance(value, int) else None
        themes = listed(list(by(group, "theme")))
        found.append((name, themes, len(names(group, "participant")), uses))
    return sorted(found, key=lambda each: (-(each[3] or 0), each[0].casefold())), mistakes


def _new_in_last(coded: Sequence[Row]) -> int | None:
    """How many themes the last few people were the first to name; None while there are few."""
    first: dict[str, datetime.date] = {}
    for row in coded:
        person = plain(row.text("participant"))
        first[person] = min(when(row), first.get(person, datetime.date.max))
    order = sorted(first, key=lambda person: (first[person], person))
    if len(order) <= LAST:
        return None
    earlier = set(order[:-LAST])
    known = names((row for row in coded if plain(row.text("participant")) in earlier), "theme")
    return len(names(coded, "theme") - known)
