"""A rate within a launch window, counted from people only who were exposed in it. Pure.

The window of *n* days of a launch on day D runs from D to D + n, both days included: from the day
of the launch until n days after it, when the reading closes. A person counts once, by the first day
of being exposed. The denominator are those whose first day lies in the window. The numerator are
those of them who acted in it too, on that day or later. Who was exposed before D or after D + n is
left out, whatever they did.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal

from scorecards.part import Part
from scorecards.readings.delimited import Faults, read_rows
from scorecards.story.figures import day, grouped, rounded

COLUMNS = ("user", "exposed_on", "acted_on")
TEMPLATE = ",".join(COLUMNS) + "\nu-1,2027-02-01,2027-02-03\nu-2,2027-02-02,\n"


class Exposure(Part):
    """A person, the first day of being exposed, and the first day of acting, if there is one."""

    user: str
    exposed_on: datetime.date
    acted_on: datetime.date | None


class Rate(Part):
    """What was counted in a window.

    Attributes:
        exposed: The denominator.
        acted: The numerator.
        outside: People in the file who were not exposed in the window.
        late: People exposed in the window who acted after it.
    """

    window: int
    opens_on: datetime.date
    closes_on: datetime.date
    exposed: int
    acted: int
    outside: int
    late: int

    @property
    def percent(self) -> Decimal | None:
        """Percent to two decimal places; None where nobody was exposed."""
        return rounded(Decimal(self.acted) * 100 / self.exposed) if self.exposed else None


def read_exposures(text: str, today: datetime.date) -> tuple[Exposure, ...]:
    """The people of an exposure file, each once.

    Several rows of one person are joined: the first day of being exposed, and the first day of
    acting on or after it.

    Raises:
        Refused: With each fault by line and column.
    """
    faults = Faults()
    exposed: dict[str, datetime.date] = {}
    acted: dict[str, list[datetime.date]] = {}
    for row in read_rows(text, COLUMNS):
        user, first = row.cells["user"], faults.day(row, "exposed_on")
        if not user or len(user) > 200:
            faults.add(
                row, "user", "the user has no usable name", "give an id of 1 to 200 characters"
            )
        then = faults.day(row, "acted_on") if row.cells["acted_on"] else None
        for column, each in (("exposed_on", first), ("acted_on", then)):
            if each is not None and each > today:
                faults.add(row, column, f"{each} is yet to come", f"take a day until {today}")
        if first is None:
            continue
        if then is not None and then < first:
            wrong = f"{then} lies before the day of being exposed, {first}"
            faults.add(row, "acted_on", wrong, "leave it empty where nothing followed")
        exposed[user] = min(first, exposed.get(user, first))
        acted.setdefault(user, []).extend([then] if then else [])
    faults.settle()
    return tuple(
        Exposure(user=user, exposed_on=first, acted_on=min(acted[user], default=None))
        for user, first in sorted(exposed.items())
    )


def rate(people: Iterable[Exposure], launch: datetime.date, window: int) -> Rate:
    """What was counted in the window of so many days after a launch."""
    closes = launch + datetime.timedelta(days=window)
    everybody = tuple(people)
    within = [each for each in everybody if launch <= each.exposed_on <= closes]
    acted = [each for each in within if each.acted_on and each.acted_on <= closes]
    late = [each for each in within if each.acted_on and each.acted_on > closes]
    return Rate(
        window=window,
        opens_on=launch,
        closes_on=closes,
        exposed=len(within),
        acted=len(acted),
        outside=len(everybody) - len(within),
        late=len(late),
    )


def rate_words(found: Rate) -> str:
    """What was counted, in a sentence or two."""
    percent = "nobody was exposed, so there is no rate"
    if found.percent is not None:
        percent = f"{grouped(found.percent)} percent"
    told = (
        f"{found.acted:,} of {found.exposed:,} people exposed from {day(found.opens_on)} to "
        f"{day(found.closes_on)} acted in that time: {percent}."
    )
    if found.outside or found.late:
        told += f" Left out: {found.outside:,} exposed outside it; {found.late:,} acted too late."
    return told
