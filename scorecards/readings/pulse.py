"""A pulse: what is sent to other teams, the file that comes back, and the one reading it makes.

The file has a row for each person: ``respondent``, ``team``, ``q1`` and so on, answers from 1 to 5.
Its mean becomes the reading; the answers of single people are not kept.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric
from scorecards.document import Reading, Scorecard, ScorecardKpi
from scorecards.part import Part, Refusal, Refused
from scorecards.readings.standing import corrections, in_force
from scorecards.readings.uploads.mistakes import refuse
from scorecards.together import Pulse
from scorecards.units import plain, unit_of

QUESTIONS = (
    "What product marketing did helped my team to reach its own goals.",
    "What we got was ready when we needed it.",
    "Product marketing took up what my team knows of customers.",
    "We knew what product marketing was working on, and why.",
    "What we had agreed with product marketing was kept.",
)
"""Questions to begin with; each is a statement that one agrees with more or less."""

SCALE = "1 = do not agree at all, 5 = agree fully"
LEAST, MOST = Decimal(1), Decimal(5)
INSTRUMENT = "instrument.stakeholder-pulse"
LARGEST = 1_000_000
"""Bytes of a file of answers."""


class QuestionMean(Part):
    """One question: how many answered it, and the mean; None where nobody did."""

    question: str
    n: int
    mean: Decimal | None


class PulseResult(Part):
    """What a file of answers comes to.

    Attributes:
        people: How many answered.
        answers: How many answers they gave; a question may be left out.
        mean: Of all answers, to two places.
        by_team: Team -> how many of it answered; every team that was asked.
        digest: Of the file.
    """

    pulse: str
    people: int
    answers: int
    mean: Decimal
    by_team: dict[str, int]
    questions: tuple[QuestionMean, ...]
    invited: int | None
    digest: str

    @property
    def silent(self) -> tuple[str, ...]:
        """The teams of which nobody answered."""
        return tuple(team for team, n in self.by_team.items() if not n)


def text(pulse: Pulse, sender: str) -> str:
    """The survey as plain text, to be sent or printed."""
    lines = [
        pulse.title,
        "",
        f"Please answer until {pulse.closes_on}, with a number from 1 to 5 each.",
        SCALE[0].upper() + SCALE[1:] + ".",
        "A question that does not concern you may stay empty.",
        "",
        *(f"{number}. [   ] {asked}" for number, asked in enumerate(pulse.questions, 1)),
        "",
        "Your team: ____________________",
        "",
        "Only the mean of all answers and how many of each team answered are kept.",
        "",
        "Thank you,",
        sender,
    ]
    return "\n".join(lines) + "\n"


def template(pulse: Pulse, label: Callable[[str], str]) -> str:
    """The file to fill in, as CSV: a row for each person, one begun for each team."""
    out = io.StringIO()
    pen = csv.writer(out, lineterminator="\n")
    pen.writerow(_columns(pulse))
    for team in pulse.teams:
        pen.writerow(["", label(team), *("" for _ in pulse.questions)])
    return out.getvalue()


def misfit(kpi: ScorecardKpi, graph: Graph, readings: Iterable[Reading] = (), but: str = "") -> str:
    """Why a mean from 1 to 5 of other teams' answers is no reading of a KPI; empty where it is.

    Args:
        kpi: What the pulse would feed.
        graph: What is known.
        readings: What was read on the scorecard; it shows which scale is in use.
        but: The pulse whose own earlier reading does not count.
    """
    metric = graph.knowledge.records.get(kpi.metric)
    if not isinstance(metric, Metric):
        return f"{kpi.metric} is no metric of the catalogue. Choose another KPI for the pulse."
    unit = unit_of(metric, kpi.variant)
    if unit != "score":
        return (
            f"{metric.label} is counted in {unit}, and a mean from 1 to 5 is none of it. "
            "Let the pulse feed a KPI that is a score."
        )
    if metric.nature == "quantitative" or INSTRUMENT not in graph.targets(
        metric.id, "measured-with"
    ):
        return (
            f"{metric.label} is not found out by asking other teams. "
            "Let the pulse feed a KPI that is."
        )
    if kpi.variant:
        return (
            f"{metric.label} is defined here as {kpi.variant}, and one mean is not that. "
            "Take its plain definition, or enter the readings by hand."
        )
    kept = tuple(readings)
    others = [
        each.value for each in in_force(kept, kpi.metric) if not (but and _came_of(but, each, kept))
    ]
    target = kpi.target
    known = [target.baseline] if target else []
    if target and target.change == "to-level":
        known.append(target.amount)
    for value in (*others, *known):
        if value is not None and not LEAST <= value <= MOST:
            return (
                f"{metric.label} is kept on another scale here: {plain(value)} stands there. "
                "Put baseline, target and readings on the scale from 1 to 5 first, or enter the "
                "readings of this KPI by hand."
            )
    return ""


def fitting(card: Scorecard, graph: Graph, readings: Sequence[Reading] = ()) -> tuple[str, ...]:
    """The KPIs of a scorecard that a pulse can feed."""
    return tuple(kpi.metric for kpi in card.kpis if not misfit(kpi, graph, readings))


def read_answers(pulse: Pulse, content: bytes, label: Callable[[str], str]) -> PulseResult:
    """What a filled file comes to.

    Raises:
        Refused: With every reason, each with its row as a spreadsheet counts them.
    """
    rows = _rows(pulse, content)
    found = list(_people(pulse, rows, label))
    wrong = [each for each in found if isinstance(each, Refusal)]
    people = [each for each in found if isinstance(each, _Person)]
    given = [answer for each in people for answer in each.answers if answer is not None]
    if not wrong and not given:
        right = "fill in a row for each person who answered"
        wrong = [Refusal(field="file", wrong="it holds no answers", right=right)]
    if pulse.invited is not None and len(people) > pulse.invited:
        told = f"{len(people)} people answered and {pulse.invited} were asked"
        right = "look for rows that are there twice, or correct how many were asked"
        wrong.append(Refusal(field="file", wrong=told, right=right))
    refuse(wrong)
    columns = list(zip(*(each.answers for each in people), strict=True))
    return PulseResult(
        pulse=pulse.id,
        people=len(people),
        answers=len(given),
        mean=_mean(given),
        by_team={team: sum(each.team == team for each in people) for team in pulse.teams},
        questions=tuple(
            _question(asked, column) for asked, column in zip(pulse.questions, columns, strict=True)
        ),
        invited=pulse.invited,
        digest=hashlib.sha256(content).hexdigest()[:10],
    )


def evidence(pulse: Pulse, result: PulseResult, label: Callable[[str], str]) -> str:
    """What stands beside the reading: from when, of how many answers, who answered and who not."""
    counts = ", ".join(f"{label(team)} {n}" for team, n in result.by_team.items() if n)
    asked = f", of {result.invited} asked" if result.invited is not None else ""
    plural = "s" if len(pulse.questions) > 1 else ""
    said = (
        f"{pulse.title}, {pulse.opens_on} to {pulse.closes_on}: mean of {result.answers} answers, "
        f"each from 1 to 5, to {len(pulse.questions)} question{plural}. "
        f"Answered{asked}: {result.people} people; {counts}."
    )
    if result.silent:
        said += f" Nobody from {', '.join(map(label, result.silent))} answered."
    return said


def reading(
    card: Scorecard,
    pulse: Pulse,
    result: PulseResult,
    readings: Sequence[Reading],
    *,
    by: str,
    at: datetime.datetime,
    label: Callable[[str], str],
) -> Reading:
    """The one reading that the answers make; in the place of an earlier one of the same pulse.

    It speaks of the day on which the pulse closed, or of today while it is open.

    Raises:
        Refused: The pulse has not opened, or this very file was read before.
    """
    today = at.date()
    if today < pulse.opens_on:
        wrong, right = f"the pulse opens on {pulse.opens_on}", "read it from that day on"
        raise Refused(Refusal(field="pulse", wrong=wrong, right=right))
    told = f"{card.id}\n{result.digest}"
    id = f"{_begins(pulse.id)}{hashlib.sha256(told.encode()).hexdigest()[:10]}"
    earlier = readings_of(pulse, readings)
    if any(each.id == id for each in readings):
        right = "choose the file with the new answers"
        raise Refused(Refusal(field="file", wrong="it was read before", right=right))
    return Reading(
        id=id,
        scorecard=card.id,
        metric=pulse.metric,
        taken_on=min(today, pulse.closes_on),
        value=result.mean,
        n=result.people,
        evidence=evidence(pulse, result, label),
        by=by,
        at=at,
        replaces=earlier[-1].id if earlier else None,
    )


def readings_of(pulse: Pulse, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings in force that came of a pulse, or correct one that did.

    Args:
        pulse: The pulse.
        readings: All of the scorecard, corrected ones included.
    """
    kept = tuple(readings)
    return tuple(each for each in in_force(kept, pulse.metric) if _came_of(pulse.id, each, kept))


def _came_of(pulse: str, reading: Reading, readings: Sequence[Reading]) -> bool:
    chain = (reading, *corrections(readings, reading))
    return any(each.id.startswith(_begins(pulse)) for each in chain)


@dataclass(frozen=True)
class _Person:
    team: str
    answers: tuple[int | None, ...]


def _begins(pulse: str) -> str:
    """How the ids of its readings begin; the length keeps one pulse from another."""
    return f"pulse-{len(pulse)}-{pulse}-"


def _columns(pulse: Pulse) -> list[str]:
    return ["respondent", "team", *(f"q{number}" for number in range(1, len(pulse.questions) + 1))]


def _rows(pulse: Pulse, content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows of the file that say something, each with its number."""
    if len(content) > LARGEST:
        right = "choose the file with the answers to this pulse"
        raise Refused(Refusal(field="file", wrong="it is larger than 1 MB", right=right))
    try:
        raw = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        right = "save it as CSV in UTF-8"
        raise Refused(Refusal(field="file", wrong="it is no text in UTF-8", right=right)) from None
    first = raw.partition("\n")[0]
    lines = csv.reader(io.StringIO(raw), delimiter=";" if ";" in first else ",")
    try:
        table = [(lines.line_num, [cell.strip() for cell in row]) for row in lines]
    except csv.Error as error:
        right = "save it as CSV again"
        raise Refused(Refusal(field="file", wrong=f"it is no CSV: {error}", right=right)) from None
    head = [cell.lower() for cell in table[0][1]] if table else []
    wanted = _columns(pulse)
    lacking = [column for column in wanted if column not in head]
    beyond = [cell for cell in head if cell not in wanted]
    twice = sorted({cell for cell in head if head.count(cell) > 1})
    for columns, wrong in (
        (lacking, "missing"),
        ([] if lacking else beyond, "not of this pulse"),
        ([] if lacking else twice, "there twice"),
    ):
        if columns:
            told = ", ".join(each or "a column without a name" for each in columns)
            right = f"the first row is {','.join(wanted)}"
            raise Refused(Refusal(field="row 1", wrong=f"{wrong}: {told}", right=right))
    found = []
    for number, cells in table[1:]:
        if any(cells[len(head) :]):
            right = f"keep to {','.join(wanted)}"
            wrong = "it has more cells than the first row"
            raise Refused(Refusal(field=f"row {number}", wrong=wrong, right=right))
        row = dict(zip(head, [*cells, *("" for _ in head)], strict=False))
        if any(row[each] for each in wanted if each != "team"):
            found.append((number, row))
    return found


def _people(
    pulse: Pulse, rows: Iterable[tuple[int, dict[str, str]]], label: Callable[[str], str]
) -> Iterator[_Person | Refusal]:
    """Each row as a person, or what is wrong with it."""
    teams = {
        name.casefold(): team
        for team in pulse.teams
        for name in (team, team.removeprefix("team."), label(team))
    }
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        team = teams.get(row["team"].casefold())
        if team is None:
            right = f"write {' or '.join(map(label, pulse.teams))}"
            wrong = f"{row['team']} was not asked" if row["team"] else "it is empty"
            yield Refusal(field=f"row {number}, team", wrong=wrong, right=right)
        who = row["respondent"].casefold()
        if not who:
            right = "write a name or any sign that tells people apart"
            yield Refusal(field=f"row {number}, respondent", wrong="it is empty", right=right)
        elif (team or "", who) in seen:
            right = f"keep one; row {seen[team or '', who]} is the first"
            wrong = f"{row['respondent']} answers a second time"
            yield Refusal(field=f"row {number}, respondent", wrong=wrong, right=right)
        else:
            seen[team or "", who] = number
        answers: list[int | None] = []
        for column in _columns(pulse)[2:]:
            given = row[column]
            if given and given not in {"1", "2", "3", "4", "5"}:
                right = "write a whole number from 1 to 5, or leave it empty"
                wrong = f"{given} is no answer"
                yield Refusal(field=f"row {number}, {column}", wrong=wrong, right=right)
            else:
                answers.append(int(given) if given else None)
        if len(answers) == len(pulse.questions):
            if not any(answers):
                right = "give an answer, or take the row out"
                yield Refusal(field=f"row {number}", wrong="it has no answer", right=right)
            elif team is not None and who:
                yield _Person(team, tuple(answers))


def _question(asked: str, column: Iterable[int | None]) -> QuestionMean:
    given = [answer for answer in column if answer is not None]
    return QuestionMean(question=asked, n=len(given), mean=_mean(given) if given else None)


def _mean(given: Sequence[int]) -> Decimal:
    return (Decimal(sum(given)) / len(given)).quantize(Decimal("0.01"), ROUND_HALF_UP)
