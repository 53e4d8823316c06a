"""What every file says of a scorecard, assembled once; a writer only lays it out. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from engine import Adviser
from engine.explain.words import listed
from knowledge_graph.records import Metric
from scorecards.accountability.raci import RaciRow, raci
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.exports.matter import Matter
from scorecards.exports.reasons import Explanation, explain
from scorecards.readings.standing import Standing, Status, Track, adjustment
from scorecards.story.tell import Line, tell
from scorecards.targets import aimed_at
from scorecards.units import is_money, measured
from scorecards.versions.diff import Words

ROLE = {
    "headline": "Headline",
    "supporting": "Supporting",
    "guardrail": "Guardrail",
    "monitor": "Monitor",
}
KIND = {
    "direct": "Direct",
    "shared": "Shared",
    "contributing": "Contributing",
    "unstated": "Not stated",
}
STATUS: dict[Status, str] = {
    "met": "Met",
    "on-the-way": "On the way",
    "at-risk": "At risk",
    "missed": "Missed",
    "not-yet-interpretable": "Not yet interpretable",
    "no-target": "No target",
}
LIFE = {
    "draft": "Draft",
    "in-review": "In review",
    "approved": "Approved",
    "closed": "Closed",
}
UNKNOWN = "This metric is not in the knowledge any more."


@dataclass(frozen=True)
class Row:
    """One KPI, in words and in figures.

    Attributes:
        record: The metric; None where it is not known any more.
        unit: What it is counted in, with the currency.
        amount: The amount of the target in the unit of the metric.
        aim: The value aimed at.
        change: The target as it was set, in words, such as ``+5 points``; empty where it is none.
        own_part: The names of what product marketing answers for in it.
        own_says: The same as a sentence, where the story has one.
        told: Where it stands, a sentence of the story.
        effect: What it does for the bottom line, where the story says so.
        adjustment: What accepted factors add to the reading.
        standing, track: Where it stands; None where the metric is not known any more.
    """

    kpi: ScorecardKpi
    record: Metric | None
    label: str
    lead: str
    co_owners: tuple[str, ...]
    own_part: tuple[str, ...]
    own_says: str
    objectives: tuple[str, ...]
    unit: str
    amount: Decimal | None
    aim: Decimal | None
    change: str
    told: str
    effect: str
    adjustment: Decimal
    standing: Standing | None
    track: Track | None

    @property
    def status(self) -> str:
        """Where it stands, in a word or two."""
        return STATUS[self.standing.status] if self.standing else "Not known"

    @property
    def value(self) -> str:
        """The value in force with its unit; empty where nothing was read."""
        where = self.standing
        if where is None or where.adjusted is None or where.reading is None:
            return ""
        unit, currency = self.unit, where.reading.currency
        return measured(where.adjusted, unit.replace("currency", currency or "currency", 1))

    @property
    def detail(self) -> str:
        """What more there is to say of where it stands; empty where status and value say it all."""
        said = self.told.removeprefix(self.status).lstrip(" .,:")
        known = self.kpi.target is None or said.rstrip(".") == self.value
        enough = self.standing is None or self.standing.status != "not-yet-interpretable"
        said = "" if known and enough else said[:1].upper() + said[1:]
        where = self.standing
        if where and where.raw is not None and where.raw != where.adjusted:
            raw = f"As read it is {measured(where.raw, self.unit)}; the rest was accepted."
            said = said if "as read" in said else f"{said} {raw}".strip()
        return said

    @property
    def goal(self) -> str:
        """The value aimed at, in words; the change where no value can be told."""
        target = self.kpi.target
        if target is None:
            return "No target yet"
        if target.change != "within-range" and self.aim is not None:
            return measured(self.aim, self.unit)
        return f"by {self.change}" if self.change.startswith(("+", "-")) else self.change

    @property
    def way(self) -> str:
        """From where, and by how much, in words."""
        target = self.kpi.target
        if target is None or target.change == "within-range":
            return ""
        start = "from a baseline that is not known"
        if target.baseline is not None:
            start = f"from {measured(target.baseline, self.unit)}"
        by_change = target.change != "to-level" and self.aim is not None
        return f"{start}, {self.change}" if by_change else start

    @property
    def target(self) -> str:
        """The target in words, without its deadline."""
        return f"{self.goal}, {self.way}" if self.way else self.goal

    @property
    def by(self) -> str:
        """The day of the target in words, where there is a target."""
        return f"by {day(self.kpi.target.deadline)}" if self.kpi.target else ""

    @property
    def baseline(self) -> str:
        """The value to start from, in words."""
        target = self.kpi.target
        if target is None or target.change == "within-range":
            return ""
        return "not known" if target.baseline is None else measured(target.baseline, self.unit)

    @property
    def answers(self) -> str:
        """Who answers for it and what product marketing's own part is, a sentence or two."""
        if self.own_says:
            return self.own_says
        who = KIND[self.kpi.contract.kind] + (f", {self.lead} leads." if self.lead else ".")
        return f"{who} Own part: {', '.join(self.own_part)}." if self.own_part else who


@dataclass(frozen=True)
class Section:
    """Lines under a heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """An objective and the KPIs that serve it."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Content:
    """All that is said of one version of a scorecard on a day.

    Attributes:
        facts: For whom, when, which version: name -> value.
        together: Joint objectives, initiatives, outside factors: what stands beside the KPIs.
        colophon: From what it was made.
    """

    matter: Matter
    title: str
    facts: tuple[tuple[str, str], ...]
    opening: str
    rows: tuple[Row, ...]
    chapters: tuple[Chapter, ...]
    raci: tuple[RaciRow, ...]
    together: tuple[Section, ...]
    explanation: Explanation
    colophon: tuple[str, ...]
    names: Words

    @property
    def card(self) -> Scorecard:
        """The document."""
        return self.matter.opened.card

    def teams(self, ids: tuple[str, ...]) -> str:
        """The names of teams or metrics, one after the other."""
        return ", ".join(map(self.names.label, ids))


def assemble(matter: Matter, adviser: Adviser) -> Content:
    """Everything that the files say of a scorecard."""
    opened, words = matter.opened, Words(adviser.knowledge)
    card = opened.card
    story = tell(card, opened.readings, adviser.graph, opened.today)
    told = {line.metric: line for chapter in story.chapters for line in chapter.lines}
    rows = {kpi.metric: _row(card, kpi, told.get(kpi.metric), words) for kpi in card.kpis}
    chapters = [
        Chapter(label=each.label, rows=tuple(rows[line.metric] for line in each.lines))
        for each in story.chapters
    ]
    lost = tuple(row for metric, row in rows.items() if metric not in told)
    if lost:
        chapters.append(Chapter(label="Not in the knowledge any more", rows=lost))
    explanation = explain(card, adviser)
    return Content(
        matter=matter,
        title=card.title,
        facts=_facts(matter),
        opening=story.opening,
        rows=tuple(rows.values()),
        chapters=tuple(chapters),
        raci=raci(card, words.label),
        together=tuple(each for each in _together(card, words) if each.lines),
        explanation=explanation,
        colophon=_colophon(matter, adviser),
        names=words,
    )


def day(date: datetime.date) -> str:
    """A day as people write it, the same in every locale: 31 Mar 2027."""
    at = 3 * (date.month - 1)
    return f"{date.day} {'JanFebMarAprMayJunJulAugSepOctNovDec'[at : at + 3]} {date.year}"


def _row(card: Scorecard, kpi: ScorecardKpi, line: Line | None, words: Words) -> Row:
    record = words.knowledge.records.get(kpi.metric)
    unit, target = words.unit(kpi), kpi.target
    amount = None
    if target and target.change == "by-relative-percent":
        amount = target.amount
    elif target:
        # A level is given in the unit of the metric, whatever the amount is counted in.
        amount = aimed_at(target.model_copy(update={"change": "to-level"}), unit)
    currency = target.currency if target else None
    return Row(
        kpi=kpi,
        record=record if isinstance(record, Metric) else None,
        label=words.label(kpi.metric),
        lead=words.label(kpi.contract.lead) if kpi.contract.lead else "",
        co_owners=tuple(map(words.label, kpi.contract.co_owners)),
        own_part=tuple(map(words.label, kpi.contract.own_part)),
        own_says=line.own_part if line else "",
        objectives=tuple(map(words.label, kpi.objectives)),
        unit=unit.replace("currency", currency, 1) if currency and is_money(unit) else unit,
        amount=amount,
        aim=aimed_at(target, unit) if target and unit else None,
        change=words.target(target, unit) if target else "",
        told=line.standing if line else UNKNOWN,
        effect=line.effect if line else "",
        adjustment=adjustment(card, kpi.metric),
        standing=line.track.standing if line else None,
        track=line.track if line else None,
    )


def _facts(matter: Matter) -> tuple[tuple[str, str], ...]:
    opened = matter.opened
    card, version = opened.card, opened.version
    standing = "" if version.number == opened.latest else f"; version {opened.latest} stands"
    facts = [
        ("For", card.person or "a role template"),
        ("Answers to", card.manager or ""),
        ("Period", f"{day(card.period.start)} to {day(card.period.end)}"),
        ("Status", LIFE[card.status] + (", sample, made up" if card.sample else "")),
        ("Version", f"{version.number}, {day(version.at.date())}{standing}"),
        ("As of", day(opened.today)),
        ("Reviewed again on", day(card.review_on) if card.review_on else ""),
    ]
    return tuple((name, value) for name, value in facts if value)


def _together(card: Scorecard, words: Words) -> tuple[Section, ...]:
    joint = []
    for each in card.joint:
        signed = listed(f"{words.label(s.team)} ({s.by}, {day(s.on)})" for s in each.signed)
        missing = listed(map(words.label, each.unsigned))
        joint.append(
            f"{words.label(each.objective)}: {listed(map(words.label, each.teams))}. "
            f"Signed: {signed or 'nobody yet'}." + (f" Not yet: {missing}." if missing else "")
        )
    initiatives = [
        f"{each.title}, until {day(each.ends_on)}: {listed(map(words.label, each.teams))}. "
        f"Judged by: {'; '.join(each.criteria)}. "
        f"Result: {(each.result or 'open').replace('-', ' ')}."
        for each in card.initiatives
    ]
    return (
        Section("Joint objectives", tuple(joint)),
        Section("Joint initiatives", tuple(initiatives)),
        Section("Outside factors", tuple(_factors(card, words))),
        Section("Left out by choice", tuple(_dropped(card, words))),
    )


def _factors(card: Scorecard, words: Words) -> list[str]:
    found = []
    for each in card.factors:
        late = ", after the period began" if each.declared_on > card.period.start else ""
        parts = [f"{words.label(each.factor)}, declared on {day(each.declared_on)}{late}."]
        parts += [f"Expected: {each.expectation}"] if each.expectation else []
        parts += [f"Shown by: {each.evidence}"] if each.evidence else []
        if each.metric and each.adjustment is not None:
            verdict = {None: "open", True: "accepted", False: "refused"}[each.accepted]
            by = f" by {each.reviewed_by}" if each.reviewed_by else ""
            change = f"{'+' if each.adjustment > 0 else ''}{words.value(each.adjustment)}"
            parts.append(f"Adjustment of {words.label(each.metric)} by {change}: {verdict}{by}.")
        found.append(" ".join(parts))
    return found


def _dropped(card: Scorecard, words: Words) -> list[str]:
    return [f"{words.label(each.metric)}: {each.reason}" for each in card.dropped]


def _colophon(matter: Matter, adviser: Adviser) -> tuple[str, ...]:
    basis, version = matter.opened.card.basis, matter.opened.version
    now = (adviser.knowledge.version, adviser.rules.version)
    lines = [
        f"Scorecard {matter.opened.id}, version {version.number}, written by {version.by} on "
        f"{day(version.at.date())}.",
        f"Adopted from knowledge {basis.knowledge} and rules {basis.rules}.",
    ]
    if now != (basis.knowledge, basis.rules):
        lines.append(f"Explained with knowledge {now[0]} and rules {now[1]}, which differ.")
    return tuple(lines)
