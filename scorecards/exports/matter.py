"""What a file is made from: one version of a scorecard, with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the database is large; whoever only makes a text harmless waits for none
    from scorecards.desk import Desk, Opened
    from scorecards.store import Attachment, Saved


@dataclass(frozen=True)
class Matter:
    """A scorecard as it leaves the house.

    Attributes:
        opened: The version, the readings and the day.
        history: Who wrote each version up to this one, when and why; the oldest first.
        attachments: The files put to it, without their bytes.
    """

    opened: Opened
    history: tuple[Saved, ...]
    attachments: tuple[Attachment, ...]


def gather(desk: Desk, opened: Opened) -> Matter:
    """What the store has of an opened scorecard.

    Raises:
        StoreError: The database fails.
    """
    history = desk.history(opened)
    return Matter(
        opened=opened,
        history=tuple(each for each in history if each.number <= opened.version.number),
        attachments=desk.files(opened),
    )
