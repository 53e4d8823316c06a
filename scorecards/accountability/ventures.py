"""What teams do together on a scorecard: initiatives with their verdicts, and pulses.

Every act is a function from scorecard to scorecard. Criteria of success are stated before an
initiative is over; those stated when it had begun are kept and marked.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from scorecards.document import Scorecard
from scorecards.part import Refusal, Refused
from scorecards.together import Initiative, Pulse, Verdict


def free_id(title: str, taken: Iterable[str]) -> str:
    """An id made from a title that nothing on the scorecard bears yet."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-") or "untitled"
    used, found, number = set(taken), slug, 2
    while found in used:
        found, number = f"{slug}-{number}", number + 1
    return found


def add_initiative(card: Scorecard, initiative: Initiative) -> Scorecard:
    """The scorecard with one more initiative.

    Raises:
        Refused: It is over before it begins, its criteria are stated when it is over, a team is
            named twice, or it comes with verdicts or with an id that is taken.
    """
    begins, ends = initiative.begins_on, initiative.ends_on
    found = []
    if begins is not None and ends < begins:
        right = "give a last day after the first"
        found.append(_refusal("ends_on", f"it ends on {ends}, before it begins on {begins}", right))
    if initiative.set_on > ends:
        wrong = f"its criteria would be stated on {initiative.set_on}, when it was over on {ends}"
        right = "state them before an initiative is over; this one cannot be judged by them"
        found.append(_refusal("criteria", wrong, right))
    if len(set(initiative.teams)) < 2:
        found.append(_refusal("teams", "fewer than two teams take part", "name two or more"))
    if initiative.verdicts:
        found.append(_refusal("verdicts", "it comes with verdicts", "let the teams give theirs"))
    if any(each.id == initiative.id for each in card.initiatives):
        found.append(_refusal("id", f"{initiative.id} is taken", "take another"))
    if found:
        raise Refused(*found)
    return card.model_copy(update={"initiatives": (*card.initiatives, initiative)})


def drop_initiative(card: Scorecard, id: str) -> Scorecard:
    """The scorecard without an initiative.

    Raises:
        Refused: There is no such initiative.
    """
    gone = _initiative(card, id)
    kept = tuple(each for each in card.initiatives if each.id != gone.id)
    return card.model_copy(update={"initiatives": kept})


def give_verdict(card: Scorecard, id: str, verdict: Verdict) -> Scorecard:
    """The scorecard with a team's verdict on an initiative that is over.

    Raises:
        Refused: There is no such initiative, it is not over, or the team has no part in it or has
            given its verdict.
    """
    initiative = _initiative(card, id)
    if verdict.on < initiative.ends_on:
        wrong = f"{initiative.title} is not over on {verdict.on}"
        raise Refused(_refusal("on", wrong, f"judge it from {initiative.ends_on} on"))
    if verdict.team not in initiative.teams:
        wrong, right = f"{verdict.team} takes no part in it", "take a team that does"
        raise Refused(_refusal("team", wrong, right))
    if verdict.team not in initiative.unsigned:
        wrong, right = f"{verdict.team} has given its verdict", "withdraw that one first"
        raise Refused(_refusal("team", wrong, right))
    return _with(card, initiative, (*initiative.verdicts, verdict))


def withdraw_verdict(card: Scorecard, id: str, team: str) -> Scorecard:
    """The scorecard without a team's verdict on an initiative.

    Raises:
        Refused: There is no such initiative, or the team has given no verdict.
    """
    initiative = _initiative(card, id)
    kept = tuple(each for each in initiative.verdicts if each.team != team)
    if len(kept) == len(initiative.verdicts):
        wrong, right = f"{team} has given no verdict", "take a team that has"
        raise Refused(_refusal("team", wrong, right))
    return _with(card, initiative, kept)


def add_pulse(card: Scorecard, pulse: Pulse) -> Scorecard:
    """The scorecard with one more pulse.

    Raises:
        Refused: Its KPI is not on the scorecard, or its id is taken.
    """
    if not card.holds(pulse.metric):
        wrong, right = f"{pulse.metric} is not on the scorecard", "add it as a KPI first"
        raise Refused(_refusal("metric", wrong, right))
    if any(each.id == pulse.id for each in card.pulses):
        raise Refused(_refusal("id", f"{pulse.id} is taken", "take another"))
    return card.model_copy(update={"pulses": (*card.pulses, pulse)})


def drop_pulse(card: Scorecard, id: str) -> Scorecard:
    """The scorecard without a pulse; readings that came of it stay.

    Raises:
        Refused: There is no such pulse.
    """
    kept = tuple(each for each in card.pulses if each.id != id)
    if len(kept) == len(card.pulses):
        raise Refused(_refusal("id", f"there is no pulse {id}", "take one that is there"))
    return card.model_copy(update={"pulses": kept})


def is_over(initiative: Initiative, today: datetime.date) -> bool:
    """Whether its teams can judge it."""
    return today >= initiative.ends_on


def _initiative(card: Scorecard, id: str) -> Initiative:
    for each in card.initiatives:
        if each.id == id:
            return each
    raise Refused(_refusal("id", f"there is no initiative {id}", "take one that is there"))


def _with(card: Scorecard, initiative: Initiative, verdicts: tuple[Verdict, ...]) -> Scorecard:
    changed = initiative.model_copy(update={"verdicts": verdicts})
    found = (changed if each.id == changed.id else each for each in card.initiatives)
    return card.model_copy(update={"initiatives": tuple(found)})


def _refusal(field: str, wrong: str, right: str) -> Refusal:
    return Refusal(field=field, wrong=wrong, right=right)
