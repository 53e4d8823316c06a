"""From scored candidates to a scorecard: one headline, few KPIs, and what cut the rest. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from knowledge_graph.records import BASES, Basis
from rules.records import Role, Strength

OBJECTIVE_LIMIT = 5
PERSON_LIMIT = 7
GUARDRAIL_LIMIT = 3
AS_KPI: tuple[Role | None, ...] = ("headline", "supporting", None)
"""The roles whose votes bear on being a KPI; a vote against names none."""
BY_THE_SEED = "five-per-objective"
LIMITS = ("one", "five-and-seven", BY_THE_SEED)
"""The values of the policy ``kpi-limit``."""


LAST = 1_000
"""Comes after every objective and every place in a list."""


@dataclass(frozen=True)
class Vote:
    """One conclusion for (positive weight) or against (negative) a metric in a role.

    Attributes:
        order: Place of the metric in the list that brought it, from one.
    """

    weight: int
    role: Role | None
    basis: Basis
    order: float = LAST


@dataclass
class Candidate:
    """A metric that rules spoke of.

    Attributes:
        lines: For each chosen objective that it serves, by its place among them: the owner group
            whose limit it counts towards, and the line of the source's list that it stands on.
        barred: Roles that rules forbid it.
    """

    metric: str
    votes: list[Vote] = field(default_factory=list)
    lines: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    barred: set[Role] = field(default_factory=set)

    @property
    def serves(self) -> tuple[int, ...]:
        """The places of the objectives it serves."""
        return tuple(self.lines)

    @property
    def score(self) -> int:
        """Sum of the votes that bear on being a KPI."""
        return sum(vote.weight for vote in self.votes if vote.role in AS_KPI)

    @property
    def headline_score(self) -> int:
        """Sum of the votes for being the headline; zero where that is forbidden."""
        if "headline" in self.barred:
            return 0
        return sum(vote.weight for vote in self.votes if vote.role == "headline")

    @property
    def wanted(self) -> list[Vote]:
        """The votes that want it as a KPI."""
        return [vote for vote in self.votes if vote.weight > 0 and vote.role in AS_KPI]

    @property
    def basis(self) -> Basis:
        """The best ground among those."""
        return min((vote.basis for vote in self.wanted), key=BASES.index, default="editorial")

    def place(self) -> tuple[int, int, int, float, str]:
        """Sort key among KPIs: score, basis, order of objectives, place in their list, id."""
        first = min(self.lines, default=LAST)
        order = min((vote.order for vote in self.wanted), default=LAST)
        return (-self.score, BASES.index(self.basis), first, order, self.metric)


@dataclass(frozen=True)
class Composed:
    """The scorecard's KPIs, the headline first.

    Attributes:
        headline: Metric of the headline; None where every KPI is barred from being it.
        promoted: Whether the headline was promoted for want of one that a rule names.
        cut: Metric -> what cut it, in rank order.
        decisions: Metric -> what was decided and by what, for the trace.
    """

    kpis: tuple[Candidate, ...]
    headline: str | None
    promoted: bool
    cut: Mapping[str, str]
    decisions: tuple[tuple[str, str, str], ...]

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Metric -> its role, the headline first."""
        return {
            one.metric: "headline" if one.metric == self.headline else "supporting"
            for one in self.kpis
        }


def compose(
    candidates: Sequence[Candidate], limit: str, objectives: int, headline: str | None = None
) -> Composed:
    """Choose the headline, keep one KPI for each objective, then fill up within the limit.

    Args:
        candidates: Every metric that rules spoke of and none bars.
        limit: ``one``, ``five-and-seven`` or ``five-per-objective``.
        objectives: How many objectives were chosen.
        headline: The headline of a draft, which what it brings along must not displace.
    """
    wanted = sorted((one for one in candidates if one.wanted), key=lambda one: one.place())
    rank = {one.metric: place for place, one in enumerate(wanted)}
    cut = {one.metric: "score of zero or less" for one in wanted if one.score <= 0}
    ranked = [one for one in wanted if one.score > 0]
    decisions = [("score", metric, why) for metric, why in cut.items()]
    lead, promoted = _headline([one for one in ranked if one.metric == headline])
    if lead is None:
        lead, promoted = _headline(ranked)
    kept = [lead] if lead else []
    if lead:
        what = "promoted to headline: no rule names one" if promoted else "headline"
        decisions.append(("headline", lead.metric, what))
    if limit == "one":
        for one in ranked:
            if one is not lead:
                cut[one.metric] = "limit of one KPI"
    else:
        _keep_each_objective(ranked, kept, objectives, decisions)
        cut |= _fill(ranked, kept, limit)
    decisions.extend(("limit", metric, why) for metric, why in cut.items() if "limit" in why)
    kept.sort(key=lambda one: (one is not lead, rank[one.metric]))
    return Composed(tuple(kept), lead.metric if lead else None, promoted, cut, tuple(decisions))


def _headline(ranked: Sequence[Candidate]) -> tuple[Candidate | None, bool]:
    named = [one for one in ranked if one.headline_score > 0]
    if named:
        return min(named, key=lambda one: (-one.headline_score, *one.place())), False
    free = [one for one in ranked if "headline" not in one.barred]
    return (free[0], True) if free else (None, False)


def _keep_each_objective(
    ranked: Sequence[Candidate],
    kept: list[Candidate],
    objectives: int,
    decisions: list[tuple[str, str, str]],
) -> None:
    """Keep the best KPI of each objective; of each owner group, where an objective has them."""
    for objective in range(objectives):
        groups = dict.fromkeys(one.lines[objective][0] for one in ranked if objective in one.lines)
        for group in [each for each in groups if each] or list(groups):
            if not any(one.lines.get(objective, ("~",))[0] == group for one in kept):
                serving = (one for one in ranked if objective in one.lines)
                best = next(one for one in serving if one.lines[objective][0] == group)
                kept.append(best)
                decisions.append(("coverage", best.metric, f"kept for objective {objective + 1}"))


def _fill(ranked: Sequence[Candidate], kept: list[Candidate], limit: str) -> dict[str, str]:
    """Add by rank what the limits allow; what they cut, and which limit it was."""
    cut: dict[str, str] = {}
    full: dict[tuple[int, str], set[str]] = {}
    for one in kept:
        _count(one, full, limit)
    already = {one.metric for one in kept}
    for one in ranked:
        if one.metric in already:
            continue
        if limit != BY_THE_SEED and len(kept) >= PERSON_LIMIT:
            cut[one.metric] = f"limit of {PERSON_LIMIT} KPIs for one person"
        elif any(
            line not in full.get(bucket, ()) and len(full.get(bucket, ())) >= OBJECTIVE_LIMIT
            for bucket, line in buckets(one, limit)
        ):
            cut[one.metric] = f"limit of {OBJECTIVE_LIMIT} KPIs for one objective"
        else:
            kept.append(one)
            _count(one, full, limit)
    return cut


def _count(one: Candidate, full: dict[tuple[int, str], set[str]], limit: str) -> None:
    for bucket, line in buckets(one, limit):
        full.setdefault(bucket, set()).add(line)


def buckets(one: Candidate, limit: str) -> list[tuple[tuple[int, str], str]]:
    """What a KPI counts towards, and as what: each objective it serves, or one bucket for none.

    The limit of the seed goes by the lines of its lists, and by owner group where it must.
    """
    if not one.lines:
        return [((-1, ""), one.metric)]
    if limit == BY_THE_SEED:
        return [((objective, group), line) for objective, (group, line) in one.lines.items()]
    return [((objective, ""), one.metric) for objective in one.lines]


def strength_of(weight: int) -> Strength:
    """The word for a weight."""
    words: dict[int, Strength] = {1: "weak", 2: "medium", 3: "strong"}
    return words[max(1, min(3, weight))]
