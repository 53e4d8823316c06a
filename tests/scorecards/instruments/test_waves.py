"""Sales confidence in waves."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph.measures import Instrument
from scorecards.instruments.calculations.surveys.waves import by_ranks, change_of
from scorecards.part import Refused

COLUMNS = ("respondent", "wave", "score")


def pairs(before, after):
    first = [(f"r{who}", 1, score) for who, score in enumerate(before)]
    return first + [(f"r{who}", 2, score) for who, score in enumerate(after)]


def codes(found):
    return [each.code for each in found.warnings]


def test_the_published_example_of_a_paired_t_test(measure):
    """UMSL MTH1320, 10.5.161: t.test of eight differences, to five decimals.

    The differences there are ten times these; mean and interval are so, and p is the same.
    """
    before, after = [4, 1, 5, 5, 1, 1, 6, 3], [1, 4, 1, 1, 9, 7, 1, 1]
    found = measure("sales-confidence", COLUMNS, pairs(before, after), scale="10")
    assert found.value("difference") == pytest.approx(-0.125)
    assert found.value("difference_low") == pytest.approx(-4.351131, abs=1e-6)
    assert found.value("difference_high") == pytest.approx(4.101131, abs=1e-6)
    assert found.value("p_value") == pytest.approx(0.9462, abs=5e-5)


@pytest.mark.parametrize("differences", [[-3, 3, -4, -4, 8, 6, -5, -2], [1, 2, 0.5, 1.5, -1, 3]])
def test_the_check_by_ranks_is_the_share_of_all_signs_that_are_as_far_off(differences):
    """Independent: every way to put signs to the mid-ranks is counted; exact."""
    sizes = sorted(map(abs, differences))
    ranks = {
        size: (sizes.index(size) + len(sizes) - 1 - sizes[::-1].index(size)) / 2 + 1
        for size in sizes
    }
    weights = [ranks[abs(each)] for each in differences]
    half = sum(weights) / 2
    seen = abs(sum(w for w, d in zip(weights, differences, strict=True) if d > 0) - half)
    signs = list(product((0, 1), repeat=len(weights)))
    far = sum(
        abs(sum(w * s for w, s in zip(weights, each, strict=True)) - half) >= seen for each in signs
    )
    assert change_of(differences).rank_p_value == pytest.approx(far / len(signs))


def test_the_published_example_of_the_signed_ranks():
    """scipy 1.17, manual of wilcoxon: fifteen plants, p = 0.041259765625 by the exact test."""
    differences = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
    assert by_ranks(differences) == pytest.approx(0.041259765625)


def test_beyond_fifty_the_approximation_goes_on_where_counting_ends():
    differences = [(-1) ** each * (each % 7 + 1) + each % 3 for each in range(50)]
    assert by_ranks([*differences, 0.5]) == pytest.approx(by_ranks(differences), abs=0.02)


@pytest.mark.seed("S157")
def test_two_dated_waves_of_one_instrument_by_hand(measure):
    """Differences 1, 1, 2: mean 4/3, error 1/3, t 4, Student's t at 2 degrees 4.302653."""
    columns = (*COLUMNS, "on")
    rows = [("a", 1, 2, "2027-01-10"), ("b", 1, 3, "2027-01-12"), ("c", 1, 2, "2027-01-11")]
    rows += [("a", 2, 3, "2027-04-01"), ("b", 2, 4, "2027-04-02"), ("c", 2, 4, "2027-04-01")]
    found = measure("sales-confidence", columns, rows, invited="4")
    assert found.instrument == "sales-confidence"
    assert found.value("before") == pytest.approx(7 / 3)
    assert found.value("after") == pytest.approx(11 / 3)
    assert found.value("difference") == pytest.approx(4 / 3)
    assert found.value("difference_low") == pytest.approx(4 / 3 - 4.302653 / 3, abs=1e-6)
    assert found.value("p_value") == pytest.approx(0.057191, abs=1e-6)
    told = [(each.on.isoformat(), each.n) for each in found.findings.dated]
    assert told == [("2027-01-12", 3), ("2027-04-02", 3)]
    waves = found.as_data()["result"]["by_wave"]
    assert [row["response_rate"] for row in waves] == [75, 75]


@pytest.mark.seed("S099")
def test_before_and_after_stand_beside_each_other_for_each_group(measure):
    columns = (*COLUMNS, "item", "segment")
    rows = [
        (who, wave, score, item, group)
        for who, group, scores in (
            ("a", "North", {1: (2, 2), 2: (4, 3)}),
            ("b", "North", {1: (3, 3), 2: (4, 4)}),
            ("c", "South", {1: (4, 4), 2: (4, 3)}),
            ("d", "South", {1: (1, 1)}),
        )
        for wave, given_ in scores.items()
        for item, score in zip(("Pitch", "Rivals"), given_, strict=True)
    ]
    found = measure("sales-confidence", columns, rows)
    north, south = found.as_data()["result"]["by_segment"]
    assert (north["segment"], north["pairs"]) == ("North", 2)
    assert (north["before"], north["after"], north["difference"]) == (2.5, 3.75, 1.25)
    assert (south["people"], south["pairs"], south["difference"]) == (2, 1, -0.5)
    assert found.value("one_wave_only") == 1
    assert "other-questions" not in codes(found)


def test_other_questions_in_the_second_wave_are_told(measure):
    columns = (*COLUMNS, "item")
    rows = [
        ("a", 1, 2, "Pitch"),
        ("b", 1, 3, "Pitch"),
        ("a", 2, 4, "Rivals"),
        ("b", 2, 3, "Rivals"),
    ]
    assert "other-questions" in codes(measure("sales-confidence", columns, rows))


def test_one_wave_has_a_mean_and_no_difference(measure):
    found = measure("sales-confidence", COLUMNS, [("a", 1, 2), ("b", 1, 4)], invited="2")
    assert found.value("confidence") == 3
    assert found.value("difference") is None
    assert found.value("before") is None
    assert codes(found) == ["one-wave"]


def test_one_respondent_in_both_waves_has_no_interval(measure):
    found = measure("sales-confidence", COLUMNS, [("A ", 1, 2), ("a", 2, 4)], invited="1")
    assert (found.value("difference"), found.value("difference_low")) == (2, None)
    assert found.value("pairs") == 1
    assert codes(found) == ["few-pairs"]


@pytest.mark.parametrize(("people", "told"), [(9, ["few-pairs"]), (10, ["no-spread"])])
def test_below_ten_pairs_the_test_is_not_to_be_trusted(measure, people, told):
    rows = pairs([2] * people, [3] * people)
    assert codes(measure("sales-confidence", COLUMNS, rows, invited=str(people))) == told


def test_another_scale_is_brought_to_five(measure):
    found = measure("sales-confidence", COLUMNS, [("a", 1, 10), ("b", 1, 1)], scale="10")
    assert found.value("after") == 5.5
    assert found.value("confidence") == 3


def test_a_third_wave_is_compared_with_the_first(measure):
    rows = [("a", 1, 1), ("a", 2, 5), ("a", 3, 3)]
    found = measure("sales-confidence", COLUMNS, rows)
    assert found.value("difference") == 2
    assert [row["wave"] for row in found.as_data()["result"]["by_wave"]] == [1, 2, 3]


def test_the_last_wave_may_have_been_sent_to_others(measure):
    rows = pairs([3, 3], [4, 4, 5])
    found = measure("sales-confidence", COLUMNS, rows, invited="2", invited_last="10")
    rates = [row["response_rate"] for row in found.as_data()["result"]["by_wave"]]
    assert rates == [100, 30]
    assert "most-silent" in codes(found)


scores = st.lists(st.integers(1, 5), min_size=1, max_size=25)


@given(scores, scores)
def test_the_difference_keeps_its_bounds_and_forgets_the_order(measure, before, after):
    rows = pairs(before, after)
    found = measure("sales-confidence", COLUMNS, rows)
    assert 1 <= found.value("confidence") <= 5
    assert -4 <= found.value("difference") <= 4
    assert found.value("pairs") == min(len(before), len(after))
    assert found.value("one_wave_only") == abs(len(before) - len(after))
    again = measure("sales-confidence", COLUMNS, rows[::-1])
    assert again.findings.figures == found.findings.figures
    turned = measure("sales-confidence", COLUMNS, pairs(after, before))
    assert turned.value("difference") == pytest.approx(-found.value("difference"))
    if found.value("p_value") is not None:
        assert turned.value("p_value") == pytest.approx(found.value("p_value"))


def test_it_feeds_sales_confidence(knowledge):
    instrument = knowledge.get(Instrument, "instrument.sales-confidence-survey")
    assert instrument.measure.figure("confidence").feeds == "metric.sales-confidence"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", 1, 6)], "row 2, score: 6 is above 5"),
        ([("a", 1, "high")], "row 2, score"),
        ([("a", 1, 2.5)], "row 2, score: 2.5 is no whole number"),
        ([("a", 0, 2)], "row 2, wave: 0 is below 1"),
        ([("a", 1, 2), ("A", 1, 3)], "row 3, respondent: A answers a second time in wave 1"),
    ],
)
def test_what_cannot_stand_is_refused_by_row(measure, rows, said):
    with pytest.raises(Refused, match=said):
        measure("sales-confidence", COLUMNS, rows)


def test_more_answers_than_people_asked_are_refused(measure):
    with pytest.raises(Refused, match="2 people answered and 1 were asked"):
        measure("sales-confidence", COLUMNS, [("a", 1, 2), ("b", 1, 2)], invited="1")
