"""JSON: out and back in without loss, and what does not fit is named."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.document import Scorecard
from scorecards.exports import export
from scorecards.exports.whole import MAX_FILE, read, renamed, write
from scorecards.part import FIRST, LAST, Refused

NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, places=4)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
NAMES = WORDS.filter(str.strip)
DAYS = st.dates(FIRST, LAST)


@st.composite
def scorecards(draw):
    metrics = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=5))
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2, unique=True)))
    return {
        "id": "q1",
        "title": draw(NAMES),
        "person": draw(st.none() | NAMES),
        "period": {"start": days[0], "end": days[1]},
        "basis": {
            "profile": draw(
                st.dictionaries(WORDS, st.recursive(
                    st.none() | st.booleans() | WORDS | st.integers(-(2**53), 2**53),
                    lambda inner: st.lists(inner, max_size=3),
                    max_leaves=4,
                ), max_size=3)
            ),
            "knowledge": "k",
            "rules": "r",
            "recommended": {},
        },
        "kpis": [
            {
                "metric": f"metric.{each}",
                "role": "supporting",
                "reason": draw(WORDS),
                "contract": {"kind": "direct"},
                "cadence": "monthly",
                "weight": draw(st.none() | st.decimals(0, 100, places=2)),
                "target": {
                    "change": "to-level",
                    "baseline": draw(st.none() | NUMBERS),
                    "amount": draw(NUMBERS),
                    "deadline": draw(DAYS),
                    "set_on": draw(DAYS),
                },
            }
            for each in metrics
        ],
    }  # fmt: skip


@settings(max_examples=30)
@given(made=scorecards())
def test_whatever_is_on_a_scorecard_comes_back_the_same(made, matter):
    card = Scorecard.model_validate(made)
    whole = read(write(matter(card)))
    assert whole.document == card
    assert write(matter(whole.document, whole.readings)) == write(matter(card))


def test_a_rich_scorecard_comes_back_with_every_reading(rich, rich_matter, adviser):
    whole = read(export(rich_matter, adviser, "json"))
    assert (whole.document, whole.readings) == rich
    assert [(each.number, each.by, each.why) for each in whole.history] == [(1, "Mara", "Adopted.")]
    assert [(each.name, each.sha256) for each in whole.attachments] == [("log.csv", "a" * 64)]


def test_under_new_ids_only_the_ids_differ(rich, rich_matter):
    card, readings = rich
    ids = {each.id: f"new-{each.id}" for each in readings}
    whole = renamed(read(write(rich_matter)), "other", ids)
    assert whole.document == card.model_copy(update={"id": "other"})
    assert [each.value for each in whole.readings] == [each.value for each in readings]
    right = whole.readings[-1]
    assert right.replaces == f"new-{readings[-1].replaces}"
    assert {each.scorecard for each in whole.readings} == {"other"}


@pytest.fixture
def told(rich_matter):
    """What is said of the file after a change to it."""

    def told(change):
        raw = json.loads(write(rich_matter))
        change(raw)
        with pytest.raises(Refused) as refused:
            read(json.dumps(raw).encode())
        return str(refused.value)

    return told


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw.update(format="other"), "format: this is no scorecard of Remit"),
        (lambda raw: raw.update(format_version=2), "format_version: 2 is not known"),
        (lambda raw: raw["document"].update(colour="green"), "document.colour: extra inputs"),
        (lambda raw: raw["document"].pop("title"), "document.title: field required"),
        (lambda raw: raw["document"]["period"].update(end="2026-01-01"), "document.period: the p"),
        (lambda raw: raw["document"]["kpis"][0].update(weight=101), "document.kpis.0.weight"),
        (lambda raw: raw["document"]["kpis"].append(raw["document"]["kpis"][0]), "twice"),
        (lambda raw: raw["readings"][0].update(value="much"), "readings.0.value"),
        (lambda raw: raw["readings"][0].update(at="2027-01-01T09:00:00"), "readings.0.at: the ti"),
        (
            lambda raw: raw["readings"][0].update(scorecard="q9"),
            "readings.0.scorecard: it is of q9",
        ),
        (lambda raw: raw["readings"][1].update(id="r0"), "readings.1.id: r0 is used twice"),
        (lambda raw: raw["readings"][0].update(replaces="no"), "readings.0.replaces: no is no"),
        (lambda raw: raw["readings"][0].update(replaces="r0"), "readings.0.replaces: r0 is no"),
        (lambda raw: raw["history"][0].update(number=0), "history.0.number"),
        (lambda raw: raw["attachments"][0].update(sha256="?"), "attachments.0.sha256"),
    ],
)
def test_what_does_not_fit_is_named(change, says, told):
    assert says in told(change)


def test_two_corrections_of_one_reading_do_not_fit(told):
    def twice(raw):
        raw["readings"].append(raw["readings"][-1] | {"id": "again"})

    assert "is corrected twice; correct the correction instead" in told(twice)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "file: line 1 is not JSON"),
        (b"\xff\xfe", "file: it is not text in UTF-8"),
        (b"[1]", "format: this is no scorecard"),
        (b"[" * 100_000, "file: it is nested too deep"),
        (b'{"a": 1, "a": 2}', "a: this name is used twice"),
        (b'{"a": NaN}', "file: NaN is no figure"),
        (b'{"a": ' + b"9" * 5000 + b"}", "file: a figure in it is too long"),
        (b" " * (MAX_FILE + 1), "bytes; take one of at most"),
    ],
)
def test_what_is_no_such_file_is_said_so(content, says):
    with pytest.raises(Refused) as refused:
        read(content)
    assert says in str(refused.value)
