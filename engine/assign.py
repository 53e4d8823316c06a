"""From firings to accountability: who answers, who shares, which part is the PMM's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.facts import strongest
from engine.firing import Fired
from engine.recommendation import Held
from knowledge_graph.graph import LEAD
from rules.records import WEIGHT, Accountability, Hold

CAUTIOUS: tuple[Accountability, ...] = ("contributing", "shared", "direct", "unstated")
"""Even evidence goes to the first of these that has it."""


def assign(fired: Iterable[Fired]) -> Mapping[str, Held]:
    """Metric -> how it is held. A metric that no rule speaks of is absent: unstated."""
    spoken: dict[str, list[tuple[Hold, Fired]]] = {}
    for one in fired:
        for conclusion in one.rule.rule.then:
            if isinstance(conclusion, Hold):
                metric = str(one.fact.bindings["metric"])
                spoken.setdefault(metric, []).append((conclusion, one))
    return {metric: _held(holds) for metric, holds in spoken.items()}


def _held(holds: Sequence[tuple[Hold, Fired]]) -> Held:
    sums: dict[Accountability, int] = {}
    for hold, _ in holds:
        sums[hold.hold] = sums.get(hold.hold, 0) + WEIGHT[hold.strength]
    kind = min(sums, key=lambda each: (-sums[each], CAUTIOUS.index(each)))
    winning = [each for each in holds if each[0].hold == kind]
    winning.sort(key=lambda each: (-WEIGHT[each[0].strength], each[1].rule.id))
    leads = (one.one(hold.lead) for hold, one in winning if hold.lead)
    lead = next((each for each in leads if each), LEAD if kind == "direct" else None)
    together = [team for hold, one in winning for team in one.each(hold.with_)]
    own = [metric for hold, one in winning for metric in one.each(hold.own_part)]
    return Held(
        kind=kind,
        lead=lead,
        with_=tuple(team for team in dict.fromkeys(together) if team != lead),
        own_part=tuple(dict.fromkeys(own)),
        rules=tuple(one.rule.id for _, one in winning),
        basis=strongest(one.basis for _, one in winning),
        because=tuple(dict.fromkeys(one.text for _, one in winning)),
    )
