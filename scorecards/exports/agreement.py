"""What was agreed with the partner teams for a period, on paper. PDF by Typst. Pure.

As in ``paper``: what is said goes in as data, and every machine sets the same page.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from scorecards.document import Period
from scorecards.exports.inert import soft
from scorecards.negotiation import COLUMNS, Settlement, row_words
from scorecards.periods import written
from scorecards.versions.diff import Words

_TEMPLATE = Path(__file__).with_name("agreement.typ")
_ACCESSIBLE = "ua-1"


def file_name(period: Period) -> str:
    """What to call the file, in letters that every system takes."""
    return f"agreed-{written(period).replace('..', '-to-').lower()}.pdf"


def write(
    settlements: Sequence[Settlement], period: Period, words: Words, on: datetime.date
) -> bytes:
    """The PDF: a row for each KPI that is shared with a partner team.

    Args:
        settlements: What is agreed on each scorecard.
        period: Of which period.
        words: Names of teams.
        on: The day it is printed.
    """
    data = {
        "title": f"Agreements with partner teams, {written(period)}",
        "facts": f"{_day(period.start)} to {_day(period.end)}. As of {_day(on)}.",
        "columns": COLUMNS,
        "cards": [
            {
                "title": soft(each.title),
                "state": soft(_state(each)),
                "rows": [
                    [soft(text) for text in row_words(row, each.told, words)] for row in each.asked
                ],
            }
            for each in settlements
        ],
    }
    try:
        return _set(data, on, [_ACCESSIBLE])
    except typst.TypstError:
        return _set(data, on, [])  # a letter that the typefaces lack; see ``paper.write``


def _set(data: dict[str, Any], on: datetime.date, standards: list[Any]) -> bytes:
    noon = datetime.datetime.combine(on, datetime.time(12), datetime.UTC)
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards=standards,
        timestamp=int(noon.timestamp()),
    )


def _state(each: Settlement) -> str:
    if each.announced_by and each.announced_at:
        return f"Announced by {each.announced_by} on {_day(each.announced_at.date())}"
    missing = sum(len(row.unanswered) for row in each.asked)
    if each.whole and missing:
        return f"Not announced; {missing} {'answer is' if missing == 1 else 'answers are'} missing"
    return "Not announced yet"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%b %Y}"
