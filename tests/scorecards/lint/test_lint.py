import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_graph.records import Metric
from rules.records import Find
from scorecards.document import Period, Reading, Scorecard
from scorecards.lint import CHECKS
from scorecards.lint.critique import HEARD
from scorecards.together import Verdict
from tests.scorecards.lint import broken
from tests.scorecards.lint.broken import BROKEN, WIN

CONFIDENCE = "metric.sales-confidence"


@pytest.fixture(scope="module")
def codes(catalogue):
    heard = (catalogue.get(rule).rule.then for rule in HEARD)
    found = {each.find for then in heard for each in then if isinstance(each, Find)}
    return {check.code for check in CHECKS} | found


@pytest.fixture(scope="module")
def other(sound):
    """Another scorecard of the same time, with the same definitions."""
    return sound.model_copy(update={"id": "q1-ben", "title": "Ben, first quarter"})


@pytest.fixture(scope="module")
def findings(linter, other):
    def findings(card, **more):
        return linter.lint(card, card.period.start, **{"others": [other]} | more)

    return findings


def test_nothing_is_wrong_with_a_sound_scorecard(sound, findings):
    assert findings(sound) == ()


def test_every_code_has_a_twin_that_breaks_it(codes):
    assert set(BROKEN) == codes
    assert len(codes) == len(CHECKS) + len(HEARD)


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_twin_is_found(sound, graph, findings, code):
    twin = BROKEN[code](sound, graph)
    found = [each for each in findings(twin) if each.code == code]
    assert found
    for each in found:
        assert each.text[-1] == "."
        assert "$" not in each.text
        assert each.mend[-1] == "."
        assert each.basis == "editorial" or each.citations


def found(findings, card, code, **more):
    return [each for each in findings(card, **more) if each.code == code]


FIXED = {
    "no-headline", "two-headlines", "headline-counts-output", "headline-serves-nothing",
    "headline-unguarded", "no-review", "review-passed", "unknown-record", "shared-without-lead",
    "shared-without-tie-breaker", "definition-differs", "no-path", "only-lagging",
    "nothing-qualitative", "nothing-direct", "shared-without-own-part", "read-alone",
    "first-wave-late",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(FIXED))
def test_one_click_mends_it(sound, graph, findings, code):
    (first, *_) = found(findings, BROKEN[code](sound, graph), code)
    assert first.fix is not None
    mended = first.fix(BROKEN[code](sound, graph))
    assert [each for each in found(findings, mended, code) if each.metric == first.metric] == []


@given(broke=st.lists(st.sampled_from(sorted(BROKEN)), max_size=5, unique=True), late=st.booleans())
@settings(max_examples=150)
def test_every_fix_mends_its_finding_and_brings_no_error(sound, graph, linter, other, broke, late):
    card = sound
    for code in broke:
        try:
            card = BROKEN[code](card, graph)
        except (KeyError, AttributeError):
            continue  # what it would break has gone already
    today = card.period.end if late else card.period.start
    before = linter.lint(card, today, others=[other])
    keys = {(each.code, each.metric, each.text) for each in before if each.severity == "error"}
    for finding in before:
        if finding.fix is not None:
            mended = finding.fix(card)
            assert Scorecard.model_validate_json(mended.model_dump_json()) == mended
            after = linter.lint(mended, today, others=[other])
            assert (finding.code, finding.metric) not in {(e.code, e.metric) for e in after}
            new = {
                (each.code, each.metric, each.text) for each in after if each.severity == "error"
            }
            assert new <= keys


def test_errors_come_first(sound, graph, findings):
    card = BROKEN["no-review"](BROKEN["shared-without-lead"](sound, graph), graph)
    assert [each.severity for each in findings(card)] == ["error", "warning"]


def test_the_engine_speaks_with_its_own_sources(sound, graph, findings, catalogue):
    (each,) = found(findings, BROKEN["nothing-direct"](sound, graph), "nothing-direct")
    rule = catalogue.get("CRI-004").rule
    assert (each.rule, each.basis, each.citations) == ("CRI-004", "sourced", rule.citations)


def test_sourced_only_hears_sourced_rules_alone(sound, graph, findings):
    card = BROKEN["only-lagging"](sound, graph)
    assert found(findings, card, "only-lagging")
    basis = card.basis.model_copy(update={"sourced_only": True})
    assert not found(findings, broken.whole(card, basis=basis), "only-lagging")


def test_a_single_kpi_is_not_asked_to_be_everything(sound, graph, findings):
    card = BROKEN["only-lagging"](sound, graph)
    basis = card.basis.model_copy(update={"policy": {"kpi-limit": "one"}})
    assert not found(findings, broken.whole(card, basis=basis), "only-lagging")


def test_only_a_result_that_serves_an_objective_is_promoted(sound, graph, findings):
    card = BROKEN["no-headline"](sound, graph)
    last = card.proper[-1].metric
    for kpi in card.proper[:-1]:
        card = broken.kpi(card, kpi.metric, objectives=())
    card = broken.kpi(card, last, objectives=(broken.OBJECTIVE,))
    card = broken.more(card, graph, "metric.case-studies", objectives=(broken.OBJECTIVE,))
    case, *rest = reversed(card.kpis)
    card = card.model_copy(update={"kpis": (case, *reversed(rest))})
    (each,) = found(findings, card, "no-headline")
    assert [kpi.metric for kpi in each.fix(card).headlines] == [last]


def test_a_review_can_be_set_until_the_last_day(sound, graph, linter):
    card = BROKEN["no-review"](sound, graph)
    (each,) = linter.lint(card, card.period.end)
    assert each.fix(card).review_on == card.period.end
    (each,) = linter.lint(card, card.period.following.start)
    assert each.fix is None
    closed = broken.whole(card, status="closed")
    assert linter.lint(closed, card.period.end) == ()


def test_a_second_headline_may_stand_for_a_reason(sound, findings):
    card = broken.kpi(sound, "metric.time-to-close", role="headline", reason="Two products.")
    assert not found(findings, card, "two-headlines")


@pytest.mark.seed("S031")
def test_a_headline_without_its_objective_is_an_error(sound, graph, findings):
    (each,) = found(
        findings, BROKEN["headline-serves-nothing"](sound, graph), "headline-serves-nothing"
    )
    assert each.severity == "error"
    assert each.text == "Win rate is the headline and serves none of the objectives."
    assert each.fix(sound) == sound


@pytest.mark.seed("S008")
def test_the_missing_edge_is_named(sound, graph, findings):
    (each,) = found(findings, BROKEN["no-path"](sound, graph), "no-path")
    assert each.text == (
        "Nothing leads from Win rate to Raise brand awareness. "
        "No link says that Win rate drives Brand awareness."
    )


def test_a_reading_before_the_period_is_a_baseline(sound, graph, findings):
    reading = broken.dollars(sound).model_copy(
        update={"metric": WIN, "currency": None, "taken_on": sound.period.start}
    )
    card = BROKEN["no-baseline"](sound, graph)
    (without,) = found(findings, card, "no-baseline")
    assert without.fix is None
    (each,) = found(findings, card, "no-baseline", readings=[reading])
    assert each.fix(card).kpi(WIN).target.baseline == reading.value


def test_a_reading_in_another_currency(sound, findings):
    (each,) = found(findings, sound, "target-refused", readings=[broken.dollars(sound)])
    assert "the target is in EUR, readings are in USD" in each.text


def test_scorecards_of_another_time_may_define_otherwise(sound, graph, linter, other):
    card = BROKEN["definition-differs"](sound, graph)
    later = other.model_copy(update={"period": other.period.following})
    assert linter.lint(card, card.period.start, others=[later]) == ()
    assert linter.lint(card, card.period.start, others=[sound]) == ()  # itself, as it was before


def test_periods_that_share_a_day_are_of_one_time(sound, graph, linter, other):
    card = BROKEN["definition-differs"](sound, graph)
    start, end = card.period.start, card.period.end
    for first, last in ((start - datetime.timedelta(9), start), (end, card.period.following.end)):
        near = other.model_copy(update={"period": Period(start=first, end=last)})
        assert [each.code for each in linter.lint(card, start, others=[near])] == [
            "definition-differs"
        ]


def test_where_others_disagree_or_count_otherwise_one_click_does_not_do(
    sound, graph, findings, other
):
    card = BROKEN["definition-differs"](sound, graph)
    third = broken.kpi(other.model_copy(update={"id": "q1-eva"}), WIN, variant="with-no-decision")
    fixes = [
        each.fix for each in found(findings, card, "definition-differs", others=[other, third])
    ]
    assert fixes == [None, None]
    expansion = "metric.expansion-revenue"
    here = broken.more(sound, graph, expansion)
    there = broken.more(other, graph, expansion)
    percent = next(each.id for each in graph.knowledge.get(Metric, expansion).variants if each.unit)
    there = broken.kpi(there, expansion, variant=percent)
    (each,) = found(findings, here, "definition-differs", others=[there])
    assert each.fix is None


@pytest.mark.parametrize(
    ("metric", "lead"),
    [(WIN, "team.sales"), ("metric.sales-confidence", "team.product-marketing")],
)
def test_the_lead_that_is_known_is_offered(sound, findings, metric, lead):
    card = broken.contract(sound, metric, lead=None)
    (each,) = found(findings, card, "shared-without-lead")
    assert each.fix(card).kpi(metric).contract.lead == lead


@pytest.mark.parametrize(
    ("accepted", "reviewer", "count"),
    [(None, None, 1), (True, None, 1), (None, "Cleo", 1), (True, "Cleo", 0), (False, "Cleo", 0)],
)
def test_an_adjustment_needs_a_word_and_a_name(sound, findings, accepted, reviewer, count):
    card = broken.factor(sound, metric=WIN, adjustment=2, accepted=accepted, reviewed_by=reviewer)
    assert len(found(findings, card, "adjustment-unreviewed")) == count


def test_a_headline_that_should_fall_falls_for_the_wrong_reason(sound, graph, findings):
    card = broken.kpi(BROKEN["no-headline"](sound, graph), "metric.time-to-close", role="headline")
    card = broken.keep(card, "metric.time-to-close")
    (each,) = found(findings, card, "headline-unguarded")
    assert each.text.startswith("Nothing would show if Time to close fell for the wrong reason: ")


def test_a_factor_needs_its_evidence_when_the_period_is_over(sound, linter):
    card = broken.factor(sound, evidence="")
    assert linter.lint(card, card.period.end) == ()
    after = card.period.end + datetime.timedelta(days=1)
    assert "factor-unproved" in {each.code for each in linter.lint(card, after)}


def test_a_system_of_their_own_serves(sound, graph, findings):
    card = BROKEN["not-measurable-yet"](sound, graph)
    assert WIN in {each.metric for each in found(findings, card, "not-measurable-yet")}
    card = broken.kpi(card, WIN, source="salesforce")
    assert WIN not in {each.metric for each in found(findings, card, "not-measurable-yet")}


def test_what_is_no_metric_any_more_is_an_error_and_nothing_breaks(sound, findings):
    gone = sound.kpis[0].model_copy(update={"metric": "metric.unheard"})
    card = sound.model_copy(update={"kpis": (gone, *sound.kpis[1:])})
    (each,) = found(findings, card, "unknown-record")
    assert (each.metric, each.text) == ("metric.unheard", "`metric.unheard` is not known.")


def test_a_profile_that_is_not_valid_any_more_does_not_break_it(sound, findings):
    card = broken.profile(sound, objectives=["objective.unheard"])
    assert not [each for each in findings(card) if each.severity == "error"]


def test_an_initiative_in_time_is_no_finding_and_a_judged_one_neither(sound, findings, linter):
    card = broken.initiative(sound)
    assert findings(card) == ()
    verdicts = tuple(
        Verdict(team=team, by="Ben", on=card.period.end, result="met") for team in broken.TEAMS
    )
    assert "initiative-unjudged" in {each.code for each in linter.lint(card, card.period.end)}
    judged = broken.initiative(sound, verdicts=verdicts)
    assert linter.lint(judged, card.period.end) == ()


def test_without_a_first_day_criteria_are_late_only_after_the_last(sound, findings):
    open_ = broken.initiative(sound, begins_on=None, set_on=broken.AFTER)
    assert findings(open_) == ()
    over = broken.initiative(sound, begins_on=None, set_on=broken.AFTER, ends_on=broken.BEFORE)
    (each,) = found(findings, over, "criteria-late")
    assert (
        each.text
        == "The criteria of Launch talks were stated on 2027-02-01; it ended on 2026-12-01."
    )


def test_a_pulse_is_read_when_a_reading_came_since_it_opened(sound, findings):
    card = broken.pulse(sound)
    reading = broken.dollars(sound).model_copy(
        update={"metric": "metric.sales-confidence", "currency": None, "taken_on": broken.BEFORE}
    )
    assert findings(card, readings=[reading]) == ()
    early = reading.model_copy(update={"taken_on": broken.BEFORE - datetime.timedelta(1)})
    assert found(findings, card, "pulse-unread", readings=[early])


@pytest.mark.seed("S066")
@pytest.mark.parametrize("code", ["nothing-qualitative", "nothing-quantitative"])
def test_a_scorecard_of_one_kind_alone_is_flagged_and_one_of_both_is_not(
    sound, graph, findings, code
):
    natures = {metric.nature for metric in map(graph.knowledge.records.get, metrics_of(sound))}
    assert {"quantitative", "qualitative"} <= natures
    assert not found(findings, sound, code)
    twin = BROKEN[code](sound, graph)
    alone = {graph.knowledge.records[each].nature for each in metrics_of(twin)}
    assert alone == {code.removeprefix("nothing-")} ^ {"quantitative", "qualitative"}
    (each,) = found(findings, twin, code)
    assert each.basis == "sourced"


def metrics_of(card):
    return [kpi.metric for kpi in card.proper]


@pytest.mark.seed("S066")
def test_numbers_that_the_step_names_leave_judgement_missing_and_judgements_do_not(
    sound, graph, findings
):
    named = {
        edge.target: "as a number" in edge.citations[0].claim
        for edge in graph.edges("step.balance", "names")
    }
    numbers = [metric for metric, number in named.items() if number]
    assert numbers == ["metric.engagement-rate", "metric.leads", "metric.rep-performance"]
    card = sound
    for metric in numbers:
        card = broken.more(card, graph, metric)
    assert found(findings, broken.keep(card, *numbers), "nothing-qualitative")
    for metric in named.keys() - {*numbers}:
        beside = broken.keep(broken.more(card, graph, metric), *numbers, metric)
        assert not found(findings, beside, "nothing-qualitative"), metric


@pytest.mark.seed("S091")
def test_a_first_survey_later_than_ninety_days_before_the_launch_is_warned_of(sound, linter):
    launch = datetime.date(2027, 6, 30)

    def late(days, today, *taken_on):
        kpi = sound.kpi(CONFIDENCE).model_copy(update={"before_launch": days})
        card = sound.with_kpi(kpi).model_copy(update={"launched_on": launch})
        read = [confidence(card, on) for on in taken_on]
        return [
            each.text for each in found(linter.lint, card, "first-wave-late", **_on(today, read))
        ]

    start, after = datetime.date(2027, 1, 1), datetime.date(2027, 4, 2)
    assert late(90, start) == late(120, start) == []
    assert late(89, start) == [
        "The first survey of Sales confidence is planned 89 days before the launch; "
        "90 leave time to act on it."
    ]
    assert late(90, after) == [
        "The first survey of Sales confidence was due on 2027-04-01, and nothing was read."
    ]
    assert late(90, after, datetime.date(2027, 4, 1)) == []
    assert late(90, after, datetime.date(2027, 4, 2)) != []


def _on(today, readings):
    return {"today": today, "readings": readings}


def confidence(card, on):
    return Reading(
        id=f"r-{on}", scorecard=card.id, metric=CONFIDENCE, taken_on=on, value=4,
        by="Anna", at=datetime.datetime(2027, 4, 2, tzinfo=datetime.UTC),
    )  # fmt: skip


@pytest.mark.seed("S105")
def test_in_grow_acquisition_cost_does_not_stand_without_what_a_customer_costs_and_is_worth(
    sound, graph, findings
):
    (alone,) = found(findings, BROKEN["read-alone"](sound, graph), "read-alone")
    assert alone.text == (
        "Customer acquisition cost stands without Customer lifetime value and Cost to serve, "
        "beside which it is read."
    )
    mended = alone.fix(BROKEN["read-alone"](sound, graph))
    for metric in ("metric.customer-lifetime-value", "metric.cost-to-serve"):
        assert mended.kpi(metric).role == "monitor"
    assert found(findings, mended, "read-alone") == []
