"""What waits for somebody: to sign, to review, to answer, to look at, to know. Pure.

Each notice comes from what its reader may read, or is asked about. What is dealt with is quiet:
nothing here is remembered, all of it follows from scorecards, reviews and readings.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine import Adviser
from engine.explain.words import listed
from knowledge_graph.load import Knowledge
from scorecards.document import Reading, Scorecard
from scorecards.overview import waiting
from scorecards.part import Refused
from scorecards.review import Done, Review, check, co_owners, unanswered
from scorecards.review.acts import Approve
from scorecards.rights import Member, Standing, may, standing
from scorecards.versions.goalposts import moved_late
from scorecards.waiting import Kind, Notice

AHEAD = 14
"""Days before a period from which the teams are asked what they share in it."""
_ACTED = ("comment", "ask-for-changes", "waive", "approve", "sign", "resolve")
"""Acts by which a reviewer has dealt with what was submitted."""


@dataclass(frozen=True)
class Seen:
    """A scorecard with what its notices are made from.

    Attributes:
        acts: All that was done in its review, in order.
        content: Stands for what is agreed on in it.
        readings: Those in force.
        began_as: How it stood when its period began, where it was saved since; None otherwise.
        authors: Who wrote what it says now, since it was approved last.
    """

    card: Scorecard
    review: Review
    acts: Sequence[Done] = ()
    content: str = ""
    readings: Sequence[Reading] = ()
    began_as: Scorecard | None = None
    authors: Collection[str] = ()


@dataclass(frozen=True)
class _Found:
    kind: Kind
    says: str
    since: datetime.date | None = None


def notices(
    member: Member, seen: Iterable[Seen], adviser: Adviser, today: datetime.date
) -> tuple[Notice, ...]:
    """What waits for somebody, the most urgent first, then what waits longest.

    Args:
        member: Whom it waits for. Who is alone at a machine answers for all scorecards and teams.
        seen: The scorecards; what the member may not read, and is not asked about, is passed over.
        adviser: What is known, and the rules of today.
        today: The day it is.
    """
    found = [notice for each in seen for notice in _of(member, each, adviser, today)]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.urgency,
                each.since or today,
                each.title.casefold(),
                each.scorecard,
            ),
        )
    )


def _of(member: Member, seen: Seen, adviser: Adviser, today: datetime.date) -> Iterator[Notice]:
    card, knowledge = seen.card, adviser.knowledge
    if not member.active or "closed" in (card.status, seen.review.status):
        return
    stands = standing(member, card, seen.review)
    reads = may(member, "read", stands)
    owns = sees_to(member, stands)
    found: list[_Found] = []
    if may(member, "answer", stands):
        found.extend(_to_answer(member, seen, knowledge, today))
    if reads:
        found.extend(_in_review(member, seen, knowledge, may(member, "agree", stands)))
        found.extend(_changes(member, seen, owns))
        found.extend(_comments(member, seen))
        if owns or "reviewer" in stands:
            found.extend(_adjustments(member, seen, knowledge))
        if owns or "reviewer" in stands or _co_owns(member, seen):
            found.extend(_goalposts(member, seen, knowledge, today, owns))
    if owns:
        yield from waiting(card, seen.readings, knowledge, today)
        found.extend(_upgrade(seen, adviser, today))
    for each in found:
        yield Notice(
            kind=each.kind,
            scorecard=card.id,
            title=card.title if reads else "",
            says=each.says,
            since=each.since,
            sample=card.sample,
        )


def sees_to(member: Member, stands: frozenset[Standing]) -> bool:
    """Whether somebody is told what is late or due on a scorecard."""
    return member.alone or bool(stands & {"person", "manager"})


def _speaks_for(member: Member, team: str) -> bool:
    return member.alone or member.team == team


def _co_owns(member: Member, seen: Seen) -> bool:
    return member.team in co_owners(seen.card)


def _submitted(seen: Seen) -> tuple[datetime.date | None, Sequence[Done]]:
    """The day it was sent to its reviewers last, and what was done since."""
    for number in range(len(seen.acts) - 1, -1, -1):
        if seen.acts[number].act.kind == "submit":
            return seen.acts[number].at.date(), seen.acts[number + 1 :]
    return None, ()


def _in_review(member: Member, seen: Seen, knowledge: Knowledge, signs: bool) -> Iterator[_Found]:
    """To sign for a team; to approve, or to look at, as a reviewer."""
    review, card = seen.review, seen.card
    if review.status != "in-review":
        return
    since, acts = _submitted(seen)
    teams = [t for t in review.unsigned(card, seen.content) if signs and _speaks_for(member, t)]
    if teams:
        names = listed([knowledge.label(each) for each in teams], "and")
        yield _Found("sign", f"{names} {_have(teams)} not signed it.", since)
    if not review.reviews(member.name):
        return
    if _can_approve(member, seen):
        heard = "Every co-owning team has signed, and all have been heard: you may approve it."
        yield _Found("approve", heard, seen.acts[-1].at.date())
    elif not any(each.by == member.name and each.act.kind in _ACTED for each in acts):
        yield _Found("review", f"{review.submitted_by} asks you to review it.", since)


def _can_approve(member: Member, seen: Seen) -> bool:
    if not may(member, "review", standing(member, seen.card, seen.review)):
        return False
    last = seen.acts[-1]
    update = {"act": Approve(), "by": member.name, "team": member.team, "content": seen.content}
    try:
        check(seen.review, last.model_copy(update=update), seen.card, seen.authors)
    except Refused:
        return False
    return True


def _changes(member: Member, seen: Seen, owns: bool) -> Iterator[_Found]:
    review = seen.review
    if review.status != "changes-requested" or not review.asked:
        return
    last = review.asked[-1]
    if owns or member.name == review.submitted_by:
        yield _Found("changes", f"{last.by} asks for changes.", last.at.date())


def _comments(member: Member, seen: Seen) -> Iterator[_Found]:
    """Threads on a person's own scorecard in which somebody else has the last word."""
    own = {member.name, seen.card.person} if member.alone else {member.name}
    if seen.card.person not in own:
        return
    threads: dict[str, list[int]] = {}
    said = seen.review.said
    for number, each in enumerate(said):
        threads.setdefault(each.comment.replies_to or each.comment.id, []).append(number)
    waits = [
        said[numbers[-1]]
        for numbers in threads.values()
        if said[numbers[0]].resolved_by is None
        and said[numbers[-1]].resolved_by is None
        and said[numbers[-1]].by not in own
    ]
    if waits:
        first = waits[0]
        says = f"{first.by} has commented on it; answer, or resolve the comment."
        if len(waits) > 1:
            says = f"{len(waits)} comments wait for an answer, the first by {first.by}."
        yield _Found("comment", says, first.at.date())


def _to_answer(
    member: Member, seen: Seen, knowledge: Knowledge, today: datetime.date
) -> Iterator[_Found]:
    """Which KPIs a team is asked to share in a period that is about to begin."""
    card, start = seen.card, seen.card.period.start
    since = start - datetime.timedelta(days=AHEAD)
    if card.person is None or seen.review.announced or not since <= today <= start:
        return
    asked = [each for each in unanswered(seen.review, card) if _speaks_for(member, each[0])]
    teams = list(dict.fromkeys(team for team, _ in asked))
    if teams:
        who = listed([knowledge.label(team) for team in teams], "and")
        what = listed([knowledge.label(each) for each in dict.fromkeys(m for _, m in asked)], "and")
        says = (
            f"{who} {_have(teams)} not answered whether to share {what}. "
            f"The period starts on {start.day} {start:%b %Y}."
        )
        yield _Found("answer", says, since)


def _adjustments(member: Member, seen: Seen, knowledge: Knowledge) -> Iterator[_Found]:
    """Adjustments for outside factors that somebody else proposed."""
    for each in seen.card.factors:
        if each.adjustment is None or each.metric is None or each.accepted is not None:
            continue
        if member.alone or each.proposed_by != member.name:
            says = (
                f"An adjustment of {knowledge.label(each.metric)} for "
                f"{knowledge.label(each.factor)} waits for a review."
            )
            yield _Found("adjustment", says)


def _goalposts(
    member: Member, seen: Seen, knowledge: Knowledge, today: datetime.date, owns: bool
) -> Iterator[_Found]:
    """Targets that moved while the period runs, until it was approved or signed so.

    Whoever it is for moved them, or heard of it; manager, reviewers and co-owners are told.
    """
    card, review = seen.card, seen.review
    if seen.began_as is None or card.person is None or not today <= card.period.end:
        return
    if not member.alone and member.name == card.person:
        return
    if review.approved and review.approved.content == seen.content:
        return
    mine = [each for each in review.signed if _speaks_for(member, each.team)]
    if not owns and any(each.content == seen.content for each in mine):
        return
    moved = moved_late(seen.began_as, card, today)
    if moved:
        names = listed([knowledge.label(metric) for metric in moved], "and")
        were = "target of {} was" if len(moved) == 1 else "targets of {} were"
        says = f"The {were.format(names)} changed after the period began."
        targets = (card.kpi(metric).target for metric in moved)
        yield _Found("goalpost", says, max((t.set_on for t in targets if t), default=None))


def _upgrade(seen: Seen, adviser: Adviser, today: datetime.date) -> Iterator[_Found]:
    card, basis = seen.card, seen.card.basis
    if card.person is None or card.period.end < today:
        return
    found = [
        name
        for name, then, now in (
            ("knowledge", basis.knowledge, adviser.knowledge.version),
            ("rules", basis.rules, adviser.rules.version),
        )
        if then != now
    ]
    if found:
        have = "has" if found == ["knowledge"] else "have"
        what = " and ".join(found)
        says = f"The {what} behind it {have} changed; see what would be recommended now."
        yield _Found("upgrade", says)


def _have(teams: Sequence[str]) -> str:
    return "has" if len(teams) == 1 else "have"
