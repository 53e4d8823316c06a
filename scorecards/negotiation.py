"""What partner teams are asked to share before a period, what they say, and what is agreed. Pure.

Before a period each partner team is shown which KPIs it is asked to lead or share. When every team
has answered for a scorecard, what was agreed on it is announced.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal, cast

from knowledge_graph.graph import LEAD
from knowledge_graph.records import Metric
from scorecards.document import Period, Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.plan import partners
from scorecards.review import Done, Review, content_digest
from scorecards.review.acts import Announce, Answer
from scorecards.versions.diff import Words

DAYS = 14
"""Days before a period in which its KPIs are agreed on with the partner teams."""

Says = Literal["yes", "no", "otherwise"]
Outcome = Literal["open", "agreed", "changed", "declined"]
OUTCOME: dict[Outcome, str] = {
    "open": "Open",
    "agreed": "Agreed",
    "changed": "Wanted otherwise",
    "declined": "Declined",
}
COLUMNS = ("KPI", "Leads", "Shares it", "Answers", "Decides", "Comes to")
"""What ``row_words`` tells of a KPI that teams are asked to share."""


class Window(Part):
    """The days in which teams answer: from ``opens`` until the day before ``closes``.

    Attributes:
        closes: The day on which the period begins.
        stands: Whether it is still to open, open, or over; an answer after it is late.
    """

    opens: datetime.date
    closes: datetime.date
    stands: Literal["before", "open", "over"]


def window(period: Period, today: datetime.date) -> Window:
    """The days in which teams answer for a period."""
    opens = period.start - datetime.timedelta(days=DAYS)
    stands: Literal["before", "open", "over"] = "open"
    if today < opens:
        stands = "before"
    elif today >= period.start:
        stands = "over"
    return Window(opens=opens, closes=period.start, stands=stands)


class Answered(Part):
    """What a team said to a KPI.

    Attributes:
        late: Whether it was said when the period had begun.
        edited: Whether the scorecard has been changed since.
    """

    team: str
    says: Says
    words: str
    by: str
    at: datetime.datetime
    late: bool
    edited: bool


class Asked(Part):
    """A KPI that partner teams are asked to lead or share.

    Attributes:
        own_part: By which product marketing's own part is told.
        teams: The partner teams; the lead first, where that is one of them.
        answers: The last word of each team.
        before: What was said before that, the oldest first.
    """

    metric: str
    label: str
    definition: str
    target: str
    deadline: datetime.date | None
    own_part: tuple[str, ...]
    lead: str | None
    co_owners: tuple[str, ...]
    tie_breaker: str | None
    teams: tuple[str, ...]
    answers: tuple[Answered, ...]
    before: tuple[Answered, ...]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The teams that have not answered."""
        have = {each.team for each in self.answers}
        return tuple(team for team in self.teams if team not in have)

    @property
    def outcome(self) -> Outcome:
        """What it comes to: one refusal declines it, one other wish changes it."""
        said = {each.says for each in self.answers}
        if "no" in said:
            return "declined"
        if self.unanswered:
            return "open"
        return "changed" if "otherwise" in said else "agreed"

    def answer(self, team: str) -> Answered | None:
        """The last word of a team."""
        return next((each for each in self.answers if each.team == team), None)


class Settlement(Part):
    """One scorecard, as far as it is agreed on with partner teams.

    Attributes:
        whole: Whether all of it is here; else only what one team is asked.
        closed: Whether the scorecard is closed, so that nothing is answered any more.
        announceable: Whether whoever asks may announce what was agreed on it.
    """

    card: str
    title: str
    person: str | None
    period: Period
    whole: bool
    closed: bool
    asked: tuple[Asked, ...]
    announceable: bool = False
    announced_by: str | None = None
    announced_at: datetime.datetime | None = None
    announced_words: str = ""

    @property
    def open(self) -> bool:
        """Whether any team has still to answer."""
        return any(each.unanswered for each in self.asked)

    @property
    def told(self) -> bool:
        """Whether the answers of every team are here, and not of one alone."""
        return self.whole or self.announced_by is not None

    def of(self, team: str) -> tuple[Asked, ...]:
        """What one team is asked."""
        return tuple(each for each in self.asked if team in each.teams)


class Progress(Part):
    """How far a team is: what it is asked, and what it said."""

    team: str
    asked: int
    yes: int
    no: int
    otherwise: int

    @property
    def answered(self) -> int:
        """How many it has answered."""
        return self.yes + self.no + self.otherwise


def settlement(
    card: Scorecard, review: Review, done: Sequence[Done], words: Words, team: str | None = None
) -> Settlement:
    """What partner teams are asked on a scorecard, and what they said.

    Args:
        card: The scorecard.
        review: Where its review stands.
        done: All that was done in that review, in order.
        words: Names and figures.
        team: Only what this team may know: the KPIs that it is asked to share, and until the
            agreed set is announced only its own answers.
    """
    content = content_digest(card)
    said = [
        (each.act.metric, _answered(each, card.period, content))
        for each in done
        if isinstance(each.act, Answer)
    ]
    found = []
    for kpi in card.proper:
        teams = partners(kpi)
        if not teams or (team is not None and team not in teams):
            continue
        known = [
            answer
            for metric, answer in said
            if metric == kpi.metric
            and answer.team in teams
            and (team in (None, answer.team) or review.announced)
        ]
        found.append(_asked(kpi, teams, known, words))
    told = review.announced
    return Settlement(
        card=card.id,
        title=card.title,
        person=card.person,
        period=card.period,
        whole=team is None,
        closed=review.status == "closed" or card.status == "closed",
        asked=tuple(found),
        announced_by=told.by if told else None,
        announced_at=told.at if told else None,
        announced_words=cast(Announce, told.act).words if told and team is None else "",
    )


def _answered(done: Done, period: Period, content: str) -> Answered:
    act = cast(Answer, done.act)
    return Answered(
        team=act.team,
        says=act.says,
        words=act.words,
        by=done.by,
        at=done.at,
        late=done.at.date() >= period.start,
        edited=done.content != content,
    )


def _asked(
    kpi: ScorecardKpi, teams: tuple[str, ...], said: Sequence[Answered], words: Words
) -> Asked:
    last = {each.team: each for each in said}
    return Asked(
        metric=kpi.metric,
        label=words.label(kpi.metric),
        definition=_definition(kpi, words),
        target=words.target(kpi.target, words.unit(kpi)),
        deadline=kpi.target.deadline if kpi.target else None,
        own_part=kpi.contract.own_part,
        lead=kpi.contract.lead,
        co_owners=kpi.contract.co_owners,
        tie_breaker=kpi.contract.tie_breaker,
        teams=teams,
        answers=tuple(last[team] for team in teams if team in last),
        before=tuple(each for each in said if each is not last[each.team]),
    )


def _definition(kpi: ScorecardKpi, words: Words) -> str:
    """What the KPI means, in the definition that this scorecard has of it."""
    record = words.knowledge.records.get(kpi.metric)
    if not isinstance(record, Metric):
        return kpi.formula or "Its metric is not in the catalogue any more."
    chosen = next((each for each in record.variants if each.id == kpi.variant), None)
    how = kpi.formula or (chosen.formula if chosen else record.formula)
    return f"{record.definition} Counted as: {how}." if how != "not given" else record.definition


def row_words(row: Asked, told: bool, words: Words) -> tuple[str, ...]:
    """What is agreed on a KPI, a text for each of ``COLUMNS``.

    Args:
        row: The KPI.
        told: Whether the answers of every team are known; see ``Settlement.told``.
        words: Names of teams.
    """
    label = words.label
    said = [
        f"{label(each.team)}: {each.says}" + (f" ({each.words})" if each.words else "")
        for each in row.answers
    ]
    if told:
        said += [f"{label(team)}: no answer yet" for team in row.unanswered]
    last = max((each.at.date() for each in row.answers), default=None)
    on = f", {last.day} {last:%b %Y}" if last and row.outcome != "open" else ""
    return (
        row.label,
        label(row.lead) if row.lead else "nobody yet",
        ", ".join(label(team) for team in row.co_owners if team != row.lead) or "nobody",
        "; ".join(said) or "no answer yet",
        row.tie_breaker or "nobody yet",
        f"{OUTCOME[row.outcome]}{on}" if told else "Not announced yet",
    )


def progress(settlements: Iterable[Settlement], words: Words) -> tuple[Progress, ...]:
    """How far each team is, by its name; product marketing is never asked."""
    rows = [asked for each in settlements for asked in each.asked]
    teams = {team for asked in rows for team in asked.teams} - {LEAD}
    found = []
    for team in sorted(teams, key=lambda each: (words.label(each), each)):
        of_team = [asked for asked in rows if team in asked.teams]
        said = [answer.says for asked in of_team if (answer := asked.answer(team))]
        found.append(
            Progress(
                team=team,
                asked=len(of_team),
                yes=said.count("yes"),
                no=said.count("no"),
                otherwise=said.count("otherwise"),
            )
        )
    return tuple(found)
