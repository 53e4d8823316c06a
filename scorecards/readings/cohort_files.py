"""Cohort files that are kept with a scorecard, and what they say together."""

from __future__ import annotations

import hashlib

from scorecards.desk import Desk, Opened
from scorecards.readings.cohorts import Converted, Lost, read_converted, read_lost
from scorecards.readings.taken import Taken, churn_values, conversion_values, keep_taken

CHURN_FILE, CONVERSION_FILE = "cohorts-churn-", "cohorts-conversion-"
"""What the names of these files begin with."""


def lost_rows(desk: Desk, opened: Opened) -> tuple[Lost, ...]:
    """What each cohort lost in each month; of a month that several files hold, the last counts."""
    months: dict[object, list[Lost]] = {}
    for text in _texts(desk, opened, CHURN_FILE):
        rows = read_lost(text, opened.today)
        months |= {row.month: [] for row in rows}
        for row in rows:
            months[row.month].append(row)
    found = [row for rows in months.values() for row in rows]
    return tuple(sorted(found, key=lambda row: (row.month, row.cohort)))


def converted_rows(desk: Desk, opened: Opened) -> tuple[Converted, ...]:
    """How each cohort converts, from the last file."""
    texts = _texts(desk, opened, CONVERSION_FILE)
    return read_converted(texts[-1]) if texts else ()


def preview(opened: Opened, text: str, churn: bool) -> tuple[Taken, ...]:
    """The values that a file would give, before anything is kept.

    Raises:
        Refused: With each fault.
    """
    name = file_name(text, CHURN_FILE if churn else CONVERSION_FILE)
    if churn:
        return churn_values(opened.card, read_lost(text, opened.today), name)
    return conversion_values(opened.card, read_converted(text), opened.today, name)


def keep_cohorts(desk: Desk, id: str, text: str, churn: bool) -> str:
    """Keep a file and the readings that come of it; says in a sentence what was kept.

    Raises:
        Refused: The file or one of its values cannot stand.
        StoreError: The database fails.
    """
    values = preview(desk.open(id), text, churn)
    if not values:
        return "The file gives no value, so nothing was kept."
    kept = keep_taken(desk, id, values)
    desk.attach(id, values[0].evidence, text.encode())
    return f"The cohorts are kept, with {len(kept)} new readings of {len(values)}."


def file_name(text: str, kind: str) -> str:
    """The name under which a file is kept: its kind and a digest of what it holds."""
    return f"{kind}{hashlib.sha256(text.encode()).hexdigest()[:10]}.csv"


def _texts(desk: Desk, opened: Opened, kind: str) -> tuple[str, ...]:
    """The kept files of a kind, the oldest first."""
    files = [each for each in desk.files(opened) if each.name.startswith(kind)]
    files.sort(key=lambda each: (each.at, each.name))
    return tuple(desk.file(opened, each.name).decode() for each in files)
