"""The measurement against practitioners: by hand on made-up cases, then over the real ones."""

import copy
import json
from pathlib import Path

import pytest

from engine.cases import CaseError, read_cases, read_mapping
from engine.evaluation import FIELDS, WIDTH, evaluate
from engine.profile import Profile
from engine.recommendation import Held, Reason
from knowledge_graph.records import Citation, Objective
from knowledge_graph.yaml_file import read

FOLDER = Path(__file__).parents[2] / "benchmarks" / "practitioners"

MAPPING = {
    "about": "made up",
    "inferred_by": "concluded",
    "always_inferred": ["guess"],
    "situation": {
        "goals": {
            "win": {"objectives": [["no-such-objective", "increase-win-rate", "enable-sales"]]},
            "dream": {"objectives": [["no-such-objective"]], "maturity": "new"},
        },
        "work": {"launching": {"focus": "launch"}, "selling": {"focus": "enablement"}, "talk": {}},
        "stage": {"young": {"stage": "early"}},
        "guess": {"old": {"stage": "mature"}},
    },
    "accountability": {"direct": "direct", "shared": "shared", "unstated": "unstated"},
    "teams": {"pmm": "product-marketing", "sellers": "sales", "makers": "product"},
}


def wants(name, accountability="unstated", teams=(), headline=False):
    return {
        "name": name,
        "canonical": name,
        "accountability": accountability,
        "owner_teams": list(teams),
        "headline": headline,
    }


def a_case(name, situation, *wanted, against=()):
    return {
        "id": name,
        "source_group": name[0].lower(),
        "source_title": "A page",
        "source_url": "https://example.org",
        "source_type": "blog",
        "evidence_tier": "A",
        "source_host": None,
        "author_or_role": "A PMM",
        "situation": situation,
        "recommended_metrics": list(wanted),
        "discouraged_metrics": [{"name": each, "canonical": each} for each in against],
        "paraphrase": "In our own words.",
        "situation_specificity": 3,
        "pmm_role": "pmm",
    }


CASES = {
    "about": "made up",
    "cases": [
        a_case(
            "A1",
            {"work": ["launching"], "stage": None},
            wants("activation_rate", "shared", ["makers", "pmm"], headline=True),
            wants("nps"),
            wants("nps", "direct"),
        ),
        a_case("A2", {"work": ["launching"]}, wants("activation_rate")),
        a_case(
            "B1",
            {"work": ["talk", "launching"], "stage": "young"},
            wants("nps", "direct", ["sellers"]),
            wants("churn_rate", "shared"),
        ),
        a_case(
            "C1",
            {"work": "selling", "stage": ""},
            wants("win_rate", headline=True),
            wants("made_up"),
            against=["leads", "win_rate", "revenue"],
        ),
    ],
}
ANSWERS = {
    "launch": {"activation-rate": ["R1"], "nps": ["R1", "R2"], "revenue": ["R4"]},
    "enablement": {"leads": ["R3"], "win-rate": ["R3"]},
}


class Fixed:
    """An adviser that gives one answer for each focus."""

    def __init__(self, adviser):
        self.knowledge = adviser.knowledge
        self._like = adviser.recommend(Profile(focus="launch"))
        self._answers = ANSWERS

    def without_source(self, source):
        other = copy.copy(self)
        if source == "source.c":
            other._answers = {**ANSWERS, "enablement": {"leads": ["R1"]}}
        return other

    def recommend(self, profile, policy=None):
        kpis = tuple(self._kpi(*each) for each in self._answers[profile.focus].items())
        update = {"profile": profile.model_dump(exclude_none=True), "headline": kpis[0].metric}
        empty = dict.fromkeys(("also_considered", "guardrails", "monitor", "barred"), ())
        return self._like.model_copy(update={**update, **empty, "kpis": kpis})

    def _kpi(self, slug, rules):
        source = "source.c" if "R3" in rules else "source.somebody-else"
        reasons = tuple(
            Reason(
                rule=rule,
                for_=True,
                strength="weak",
                basis="practice",
                text="t",
                citations=(Citation(source=source, locator="l", claim="c"),),
                fact="f",
            )
            for rule in rules
        )
        held = Held(kind="shared", lead="team.product")
        update = {"metric": f"metric.{slug}", "because": reasons, "accountability": held}
        return self._like.kpis[0].model_copy(update=update)


@pytest.fixture
def found(adviser):
    return evaluate(CASES, MAPPING, Fixed(adviser))


def test_figures_are_averages_over_cases_and_over_groups(found):
    ours = found.overall.remit
    assert (ours.recall, ours.precision, ours.any_hit) == (0.75, 0.25, 1.0)  # 1, 1, ½, ½
    assert ours.headline == 0.5  # A1 yes, C1 no; the others mark none
    assert [one.remit.headline for one in found.cases] == [True, None, None, False]
    assert found.by_source_group.count == 3
    assert found.by_source_group.remit.recall == 0.6667  # 1, ½, ½
    assert found.best_recall == 1.0


def test_figures_by_value_of_a_field(found):
    assert [(row.label, row.count, row.remit.recall) for row in found.by_field["focus"]] == [
        ("enablement", 1, 0.5),
        ("launch", 3, 0.8333),
    ]
    assert [row.label for row in found.by_field["stage"]] == ["early", "unknown"]
    assert tuple(found.by_field) == FIELDS


def slugs(score):
    return [metric.removeprefix("metric.") for metric in score.metrics]


def test_the_baselines_know_only_other_source_groups(found):
    a1, a2, b1, c1 = found.cases
    assert slugs(a1.popular) == ["churn-rate", "made-up", "nps", "win-rate"]  # one group each
    assert slugs(b1.popular) == ["activation-rate", "made-up", "nps", "win-rate"]  # two cases first
    assert slugs(c1.popular) == ["nps", "activation-rate", "churn-rate"]  # two groups first
    assert slugs(a1.nearest) == ["churn-rate", "nps", "made-up", "win-rate"]  # B1 votes
    assert slugs(b1.nearest) == ["activation-rate", "nps", "made-up", "win-rate"]  # A1, A2 vote
    assert slugs(c1.nearest) == slugs(c1.popular)  # nothing is alike
    assert a2.popular == a1.popular.model_copy(
        update={"hits": (), "recall": 0.0, "precision": 0.0, "any_hit": False, "headline": None}
    )
    assert found.overall.popular.recall == 0.25  # ½, 0, ½, 0
    assert [(each.better, each.equal, each.worse) for each in found.standings] == [
        (3, 1, 0),
        (3, 1, 0),
    ]


def test_what_was_missed_and_where_it_is(found):
    assert found.cases[2].missed == {"metric.churn-rate": "not a candidate"}
    assert found.cases[3].missed == {"metric.made-up": "not in the catalogue"}
    assert found.unknown_metrics == {"metric.made-up": ("C1",)}
    assert found.missed == {"not a candidate": 1, "not in the catalogue": 1}


def test_a_kpi_that_a_case_advises_against_is_an_error_unless_it_wants_it_too(found):
    assert [one.errors for one in found.cases] == [(), (), (), ("metric.leads",)]


def test_accountability_and_teams_are_compared_where_the_case_states_them(found):
    said = found.accountability
    assert (said.compared, said.agreed, said.average, said.constant) == (2, 1, 0.5, 1)
    assert said.differences == {"direct -> shared": 1}  # B1; the first mention in A1 states nothing
    assert (found.teams.compared, found.teams.agreed) == (2, 1)
    assert found.teams.differences == {"team.sales -> team.product": 1}


def test_rules_whose_hits_lie_in_one_group(found):
    assert [each.model_dump() for each in found.narrow_rules] == [
        {"rule": "R3", "source_group": "c", "hits": 1, "spoken": 2}
    ]


def test_hits_that_rest_on_the_case_itself_are_told_apart(found):
    assert [one.own_source for one in found.cases] == [(), (), (), ("metric.win-rate",)]
    assert found.recall_elsewhere == 0.625


def test_what_only_the_own_source_says_is_withheld_and_the_answer_given_again(found):
    assert [one.withheld.recall for one in found.cases] == [1.0, 1.0, 0.5, 0.0]
    assert [slugs(one.withheld) for one in found.cases][3] == ["leads"]
    assert found.overall.withheld.recall == 0.625
    assert found.by_source_group.withheld.recall == 0.5  # 1, ½, 0
    assert "own source withheld" in found.as_text()


def test_a_wish_takes_the_first_objective_there_is(knowledge):
    mapping = read_mapping(MAPPING, knowledge)
    [case] = read_cases({"cases": [a_case("X1", {"goals": ["win", "dream"]}, wants("nps"))]})
    profile = mapping.profile(case, knowledge)
    assert profile == Profile(objectives=("objective.increase-win-rate",), maturity="new")
    assert mapping.unknown_objectives(knowledge) == ("objective.no-such-objective",)


def test_the_first_field_keeps_and_what_was_concluded_can_be_left_out(knowledge):
    mapping = read_mapping(MAPPING, knowledge)
    situation = {"guess": "old", "stage": "young", "work": ["selling"], "concluded": ["work"]}
    [case] = read_cases({"cases": [a_case("X1", situation, wants("nps"))]})
    assert mapping.profile(case, knowledge) == Profile(stage="early", focus="enablement")
    assert mapping.profile(case, knowledge, stated_only=True) == Profile(stage="early")


def _situation(case):
    case["situation"]["work"] = ["lanching"]


def _field(case):
    case["situation"]["mood"] = "good"


def _accountability(case):
    case["recommended_metrics"][0]["accountability"] = "sole"


def _team(case):
    case["recommended_metrics"][0]["owner_teams"] = ["janitors"]


def _record(case):
    case["colour"] = "red"


def _nothing(case):
    case["recommended_metrics"] = []


def _twice(case):
    case["id"] = "A2"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_situation, "A1: situation.work: the mapping does not know `lanching`"),
        (_field, "A1: situation.mood: unknown field"),
        (_accountability, "A1: recommended_metrics.activation_rate.accountability: the mapping"),
        (_team, "A1: recommended_metrics.activation_rate.owner_teams: the mapping"),
        (_record, "A1: colour: "),
        (_nothing, "A1: recommended_metrics: "),
        (_twice, "A2: id: stands twice"),
    ],
)
def test_what_a_case_may_not_say_is_an_error_with_case_and_field(adviser, spoil, message):
    cases = copy.deepcopy(CASES)
    spoil(cases["cases"][0])
    with pytest.raises(CaseError) as error:
        evaluate(cases, MAPPING, Fixed(adviser))
    assert str(error.value).startswith(message)


LUNCH = {"launching": {"focus": "lunch"}, "talk": {}, "selling": {}}


@pytest.mark.parametrize("cases", [None, [], {}, {"cases": []}, {"cases": ["A1"]}])
def test_cases_that_are_none_are_an_error(adviser, cases):
    with pytest.raises(CaseError):
        evaluate(cases, MAPPING, Fixed(adviser))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("teams", {"makers": "janitors"}, "mapping: teams.makers: there is no team `janitors`"),
        ("accountability", {"direct": "sole"}, "mapping: accountability.direct: "),
        ("situation", {"work": LUNCH}, "A1: profile: focus: `lunch`"),
    ],
)
def test_a_mapping_to_what_there_is_not_is_an_error(adviser, field, value, message):
    mapping = {**MAPPING, field: {**MAPPING[field], **value}}
    with pytest.raises(CaseError) as error:
        evaluate(CASES, mapping, Fixed(adviser))
    assert str(error.value).startswith(message)


@pytest.fixture(scope="module")
def practitioners():
    return tuple(read(FOLDER / name).data for name in ("cases.yaml", "mapping.yaml"))


@pytest.fixture(scope="module")
def measured(adviser, practitioners):
    return evaluate(*practitioners, adviser)


def test_the_same_cases_give_the_same_bytes_and_in_any_order_the_same_figures(
    adviser, practitioners, measured
):
    cases, mapping = practitioners
    once, again = measured, evaluate(cases, mapping, adviser)
    assert once.as_json() == again.as_json()
    assert once.as_text() == again.as_text()
    turned = evaluate({"cases": cases["cases"][::-1]}, mapping, adviser)
    assert turned.cases[::-1] == once.cases
    assert (turned.overall, turned.by_field) == (once.overall, once.by_field)
    assert json.loads(once.as_json())["overall"]["count"] == len(cases["cases"])


def test_the_text_fits_a_terminal(measured):
    lines = measured.as_text().splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert (
        lines[0]
        == f"{len(measured.cases)} cases from {measured.by_source_group.count} source groups"
    )
    assert not any(line != line.rstrip() for line in lines)


def test_each_wish_of_the_mapping_is_for_an_objective_there_is_or_one_that_is_foreseen(
    practitioners, knowledge
):
    known = {objective.id for objective in knowledge.every(Objective)}
    foreseen = {
        "build-customer-advocacy", "build-pmm-function", "earn-analyst-recognition",
        "expand-existing-customers", "generate-demand", "increase-activation",
        "increase-feature-adoption", "increase-product-adoption", "launch-feature",
        "launch-new-product", "raise-brand-awareness", "retain-customers",
        "run-competitive-intelligence", "understand-win-loss", "win-against-competitors",
    }  # fmt: skip
    unknown = read_mapping(practitioners[1], knowledge).unknown_objectives(knowledge)
    assert set(unknown) <= {f"objective.{slug}" for slug in foreseen} - known
