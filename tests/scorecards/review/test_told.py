"""The history of a review, in sentences; and what became of what was recommended."""

import datetime
from typing import get_args

import pytest

from scorecards.making.adopt import drop, give_role, swap
from scorecards.part import Refusal
from scorecards.review import ACT, REASONS, Done, Review, content_digest, review_of
from scorecards.review.acts import Act
from scorecards.review.recommended import recommended
from scorecards.review.told import about, told, worded

NOON = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)
WIN = "metric.win-rate"
SALES = {"team": "team.sales"}
ON_WIN = {"anchor": {"kind": "target", "of": WIN}}
TOLD = [
    (
        {"kind": "submit", "reviewers": [{**SALES, "name": "Sal"}]},
        "Mo sent it to review by Sal (Sales).",
    ),
    ({"kind": "withdraw", "words": "W."}, "Mo took it back from review."),
    (
        {"kind": "comment", "id": "c1", "text": "W.", **ON_WIN},
        "Mo commented on the target of Win rate.",
    ),
    (
        {"kind": "comment", "id": "c2", "text": "W.", "replies_to": "c1", **ON_WIN},
        "Mo replied on the target of Win rate.",
    ),
    (
        {"kind": "resolve", "comment": "c1"},
        "Mo resolved the comment of Mo on the target of Win rate.",
    ),
    ({"kind": "judge", "metric": WIN, "verdict": "accept"}, "Mo accepted Win rate."),
    (
        {"kind": "judge", "metric": WIN, "verdict": "override", "reason": "too-many"},
        f"Mo went another way than recommended with Win rate: {REASONS['too-many']}.",
    ),
    ({"kind": "sign", **SALES}, "Mo signed for Sales."),
    ({"kind": "unsign", **SALES, "words": "W."}, "Mo took back the signature of Sales."),
    ({"kind": "ask-for-changes", "words": "W."}, "Mo asked for changes."),
    ({"kind": "waive", "whose": "pmm", "words": "W."}, "Mo waived the word of the PMM."),
    ({"kind": "approve"}, "Mo approved it."),
    (
        {"kind": "answer", **SALES, "metric": WIN, "says": "otherwise", "words": "W."},
        "Mo answered for Sales on sharing Win rate: otherwise than asked.",
    ),
    (
        {"kind": "announce", "words": "W."},
        "Mo announced what was agreed with the teams.",
    ),
    ({"kind": "close", "words": "W."}, "Mo closed it."),
]


def done(given, number):
    at = NOON + datetime.timedelta(minutes=number)
    return Done(act=ACT.validate_python(given), by="Mo", at=at, version=3, content="c")


def test_every_act_is_a_sentence_the_newest_first(words):
    history = told([done(given, n) for n, (given, _) in enumerate(TOLD)], words.label)
    assert [each.says for each in reversed(history)] == [says for _, says in TOLD]
    assert [each.at for each in history] == sorted((each.at for each in history), reverse=True)
    for (given, _), each in zip(reversed(TOLD), history, strict=True):
        assert each.words == ("W." if "words" in given or "text" in given else "")
        assert (each.by, each.version, each.kind) == ("Mo", 3, given["kind"])


def test_no_kind_of_act_is_left_out():
    union = get_args(get_args(Act)[0])
    kinds = {each.model_fields["kind"].default for each in union}
    assert kinds == {given["kind"] for given, _ in TOLD}


@pytest.mark.parametrize(
    ("anchor", "says"),
    [
        ({}, "the whole scorecard"),
        ({"kind": "kpi", "of": WIN}, "Win rate"),
        ({"kind": "target", "of": WIN}, "the target of Win rate"),
        ({"kind": "rule", "of": "R1"}, "the rule R1"),
    ],
)
def test_what_a_comment_is_about_is_said(anchor, says, words):
    comment = ACT.validate_python({"kind": "comment", "id": "c", "text": "W.", "anchor": anchor})
    assert about(comment.anchor, words.label) == says


def test_a_refusal_names_teams_and_metrics_as_people_do(words):
    refusal = Refusal(
        field="team",
        wrong="team.customer-success, metric.win-rate: it is changes-requested",
        right="ask team.sales.",
    )
    found = worded(refusal, words.label)
    assert found.wrong == "Customer success, Win rate: it is sent back for changes"
    assert found.right == "ask Sales."


def states(card, words, review=None):
    found = recommended(card, review or Review(), words.label)
    return {each.metric: (each.state, each.says) for each in found}


def test_what_became_of_a_recommended_kpi_stands_beside_it(card, graph, words):
    assert {state for state, _ in states(card, words).values()} == {"kept"}
    first, second, third = (kpi.metric for kpi in card.proper[1:4])
    changed = drop(card, first, "Nobody reads it.")
    changed = swap(changed, second, "metric.customer-references", "We have these.", graph)
    changed = give_role(changed, third, "guardrail", "It only watches.")
    found = states(changed, words)
    assert found[first] == ("dropped", "It was not taken. Reason: Nobody reads it.")
    assert found[second] == (
        "swapped",
        f"{words.label('metric.customer-references')} stands in its place. Reason: We have these.",
    )
    assert found[third] == (
        "kept",
        "It stands on the scorecard as guardrail, and was recommended as supporting.",
    )
    assert "metric.customer-references" not in found


def test_the_last_word_on_a_recommended_kpi_is_there(card, words):
    content = content_digest(card)
    given = [
        {"kind": "judge", "metric": WIN, "verdict": "reject", "reason": "too-many"},
        {"kind": "judge", "metric": WIN, "verdict": "accept"},
    ]
    acts = [done(each, n).model_copy(update={"content": content}) for n, each in enumerate(given)]
    found = recommended(card, review_of(acts, content), words.label)
    judged = {each.metric: each.judged for each in found if each.judged}
    assert {metric: each.act.verdict for metric, each in judged.items()} == {WIN: "accept"}
