"""A message test: how clear and how different people find a message."""

from __future__ import annotations

from collections.abc import Mapping

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.surveys.estimates import bars, mean, person, share
from scorecards.instruments.found import Findings, Table
from scorecards.part import Refusal, Refused

SCALE = (1, 5)
_HEADS = {
    "message": "Message",
    "n": "People",
    "clarity": "Clarity",
    "clarity_low": "Lower end",
    "clarity_high": "Upper end",
    "differentiation": "Differentiation",
    "differentiation_low": "Lower end (differentiation)",
    "differentiation_high": "Upper end (differentiation)",
    "score": "Score",
    "played_back": "Percent who said it back right",
}


def messages(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Scores from 1 to 5 for each message; the figures are those of the message that is named.

    Raises:
        Refused: The message that is named was not tested.
    """
    every = answers.groups("message")
    wanted = settings.get("chosen")
    by_name = {name.casefold(): part for name, part in every.items()}
    if wanted is not None and str(wanted).casefold() not in by_name:
        wrong, right = f"{str(wanted)[:40]} was not tested", f"take one of {', '.join(every)}"
        raise Refused(Refusal(field="chosen", wrong=wrong, right=right[:200]))
    looked = answers if wanted is None else by_name[str(wanted).casefold()]
    rows = tuple((name, *_scores(part).values()) for name, part in every.items())
    found = _scores(looked)
    method = settings.get("method")
    people = len({person(row) for row in answers})
    note = f"{method or 'The method is not said.'} {people} people took part."
    points = [
        (f"{name}, {what}", float(_scores(part)[what] or 0))
        for name, part in every.items()
        for what in ("clarity", "differentiation")
    ]
    return Findings(
        figures={name: value for name, value in found.items() if name != "n"},
        n=len(looked),
        tables=(
            Table(name="by_message", title="By message", columns=_HEADS, rows=rows),
            Table(
                name="method",
                title="How it was tested",
                columns={"kind": "Kind", "note": "Method"},
                rows=(("qualitative judgement", note),),
            ),
        ),
        charts=(bars("Clarity and differentiation", "Message", "Mean score", points),),
        cautions=raised(
            ("several-messages", wanted is None and len(every) > 1, {"count": len(every)}),
            ("no-method", method is None),
        ),
    )


def _scores(part: Answers) -> dict[str, float | None]:
    """What the answers to one message come to."""
    clarity = mean(part.numbers("clarity"), *SCALE)
    different = mean(part.numbers("differentiation"), *SCALE)
    said = [row["played_back"] for row in part if row["played_back"] is not None]
    return {
        "n": len(part),
        "clarity": clarity.value,
        "clarity_low": clarity.low,
        "clarity_high": clarity.high,
        "differentiation": different.value,
        "differentiation_low": different.low,
        "differentiation_high": different.high,
        "score": (clarity.value + different.value) / 2,
        "played_back": share(sum(map(bool, said)), len(said)).value if said else None,
    }
