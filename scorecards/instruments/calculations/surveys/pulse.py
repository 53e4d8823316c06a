"""The stakeholder pulse: the mean of what other teams answered, by team and by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.surveys.estimates import (
    bars,
    mean,
    responded,
    response,
)
from scorecards.instruments.found import Findings, Table
from scorecards.part import Refusal, Refused

QUESTIONS = ("q1", "q2", "q3", "q4", "q5")


def agreement(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """The mean of all answers from 1 to 5: each answer counts alike, as in a pulse that is kept.

    Raises:
        Refused: A row has no answer, or more people answered than were asked.
    """
    empty = [row.number for row in answers if not _given([row])]
    if empty:
        right = "give an answer, or take the row out"
        raise Refused(Refusal(field=f"row {empty[0]}", wrong="it has no answer", right=right))
    given = _given(answers)
    rate = response(len(answers), settings.get("invited"))
    columns = {question: answers.numbers(question) for question in QUESTIONS}
    asked = [(name, mean(values)) for name, values in columns.items() if values]
    teams = [
        (team, len(part), mean(_given(part)).value) for team, part in answers.groups("team").items()
    ]
    whole = mean(given)
    heads = {"n": "Answers", "mean": "Mean"}
    alone = sum(n == 1 for _, n, _ in teams)
    return Findings(
        figures={
            "mean": whole.value,
            "people": len(answers),
            "answers": len(given),
            "response_rate": rate,
        },
        counts={"mean": len(answers)},
        tables=(
            Table(
                name="by_team",
                title="By team",
                columns={"team": "Team", "n": "People", "mean": "Mean"},
                rows=tuple(teams),
            ),
            Table(
                name="by_question",
                title="By question",
                columns={"question": "Question", **heads},
                rows=tuple((name.upper(), each.n, each.value) for name, each in asked),
            ),
        ),
        charts=(bars("Mean by team", "Team", "Mean", ((team, at) for team, _, at in teams)),),
        cautions=responded(rate) | raised(("one-of-a-team", alone, {"teams": alone})),
    )


def _given(rows: Iterable[Row]) -> list[float]:
    """Every answer; a question may be left out."""
    values = (row.number_in(question) for row in rows for question in QUESTIONS)
    return [value for value in values if value is not None]
