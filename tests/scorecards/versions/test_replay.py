import json

import pytest

from engine import Adviser
from engine.inference import PlainMatcher
from scorecards.making.adopt import basis_of
from scorecards.versions.replay import as_it_was, replay


@pytest.fixture(scope="module")
def basis(recommendation):
    return basis_of(recommendation)


def test_the_same_versions_give_the_same_bytes(basis, recommendation, adviser):
    found = replay(basis, recommendation.as_json(), adviser)
    assert found.outcome == "same"
    assert "byte for byte" in found.says
    assert found.differences == ()
    assert all(each.same for each in found.digests)
    assert as_it_was(found.kept) == recommendation


def test_other_bytes_are_told_place_by_place(basis, recommendation, adviser):
    kept = json.loads(recommendation.as_json())
    kept["headline"] = "metric.nps"
    kept["kpis"][0]["score"] += 1
    was = kept["kpis"][0]["score"]
    found = replay(basis, json.dumps(kept, indent=2), adviser)
    assert found.outcome == "differs"
    assert found.differences == (
        'headline: it was "metric.nps" and is "metric.win-rate".',
        f"kpis[1].score: it was {was} and is {was - 1}.",
    )


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ({"rules": "then"}, "the rules it was made from are not the rules of today"),
        ({"knowledge": "then"}, "the knowledge it was made from is not the knowledge of today"),
        ({"knowledge": "a", "rules": "b"}, "the knowledge and rules it was made from are not"),
    ],
)
def test_other_versions_say_which_and_show_what_was_kept(
    basis, recommendation, adviser, update, says
):
    kept = recommendation.as_json()
    found = replay(basis.model_copy(update=update), kept, adviser)
    assert found.outcome == "other-versions"
    assert says in found.says
    assert {each.of for each in found.digests if not each.same} == set(update)
    assert found.kept == kept


def test_rules_that_really_changed_are_other_versions(basis, recommendation, knowledge, catalogue):
    fewer = catalogue.without("SEL-015")
    found = replay(basis, recommendation.as_json(), Adviser(knowledge, fewer, PlainMatcher))
    assert found.outcome == "other-versions"
    assert fewer.version[:12] in found.says


def test_what_was_not_kept_is_said_so(basis, adviser):
    found = replay(basis, None, adviser)
    assert (found.outcome, found.kept) == ("not-kept", None)


def test_answers_that_are_not_known_any_more_are_said_so(basis, recommendation, adviser):
    wrong = basis.model_copy(update={"profile": {"stage": "unicorn"}})
    found = replay(wrong, recommendation.as_json(), adviser)
    assert found.outcome == "unreadable"
    assert "`unicorn`" in found.says


def test_a_kept_form_of_another_release_is_no_record(recommendation):
    older = json.loads(recommendation.as_json()) | {"unheard": 1}
    assert as_it_was(json.dumps(older)) is None
