"""All scorecards of a period side by side: what is covered, what collides, who carries how much.

Pure. Each part speaks only of the scorecards that it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from knowledge_graph.graph import LEAD, Graph
from knowledge_graph.records import Metric, Objective
from rules.records import Accountability, Role
from scorecards.document import Period, Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.review.acts import REASONS, Judge
from scorecards.review.state import Review
from scorecards.versions.diff import Words


class Covered(Part):
    """An objective that somebody has, with the scorecards and KPIs that serve it.

    Attributes:
        wanted_by: The scorecards whose profile names it.
        kpis: The KPIs proper that serve it; where there is none, nobody covers it.
    """

    objective: str
    label: str
    wanted_by: tuple[str, ...]
    kpis: tuple[str, ...]


class Cell(Part):
    """How one scorecard has a KPI."""

    card: str
    role: Role
    kind: Accountability


class Line(Part):
    """A KPI with every scorecard that has it, in the order of the scorecards."""

    metric: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def proper(self) -> bool:
        """Whether it is a KPI proper of any of them; else it is only watched, or a guardrail."""
        return any(cell.role in ("headline", "supporting") for cell in self.cells)


class Side(Part):
    """One scorecard in a collision, and how it has the KPI."""

    card: str
    title: str
    says: str


class Collision(Part):
    """A KPI that two scorecards have in ways that do not go together; all sides are shown.

    Attributes:
        kind: Both answer for it alone, define it otherwise, or aim elsewhere.
        mend: What would resolve it.
    """

    kind: Literal["both-direct", "definition", "target"]
    metric: str
    label: str
    sides: tuple[Side, ...]
    mend: str


class Load(Part):
    """What one scorecard asks of its person; ``teams`` are those it shares something with."""

    card: str
    title: str
    kpis: int
    direct: int
    shared: int
    contributing: int
    guardrails: int
    teams: tuple[str, ...]


class Balance(Part):
    """What a partner team is asked to carry: how many KPIs it leads, and how many it shares."""

    team: str
    label: str
    leads: int
    shares: int


class Overridden(Part):
    """A rule that people went against.

    Attributes:
        times: How often a KPI that it chose was rejected, overridden or dropped.
        of: How often it chose a KPI at all, on these scorecards.
        reasons: The reasons that were given, the most frequent first.
    """

    rule: str
    times: int
    of: int
    reasons: tuple[str, ...]


class Plan(Part):
    """The scorecards of a period.

    Attributes:
        matrix: Every KPI; the proper ones first, and what most scorecards have before the others.
        unwanted: Objectives of the catalogue that no scorecard names.
    """

    period: Period
    matrix: tuple[Line, ...]
    covered: tuple[Covered, ...]
    unwanted: tuple[str, ...]
    collisions: tuple[Collision, ...]
    loads: tuple[Load, ...]
    balance: tuple[Balance, ...]


def of_period(cards: Iterable[Scorecard], period: Period) -> tuple[Scorecard, ...]:
    """The scorecards of persons whose time overlaps with a period, by title."""
    found = (
        card
        for card in cards
        if card.person is not None
        and card.period.start <= period.end
        and period.start <= card.period.end
    )
    return tuple(sorted(found, key=lambda card: (card.title.casefold(), card.id)))


def plan(cards: Sequence[Scorecard], period: Period, graph: Graph) -> Plan:
    """Lay the scorecards of a period side by side."""
    words = Words(graph.knowledge)
    wanted = dict.fromkeys(each for card in cards for each in _objectives(card))
    every = graph.knowledge.every(Objective)
    return Plan(
        period=period,
        matrix=_matrix(cards, words),
        covered=tuple(_covered(objective, cards, words) for objective in wanted),
        unwanted=tuple(each.id for each in every if each.id not in wanted),
        collisions=tuple(_collisions(cards, words)),
        loads=tuple(_load(card) for card in cards),
        balance=_balance(cards, words),
    )


def _matrix(cards: Sequence[Scorecard], words: Words) -> tuple[Line, ...]:
    cells: dict[str, list[Cell]] = {}
    for card in cards:
        for kpi in card.kpis:
            cell = Cell(card=card.id, role=kpi.role, kind=kpi.contract.kind)
            cells.setdefault(kpi.metric, []).append(cell)
    lines = (
        Line(metric=metric, label=words.label(metric), cells=tuple(having))
        for metric, having in cells.items()
    )
    return tuple(
        sorted(lines, key=lambda line: (not line.proper, -len(line.cells), line.label, line.metric))
    )


def _objectives(card: Scorecard) -> tuple[str, ...]:
    given = card.basis.profile.get("objectives")
    return tuple(map(str, given)) if isinstance(given, list | tuple) else ()


def _covered(objective: str, cards: Sequence[Scorecard], words: Words) -> Covered:
    kpis = (kpi.metric for card in cards for kpi in card.proper if objective in kpi.objectives)
    return Covered(
        objective=objective,
        label=words.label(objective),
        wanted_by=tuple(card.id for card in cards if objective in _objectives(card)),
        kpis=tuple(dict.fromkeys(kpis)),
    )


_Held = tuple[Scorecard, ScorecardKpi]


def _collisions(cards: Sequence[Scorecard], words: Words) -> Iterator[Collision]:
    held: dict[str, list[_Held]] = {}
    for card in cards:
        for kpi in card.kpis:
            held.setdefault(kpi.metric, []).append((card, kpi))
    for metric, having in sorted(held.items()):
        direct = [each for each in having if each[1].contract.kind == "direct" and _proper(each[1])]
        if len(direct) > 1:
            mend = "Let one answer for it, and the others share it or show their own part."
            yield _collision("both-direct", metric, direct, words, mend, _direct)
        if len({(kpi.variant, kpi.formula) for _, kpi in having}) > 1:
            mend = "Agree on one definition; figures that are made differently cannot be compared."
            yield _collision("definition", metric, having, words, mend, _definition)
        aims = [each for each in having if each[1].target is not None]
        if len({_aim(kpi) for _, kpi in aims}) > 1 and not _apart(aims):
            mend = "Agree on one target, or say which part of it each scorecard is about."
            yield _collision("target", metric, aims, words, mend, _target)


def _proper(kpi: ScorecardKpi) -> bool:
    return kpi.role in ("headline", "supporting")


def _apart(having: Sequence[_Held]) -> bool:
    """Whether each has it alone: two who answer each for their own product may aim elsewhere."""
    return all(kpi.contract.kind == "direct" for _, kpi in having)


def _aim(kpi: ScorecardKpi) -> tuple[object, ...]:
    target = kpi.target
    if target is None:
        return ()
    return target.change, target.amount, target.low, target.high, target.time, target.currency


def _collision(
    kind: Literal["both-direct", "definition", "target"],
    metric: str,
    having: Sequence[_Held],
    words: Words,
    mend: str,
    says: Callable[[ScorecardKpi, Words], str],
) -> Collision:
    return Collision(
        kind=kind,
        metric=metric,
        label=words.label(metric),
        sides=tuple(
            Side(card=card.id, title=card.title, says=says(kpi, words)) for card, kpi in having
        ),
        mend=mend,
    )


def _direct(kpi: ScorecardKpi, _: Words) -> str:
    return f"answers for it alone, as {kpi.role} KPI"


def _definition(kpi: ScorecardKpi, words: Words) -> str:
    if kpi.formula:
        return f"a formula of its own: {kpi.formula}"
    record = words.knowledge.records.get(kpi.metric)
    known = {each.id: each for each in record.variants} if isinstance(record, Metric) else {}
    if kpi.variant in known:
        return f"{known[kpi.variant].label}: {known[kpi.variant].formula}"
    if kpi.variant:
        return f"as {kpi.variant}, which the catalogue does not know any more"
    formula = record.formula.removeprefix("not given") if isinstance(record, Metric) else ""
    return f"as the catalogue defines it: {formula}" if formula else "as the catalogue defines it"


def _target(kpi: ScorecardKpi, words: Words) -> str:
    return words.target(kpi.target, words.unit(kpi))


def _load(card: Scorecard) -> Load:
    kinds = Counter(kpi.contract.kind for kpi in card.proper)
    return Load(
        card=card.id,
        title=card.title,
        kpis=len(card.proper),
        direct=kinds["direct"],
        shared=kinds["shared"],
        contributing=kinds["contributing"],
        guardrails=sum(kpi.role == "guardrail" for kpi in card.kpis),
        teams=tuple(dict.fromkeys(team for kpi in card.proper for team in partners(kpi))),
    )


def partners(kpi: ScorecardKpi) -> tuple[str, ...]:
    """The other teams in a shared KPI: the lead first, where that is another."""
    contract = kpi.contract
    if contract.kind != "shared":
        return ()
    teams = dict.fromkeys((contract.lead, *contract.co_owners))
    return tuple(team for team in teams if team not in (None, LEAD))


def _balance(cards: Sequence[Scorecard], words: Words) -> tuple[Balance, ...]:
    leads: Counter[str] = Counter()
    shares: Counter[str] = Counter()
    for kpi in (kpi for card in cards for kpi in card.proper):
        for team in partners(kpi):
            (leads if team == kpi.contract.lead else shares)[team] += 1
    return tuple(
        Balance(team=team, label=words.label(team), leads=leads[team], shares=shares[team])
        for team in sorted({*leads, *shares}, key=lambda team: (-leads[team] - shares[team], team))
    )


RulesOf = Callable[[Scorecard], Mapping[str, tuple[str, ...]]]
"""Metric -> the rules that chose it, in the recommendation of a scorecard."""


def overridden(
    cards: Sequence[tuple[Scorecard, Review]],
    rules_of: RulesOf,
) -> tuple[Overridden, ...]:
    """Which rules people go against most: by how often, then by rule.

    Args:
        cards: The scorecards with their reviews.
        rules_of: Gives the rules behind a scorecard.
    """
    chose: Counter[str] = Counter()
    against: dict[str, list[str]] = {}
    for card, review in cards:
        gone = {each.metric: each.reason for each in card.dropped}
        for done in review.judged:
            if isinstance(done.act, Judge) and done.act.verdict != "accept" and done.act.reason:
                gone[done.act.metric] = REASONS[done.act.reason]
        for metric, speaking in rules_of(card).items():
            rules = tuple(
                dict.fromkeys(speaking)
            )  # a rule speaks for a KPI once for each objective
            chose.update(rules)
            if metric in gone:
                for rule in rules:
                    against.setdefault(rule, []).append(gone[metric])
    return tuple(
        Overridden(
            rule=rule,
            times=len(reasons),
            of=chose[rule],
            reasons=tuple(reason for reason, _ in Counter(reasons).most_common()),
        )
        for rule, reasons in sorted(against.items(), key=lambda each: (-len(each[1]), each[0]))
    )
