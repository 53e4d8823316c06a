"""An old recommendation again: the same bytes, or exactly why that cannot be told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Literal

from engine.profile import ProfileError, read_policy, read_profile
from engine.recommend import Adviser
from engine.recommendation import Recommendation
from scorecards.document import Basis
from scorecards.part import Part


class Digest(Part):
    """Which state of something was in use.

    Attributes:
        of: Of what: the knowledge, or the rules.
        then: When the recommendation was made.
        now: Today.
    """

    of: Literal["knowledge", "rules"]
    then: str
    now: str

    @property
    def same(self) -> bool:
        """Whether it is still in use."""
        return self.then == self.now


class Replay(Part):
    """What came of recommending again.

    Attributes:
        outcome: The same bytes; other bytes; not to be made again, because knowledge or rules are
            others today or its answers are not known any more; or nothing to compare with.
        says: The same in sentences.
        digests: Knowledge and rules, then and now.
        differences: Where the two documents differ, and how.
        kept: The recommendation as it was, in JSON; None where it was not kept.
    """

    outcome: Literal["same", "differs", "other-versions", "unreadable", "not-kept"]
    says: str
    digests: tuple[Digest, ...]
    differences: tuple[str, ...] = ()
    kept: str | None = None


def replay(basis: Basis, kept: str | None, adviser: Adviser) -> Replay:
    """Recommend again what a scorecard was adopted from, where that can be done.

    Args:
        basis: What it was adopted from.
        kept: The JSON of the recommendation, byte for byte as it was made.
        adviser: The adviser of today.
    """
    knowledge = adviser.knowledge
    digests = (
        Digest(of="knowledge", then=basis.knowledge, now=knowledge.version),
        Digest(of="rules", then=basis.rules, now=adviser.rules.version),
    )
    if kept is None:
        says = "The recommendation itself was not kept with this scorecard."
        return Replay(outcome="not-kept", says=says, digests=digests)
    others = [each for each in digests if not each.same]
    if others:
        says = _others(others)
        return Replay(outcome="other-versions", says=says, digests=digests, kept=kept)
    try:
        profile = read_profile(basis.profile, knowledge)
        policy = read_policy(basis.policy, knowledge, basis.sourced_only)
    except ProfileError as error:
        says = f"It cannot be made again: {error}."
        return Replay(outcome="unreadable", says=says, digests=digests, kept=kept)
    now = adviser.recommend(profile, policy).as_json()
    if now == kept:
        says = "Recommended again from the same profile, it is the same, byte for byte."
        return Replay(outcome="same", says=says, digests=digests, kept=kept)
    found = tuple(_differences("", json.loads(kept), json.loads(now)))
    says = "Knowledge and rules are the same, and yet what is recommended again differs."
    return Replay(outcome="differs", says=says, digests=digests, differences=found, kept=kept)


def as_it_was(kept: str) -> Recommendation | None:
    """A recommendation that was kept, as a record; None where its form is another today.

    Args:
        kept: Its JSON.
    """
    try:
        return Recommendation.model_validate_json(kept)
    except ValueError:
        return None


def _others(others: list[Digest]) -> str:
    names = " and ".join(each.of for each in others)
    told = "; ".join(f"{each.of} then {each.then[:12]}, today {each.now[:12]}" for each in others)
    verb = "is" if [each.of for each in others] == ["knowledge"] else "are"
    return (
        f"It cannot be made again with what is at hand: the {names} it was made from {verb} not "
        f"the {names} of today ({told}). What was kept is shown as it was."
    )


def _differences(path: str, was: Any, now: Any) -> Iterator[str]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted({*was, *now}):
            inner = f"{path}.{key}" if path else key
            yield from _differences(inner, was.get(key), now.get(key))
    elif isinstance(was, list) and isinstance(now, list):
        for number, (one, other) in enumerate(zip_longest(was, now), start=1):
            yield from _differences(f"{path}[{number}]", one, other)
    elif was != now:
        yield f"{path}: it was {_short(was)} and is {_short(now)}."


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"
