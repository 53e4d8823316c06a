"""What would change it: the smallest changes of a profile that move one metric.

Searched over the plain side, by size: all changes of one answer, then of two, then of three. The
search for a goal ends with the size at which it is first reached, so that every change it gives is
a smallest one, and all of them are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

from engine.explain.answers import EFFORTS, Answer, Answers
from engine.explain.around import Draft
from engine.explain.places import Neighbourhood
from engine.explain.prospects import Change, Changes, Goal
from engine.explain.records import Place
from engine.explain.words import PLACE, Words, listed, lowered, sentence
from engine.profile import Profile
from knowledge_graph.records import Metric

UP_TO = 3
LIMIT = 100_000
"""Profiles whose scorecard is composed before a search ends without having seen all."""

_GOALS: dict[Place, tuple[Goal, ...]] = {
    "headline": ("out",),
    "supporting": ("headline", "out"),
    "monitor": ("in", "headline"),
    "guardrail": ("in", "headline"),
    "out": ("in", "headline"),
}
_KPI: tuple[Place, ...] = ("headline", "supporting")
_NUMBER = ("no", "one", "two", "three")
_WISH: dict[Goal, tuple[str, str]] = {
    "in": ("makes it a KPI", "make it a KPI"),
    "headline": ("makes it the headline", "make it the headline"),
    "out": ("takes it off the KPIs", "take it off the KPIs"),
}


def reached(goal: Goal, place: Place) -> bool:
    """Whether a place is what was looked for."""
    if goal == "headline":
        return place == "headline"
    return (place in _KPI) is (goal == "in")


class Found(NamedTuple):
    """Answers that reach a goal."""

    goal: Goal
    answers: tuple[Answer, ...]
    place: Place


@dataclass
class Search:
    """A search under way.

    Attributes:
        near: The profiles around the one that was asked about.
        options: Answers that may be changed, the easiest first.
        open: Goals not yet reached at a smaller size.
        searched: Profiles looked at so far.
        complete: Whether nothing was left out so far.
    """

    near: Neighbourhood
    options: Sequence[Answer]
    metric: str
    open: list[Goal]
    up_to: int = UP_TO
    limit: int = LIMIT
    searched: int = 0
    complete: bool = True
    _alike: dict[Answer, list[Answer]] = field(default_factory=dict)

    def run(self) -> Iterator[Found]:
        """Every smallest change, as it is found."""
        self._alike = _alike(self.near, self.options)
        composed = 0
        for size in range(1, self.up_to + 1):
            hit: set[Goal] = set()
            for answers in combinations(self._alike, size):
                if len({answer.field for answer in answers}) < size:
                    continue
                if composed >= self.limit:
                    self.complete = False
                    break
                self.searched += 1
                draft = self.near.draft(answers)
                if not self._may_reach(draft):
                    continue
                composed += 1
                place: Place = draft.kpis().get(self.metric, "out")
                if place == "out" and "out" in self.open:
                    place = draft.card().get(self.metric, "out")
                for goal in self.open:
                    if reached(goal, place):
                        hit.add(goal)
                        for each in product(*(self._alike[answer] for answer in answers)):
                            yield Found(goal, each, place)
            self.open = [goal for goal in self.open if goal not in hit]
            if not self.open or not self.complete:
                return

    def _may_reach(self, draft: Draft) -> bool:
        """Whether composing can reach any goal; to be the headline takes being wanted as well."""
        if "out" in self.open:
            return True
        if not draft.may_want(self.metric):
            return False
        return "in" in self.open or draft.may_lead(self.metric)


def _alike(near: Neighbourhood, options: Iterable[Answer]) -> dict[Answer, list[Answer]]:
    """The first of all answers that do the same, and those; without any that does nothing."""
    first: dict[tuple[object, ...], Answer] = {}
    alike: dict[Answer, list[Answer]] = {}
    for answer in options:
        mark = near.mark(answer)
        if mark != near.present(answer.name):
            alike.setdefault(first.setdefault(mark, answer), []).append(answer)
    return alike


def changes(
    profile: Profile,
    metric: str,
    near: Neighbourhood,
    answers: Answers,
    confirm: Callable[[Profile], Place],
    words: Words,
    goals: Sequence[Goal] = (),
    up_to: int = UP_TO,
    limit: int = LIMIT,
    found: Callable[[Change], None] | None = None,
) -> Changes:
    """The smallest changes that move a metric.

    Args:
        profile: What is answered now.
        metric: The metric to move.
        near: The profiles around it.
        answers: Which answers there are.
        confirm: The place of the metric under a profile, by the engine of record.
        words: Says answers.
        goals: What to look for; by default whatever the metric is not yet.
        up_to: The most answers to change at once.
        limit: Scorecards to compose at most.
        found: Told of each change as soon as it is found.

    Raises:
        RuntimeError: The engine of record does not confirm a change; the search is wrong.
    """
    now = near.draft(()).card().get(metric, "out")
    wanted = [goal for goal in goals or _GOALS[now] if not reached(goal, now)]
    by_design = words.knowledge.get(Metric, metric).unreached if now == "out" else None
    # Where no rule and no link leads to a metric, more answers at once cannot do it either.
    far = 1 if by_design else up_to
    search = Search(near, answers.other(profile), metric, list(wanted), far, limit)
    kept: list[tuple[tuple[object, ...], Change]] = []
    confirmed = _once(profile, answers, confirm)
    for hit in search.run():
        place = confirmed(hit.answers)
        if place is None:
            continue  # the answers contradict each other
        if place != hit.place:
            names = listed(answer.name for answer in hit.answers)
            raise RuntimeError(f"{metric}: a change of {names} was not confirmed")
        change = _change(hit, profile, words)
        kept.append((_effort(hit, wanted), change))
        if found:
            found(change)
    moved = tuple(change for _, change in sorted(kept, key=lambda each: each[0]))
    return Changes(
        metric=metric,
        label=words.label(metric),
        now=now,
        goals=tuple(wanted),
        changes=moved,
        searched=search.searched,
        up_to=up_to,
        complete=search.complete,
        says=tuple(_says(metric, now, wanted, moved, search, up_to, by_design, words)),
    )


def _once(
    profile: Profile, answers: Answers, confirm: Callable[[Profile], Place]
) -> Callable[[tuple[Answer, ...]], Place | None]:
    """Confirms each change once, however many goals it reaches; None for a contradiction."""

    @cache
    def confirmed(given: tuple[Answer, ...]) -> Place | None:
        other = answers.apply(profile, given)
        return confirm(other) if other else None

    return confirmed


def _effort(hit: Found, goals: Sequence[Goal]) -> tuple[object, ...]:
    """Sort key: what was wanted first, then what is easiest to change."""
    efforts = sorted((EFFORTS.index(answer.effort) for answer in hit.answers), reverse=True)
    return goals.index(hit.goal), sum(a.forgets for a in hit.answers), len(efforts), efforts


def _change(hit: Found, profile: Profile, words: Words) -> Change:
    said = [in_words(answer, profile, words) for answer in hit.answers]
    return Change(
        set={answer.field: answer.value for answer in hit.answers},
        says=sentence(listed(said)),
        then=hit.place,
        then_says=f"Then it is {PLACE[hit.place]}.",
        goal=hit.goal,
        effort=max((answer.effort for answer in hit.answers), key=EFFORTS.index),
    )


def in_words(answer: Answer, profile: Profile, words: Words) -> str:
    """Another answer, as something to do."""
    label = lowered(words.field(answer.name).label)
    if answer.forgets:
        return f"leave {label} unanswered"
    if not isinstance(answer.value, list):
        return f"answer {label} with {words.value(answer.name, answer.fact)}"
    have = list(getattr(profile, answer.name) or ())
    more = [each for each in answer.value if each not in have]
    less = [each for each in have if each not in answer.value]
    if not answer.value:
        return f"answer {label} with none"
    if not less:
        return f"add {words.value(answer.name, frozenset(more))} to {label}"
    if not more:
        return f"take {words.value(answer.name, frozenset(less))} out of {label}"
    return f"answer {label} with {words.value(answer.name, answer.fact)} alone"


def _says(
    metric: str,
    now: Place,
    goals: Sequence[Goal],
    moved: Sequence[Change],
    search: Search,
    up_to: int,
    by_design: str | None,
    words: Words,
) -> Iterator[str]:
    yield sentence(f"{words.label(metric)} is {PLACE[now]} now")
    if by_design:
        yield f"By design no rule and no link brings it to a scorecard. {by_design}"
    for goal in goals:
        hits = [change for change in moved if change.goal == goal]
        if hits:
            yield sentence(_ways(len(hits[0].set), len(hits), goal))
        elif search.complete:
            several = f"change of up to {_NUMBER[up_to]} answers"
            yield f"No {several if up_to > 1 else 'other answer'} {_WISH[goal][0]}."
        else:
            yield (
                f"Nothing found so far {_WISH[goal][0]}: the search ended after "
                f"{search.searched:,} profiles and has not seen every change of "
                f"{_NUMBER[up_to]} answers."
            )
    yield "Ruling the metric out, or naming it as your critical initiative, is always possible."


def _ways(size: int, hits: int, goal: Goal) -> str:
    one, several = _WISH[goal]
    if size == 1:
        more = f"; {hits} different ones do" if hits > 1 else ""
        return f"one other answer {one}{more}"
    more = f"; there are {hits} such changes" if hits > 1 else ""
    return f"{_NUMBER[size]} other answers together {several}{more}"
