"""The guide of the first 90 days beside Anna's scorecard."""

import pytest

from scorecards.onboarding import guide_beside, marks
from tests.scorecards.onboarding.at_noon import NOON


@pytest.fixture
def guided(card, graph, recommendation):
    """The guide after these steps."""

    def make(*steps, of=card, **fields):
        fields = {"today": NOON.date(), "recommendation": recommendation} | fields
        return guide_beside(of, graph, marks=marks(steps), **fields)

    return make
