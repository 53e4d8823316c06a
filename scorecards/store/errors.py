"""What can go wrong in the store. The text of each is a sentence for the person who asked.

No error of the database itself reaches a caller, and no SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorecards.document import Scorecard
    from scorecards.store.records import Version


class StoreError(Exception):
    """Anything that the store could not do; what was there before stands unchanged."""


class NotFound(StoreError):
    """There is no such scorecard, version, reading, attachment or recommendation."""


class Refused(StoreError):
    """What was asked is not allowed: it would change or lose what has to stay."""


class Damaged(StoreError):
    """What is kept does not fit its record any more; names the place and what is wrong there."""


class SchemaMismatch(StoreError):
    """The tables are of another release; says which command mends that, if one does."""


class Unavailable(StoreError):
    """The database cannot be reached, read or written: busy, full, read-only, gone."""


class Busy(Unavailable):
    """Others have been writing for longer than anybody should wait; trying again may do."""


class Moved(StoreError):
    """Something else was done first; whether this may still be done has to be looked at again."""


class BackupError(StoreError):
    """A backup cannot be written, or is not one that can be restored."""


class Conflict(StoreError):
    """Somebody else saved in between. Nothing was written and nothing is lost.

    Attributes:
        mine: What was to be saved.
        theirs: The version that stands now.
        base: The version that both were made from.
        why: What was said of it, or done, where something was.
    """

    def __init__(self, mine: Scorecard, theirs: Version, base: Version, why: str = "") -> None:
        self.mine = mine
        self.theirs = theirs
        self.base = base
        self.why = why
        super().__init__(
            f"scorecard {mine.id} was changed by {theirs.by} since version {base.number}: "
            f"it is at version {theirs.number} now; compare the two and save again"
        )
