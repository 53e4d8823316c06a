"""Two people changed one scorecard: both versions, and the choice."""

from __future__ import annotations

from scorecards.desk import Desk, Opened
from ui.kept import here


def show(desk: Desk, opened: Opened) -> bool:
    """Show both versions and let the person choose; False where there is nothing to choose."""
    found = here.conflict()
    return found is not None and found.mine.id == opened.id
