"""A messaging audit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.instruments import find, read
from scorecards.part import Refused

COLUMNS = ("channel", "piece", "consistent", "link")


@pytest.mark.seed("S059")
def test_the_share_of_consistent_pieces_with_the_worst_channel_first(measure, knowledge):
    """By hand: 3 of 5 in all; calls 0 of 1, website 1 of 2, e-mail 2 of 2."""
    rows = [
        ("E-mail", "Welcome", "yes", ""),
        ("E-mail", "News", "yes", ""),
        ("Website", "Home", "yes", "https://example.org/"),
        ("Website", "Prices", "no", "https://example.org/prices"),
        ("Sales calls", "Call 12", "no", ""),
    ]
    found = measure("messaging-audit", COLUMNS, rows)
    assert found.value("consistent") == 60
    data = found.as_data()["result"]
    assert [(row["channel"], row["percent"]) for row in data["by_channel"]] == [
        ("Sales calls", 0),
        ("Website", 50),
        ("E-mail", 100),
    ]
    assert [(row["piece"], row["link"]) for row in data["to_put_right"]] == [
        ("Call 12", ""),
        ("Prices", "https://example.org/prices"),
    ]
    asked = knowledge.get(Instrument, "instrument.messaging-audit").measure.figure("consistent")
    assert (asked.feeds, asked.variant) == ("metric.message-quality", "consistency")
    assert [each.code for each in found.warnings] == ["few"]


def test_the_published_interval_of_81_of_263(measure):
    """Newcombe 1998, table I: 25.53 to 36.62 percent, to two decimals."""
    rows = [("Website", f"Page {at}", "yes" if at < 81 else "no") for at in range(263)]
    found = measure("messaging-audit", COLUMNS[:3], rows)
    assert found.value("low") == pytest.approx(25.53, abs=0.005)
    assert found.value("high") == pytest.approx(36.62, abs=0.005)
    assert found.warnings == ()


pieces = st.dictionaries(
    st.tuples(st.sampled_from(["Website", "E-mail", "Calls"]), st.integers(0, 20)),
    st.booleans(),
    min_size=1,
)


@given(pieces)
def test_channels_rise_from_the_worst_whatever_the_order(measure, pieces):
    rows = [(channel, f"P{at}", "yes" if good else "no") for (channel, at), good in pieces.items()]
    found = measure("messaging-audit", COLUMNS[:3], rows)
    table = found.as_data()["result"]["by_channel"]
    shares = [row["percent"] for row in table]
    assert shares == sorted(shares)
    assert sum(row["n"] for row in table) == len(rows)
    assert sum(row["consistent"] for row in table) == sum(pieces.values())
    again = measure("messaging-audit", COLUMNS[:3], rows[::-1])
    assert again.findings == found.findings


@pytest.mark.parametrize(("at", "cell"), [(2, "mostly"), (3, "see the wiki"), (0, "")])
def test_what_cannot_stand_is_refused_by_row_and_column(measure, at, cell):
    row = ["Website", "Home", "yes", "https://example.org/"]
    row[at] = cell
    with pytest.raises(Refused, match=f"row 2, {COLUMNS[at]}"):
        measure("messaging-audit", COLUMNS, [row])


def test_a_piece_that_is_there_twice_is_refused(measure):
    rows = [("Website", "Home", "yes"), ("website", "home", "no")]
    with pytest.raises(Refused, match="row 3, channel: website, home is there a second time"):
        measure("messaging-audit", COLUMNS[:3], rows)


def test_a_missing_column_is_named(knowledge):
    instrument = find("messaging-audit", knowledge)
    with pytest.raises(ValueError, match="the column consistent is missing"):
        read("a.csv", b"channel,piece\nWebsite,Home\n", instrument.measure)
