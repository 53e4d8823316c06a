"""Use of assets and what goes with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.instruments import find, read, work_out
from scorecards.part import Refused
from tests.scorecards.instruments.results import table

COLUMNS = ("asset", "used_by", "role", "used_on", "stage", "deal", "outcome")
LOG = [
    ("Deck", "ann", "rep", "2027-01-10", "awareness", "d1", "won"),
    ("Deck", "bob", "rep", "2027-01-11", "consideration", "d2", "lost"),
    ("Deck", "cid", "customer", "2027-01-12", "consideration", "d3", "open"),
    ("Card", "ann", "", "2027-01-13", "consideration", "d1", "won"),
    ("Card", "ann", "rep", "2027-01-14", "decision", "d4", "won"),
    ("Study", "eve", "rep", "2027-01-15", "consideration", "", ""),
]
uses = st.lists(
    st.tuples(
        st.sampled_from(["Deck", "Card", "Study"]),
        st.sampled_from(["ann", "bob", "cid"]),
        st.sampled_from(["rep", "customer"]),
        st.just("2027-01-10"),
        st.sampled_from(["awareness", "consideration", "decision"]),
        st.integers(1, 6),
    ),
    min_size=1,
    max_size=30,
).map(lambda rows: [(*row[:5], f"d{row[5]}", "won" if row[5] % 2 else "lost") for row in rows])


@pytest.mark.seed("S090")
def test_each_asset_has_its_share_of_reps_and_its_effect(measure):
    """By hand: of d1, d2 and d4 the deck was in d1 (won) and d2 (lost), the card in d1 and d4."""
    found = measure("asset-usage", COLUMNS, LOG, reps="10", assets="6")
    assert found.value("utilization") == 50
    assert found.value("reps_using") == 30
    most = table(found, "most_used")
    assert [each["asset"] for each in most] == ["Deck", "Card", "Study"]
    assert most[0] == {"asset": "Deck", "uses": 3, "people": 3, "reps": 2, "share_of_reps": 20}
    effective = {each["asset"]: each for each in table(found, "most_effective")}
    assert list(effective) == ["Card", "Deck", "Study"]
    assert (effective["Card"]["won_with"], effective["Card"]["won_without"]) == (100, 0)
    assert (effective["Deck"]["won_with"], effective["Deck"]["won_without"]) == (50, 100)
    assert [each["effect"] for each in effective.values()] == [100, -50, None]
    texts = {each.code: each.text for each in found.warnings}
    assert "not-proof" in texts
    assert texts["few-deals"].startswith("Fewer than 5 closed deals with or without: Card, Deck")
    assert found.findings.charts[0].says == "Uses: Deck 3, Card 2 and Study 1."


@pytest.mark.seed("S163")
def test_the_consideration_stage_can_be_looked_at_alone(measure):
    found = measure("asset-usage", COLUMNS, LOG, at_stage="consideration")
    assert {each["asset"]: each["uses"] for each in table(found, "most_used")} == {
        "Card": 1,
        "Deck": 2,
        "Study": 1,
    }
    assert (found.n, found.findings.excluded) == (4, 2)
    card = table(found, "most_effective")[0]
    assert (card["asset"], card["deals_with"], card["deals_without"]) == ("Card", 1, 2)
    assert "one-stage" in {each.code for each in found.warnings}


@pytest.mark.seed("S163")
def test_asset_user_day_and_stage_are_enough_of_a_file(knowledge):
    instrument = find("asset-usage", knowledge)
    text = "Asset;Used by;Used on;Stage\nDeck;ann;31.03.2027;Consideration\n"
    answers = read("log.csv", text.encode(), instrument.measure)
    found = work_out(instrument, answers)
    assert found.value("uses") == 1
    assert table(found, "most_effective")[0]["effect"] is None


@pytest.mark.parametrize(("deals", "few"), [(4, True), (5, False)])
def test_fewer_than_five_deals_on_a_side_are_told_to_be_few(measure, deals, few):
    rows = [
        (asset, "ann", "rep", "2027-01-10", "decision", f"{asset} {n}", "won")
        for asset, number in (("Deck", deals), ("Card", 6))
        for n in range(number)
    ]
    found = measure("asset-usage", COLUMNS, rows)
    assert ("few-deals" in {each.code for each in found.warnings}) == few


def test_of_assets_used_alike_the_one_of_more_people_stands_first(measure):
    rows = [("Card", "ann"), ("Card", "ann"), ("Deck", "ann"), ("Deck", "bob")]
    log = [(asset, who, "rep", "2027-01-10", "decision", "", "") for asset, who in rows]
    most = table(measure("asset-usage", COLUMNS, log), "most_used")
    assert [(each["asset"], each["people"]) for each in most] == [("Deck", 2), ("Card", 1)]


def test_without_the_number_of_reps_and_assets_no_share_is_made_up(measure):
    found = measure("asset-usage", COLUMNS, LOG)
    assert found.value("utilization") is None
    assert found.value("reps_using") is None
    assert {each["share_of_reps"] for each in table(found, "most_used")} == {None}
    assert {"unknown-reps", "unknown-assets"} <= {each.code for each in found.warnings}


@given(uses, st.sampled_from(["all", "awareness", "consideration", "decision"]))
def test_shares_are_shares_whatever_the_order(measure, rows, stage):
    said = {"reps": "3", "assets": "3", "at_stage": stage}
    if stage != "all" and stage not in {row[4] for row in rows}:
        with pytest.raises(Refused, match="at_stage: nothing was used"):
            measure("asset-usage", COLUMNS, rows, **said)
        return
    found = measure("asset-usage", COLUMNS, rows, **said)
    again = measure("asset-usage", COLUMNS, rows[::-1], **said)
    assert found.findings == again.findings
    assert 0 < found.value("utilization") <= 100
    most, effective = table(found, "most_used"), table(found, "most_effective")
    assert sum(each["uses"] for each in most) == found.n
    assert [each["uses"] for each in most] == sorted((e["uses"] for e in most), reverse=True)
    assert all(0 <= each["share_of_reps"] <= 100 for each in most)
    closed = {row[5] for row in rows}
    for each in effective:
        assert each["deals_with"] + each["deals_without"] == len(closed)
        assert each["effect"] is None or -100 <= each["effect"] <= 100


def test_a_deal_is_not_won_and_lost(measure):
    rows = [LOG[0], (*LOG[3][:5], "D1", "lost")]
    with pytest.raises(Refused, match="row 3, outcome: D1 is lost here and won in row 2"):
        measure("asset-usage", COLUMNS, rows)


def test_an_outcome_needs_its_deal(measure):
    with pytest.raises(Refused, match="row 2, deal: an outcome has no deal; name the deal"):
        measure("asset-usage", COLUMNS, [(*LOG[0][:5], "", "won")])


@pytest.mark.parametrize(("name", "value"), [("reps", "2"), ("assets", "2")])
def test_fewer_than_stand_in_the_log_are_refused(measure, name, value):
    with pytest.raises(Refused, match=f"{name}: 3 {name} stand in the log"):
        measure("asset-usage", COLUMNS, LOG, **{name: value})


@pytest.mark.parametrize(("place", "cell"), [(4, "loyalty"), (3, "soon"), (0, "")])
def test_what_is_wrong_is_said_by_row_and_column(measure, place, cell):
    row = list(LOG[1])
    row[place] = cell
    with pytest.raises(Refused, match=f"row 3, {COLUMNS[place]}"):
        measure("asset-usage", COLUMNS, [LOG[0], row])
