"""What Anna does with her guide, at noon of a day in January."""

import datetime

from scorecards.onboarding import Step

NOON = datetime.datetime(2027, 1, 12, 12, tzinfo=datetime.UTC)


def step(doing, item=None, **fields):
    """Something that she does."""
    return Step(doing=doing, item=item, by="Anna", at=NOON, **fields)
