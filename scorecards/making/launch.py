"""Moving the day of a launch, with its reason. Pure."""

from __future__ import annotations

import datetime

from scorecards.document import Scorecard
from scorecards.part import Refusal, Refused


def move_launch(card: Scorecard, to: datetime.date | None, why: str) -> Scorecard:
    """The scorecard with the launch on another day; that it moved stands beside it with the reason.

    A first day needs no reason. What the result of a beta test says is one.

    Raises:
        Refused: The launch moves, or is called off, and no new reason is given.
    """
    was, why = card.launched_on, why.strip()
    if to == was:
        return card
    if was is not None and why in ("", card.launch_why):
        wrong = f"the launch moves from {was} to {to}" if to else f"the launch on {was} is off"
        right = "say in a sentence why, such as what the beta test showed"
        raise Refused(Refusal(field="Why the launch moves", wrong=wrong, right=right))
    return card.model_copy(update={"launched_on": to, "launch_why": why})
