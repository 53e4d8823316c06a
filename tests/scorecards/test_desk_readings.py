"""Readings go by way of the desk: all or none, each checked, each kept once."""

import datetime
from decimal import Decimal

import pytest
from sqlalchemy import make_url

from scorecards.desk import Desk
from scorecards.part import Refused
from scorecards.store import Refused as NotKept
from scorecards.store import open_store

WIN = "metric.win-rate"
DAY = datetime.date(2027, 1, 31)
NOON = datetime.datetime(2027, 4, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture
def desk(adviser, tmp_path, aimed):
    with open_store(make_url(f"sqlite:///{tmp_path / 'remit.sqlite'}")) as store:
        desk = Desk(store, adviser, "Mara", lambda: NOON)
        desk.create(aimed, why="Adopted.")
        yield desk


@pytest.fixture
def opened(desk, aimed):
    return desk.open(aimed.id)


def kept(desk, opened):
    return [str(each.value) for each in desk._store.readings(opened.id)]


def test_all_are_kept_or_none(desk, opened):
    good = desk.reading(opened, WIN, DAY, Decimal(20))
    bad = [
        desk.reading(opened, WIN, DAY, Decimal(101)),
        desk.reading(opened, "metric.nps", datetime.date(2028, 1, 1), Decimal(1)),
    ]
    with pytest.raises(Refused) as caught:
        desk.record(opened, [good, *bad], ("log.txt", b"x"))
    assert [each.field for each in caught.value.refusals] == [
        "Win rate, 2027-01-31, value",
        "Net Promoter Score, 2028-01-01, metric",
    ]
    assert kept(desk, opened) == []
    assert desk._store.attachments(opened.id) == ()
    assert desk.record(opened, [good], ("log.txt", b"x")).kept == (good,)
    assert kept(desk, opened) == ["20"]
    assert [each.name for each in desk._store.attachments(opened.id)] == ["log.txt"]


def test_what_is_said_twice_is_kept_once_in_one_batch_or_two(desk, opened):
    one, again = (desk.reading(opened, WIN, DAY, Decimal(value)) for value in ("20", "20.0"))
    assert one.id == again.id
    found = desk.record(opened, [one, again])
    assert (len(found.kept), len(found.there)) == (1, 1)
    found = desk.record(opened, [desk.reading(opened, WIN, DAY, Decimal(20), source="uploaded")])
    assert (len(found.kept), len(found.there)) == (0, 1)
    assert kept(desk, opened) == ["20"]


def test_each_is_checked_beside_those_before_it(desk, opened, aimed):
    card = aimed.with_kpi(aimed.kpi(WIN).model_copy(update={"windows": (120,)}))
    card = card.model_copy(update={"launched_on": datetime.date(2027, 1, 1)})
    desk.save(card, 1, why="A launch.")
    opened = desk.open(card.id)
    both = [desk.reading(opened, WIN, DAY, Decimal(value), window=120) for value in (20, 21)]
    with pytest.raises(Refused, match="this window has been read; correct that reading instead"):
        desk.record(opened, both)
    assert kept(desk, opened) == []


def test_a_correction_stands_once_and_says_why(desk, opened):
    old = desk.reading(opened, WIN, DAY, Decimal(20), n=7)
    desk.record(opened, [old])
    for value, why, says in (
        (Decimal(21), " ", "why: it is missing"),
        (Decimal(101), "x", "value: 101 is too high"),
        (Decimal(20), "x", "it says what the reading says already"),
    ):
        with pytest.raises(Refused, match=says):
            desk.correct(opened, old.id, value, why, 7)
    new = desk.correct(opened, old.id, Decimal(21), "Two were missing.", 9)
    assert desk.correct(opened, old.id, Decimal(21), "Two were missing.", 9) == new
    assert (new.replaces, new.taken_on, new.n) == (old.id, DAY, 9)
    assert kept(desk, opened) == ["21"]
    with pytest.raises(Refused, match="no reading in force"):
        desk.correct(opened, old.id, Decimal(22), "No.")
    with pytest.raises(Refused, match="there is no reading gone"):
        desk.correct(opened, "gone", Decimal(22), "No.")
    found = desk.record(opened, [desk.reading(opened, WIN, DAY, Decimal(20))])
    assert (found.kept, kept(desk, opened)) == ((), ["21"])


def test_an_old_version_takes_none(desk, opened, aimed):
    desk.save(aimed.model_copy(update={"title": "Next"}), 1, why="A title.")
    old = desk.open(aimed.id, 1)
    with pytest.raises(Refused, match="open version 2"):
        desk.record(old, [desk.reading(old, WIN, DAY, Decimal(20))])
    with pytest.raises(Refused, match="open version 2"):
        desk.correct(old, "any", Decimal(20), "x")


def test_a_file_of_another_content_under_the_same_name_keeps_the_reading_out(desk, opened):
    desk.attach(opened.id, "log.txt", b"one")
    with pytest.raises(NotKept, match="another file called log.txt"):
        desk.record(opened, [desk.reading(opened, WIN, DAY, Decimal(20))], ("log.txt", b"two"))
    assert kept(desk, opened) == []


def test_a_year_of_days_at_once_is_no_matter(desk, opened):
    days = [datetime.date(2000, 1, 1) + datetime.timedelta(days=each) for each in range(2000)]
    said = [desk.reading(opened, WIN, day, Decimal(20)) for day in days]
    assert len(desk.record(opened, said).kept) == 2000
