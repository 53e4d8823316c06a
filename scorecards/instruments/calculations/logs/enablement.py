"""Enablement: who said what to whom and when, and what it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.drawn import bars
from scorecards.instruments.calculations.logs.gathered import one_value, wrong
from scorecards.instruments.calculations.shares import percent
from scorecards.instruments.found import Findings, Table
from scorecards.part import Refusal
from scorecards.readings.uploads.mistakes import refuse

_TEAMS = {
    "audience": "Audience",
    "quota_carrying": "Carries a quota",
    "sessions": "Sessions",
    "last_on": "Last on",
}
_SHOWN = {
    "on": "On",
    "who": "Who",
    "content": "What",
    "audience": "To whom",
    "effect_measure": "Measure of effect",
    "effect": "Effect",
}


def enablement(answers: Answers, _: Mapping[str, Value]) -> Findings:
    """Which teams that carry a quota were reached, and which sessions have a measure of effect.

    Raises:
        Refused: A row names part of a session, an effect has no measure, or a team carries a quota
            in one row and none in another.
    """
    refuse(_misfits(answers))
    sessions = sorted(
        (row for row in answers if row["content"] is not None),
        key=lambda row: [row.text(column) for column in _SHOWN],
    )
    teams = [
        (name, rows[0]["quota_carrying"] is True, [row for row in rows if row["content"]])
        for name, rows in by(answers, "audience").items()
    ]
    teams.sort(key=lambda team: (not team[1], len(team[2]), team[0].casefold()))
    selling = [team for team in teams if team[1]]
    missed = [name for name, _, held in selling if not held]
    points = [(name, float(len(held))) for name, _, held in teams]
    measured = sum(row["effect_measure"] is not None for row in sessions)
    known = sum(row["effect"] is not None for row in sessions)
    return Findings(
        figures={
            "coverage": percent(len(selling) - len(missed), len(selling)),
            "sessions": len(sessions),
            "with_measure": percent(measured, len(sessions)),
            "with_effect": percent(known, len(sessions)),
        },
        counts={"coverage": len(selling)},
        n=len(sessions),
        tables=(
            Table(
                name="audiences",
                title="Audiences, those not reached first",
                columns=_TEAMS,
                rows=tuple(
                    (name, "yes" if sells else "no", len(held), _last(held))
                    for name, sells, held in teams
                ),
            ),
            Table(
                name="log",
                title="Who said what to whom, when",
                columns=_SHOWN,
                rows=tuple(_line(row) for row in sessions),
            ),
        ),
        charts=(bars("Sessions by audience", "Audience", "Sessions", points),),
        cautions=raised(
            ("activity", True),
            ("no-quota", not selling),
            ("missed", missed, {"audiences": listed(missed)}),
            ("no-session", not sessions),
            ("unmeasured", len(sessions) - measured, {"without": len(sessions) - measured}),
        ),
    )


def _misfits(answers: Answers) -> Iterator[Refusal]:
    for row in answers:
        said = [each for each in ("who", "content", "on") if row[each] is not None]
        if said and len(said) < 3:
            missing = next(each for each in ("who", "content", "on") if each not in said)
            right = "say who said what and when; leave all three empty if nothing was held yet"
            yield wrong(row, missing, "it is empty beside a session", right)
        if not said and (row["effect_measure"] is not None or row["effect"] is not None):
            yield wrong(row, "content", "an effect has no session", "name the content")
        if row["effect"] is not None and row["effect_measure"] is None:
            yield wrong(row, "effect_measure", "an effect has no measure", "name what was measured")
    for rows in by(answers, "audience").values():
        _, mistake = one_value(rows, "quota_carrying")
        if mistake:
            yield mistake


def _last(rows: Sequence[Row]) -> str | None:
    return max((row.text("on") for row in rows), default=None)


def _line(row: Row) -> tuple[str | float | None, ...]:
    texts = (row.text(each) for each in ("on", "who", "content", "audience"))
    return (*texts, row.text("effect_measure") or None, row.number_in("effect"))
