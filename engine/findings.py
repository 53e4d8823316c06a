"""What is wrong with the rules, judged over the whole space of profiles with one objective.

====  =============================================================================================
A401  An objective has profiles without a headline.
A402  An objective has profiles with fewer than three KPIs.
A403  A rule never fires, although the answers of the space could make it fire.
A404  A rule fires and changes nothing anywhere (``engine.masked`` says what that means).
A405  Rules of one stage always fire together, on the very same facts.
A406  A leaf makes no difference: its rule fires on the very same facts without it. A leaf that the
      space settles by itself, such as one about an answer that is always unknown, is not judged.
A407  A metric that no profile receives in any role, and whose record does not say why.
A408  Rules hold one metric in different ways, their evidence is even, and caution alone decides.
A409  Two profiles one answer apart have no KPI in common.
====  =============================================================================================

Not findings but design: a bar beside a recommendation, and an accountability that the greater
evidence decides; they are counted. Nor is it one that another objective gives another scorecard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from engine.clashes import Clash, barred, torn
from engine.contrast import Contrast
from engine.ground import Ground, Holding
from engine.masked import Masked
from engine.reach import can_fire, open_leaves
from engine.report import Moved, Resolved, SpaceFinding, SpaceReport
from engine.space import ASKED, OBJECTIVE, Place, Slice, Space, Tallied, sweep, tally
from knowledge_graph.graph import Graph
from knowledge_graph.records import Metric
from rules.condition import Leaf, leaves
from rules.load import Catalogue
from rules.vocabulary import Value

FEW = 3
"""Fewer KPIs than this are worth a word."""
_NOT_HERE = ("initiative", "excludes")
"""Relations that only other answers bring."""


def analyse(
    graph: Graph,
    rules: Catalogue,
    objectives: tuple[str, ...] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> SpaceReport:
    """Sweep the space and judge the rules.

    Args:
        graph: What is known.
        rules: What is advised.
        objectives: Only these; what only the whole space can tell is then left out.
        progress: Told now and then how many profiles are done, and of how many.
    """
    space = Space(rules, objectives)
    survey = _Survey(Ground(graph, rules, (OBJECTIVE, *ASKED)), space)
    for found in sweep(space, survey.ground, progress):
        survey.take(found)
    return survey.report(whole=objectives is None)


class _Survey:
    """Collects what the sweep brings."""

    def __init__(self, ground: Ground, space: Space) -> None:
        self.ground = ground
        self._space = space
        self._masked = Masked(ground)
        self._contrast = Contrast()
        self._fired: dict[str, Tallied] = {}
        self._received: set[str] = set()
        self._headless: dict[str, list[Place]] = {}
        self._few: dict[str, list[Place]] = {}
        self._clashes: dict[Clash, Tallied] = {}
        self._clash_of: dict[Holding, Clash | None] = {}

    def take(self, found: Slice) -> None:
        """Take in what came of one objective."""
        for firings, met in found.results():
            for rule in {rule for rule, _ in firings}:
                tally(self._fired, rule, met.count, met.smallest)
        self._masked.look(found)
        self._contrast.look(found, self._space)
        for answers, kpis in zip(self._space.answers(), found.kpis, strict=True):
            place = Place(found.one.objective, answers)
            if not any(role == "headline" for _, role, _ in kpis):
                self._headless.setdefault(place.objective, []).append(place)
            if len(kpis) < FEW:
                self._few.setdefault(place.objective, []).append(place)
        for selected, met in found.selected.items():
            self._received.update(selected.shown)
            for clash in barred(selected.parts + selected.followed):
                tally(self._clashes, clash, met.count, met.smallest)
        for assigned, met in found.assigned.items():
            for holding in assigned.holdings:
                if holding not in self._clash_of:
                    self._clash_of[holding] = torn(holding)
                known = self._clash_of[holding]
                if known:
                    tally(self._clashes, known, met.count, met.smallest)

    def report(self, whole: bool) -> SpaceReport:
        """Everything that was found."""
        found = chain(
            self._without("A401", "no headline", self._headless),
            self._without("A402", f"fewer than {FEW} KPIs", self._few),
            self._silent() if whole else (),
            self._changing_nothing() if whole else (),
            self._together() if whole else (),
            self._idle_leaves() if whole else (),
            self._unreceived() if whole else (),
            self._even(),
            self._apart(),
        )
        resolved = (
            Resolved(metric=metric, rules=rules, how=how, profiles=met.count)
            for (metric, rules, how), met in sorted(self._clashes.items())
            if how != "caution"
        )
        return SpaceReport(
            profiles=len(self._space),
            whole=whole,
            findings=tuple(found),
            resolved=tuple(resolved),
            out_of_reach=tuple(r for r in self._quiet() if not self._reachable(r)),
            moved={
                name: Moved(
                    objectives=len(self._contrast.moved[name]),
                    share=round(len(self._contrast.moved[name]) / len(self._space.objectives), 4),
                    pairs=dict(sorted(self._contrast.pairs[name].items())),
                )
                for name in ASKED
            },
            shares={
                rule: round(self._fired[rule].count / len(self._space), 4)
                if rule in self._fired
                else 0.0
                for rule in sorted(self.ground.rules)
            },
        )

    def _without(
        self, code: str, what: str, places: dict[str, list[Place]]
    ) -> Iterator[SpaceFinding]:
        label = self.ground.graph.knowledge.label
        for objective, found in places.items():
            common = _common(found)
            where = f", all of them with {common}" if common else ""
            yield SpaceFinding(
                code=code,
                key=f"{code} {objective}",
                text=f"{label(objective)}: {len(found):,} profiles with {what}{where}.",
                profiles=len(found),
                example=_profile(min(found, key=lambda place: place.size)),
            )

    def _quiet(self) -> list[str]:
        return [rule for rule in sorted(self.ground.rules) if rule not in self._fired]

    def _domains(self) -> dict[str, tuple[Value, ...]]:
        """Every field that the space settles or spans, with the values it has there."""
        words = self.ground.vocabulary
        link = self.ground.words["link"]["link_relation"].values
        domains: dict[str, tuple[Value, ...]] = {
            name: (None, *words[name].values) for name in self.ground.live
        }
        domains |= {name: (value,) for name, value in self.ground.fixed.items()}
        domains["metric_measurable"] = (None,)
        domains["link_relation"] = tuple(name for name in link if name not in _NOT_HERE)
        domains[OBJECTIVE] = tuple(frozenset({each}) for each in self._space.objectives)
        return domains

    def _reachable(self, rule: str) -> bool:
        return can_fire(self.ground.rules[rule], self._domains())

    def _silent(self) -> Iterator[SpaceFinding]:
        for rule in self._quiet():
            if self._reachable(rule):
                title = self.ground.rules[rule].rule.title
                text = f"{rule} never fires, although the answers could make it: {title}."
                yield SpaceFinding(code="A403", key=f"A403 {rule}", text=text, profiles=0)

    def _changing_nothing(self) -> Iterator[SpaceFinding]:
        for rule in self._masked.rules():
            if rule in self._fired:
                title = self.ground.rules[rule].rule.title
                text = f"{rule} fires, but without it every scorecard would be the same: {title}."
                yield self._about(rule, "A404", rule, text)

    def _together(self) -> Iterator[SpaceFinding]:
        for index in self.ground.index.values():
            places: dict[str, list[int]] = {}
            for number, rules in enumerate(index.together()):
                for rule in rules:
                    places.setdefault(rule, []).append(number)
            groups: dict[tuple[int, ...], list[str]] = {}
            for rule, where in sorted(places.items()):
                groups.setdefault(tuple(where), []).append(rule)
            for group in groups.values():
                if len(group) > 1:
                    text = f"{', '.join(group)} always fire together, on the same facts."
                    yield self._about(group[0], "A405", "+".join(group), text)

    def _idle_leaves(self) -> Iterator[SpaceFinding]:
        domains = self._domains()
        for index in self.ground.index.values():
            for rule, number in index.idle():
                known = self.ground.rules[rule]
                if rule in self._fired and number in open_leaves(known.when, known.unless, domains):
                    every = [*leaves(known.when), *leaves(known.unless)]
                    name = _named(every[number])
                    twins = sum(_named(leaf) == name for leaf in every[:number])
                    name += f" ({twins + 1})" if twins else ""
                    text = f"{rule} fires on the same facts without `{name}`."
                    yield self._about(rule, "A406", f"{rule} {name}", text)

    def _unreceived(self) -> Iterator[SpaceFinding]:
        for metric in self.ground.graph.knowledge.every(Metric):
            if metric.id not in self._received and not metric.unreached:
                text = f"{metric.label}: no profile receives it in any role."
                yield SpaceFinding(code="A407", key=f"A407 {metric.id}", text=text, profiles=0)

    def _even(self) -> Iterator[SpaceFinding]:
        label = self.ground.graph.knowledge.label
        for (metric, rules, how), met in sorted(self._clashes.items()):
            if how == "caution":
                yield SpaceFinding(
                    code="A408",
                    key=f"A408 {metric} {'+'.join(rules)}",
                    text=f"{label(metric)}: {', '.join(rules)} hold it in different ways with even "
                    f"evidence; caution alone decides.",
                    profiles=met.count,
                    example=_profile(met.smallest),
                )

    def _apart(self) -> Iterator[SpaceFinding]:
        for name, pair in self._contrast.worst.items():
            count = self._contrast.pairs[name]["none"]
            text = f"{name}: {count:,} pairs that differ in it alone have no KPI in common."
            yield SpaceFinding(
                code="A409",
                key=f"A409 {name}",
                text=text,
                profiles=count,
                example=_profile(pair.one),
                changed={name: pair.other.known.get(name)},
            )

    def _about(self, rule: str, code: str, what: str, text: str) -> SpaceFinding:
        met = self._fired[rule]
        return SpaceFinding(
            code=code,
            key=f"{code} {what}",
            text=text.replace("..", "."),
            profiles=met.count,
            example=_profile(met.smallest),
        )


def _profile(place: Place) -> dict[str, object]:
    return {OBJECTIVE: [place.objective], **place.known}


def _common(places: list[Place]) -> str:
    """The answers that all of some profiles share."""
    first = places[0].answers
    shared = [
        f"{name} {value or 'unknown'}"
        for number, (name, value) in enumerate(zip(ASKED, first, strict=True))
        if all(place.answers[number] == value for place in places)
    ]
    return " and ".join(shared)


def _named(leaf: Leaf) -> str:
    """The leaf as it stands in a rule."""
    operator = "" if leaf.operator == "equals" else f"|{leaf.operator}"
    value = leaf.value
    if isinstance(value, tuple):
        return f"{leaf.field}{operator}: [{', '.join(map(_plain, value))}]"
    return f"{leaf.field}{operator}: {_plain(value)}"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
