"""Composing a scorecard: the headline, the limits, and what is said of the rest."""

from hypothesis import given
from hypothesis import strategies as st

from engine.compose import OBJECTIVE_LIMIT, PERSON_LIMIT, Candidate, Vote, compose


def candidate(name, score, serves=(), headline=0, basis="sourced", group="", barred=(), line=""):
    votes = [Vote(score, "supporting", basis)] if score else []
    if headline:
        votes.append(Vote(headline, "headline", basis))
    lines = dict.fromkeys(serves, (group, line or name))
    return Candidate(f"metric.{name}", votes, lines, set(barred))


def names(composed):
    return [one.metric.removeprefix("metric.") for one in composed.kpis]


def test_the_headline_is_the_one_rules_name_even_below_a_higher_score():
    composed = compose([candidate("a", 3), candidate("b", 1, headline=1)], "five-and-seven", 0)
    assert composed.headline == "metric.b"
    assert not composed.promoted
    assert names(composed) == ["b", "a"]


def test_without_a_named_headline_the_top_kpi_is_promoted_and_marked():
    composed = compose([candidate("a", 2), candidate("b", 3)], "five-and-seven", 0)
    assert composed.headline == "metric.b"
    assert composed.promoted
    assert ("headline", "metric.b", "promoted to headline: no rule names one") in composed.decisions


def test_a_metric_barred_as_headline_stays_a_kpi():
    composed = compose(
        [candidate("a", 3, headline=3, barred={"headline"}), candidate("b", 1)], "five-and-seven", 0
    )
    assert composed.headline == "metric.b"
    assert names(composed) == ["b", "a"]


def test_where_every_kpi_is_barred_as_headline_there_is_none():
    composed = compose([candidate("a", 3, barred={"headline"})], "five-and-seven", 0)
    assert composed.headline is None
    assert names(composed) == ["a"]


def test_a_score_of_zero_or_less_leaves():
    one = candidate("a", 2)
    one.votes.append(Vote(-2, None, "practice"))
    composed = compose([one], "five-and-seven", 0)
    assert composed.kpis == ()
    assert composed.cut == {"metric.a": "score of zero or less"}


def test_ties_go_by_basis_then_objective_then_id():
    found = compose(
        [
            candidate("d", 2, serves=[1]),
            candidate("c", 2, serves=[0]),
            candidate("b", 2, serves=[0]),
            candidate("a", 2, serves=[0], basis="practice"),
        ],
        "five-and-seven",
        2,
    )
    assert names(found) == ["b", "c", "d", "a"]


def test_five_for_one_objective_and_what_cut_the_sixth():
    many = [candidate(f"m{n}", 9 - n, serves=[0]) for n in range(7)]
    composed = compose(many, "five-and-seven", 1)
    assert len(composed.kpis) == OBJECTIVE_LIMIT
    assert composed.cut["metric.m5"] == "limit of 5 KPIs for one objective"


def test_the_limit_of_an_objective_can_go_by_owner_group():
    many = [candidate(f"s{n}", 5, [0], group="team.sales") for n in range(6)]
    many += [candidate(f"p{n}", 5, [0], group="team.product") for n in range(6)]
    composed = compose(many, "five-per-objective", 1)
    assert len(composed.kpis) == 2 * OBJECTIVE_LIMIT


def test_by_the_seed_metrics_on_one_line_of_the_source_count_as_one():
    many = [candidate(f"a{n}", 5, [0], line="awareness") for n in range(3)]
    many += [candidate(f"m{n}", 4, [0]) for n in range(5)]
    assert len(compose(many, "five-per-objective", 1).kpis) == 7
    assert len(compose(many, "five-and-seven", 1).kpis) == OBJECTIVE_LIMIT


def test_every_owner_group_of_an_objective_keeps_one():
    many = [candidate(f"s{n}", 9, [0], group="team.sales") for n in range(6)]
    many += [candidate("p", 1, [0], group="team.product")]
    assert "p" in names(compose(many, "five-and-seven", 1))


def test_the_policy_of_one_keeps_the_headline_alone():
    composed = compose([candidate("a", 3), candidate("b", 2)], "one", 0)
    assert names(composed) == ["a"]
    assert composed.cut == {"metric.b": "limit of one KPI"}


candidates = st.lists(
    st.builds(
        candidate,
        st.text("abcdefgh", min_size=1, max_size=3),
        st.integers(-3, 9),
        st.lists(st.integers(0, 3), unique=True, max_size=3).map(sorted),
        st.integers(0, 3),
        st.sampled_from(["sourced", "practice", "editorial"]),
    ),
    max_size=20,
    unique_by=lambda one: one.metric,
)


@given(candidates)
def test_limits_hold_and_every_objective_keeps_one(many):
    composed = compose(many, "five-and-seven", 4)
    fit = [one for one in many if one.wanted and one.score > 0]
    assert len(composed.kpis) <= PERSON_LIMIT
    for objective in range(4):
        if any(objective in one.serves for one in fit):
            assert any(objective in one.serves for one in composed.kpis)
    kept = {one.metric for one in composed.kpis}
    assert kept | set(composed.cut) == {one.metric for one in many if one.wanted}
    assert not kept & set(composed.cut)


@given(candidates, st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(many, chance):
    mixed = list(many)
    chance.shuffle(mixed)
    assert names(compose(mixed, "five-and-seven", 4)) == names(compose(many, "five-and-seven", 4))


def test_the_headline_of_the_draft_is_not_displaced_by_what_it_brings():
    many = [candidate("a", 2, basis="practice"), candidate("b", 2, basis="sourced")]
    assert compose(many, "five-and-seven", 0).headline == "metric.b"
    assert compose(many, "five-and-seven", 0, "metric.a").headline == "metric.a"


def test_a_draft_headline_that_is_barred_by_then_gives_way():
    many = [candidate("a", 3, barred={"headline"}), candidate("b", 2)]
    assert compose(many, "five-and-seven", 0, "metric.a").headline == "metric.b"
