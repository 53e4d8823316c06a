"""The questions of an instrument as text to send."""

import pytest

from knowledge_graph.load import load
from knowledge_graph.measures import Asked, Instrument
from scorecards.instruments import find, measured
from scorecards.instruments.questions import WIDTH, answered_with, questionnaire

EVERY = {each.measure.short: each for each in measured(load())}


@pytest.mark.parametrize("short", EVERY)
def test_every_question_and_setting_is_there_in_order_and_no_line_is_too_wide(short):
    measure = EVERY[short].measure
    text = questionnaire(EVERY[short])
    flat = " ".join(text.split())
    places = [
        flat.index(" ".join((each.question or each.label).split()))
        for each in (*measure.columns, *measure.settings)
    ]
    assert places == sorted(places)
    assert all(" ".join(step.split()) in flat for step in measure.steps)
    long = [line for line in text.splitlines() if len(line) > WIDTH and " " in line.strip()]
    assert long == []


def test_each_says_what_can_be_written(knowledge):
    assert "[a whole number from 0 to 10]" in questionnaire(find("nps", knowledge))
    assert "(may be left empty)" in questionnaire(find("nps", knowledge))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "choice", "values": ("won", "lost")}, "one of: won, lost"),
        ({"kind": "scale", "low": 1, "high": 5}, "a whole number from 1 to 5"),
        ({"kind": "number", "low": 1}, "a number from 1 on"),
        ({"kind": "number", "high": 2.5}, "a number up to 2.5"),
        ({"kind": "percent"}, "a number from 0 to 100"),
        ({"kind": "yes-no"}, "yes or no"),
    ],
)
def test_what_can_be_written_follows_from_the_kind_and_the_bounds(fields, says):
    asked = Asked(name="x", label="X", basis="editorial", **fields)
    assert answered_with(asked) == says


def test_what_is_only_named_has_no_questions():
    named = Instrument(
        id="instrument.x", label="X", definition="Named.", basis="editorial", unmeasured="No."
    )
    with pytest.raises(ValueError, match="has no measure"):
        questionnaire(named)
