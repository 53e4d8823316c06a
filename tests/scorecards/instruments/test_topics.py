"""A survey before training."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.instruments import find, read
from scorecards.part import Refused

COLUMNS = ("respondent", "topic", "need", "product", "confidence")


@pytest.mark.seed("S100")
def test_the_outcome_is_a_ranked_list_of_topics_tied_to_products(measure):
    """Means by hand: pricing 4.5 of two, pricing of the second product 4, demo 3 of two."""
    rows = [
        ("a", "Pricing", 5, "Reports", 2),
        ("b", "Pricing", 4, "Reports", 3),
        ("a", "Pricing", 4, "Alerts", ""),
        ("a", "Demo", 2, "Alerts", 4),
        ("b", "Demo", 4, "Alerts", ""),
    ]
    found = measure("pre-training", COLUMNS, rows)
    table = found.as_data()["result"]["ranked"]
    told = [(row["rank"], row["topic"], row["product"], row["need"], row["n"]) for row in table]
    assert told == [
        (1, "Pricing", "Reports", 4.5, 2),
        (2, "Pricing", "Alerts", 4, 1),
        (3, "Demo", "Alerts", 3, 2),
    ]
    assert found.value("need") == pytest.approx(19 / 5)
    assert found.n == 2


@pytest.mark.seed("S158")
def test_it_carries_the_confidence_items_and_reports_both(measure, knowledge):
    rows = [
        ("a", "Demo", 5, "Alerts", 2),
        ("b", "Demo", 3, "Alerts", 4),
        ("c", "Demo", 4, "Alerts", ""),
    ]
    found = measure("pre-training", COLUMNS, rows)
    assert (found.value("need"), found.value("confidence")) == (4, 3)
    assert found.findings.counts["confidence"] == 2
    asked = knowledge.get(Instrument, "instrument.pre-training-survey").measure
    assert asked.figure("confidence").feeds == "metric.sales-confidence"
    assert asked.figure("need").feeds is None


def test_without_products_and_confidence_it_still_ranks(measure):
    rows = [("a", "Demo", 2), ("a", "Pricing", 4)]
    found = measure("pre-training", COLUMNS[:3], rows)
    assert [row["topic"] for row in found.as_data()["result"]["ranked"]] == ["Pricing", "Demo"]
    assert found.value("confidence") is None
    assert [each.code for each in found.warnings] == ["few", "thin-topics", "no-confidence"]


def test_topics_of_one_need_stand_in_the_order_of_how_many_named_them(measure):
    rows = [("a", "Demo", 4), ("a", "Pricing", 4), ("b", "Pricing", 4)]
    found = measure("pre-training", COLUMNS[:3], rows)
    assert [row["topic"] for row in found.as_data()["result"]["ranked"]] == ["Pricing", "Demo"]


answers = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["Demo", "Pricing", "Rivals"])),
    st.tuples(st.integers(1, 5), st.sampled_from(["", "Alerts"]), st.integers(1, 5)),
    min_size=1,
)


@given(answers)
def test_ranks_fall_with_need_whatever_the_order(measure, answers):
    rows = [(*key, *values) for key, values in answers.items()]
    found = measure("pre-training", COLUMNS, rows)
    table = found.as_data()["result"]["ranked"]
    needs = [row["need"] for row in table]
    assert needs == sorted(needs, reverse=True)
    assert all(1 <= need <= 5 for need in needs)
    assert sum(row["n"] for row in table) == len(rows)
    again = measure("pre-training", COLUMNS, rows[::-1])
    assert again.findings == found.findings


@pytest.mark.parametrize("need", ["0", "6", "much", ""])
def test_what_is_no_need_is_refused_by_row_and_column(measure, need):
    with pytest.raises(Refused, match="row 2, need"):
        measure("pre-training", COLUMNS[:3], [("a", "Demo", need)])


@pytest.mark.parametrize("product", ["Alerts", ""])
def test_a_topic_that_somebody_rates_twice_is_refused(measure, product):
    rows = [("a", "Demo", 4, product, 2), ("A", "demo", 5, product, 2)]
    with pytest.raises(Refused, match="row 3, .* a second time"):
        measure("pre-training", COLUMNS, rows)


def test_a_missing_column_is_named(knowledge):
    instrument = find("pre-training", knowledge)
    with pytest.raises(ValueError, match="the column need is missing"):
        read("a.csv", b"respondent,topic\na,Demo\n", instrument.measure)
