"""How firm each KPI is: how far it stays where one answer is another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set

from engine.explain.answers import Answers
from engine.explain.places import Neighbourhood
from engine.explain.prospects import Firmness, Swing
from engine.explain.words import Words, listed, lowered
from engine.profile import Profile

_ROBUST, _FRAGILE = 0.9, 0.7
_NAMED = 2
"""Questions that the sentence names."""


def firmness(
    profile: Profile, near: Neighbourhood, answers: Answers, words: Words
) -> tuple[Firmness, ...]:
    """Of each KPI, the headline first: in how many profiles one answer away it is a KPI still."""
    kpis = near.draft(()).kpis()
    asked: Counter[str] = Counter()
    bears: set[str] = set()
    drops: dict[str, Counter[str]] = {metric: Counter() for metric in kpis}
    for answer in answers.other(profile):
        other = near.draft((answer,)).kpis()
        asked[answer.name] += 1
        if other != kpis:
            bears.add(answer.name)
        for metric in kpis.keys() - other.keys():
            drops[metric][answer.name] += 1
    return tuple(_firm(metric, asked, bears, drops[metric], words) for metric in kpis)


def _firm(
    metric: str, asked: Mapping[str, int], bears: Set[str], drops: Counter[str], words: Words
) -> Firmness:
    share = sum(1 - drops[name] / asked[name] for name in bears) / max(len(bears), 1)
    swings = tuple(
        Swing(
            field=name,
            label=words.field(name).label,
            drops=count,
            of=asked[name],
            says=f"{count} of its {asked[name]} other answers drop it.",
        )
        for name, count in sorted(drops.items(), key=lambda each: (-each[1] / asked[each[0]], each))
    )
    neighbours = sum(asked.values())
    stays = neighbours - sum(drops.values())
    says = f"It stays a KPI under {stays} of {neighbours} other answers to one question."
    if swings:
        named = listed(lowered(each.label) for each in swings[:_NAMED])
        says += f" It hangs most on {named}."
    return Firmness(
        metric=metric,
        label=words.label(metric),
        neighbours=neighbours,
        stays=stays,
        share=round(share, 3),
        firm="robust" if share >= _ROBUST else "fragile" if share < _FRAGILE else "fair",
        swings=swings,
        says=says,
    )
