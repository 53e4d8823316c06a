"""What people agree on when they sign or approve a scorecard."""

from __future__ import annotations

import hashlib

from scorecards.document import Scorecard


def agreed_part(card: Scorecard) -> Scorecard:
    """The scorecard without what goes on after it was agreed.

    That is its status, the day of its next review, signatures and verdicts, and what becomes of a
    declared factor.
    """
    return card.model_copy(
        update={
            "status": "draft",
            "review_on": None,
            "joint": tuple(each.model_copy(update={"signed": ()}) for each in card.joint),
            "initiatives": tuple(
                each.model_copy(update={"verdicts": ()}) for each in card.initiatives
            ),
            "factors": tuple(
                each.model_copy(
                    update={
                        "evidence": "",
                        "metric": None,
                        "adjustment": None,
                        "proposed_by": None,
                        "accepted": None,
                        "reviewed_by": None,
                    }
                )
                for each in card.factors
            ),
        }
    )


def content_digest(card: Scorecard) -> str:
    """Stands for what is agreed on: an edit of it makes another, a signature does not."""
    # Without what says nothing, so that a field which a later release adds changes no agreement.
    said = agreed_part(card).model_dump_json(exclude_defaults=True)
    return hashlib.sha256(said.encode()).hexdigest()
