"""Readings that are worked out from a file, kept through the desk."""

import datetime

import pytest

from scorecards.desk import Desk
from scorecards.making.adopt import add
from scorecards.part import Refused
from scorecards.readings.cohort_files import converted_rows, keep_cohorts, lost_rows
from scorecards.readings.cohorts import CHURN, CONVERSION
from scorecards.readings.standing import corrections
from scorecards.store import open_store
from scorecards.store.database import location

HEAD = "cohort,month,customers_start,customers_lost,revenue_start,revenue_lost\n"
JANUARY = f"{HEAD}a,2027-01,100,4,20000,900\n"
NOW = datetime.datetime(2027, 4, 2, 9, tzinfo=datetime.UTC)


@pytest.fixture
def desk(tmp_path, adviser):
    where = location({"REMIT_DATABASE_URL": f"sqlite:///{tmp_path / 'remit.sqlite'}"})
    with open_store(where) as store:
        yield Desk(store, adviser, "Anna", lambda: NOW)


@pytest.fixture
def kept(desk, card, graph):
    for metric in (CHURN, CONVERSION):
        card = add(card, metric, "monitor", "Looked at every month.", graph)
    return desk.create(card, why="For the test.").document


@pytest.mark.seed("S118")
def test_both_sides_of_churn_are_kept_and_come_back(desk, kept):
    said = keep_cohorts(desk, kept.id, JANUARY, True)
    assert said == "The cohorts are kept, with 1 new readings of 1."
    opened = desk.open(kept.id)
    (row,) = lost_rows(desk, opened)
    assert (row.customers, row.revenue) == (4, 4.5)
    (reading,) = opened.in_force(CHURN)
    assert (reading.value, reading.n, reading.by) == (4, 100, "Anna")
    assert desk._store.attachment(kept.id, reading.evidence)[1].decode() == JANUARY


def test_the_same_file_twice_is_kept_once_and_a_changed_one_corrects(desk, kept):
    keep_cohorts(desk, kept.id, JANUARY, True)
    assert "0 new readings of 1" in keep_cohorts(desk, kept.id, JANUARY, True)
    keep_cohorts(desk, kept.id, JANUARY.replace(",4,", ",5,"), True)
    opened = desk.open(kept.id)
    (reading,) = opened.in_force(CHURN)
    assert reading.value == 5
    assert [each.value for each in corrections(opened.readings, reading)] == [4]


def test_revenue_is_the_value_where_churn_is_defined_so(desk, kept):
    kpi = kept.kpi(CHURN).model_copy(update={"variant": "gross-revenue"})
    desk.save(kept.with_kpi(kpi), 1, why="Revenue counts.")
    keep_cohorts(desk, kept.id, JANUARY, True)
    assert desk.open(kept.id).in_force(CHURN)[0].value == 4.5


def test_another_definition_is_not_mixed_in(desk, kept):
    kpi = kept.kpi(CHURN).model_copy(update={"variant": "of-due"})
    desk.save(kept.with_kpi(kpi), 1, why="Contracts due.")
    with pytest.raises(Refused, match="defines it as of-due"):
        keep_cohorts(desk, kept.id, JANUARY, True)
    assert desk._store.attachments(kept.id) == ()


@pytest.mark.seed("S119")
def test_conversion_of_all_cohorts_is_the_reading_of_the_day(desk, kept):
    text = "cohort,signups,subscribers\nJan,400,30\nFeb,300,27\n"
    keep_cohorts(desk, kept.id, text, False)
    opened = desk.open(kept.id)
    (reading,) = opened.in_force(CONVERSION)
    assert (str(reading.value), reading.n, reading.taken_on) == ("8.14", 700, NOW.date())
    assert [each.cohort for each in converted_rows(desk, opened)] == ["Jan", "Feb"]


def test_what_is_not_on_the_scorecard_gets_no_reading(desk, card):
    desk.create(card, why="For the test.")
    with pytest.raises(Refused, match="is not on the scorecard; watch it here first"):
        keep_cohorts(desk, card.id, JANUARY, True)
