"""What to ask next: which unknown answer would change the scorecard most, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.explain.answers import Answer, Answers
from engine.explain.places import Neighbourhood
from engine.explain.prospects import Between, Missing, NextAnswers
from engine.explain.records import Place
from engine.explain.words import HELD, Words, listed, lowered, sentence
from engine.profile import Profile
from rules.records import Accountability

_SHOWN = 3
"""Items of a list that a sentence names."""
_AT_ONCE = 5
"""Items of a list that is given whole, so that each clause stays short."""

Held = Mapping[str, Accountability]
"""Who answers for each metric."""


class _Card(NamedTuple):
    """What one answer comes to: the place of each KPI and, where asked for, who answers for it."""

    kpis: tuple[tuple[str, Place], ...]
    held: tuple[tuple[str, Accountability], ...]

    @property
    def headline(self) -> str | None:
        """The headline, if there is one."""
        return next((metric for metric, place in self.kpis if place == "headline"), None)


def next_answers(
    profile: Profile,
    near: Neighbourhood,
    answers: Answers,
    held: Callable[[Profile], Held],
    words: Words,
) -> NextAnswers:
    """The unknown answers of a profile by what depends on them.

    Args:
        profile: What is answered so far.
        near: The profiles around it.
        answers: Which answers there are.
        held: Who answers for each metric under a profile, by the engine of record.
        words: Says questions and answers.
    """
    unknown = [spec for spec in answers.specs if near.present_value(spec.name) is None]
    found = []
    for spec in unknown:
        options = answers.other(profile, spec.name)
        if not options:
            continue
        ask = spec.name in answers.assigning
        now = _card(profile, (), near, held if ask else None, answers)
        cards = [_card(profile, (each,), near, held if ask else None, answers) for each in options]
        found.append(_missing(spec.name, options, cards, now, words))
    missing = [each for each in found if each.changes]
    missing.sort(key=lambda each: -each.changes)
    return NextAnswers(
        missing=tuple(missing),
        nothing=tuple(each.field for each in found if not each.changes),
        says=tuple(_says(missing)),
    )


def _card(
    profile: Profile,
    change: Sequence[Answer],
    near: Neighbourhood,
    held: Callable[[Profile], Held] | None,
    answers: Answers,
) -> _Card:
    kpis = tuple(near.draft(change).kpis().items())
    if held is None:
        return _Card(kpis, ())
    other = answers.apply(profile, change)
    who = held(other) if other else {}
    return _Card(kpis, tuple((metric, who[metric]) for metric, _ in kpis if metric in who))


def _missing(
    name: str, options: Sequence[Answer], cards: Sequence[_Card], now: _Card, words: Words
) -> Missing:
    same: dict[_Card, list[Answer]] = {}
    for answer, card in zip(options, cards, strict=True):
        same.setdefault(card, []).append(answer)
    between = [_between(card, group, now, words) for card, group in same.items()]
    moved = sum(len(b.values) * (len(b.came) + len(b.went) + len(b.other)) for b in between)
    label = words.field(name).label
    return Missing(
        field=name,
        label=label,
        question=words.specs[name].question or label,
        changes=round(moved / max(len(options), 1), 2),
        between=tuple(between),
        says=_decides(between, now, words),
    )


def _between(card: _Card, group: Sequence[Answer], now: _Card, words: Words) -> Between:
    before, after = dict(now.kpis), dict(card.kpis)
    was, is_ = dict(now.held), dict(card.held)
    came = tuple(metric for metric in after if metric not in before)
    went = tuple(metric for metric in before if metric not in after)
    other = tuple(
        metric
        for metric in after
        if metric in before
        and (after[metric] != before[metric] or is_.get(metric) != was.get(metric))
    )
    turns: dict[str, list[str]] = {"would come": list(came), "would go": list(went)}
    for metric in other:
        turns.setdefault(_turn(metric, after, before, is_), []).append(metric)
    parts = [
        f"{words.listed(metrics[start : start + _AT_ONCE])} {turn}"
        for turn, metrics in turns.items()
        for start in range(0, len(metrics), _AT_ONCE)
    ]
    return Between(
        values=tuple(answer.value for answer in group),
        said=listed((words.value(answer.name, answer.fact) for answer in group), "or"),
        headline=card.headline,
        came=came,
        went=went,
        other=other,
        says=sentence("; ".join(parts) or "nothing would change"),
    )


def _turn(
    metric: str,
    after: Mapping[str, Place],
    before: Mapping[str, Place],
    held: Mapping[str, Accountability],
) -> str:
    if after[metric] == before[metric]:
        return f"would be {HELD[held.get(metric, 'unstated')]}"
    return f"would be {'the headline' if after[metric] == 'headline' else 'supporting'}"


def _decides(between: Sequence[Between], now: _Card, words: Words) -> str:
    """What a question decides, in one sentence."""
    headlines = dict.fromkeys(each.headline for each in between if each.headline)
    if len(headlines) > 1:
        return f"This decides between {_some(list(headlines), words)} as headline."
    moved = dict.fromkeys(m for each in between for m in (*each.came, *each.went))
    if moved:
        return f"This decides whether {_some(list(moved), words)} {_be(moved)} on the scorecard."
    other = dict.fromkeys(metric for each in between for metric in each.other)
    if not other:
        return "Nothing on the scorecard depends on this at present."
    held = any(metric in dict(now.held) for metric in other)
    what = "how you answer for" if held else "the role of"
    return f"This decides {what} {_some(list(other), words)}."


def _be(moved: Mapping[str, None]) -> str:
    return "is" if len(moved) == 1 else "are"


def _some(metrics: Sequence[str], words: Words) -> str:
    named = [words.lower(metric) for metric in metrics[:_SHOWN]]
    more = len(metrics) - _SHOWN
    return listed([*named, f"{more} more"] if more > 0 else named)


def _says(missing: Sequence[Missing]) -> Iterator[str]:
    if not missing:
        yield "Every answer that bears on the KPIs is known, or would change nothing."
        return
    first = missing[0]
    yield f"Ask first: {first.question}"
    yield first.says
    if len(missing) > 1:
        rest = [lowered(each.label) for each in missing[1:]]
        yield sentence(f"after that come {listed(rest)}")
