"""How much each person carries in a period, and what each partner team has signed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from engine.compose import OBJECTIVE_LIMIT, PERSON_LIMIT
from engine.profile import Policy, ProfileError, read_policy
from knowledge_graph.load import Knowledge
from scorecards.document import Scorecard, ScorecardKpi
from scorecards.part import Part
from scorecards.plan import partners
from scorecards.review import Review, co_owners, content_digest
from scorecards.versions.diff import Words


class Carried(Part):
    """What a person carries on all scorecards of a period.

    Attributes:
        cards: The person's scorecards.
        kpis: How many KPIs proper, each metric once; of them so many are held each way.
        teams: The other teams that share one of them.
        remarks: Where that is more than the policy on the number of KPIs has it, a sentence each.
    """

    person: str
    cards: tuple[str, ...]
    kpis: int
    direct: int
    shared: int
    contributing: int
    unstated: int
    guardrails: int
    teams: tuple[str, ...]
    remarks: tuple[str, ...]


class Pledge(Part):
    """What a partner team has signed of what it is asked to share.

    Attributes:
        joint, joint_signed: Objectives that it shares, and how many of them it signed for.
        cards, cards_signed: Scorecards that it co-owns, and how many it signed in their review.
    """

    team: str
    joint: int
    joint_signed: int
    cards: int
    cards_signed: int

    @property
    def whole(self) -> bool:
        """Whether nothing is left to sign."""
        return (self.joint, self.cards) == (self.joint_signed, self.cards_signed)


def carried(cards: Iterable[Scorecard], knowledge: Knowledge) -> tuple[Carried, ...]:
    """What each person carries: who has the most first, then by name."""
    of: dict[str, list[Scorecard]] = {}
    for card in cards:
        if card.person is not None:
            of.setdefault(card.person, []).append(card)
    found = (_carried(person, having, knowledge) for person, having in of.items())
    return tuple(sorted(found, key=lambda each: (-each.kpis, each.person)))


def _carried(person: str, cards: Sequence[Scorecard], knowledge: Knowledge) -> Carried:
    kpis = {kpi.metric: kpi for card in cards for kpi in card.proper}
    kinds = Counter(kpi.contract.kind for kpi in kpis.values())
    guardrails = {kpi.metric for card in cards for kpi in card.kpis if kpi.role == "guardrail"}
    return Carried(
        person=person,
        cards=tuple(card.id for card in cards),
        kpis=len(kpis),
        direct=kinds["direct"],
        shared=kinds["shared"],
        contributing=kinds["contributing"],
        unstated=kinds["unstated"],
        guardrails=len(guardrails),
        teams=tuple(dict.fromkeys(team for kpi in kpis.values() for team in partners(kpi))),
        remarks=_remarks({_limit(card, knowledge) for card in cards}, kpis.values(), knowledge),
    )


def _limit(card: Scorecard, knowledge: Knowledge) -> str:
    """The policy on the number of KPIs; the default where the one it was made by is gone."""
    try:
        policy = read_policy(card.basis.policy, knowledge)
    except ProfileError:
        policy = Policy()
    return policy.in_force(knowledge)["kpi-limit"]


def _remarks(
    limits: set[str], kpis: Iterable[ScorecardKpi], knowledge: Knowledge
) -> tuple[str, ...]:
    having = tuple(kpis)
    found = []
    if "one" in limits and len(having) > 1:
        found.append(f"{len(having)} KPIs, and the policy keeps a person to one.")
    if "five-and-seven" in limits and len(having) > PERSON_LIMIT:
        found.append(f"{len(having)} KPIs, and the policy has at most {PERSON_LIMIT} for a person.")
    if limits - {"one"}:
        serving = Counter(objective for kpi in having for objective in kpi.objectives)
        found += [
            f"{count} KPIs serve {knowledge.label(objective)}, and the policy has at most "
            f"{OBJECTIVE_LIMIT} for an objective."
            for objective, count in serving.items()
            if count > OBJECTIVE_LIMIT
        ]
    return tuple(found)


def pledges(cards: Iterable[tuple[Scorecard, Review]], words: Words) -> tuple[Pledge, ...]:
    """What each partner team has signed, by the name of the team."""
    counts: dict[str, Counter[str]] = {}
    for card, review in cards:
        unsigned = review.unsigned(card, content_digest(card))
        for team in co_owners(card):
            found = counts.setdefault(team, Counter())
            found.update(["cards"] if team in unsigned else ["cards", "cards_signed"])
            for joint in card.joint:
                if team in joint.teams:
                    found.update(["joint"] if team in joint.unsigned else ["joint", "joint_signed"])
    return tuple(
        Pledge(
            team=team,
            joint=found["joint"],
            joint_signed=found["joint_signed"],
            cards=found["cards"],
            cards_signed=found["cards_signed"],
        )
        for team, found in sorted(counts.items(), key=lambda each: words.label(each[0]))
    )
