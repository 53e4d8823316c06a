import datetime
from decimal import Decimal

import pytest

from scorecards.making.adopt import drop
from scorecards.versions.goalposts import moved_late

WIN = "metric.win-rate"
BEGIN = datetime.date(2027, 1, 1)
DAY = datetime.timedelta(days=1)


def aim(card, **update):
    kpi = card.kpi(WIN)
    target = kpi.target.model_copy(update=update)
    return card.with_kpi(kpi.model_copy(update={"target": target}))


def bare(card):
    return card.with_kpi(card.kpi(WIN).model_copy(update={"target": None}))


@pytest.mark.parametrize(
    "update",
    [
        {"amount": Decimal(4)},
        {"baseline": Decimal(22)},
        {"deadline": datetime.date(2027, 6, 30)},
        {"warn": Decimal(22)},
    ],
)
def test_a_target_that_moves_counts_from_the_day_after_the_period_began(aimed, update):
    new = aim(aimed, **update)
    assert moved_late(aimed, new, BEGIN - DAY) == moved_late(aimed, new, BEGIN) == ()
    assert moved_late(aimed, new, BEGIN + DAY) == (WIN,)


def test_a_first_target_and_a_last_one_moved_too(aimed):
    assert moved_late(bare(aimed), aimed, BEGIN + DAY) == (WIN,)
    assert moved_late(aimed, bare(aimed), BEGIN + DAY) == (WIN,)


def test_nothing_else_moves_a_target(aimed):
    told = aim(aimed, why="Agreed again.", set_on=BEGIN + DAY)
    retitled = aimed.model_copy(update={"title": "Another"})
    for new in (aimed, told, retitled, drop(aimed, WIN, "Not ours.")):
        assert moved_late(aimed, new, BEGIN + DAY) == ()
    assert moved_late(drop(aimed, WIN, "Not ours."), aimed, BEGIN + DAY) == ()
