"""New markets and what has to come before they are opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("market", "state", "on", "reason", "foundation", "analyst", "conversation_on")
TALK = ("yes", "Talk with an analyst", "2027-01-20")
LOG = [
    ("Dental", "prioritised", "2027-01-10", "demand", "", "", ""),
    ("Dental", "opened", "2027-02-01", "first customers", *TALK),
    ("Dental", "adapted", "2027-03-01", "billing differs", "", "", ""),
    ("Vets", "prioritised", "2027-02-10", "near to us", "", "", ""),
]


@pytest.mark.seed("S046")
def test_a_market_goes_from_prioritised_to_opened_to_adapted(measure):
    found = measure("market-register", COLUMNS, LOG)
    assert found.findings.figures == {"prioritised": 2, "opened": 1, "adapted": 1}
    assert table(found, "states") == [
        {"state": "prioritised", "now": 1, "ever": 2},
        {"state": "opened", "now": 0, "ever": 1},
        {"state": "adapted", "now": 1, "ever": 1},
    ]
    dental, vets = table(found, "markets")
    assert (dental["state"], dental["since"], dental["opened_on"]) == (
        "adapted",
        "2027-03-01",
        "2027-02-01",
    )
    assert (vets["state"], vets["opened_on"]) == ("prioritised", None)


@pytest.mark.parametrize("state", ["opened", "adapted"])
@pytest.mark.parametrize("before", [[], [("Dental", "prioritised", "2027-03-02", "a", "", "", "")]])
def test_no_market_is_opened_or_adapted_before_it_is_prioritised(measure, state, before):
    row = ("Dental", state, "2027-03-01", "demand", *TALK)
    why = f"row 2, state: Dental is {state} on 2027-03-01 and was not prioritised before; add a row"
    with pytest.raises(Refused, match=why):
        measure("market-register", COLUMNS, [row, *before])


@pytest.mark.seed("S110")
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("no", *TALK[1:]), "row 3, foundation: Dental is opened and the foundation in"),
        (("", *TALK[1:]), "row 3, foundation: Dental is opened and the foundation in"),
        (("yes", "", "2027-01-20"), "row 3, analyst: Dental is opened and no conversation"),
        (("yes", "Talk", ""), "row 3, conversation_on: Dental is opened and no conversation"),
        (("yes", "Talk", "2027-02-02"), "row 3, conversation_on: the conversation is of 2027-02"),
    ],
)
def test_a_market_opens_on_a_foundation_and_after_a_talk_with_an_analyst(measure, cells, said):
    with pytest.raises(Refused, match=said):
        measure("market-register", COLUMNS, [LOG[0], (*LOG[1][:4], *cells)])
    found = measure("market-register", COLUMNS, LOG[:2])
    assert found.value("opened") == 1
    assert table(found, "markets")[0]["analyst"] == "Talk with an analyst"


def test_all_of_it_may_happen_on_one_day_and_the_first_time_counts(measure):
    rows = [
        ("Dental", "prioritised", "2027-02-01", "demand", "", "", ""),
        ("Dental", "opened", "2027-02-01", "ready", "yes", "Talk", "2027-02-01"),
        ("Dental", "adapted", "2027-03-01", "billing", "", "", ""),
        ("Dental", "adapted", "2027-04-01", "words", "", "", ""),
    ]
    (market,) = table(measure("market-register", COLUMNS, rows), "markets")
    assert (market["adapted_on"], market["since"]) == ("2027-03-01", "2027-04-01")


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_counts_fall_from_state_to_state_whatever_the_order(measure, steps, chance):
    rows = [
        (f"m{number}", state, f"2027-0{at + 2}-01", "why", *TALK)
        for number, far in enumerate(steps)
        for at, state in enumerate(("prioritised", "opened", "adapted")[:far])
    ]
    found = measure("market-register", COLUMNS, rows)
    chance.shuffle(rows)
    assert found.findings == measure("market-register", COLUMNS, rows).findings
    counts = list(found.findings.figures.values())
    assert counts == [sum(far >= at for far in steps) for at in (1, 2, 3)]
    assert sum(each["now"] for each in table(found, "states")) == len(steps)


@pytest.mark.parametrize(
    ("place", "cell"), [(1, "closed"), (2, "next year"), (3, ""), (6, "2027-13-01")]
)
def test_what_is_wrong_is_said_by_row_and_column(measure, place, cell):
    row = list(LOG[1])
    row[place] = cell
    with pytest.raises(Refused, match=f"row 3, {COLUMNS[place]}"):
        measure("market-register", COLUMNS, [LOG[0], row])
