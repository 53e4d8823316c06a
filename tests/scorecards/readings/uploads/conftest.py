"""A scorecard to upload to, and the preview of a file."""

import pytest

from scorecards.making.adopt import add
from scorecards.readings.uploads import preview, read
from tests.scorecards.readings.uploads.made import NOON


@pytest.fixture(scope="session")
def wide(card, graph):
    """The scorecard of the other tests with an index and an amount of money on it."""
    with_index = add(card, "metric.google-trends", "monitor", "Interest.", graph)
    if with_index.holds("metric.average-deal-size"):
        return with_index
    return add(with_index, "metric.average-deal-size", "monitor", "Size.", graph)


@pytest.fixture
def looked_at(wide, knowledge):
    """The preview of a file; ``kept`` is what the scorecard has."""

    def look(content, kept=(), card=wide, term=None, name="file.csv"):
        return preview(read(name, content), card, kept, knowledge, "Mara", NOON, term)

    return look
