"""Scorecards as they leave the house: a rich one, and one full of what nobody should type."""

import datetime
from decimal import Decimal

import pytest

from knowledge_graph.records import Metric
from scorecards.desk import Opened, alone
from scorecards.document import DeclaredFactor, Reading, ScorecardKpi
from scorecards.exports import Matter
from scorecards.review import Review, content_digest
from scorecards.store import Attachment, Saved, Version
from scorecards.units import is_money

AT = datetime.datetime(2027, 2, 1, 9, tzinfo=datetime.UTC)
TODAY = datetime.date(2027, 2, 20)
HOSTILE = (
    '=HYPERLINK("http://evil.example","x") <script>alert(1)</script> #import "x" $x$ *b* '
    "| a | ![p](http://evil.example/p.png) \u202eabc שלום 🚀 \x07"
)


def opened(card, readings=(), today=TODAY, number=1, latest=1):
    version = Version(scorecard=card.id, number=number, by="Mara", at=AT, why="", document=card)
    return Opened(
        version=version,
        latest=latest,
        readings=tuple(readings),
        today=today,
        member=alone("Mara"),
        stands=frozenset({"everybody"}),
        review=Review(),
        content=content_digest(card),
    )


def matter(card, readings=(), today=TODAY):
    saved = Saved(scorecard=card.id, number=1, by="Mara", at=AT, why="Adopted.")
    file = Attachment(scorecard=card.id, name="log.csv", sha256="a" * 64, size=3, by="Mara", at=AT)
    return Matter(opened(card, readings, today), (saved,), (file,))


def taken(card, kpi, knowledge, day, value, number, **fields):
    money = is_money(knowledge.get(Metric, kpi.metric).unit)
    return Reading(
        id=f"r{number}",
        scorecard=card.id,
        metric=kpi.metric,
        taken_on=day,
        value=Decimal(value),
        currency="EUR" if money else None,
        by="Ben",
        at=AT,
        **{"n": 40, **fields},
    )


@pytest.fixture(scope="session")
def rich(sound, knowledge):
    """Weighed, with readings on both sides of the target, one of them corrected."""
    proper = {kpi.metric for kpi in sound.proper}
    weight = Decimal(100) / len(proper)
    assert weight == int(weight)
    kpis = tuple(
        kpi.model_copy(update={"weight": weight if kpi.metric in proper else None})
        for kpi in sound.kpis
    )
    factor = DeclaredFactor(
        factor=_factor(knowledge),
        declared_on=datetime.date(2027, 1, 10),
        metric=kpis[0].metric,
        adjustment=Decimal("1.5"),
        accepted=True,
        reviewed_by="Cleo",
    )
    card = sound.model_copy(update={"kpis": kpis, "factors": (factor,)})
    readings = []
    for place, kpi in enumerate(card.kpis):
        for nth in range(place % 4 + 1):
            day = datetime.date(2027, 1, 5 + 7 * nth)
            value = Decimal(20) + nth * (1 if place % 2 else -1) + Decimal("0.5")
            readings.append(taken(card, kpi, knowledge, day, value, len(readings)))
    old = readings[-1]
    update = {"id": "right", "value": Decimal("23.75"), "replaces": old.id}
    return card, (*readings, old.model_copy(update=update))


def _factor(knowledge):
    return next(each for each in knowledge.records if each.startswith("factor."))


@pytest.fixture
def rich_matter(rich):
    return matter(*rich)


@pytest.fixture(scope="session")
def hostile(rich, knowledge):
    """The same where every text that a person can type is an attack."""
    card, readings = rich
    kpis = tuple(
        kpi.model_copy(
            update={
                "reason": HOSTILE,
                "contract": kpi.contract.model_copy(update={"tie_breaker": HOSTILE[:118]}),
            }
        )
        for kpi in card.kpis
    )
    factor = card.factors[0].model_copy(update={"expectation": HOSTILE, "evidence": HOSTILE})
    card = card.model_copy(
        update={
            "title": HOSTILE[:120],
            "person": "=cmd|' /C calc'!A0",
            "manager": "W" * 120,
            "kpis": kpis,
            "factors": (factor,),
        }
    )
    return matter(card, tuple(r.model_copy(update={"evidence": HOSTILE}) for r in readings))


@pytest.fixture
def lost(rich):
    """A card with a metric that the knowledge does not have."""
    card, readings = rich
    kpi = card.kpis[1]
    gone = ScorecardKpi.model_validate(kpi.model_dump() | {"metric": "metric.gone-by"})
    return matter(card.model_copy(update={"kpis": (card.kpis[0], gone)}), readings)


@pytest.fixture(name="matter", scope="session")
def _matter():
    return matter


@pytest.fixture(name="taken", scope="session")
def _taken():
    return taken
