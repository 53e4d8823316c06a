"""Who may change what stands on a scorecard beside what is agreed on. Pure.

Signatures and verdicts are for whoever signs for that team; what becomes of a declared factor is
for whoever enters readings or reviews. All else is for those who may edit.
"""

from __future__ import annotations

from scorecards.document import Scorecard
from scorecards.part import Refusal, Refused
from scorecards.review import content_digest
from scorecards.rights import Member, Standing, may, require
from scorecards.together import Signature, Verdict


def see_that_it_may_be_saved(
    member: Member, stands: frozenset[Standing], before: Scorecard, after: Scorecard
) -> None:
    """See that somebody may save a scorecard as it is after a change.

    Raises:
        Refused: The person may not.
    """
    if may(member, "edit", stands):
        return
    given = _given(before) ^ _given(after)
    signs = may(member, "agree", stands)
    settles = any(may(member, each, stands) for each in ("record", "review"))
    if content_digest(before) != content_digest(after) or not (signs or settles):
        require(member, "edit", stands)
    if given:
        require(member, "agree", stands)
    if any(not _own(member, each) for _, each in given):
        wrong = f"{member.name} speaks for {member.team or 'no team'}, and changed another's word"
        raise Refused(Refusal(field="signature", wrong=wrong, right="change only your own team's"))
    if before.factors != after.factors and not settles:
        require(member, "edit", stands)


def _given(card: Scorecard) -> frozenset[tuple[str, Signature | Verdict]]:
    """Every signature and verdict, with what it is given for."""
    signed = {(each.objective, mark) for each in card.joint for mark in each.signed}
    judged = {(each.id, mark) for each in card.initiatives for mark in each.verdicts}
    return frozenset(signed | judged)


def _own(member: Member, mark: Signature | Verdict) -> bool:
    return (mark.team, mark.by) == (member.team, member.name)
