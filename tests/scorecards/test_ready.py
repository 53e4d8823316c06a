"""Without unit or data source a KPI is a draft: it is worked on, and not reviewed."""

import datetime
from dataclasses import replace
from types import MappingProxyType

import pytest

from knowledge_graph.records import Metric
from scorecards.desk import Desk
from scorecards.part import Refused
from scorecards.ready import draft_only, without_source
from scorecards.review.acts import Reviewer, Submit

WIN = "metric.win-rate"
NOON = datetime.datetime(2026, 12, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture
def draft(aimed):
    """Anna's win rate alone, without a source."""
    kpi = aimed.kpi(WIN).model_copy(update={"source": None})
    return aimed.model_copy(update={"kpis": (kpi,), "person": "Anna"})


@pytest.fixture
def desk(empty_url, open_at, adviser):
    return Desk(open_at(empty_url("sqlite")), adviser, "Mara", lambda: NOON)


def send(desk, card):
    teams = ("team.sales", "team.product-marketing")
    act = Submit(reviewers=tuple(Reviewer(team=team, name="Sal") for team in teams))
    return desk.do(desk.open(card.id), act)


@pytest.mark.seed("S134")
def test_a_kpi_without_a_data_source_keeps_the_scorecard_a_draft_and_says_why(desk, draft):
    desk.create(draft, why="Adopted.")
    with pytest.raises(Refused) as caught:
        send(desk, draft)
    (refusal,) = caught.value.refusals
    assert (refusal.field, refusal.wrong) == (
        "Win rate",
        "no data source is named, so it cannot be measured yet",
    )
    assert desk.open(draft.id).review.status == "draft"
    named = draft.with_kpi(draft.kpi(WIN).model_copy(update={"source": "crm"}))
    desk.save(named, 1, why="Named the system.")
    assert send(desk, draft).status == "in-review"


@pytest.mark.seed("S134")
def test_a_kpi_without_a_unit_is_a_draft_and_each_record_has_a_direction(knowledge, aimed):
    record = knowledge.get(Metric, WIN).model_copy(update={"unit": "not given"})
    without = replace(knowledge, records=MappingProxyType({**knowledge.records, WIN: record}))
    card = aimed.model_copy(update={"kpis": (aimed.kpi(WIN),)})
    assert [each.wrong for each in draft_only(card, without)] == ["it has no unit"]
    assert list(draft_only(card, knowledge)) == []
    assert Metric.model_fields["direction"].is_required()


@pytest.mark.seed("S160")
def test_each_kpi_names_its_system_of_record_or_is_not_measurable_yet(card, graph, linter):
    unnamed = card.model_copy(
        update={
            "kpis": tuple(kpi.model_copy(update={"source": None}) for kpi in card.kpis),
            "basis": card.basis.model_copy(update={"profile": {}}),
        }
    )
    found = linter.lint(unnamed, card.period.start)
    told = {each.metric: each.text for each in found if each.code == "no-source"}
    records = {kpi.metric: graph.knowledge.get(Metric, kpi.metric) for kpi in unnamed.proper}
    assert set(told) == {m for m, record in records.items() if record.needs} != set()
    assert told[WIN] == "Win rate is not measurable yet: no data source is named."
    assert not any(each.code == "no-source" for each in linter.lint(card, card.period.start))


def test_what_is_measured_with_a_sheet_of_ones_own_needs_no_system(card, knowledge):
    own = next(m for m in knowledge.every(Metric) if m.measured_with and not m.needs)
    kpi = card.kpi(WIN).model_copy(update={"source": None, "metric": own.id})
    assert not without_source(kpi, own)
    assert without_source(kpi, own.model_copy(update={"measured_with": ()}))


def test_what_only_watches_stops_nothing(draft, knowledge):
    watched = draft.with_kpi(draft.kpi(WIN).model_copy(update={"role": "monitor"}))
    assert list(draft_only(watched, knowledge)) == []
