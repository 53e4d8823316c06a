"""The guide for somebody new in a role."""

import pytest

from engine import Policy, Profile, read_profile
from engine.guide import guide
from knowledge_graph.records import Metric, Phase, Rhythm


@pytest.fixture(scope="module")
def guided(adviser, graph):
    def make(policy=None, **raw):
        answer = adviser.recommend(read_profile(raw, adviser.knowledge), policy)
        return answer, guide(answer, graph)

    return make


def test_the_kpis_come_first_each_with_a_reason_that_speaks_for_it(guided):
    answer, page = guided(objectives=["increase-win-rate"], data_sources=["survey-tool"])
    assert page.headline == answer.headline
    assert [item.metric for item in page.kpis] == [kpi.metric for kpi in answer.kpis]
    assert [item.on_scorecard for item in page.kpis] == [kpi.role for kpi in answer.kpis]
    for item, kpi in zip(page.kpis, answer.kpis, strict=True):
        speaking = {reason.text for reason in kpi.because if reason.for_}
        against = {reason.text for reason in kpi.because if not reason.for_}
        assert item.why in speaking - against


def test_the_strongest_reason_is_the_one_given(guided):
    answer, page = guided(objectives=["reduce-churn"])
    for item, kpi in zip(page.kpis, answer.kpis, strict=True):
        strong = [r.text for r in kpi.because if r.for_ and r.strength == "strong"]
        if strong:
            assert item.why == strong[0]


def test_the_baselines_are_the_metrics_of_the_first_phase(guided, knowledge):
    _, page = guided(phase="grow")
    first = knowledge.get(Phase, "phase.discover")
    assert [item.metric for item in page.baselines] == [row.to for row in first.grid]
    assert [item.why for item in page.baselines] == [row.why for row in first.grid]
    assert {item.basis for item in page.baselines} == {"sourced"}
    assert all(item.citations for item in page.baselines)


def test_the_five_phases_stand_in_order_and_close_the_circle(guided):
    _, page = guided(phase="define")
    assert [phase.label for phase in page.phases] == [
        "Discover", "Strategize", "Define", "Get set", "Grow"
    ]  # fmt: skip
    labels = [phase.label for phase in page.phases]
    assert [phase.next for phase in page.phases] == [*labels[1:], labels[0]]
    assert [phase.label for phase in page.phases if phase.now] == ["Define"]


def test_without_a_phase_none_is_marked_as_the_present_one(guided):
    _, page = guided(objectives=["reduce-churn"])
    assert not any(phase.now for phase in page.phases)
    assert "you are here" not in page.as_markdown()


def test_a_second_reading_is_told_as_such(guided):
    _, page = guided(phase="get-set")
    get_set = next(phase for phase in page.phases if phase.now)
    assert "Sales confidence (wave 2)" in [item.label for item in get_set.items]
    assert not any("wave" in item.label for item in page.baselines)


def test_what_is_on_the_scorecard_is_marked_wherever_it_turns_up(guided):
    answer, page = guided(objectives=["increase-win-rate"])
    roles = {kpi.metric: kpi.role for kpi in answer.kpis}
    guards = {each.metric for each in answer.guardrails}
    items = [*page.baselines, *page.monthly, *(i for phase in page.phases for i in phase.items)]
    for item in items:
        wanted = roles.get(item.metric, "guardrail" if item.metric in guards else "")
        assert item.on_scorecard == wanted
    assert {item.on_scorecard for item in items} >= {"headline", "supporting", ""}


def test_the_monthly_list_is_there_in_every_phase(guided, knowledge):
    rows = [row.to for rhythm in knowledge.every(Rhythm) for row in rhythm.grid]
    for phase in knowledge.every(Phase):
        _, page = guided(phase=phase.id)
        assert [item.metric for item in page.monthly] == rows


def test_instruments_are_named_as_people_know_them(guided, knowledge):
    _, page = guided(phase="discover")
    win_rate = next(item for item in page.baselines if item.metric == "metric.win-rate")
    links = knowledge.get(Metric, "metric.win-rate").measured_with
    assert tuple(each.label for each in win_rate.instruments) == tuple(
        knowledge.label(link.to) for link in links
    )


def test_the_teams_to_meet_are_those_that_lead_or_share_most_first(guided):
    answer, page = guided(objectives=["connect-stakeholders"])
    met = {meeting.team: meeting.kpis for meeting in page.meetings}
    assert "team.product-marketing" not in met
    for kpi in answer.kpis:
        for team in (kpi.accountability.lead, *kpi.accountability.with_):
            if team != "team.product-marketing":
                assert kpi.label in met[team]
    counts = [len(meeting.kpis) for meeting in page.meetings]
    assert counts == sorted(counts, reverse=True)


def test_nobody_is_met_where_everything_is_the_roles_own(guided):
    _, page = guided(objectives=["improve-messaging"])
    assert page.meetings == ()
    assert "Whom to meet" not in page.as_markdown()


def test_the_page_holds_every_part_in_order(guided):
    answer, page = guided(objectives=["increase-win-rate"], phase="get-set")
    text = page.as_markdown()
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "## What you answer for",
        "## Your first 90 days",
        "## Take these baselines first",
        "## Whom to meet",
        "## The cycle",
        "## Every month, in every phase",
        "## Worth doing",
    ]
    assert "- **Win rate** (headline): " in text
    assert "### Get set (you are here)" in text
    assert "[sourced: Discover grid, row 1]" in text
    for advice in answer.advice:
        assert f"- {advice.text}" in text


def test_a_recommendation_without_kpis_still_guides(adviser, graph):
    page = guide(adviser.recommend(Profile()), graph)
    assert page.headline is None
    assert page.kpis == page.meetings == ()
    assert page.baselines
    assert page.advice
    assert "## Take these baselines first" in page.as_markdown()


def test_by_the_seed_documents_alone_no_team_is_made_up(guided):
    answer, page = guided(Policy(sourced_only=True), phase="get-set")
    named = {
        team
        for kpi in answer.kpis
        for team in (kpi.accountability.lead, *kpi.accountability.with_)
        if team
    }
    assert {meeting.team for meeting in page.meetings} == named - {"team.product-marketing"}


def test_the_same_recommendation_gives_the_same_page(guided):
    one = guided(objectives=["reduce-churn"], focus="lifecycle")[1]
    other = guided(objectives=["reduce-churn"], focus="lifecycle")[1]
    assert one == other
    assert one.as_markdown() == other.as_markdown()
