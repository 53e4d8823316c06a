"""A survey before training: which topics sellers need most."""

from __future__ import annotations

from collections.abc import Mapping

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.surveys.estimates import bars, mean, person
from scorecards.instruments.calculations.surveys.once import repeated
from scorecards.instruments.found import Findings, Table
from scorecards.part import Refusal, Refused

_DRAWN = 12
"""So many topics are drawn; the table has all."""


def topics(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Topics by mean need, the highest first, each with its product; confidence beside it.

    Raises:
        Refused: Somebody rates a topic of a product twice.
    """
    for row, first in repeated(answers, "respondent", "topic", "product"):
        told = f"{row.text('topic')[:40]} is there a second time for {row.text('respondent')[:40]}"
        field, right = f"row {row.number}, topic", f"keep one; row {first} is the first"
        raise Refused(Refusal(field=field, wrong=told, right=right))
    rows = []
    for topic, about in answers.groups("topic").items():
        products = about.groups("product") or {"": about}
        without = Answers(about.where("product", None))
        if without.rows and "" not in products:
            products[""] = without
        for product, part in products.items():
            sure = part.numbers("confidence")
            need = mean(part.numbers("need")).value
            confidence = mean(sure).value if sure else None
            rows.append((topic, product or None, len(part), need, confidence))
    rows.sort(key=lambda row: (-row[3], -row[2], row[0], row[1] or ""))
    ranked = tuple((place, *row) for place, row in enumerate(rows, 1))
    sure = answers.numbers("confidence")
    found = mean(sure) if sure else None
    people = {person(row) for row in answers}
    confident = {person(row) for row in answers if row["confidence"] is not None}
    thin = sum(row[2] < 5 for row in rows)
    points = [
        (f"{topic} ({product})" if product else topic, need)
        for topic, product, _, need, _ in rows[:_DRAWN]
    ]
    columns = {"rank": "Rank", "topic": "Topic", "product": "Product", "n": "Answers"}
    return Findings(
        figures={
            "need": mean(answers.numbers("need")).value,
            "topics": len(rows),
            "confidence": found.value if found else None,
        },
        counts={"confidence": len(confident)},
        n=len(people),
        tables=(
            Table(
                name="ranked",
                title="Topics to train, the greatest need first",
                columns={**columns, "need": "Mean need", "confidence": "Mean confidence"},
                rows=ranked,
            ),
        ),
        charts=(bars("Where the need is greatest", "Topic", "Mean need", points),),
        cautions=raised(("thin-topics", thin, {"count": thin}), ("no-confidence", not sure)),
    )
