"""Whatever people do to a scorecard, one after the other, what must always hold does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_graph.records import Metric
from scorecards.accountability.raci import raci
from scorecards.document import Scorecard
from scorecards.making.adopt import add, drift, drop, for_person, give_role, swap
from scorecards.part import Refused
from scorecards.versions.diff import diff
from scorecards.versions.upgrade import upgrade

ROLES = st.sampled_from(["headline", "supporting", "monitor", "guardrail"])
REASONS = st.sampled_from(["", "Because."])


def step(card, data, graph):
    here = st.sampled_from([kpi.metric for kpi in card.kpis] or ["metric.nps"])
    known = st.sampled_from([metric.id for metric in graph.knowledge.every(Metric)])
    does = data.draw(st.sampled_from(["drop", "swap", "add", "role"]))
    reason = data.draw(REASONS)
    if does == "drop":
        return drop(card, data.draw(here), reason)
    if does == "swap":
        return swap(card, data.draw(here), data.draw(known), reason, graph)
    if does == "add":
        return add(card, data.draw(known), data.draw(ROLES), reason, graph)
    return give_role(card, data.draw(here), data.draw(ROLES), reason)


@given(data=st.data())
@settings(max_examples=60)
def test_a_walk_of_changes(aimed, graph, words, linter, adviser, data):
    card = aimed
    for _ in range(data.draw(st.integers(0, 6))):
        try:
            after = step(card, data, graph)
        except Refused:
            continue
        assert (diff(card, after, words) == ()) == (card == after)
        card = after
    assert Scorecard.model_validate_json(card.model_dump_json()) == card
    hers = for_person(card, id="hers", person="Ben", manager=None, period=card.period.following)
    assert drift(card, hers, words) == ()
    assert len(raci(card, words.label)) == len(card.kpis)
    recommended = {kpi.metric for kpi in card.kpis if kpi.origin == "recommended"}
    assert recommended <= set(card.basis.recommended)
    assert {each.metric for each in card.dropped} <= set(card.basis.recommended)
    assert not {each.metric for each in card.dropped} & {kpi.metric for kpi in card.kpis}
    again = upgrade(card, adviser)
    assert again.draft.kpis == card.kpis
    errors = [each for each in linter.lint(card, card.period.start) if each.severity == "error"]
    for each in errors:
        assert each.metric is None or card.holds(each.metric)
