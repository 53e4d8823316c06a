"""What a partner team is shown of a scorecard that its people may not read."""

from __future__ import annotations

from scorecards.document import Scorecard
from scorecards.review.acts import Answer
from scorecards.review.state import Review


def asked_of(card: Scorecard, review: Review, team: str) -> tuple[Scorecard, Review]:
    """The KPIs that a team is asked to share, and its answers; nothing else of the scorecard."""
    kpis = tuple(
        each
        for each in card.proper
        if each.contract.kind == "shared" and team in (each.contract.lead, *each.contract.co_owners)
    )
    basis = card.basis.model_copy(
        update={"profile": {}, "policy": {}, "recommended": {}, "recommendation": None}
    )
    own = tuple(
        each for each in review.answers if isinstance(each.act, Answer) and each.act.team == team
    )
    shown = Scorecard(
        id=card.id,
        title=card.title,
        period=card.period,
        person=card.person,
        manager=card.manager,
        status=card.status,
        sample=card.sample,
        basis=basis,
        kpis=kpis,
    )
    return shown, Review(status=review.status, answers=own, announced=review.announced)
