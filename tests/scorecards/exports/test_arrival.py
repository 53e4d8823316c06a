"""A scorecard that comes back in: all of it, under its own id where that is free."""

import datetime
from decimal import Decimal

import pytest
from sqlalchemy import make_url

from scorecards.desk import Desk
from scorecards.exports import export, gather
from scorecards.exports.arrival import bring_in
from scorecards.exports.whole import read
from scorecards.part import Refused
from scorecards.store import StoreError, open_store

NOON = datetime.datetime(2027, 2, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture
def desk(tmp_path, adviser):
    with open_store(make_url(f"sqlite:///{tmp_path / 'remit.db'}")) as store:
        yield Desk(store, adviser, "Mara", now=lambda: NOON)


@pytest.fixture
def whole(rich_matter, adviser):
    return read(export(rich_matter, adviser, "json"))


def test_export_import_export_loses_nothing(desk, whole, rich):
    version = bring_in(desk, whole)
    assert (version.number, version.document) == (1, rich[0])
    assert version.why == "Brought in from a file: version 1 of q1-sound."
    again = read(export(gather(desk, desk.open(rich[0].id)), desk.adviser, "json"))
    assert again.document.model_dump_json() == whole.document.model_dump_json()
    assert [each.model_dump_json() for each in again.readings] == [
        each.model_dump_json()
        for each in sorted(whole.readings, key=lambda each: (each.taken_on, each.at, each.id))
    ]


def test_where_the_id_is_taken_it_gets_a_new_one(desk, whole):
    first, second = bring_in(desk, whole), bring_in(desk, whole)
    assert first.document.id != second.document.id
    assert len(desk._store.readings(second.document.id, corrected=True)) == len(whole.readings)
    assert len(desk._store.readings(second.document.id)) == len(whole.readings) - 1
    assert desk._store.check() == ()


def test_as_new_it_gets_a_new_id_though_its_own_is_free(desk, whole):
    assert bring_in(desk, whole, as_new=True).document.id != whole.document.id


def test_where_a_target_cannot_stand_nothing_is_kept(desk, whole):
    card = whole.document
    target = card.kpis[0].target.model_copy(update={"amount": -5})
    bad = card.with_kpi(card.kpis[0].model_copy(update={"target": target}))
    with pytest.raises(Refused, match="Win rate, amount"):
        bring_in(desk, whole.model_copy(update={"document": bad}))
    assert desk.cards() == ()


def test_where_a_reading_cannot_be_kept_nothing_is_kept(desk, whole):
    readings = (*whole.readings, whole.readings[0].model_copy(update={"value": Decimal(7)}))
    with pytest.raises(StoreError, match="another reading"):
        bring_in(desk, whole.model_copy(update={"readings": readings}))
    assert desk.cards() == ()
