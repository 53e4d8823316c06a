"""Which answer is missing most, and which answers nothing reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.facts import FactBuilder
from engine.profile import Profile
from engine.recommendation import NextQuestion
from knowledge_graph.load import Knowledge
from rules.condition import Condition, Fields, Leaf, evaluate, leaves
from rules.load import Catalogue, CatalogueRule
from rules.records import WEIGHT, Bar, Discourage, Infer, Recommend

_READ_BY_GRAPH = frozenset(
    {
        "objectives",
        "phase",
        "focus",
        "partner_team",
        "critical_initiative_metric",
        "excluded",
        "data_sources",
    }
)


class Questions:
    """What is worth asking, given a catalogue. Does not change."""

    def __init__(self, rules: Catalogue, knowledge: Knowledge) -> None:
        specs = knowledge.fields.profile
        read = {leaf.field for rule in rules.stable for leaf in _leaves(rule)} | _READ_BY_GRAPH
        self._read = {(spec.path or (spec.name,))[0] for spec in specs if spec.name in read}
        self._specs = {spec.name: spec for spec in specs}
        self._order = {spec.name: place for place, spec in enumerate(specs)}
        self._rules = [
            (rule, tuple(leaves(rule.when)), tuple(_decided(rule)))
            for rule in rules.stable
            if rule.rule.over == "profile" and rule.stage != "critique" and any(_decided(rule))
        ]

    def unused(self, profile: Profile) -> tuple[str, ...]:
        """The answered fields that neither a rule nor the graph reads."""
        return tuple(name for name in profile.answered if name not in self._read)

    def next(self, builder: FactBuilder) -> NextQuestion | None:
        """The unknown answer with the most weight of undecided rules behind it.

        A rule is undecided where only unknown answers keep it from firing. Its weight is shared
        among them, so that a rule one answer away counts for more; metrics that serve none of the
        chosen objectives do not count. Without objectives the question is always what the business
        wants: nothing decides more.
        """
        if builder.profile.objectives is None:
            return self._ask("objectives", builder.graph.outcomes)
        missing = {name for name, value in builder.fields.items() if value is None}
        weight: dict[str, float] = {}
        decides: dict[str, dict[str, None]] = {}
        for rule, read, decided in self._rules:
            if rule.reads.isdisjoint(missing):
                continue
            unknown = _missing(rule, read, builder.fields)
            for name in unknown:
                for what, strength in decided:
                    if not _matters(what, builder):
                        continue
                    weight[name] = weight.get(name, 0.0) + strength / len(unknown)
                    decides.setdefault(name, {})[what] = None
        if not weight:
            return None
        best = min(weight, key=lambda name: (-round(weight[name], 6), self._order.get(name, 0)))
        return self._ask(best, sorted(decides[best]))

    def _ask(self, name: str, decides: Iterable[str]) -> NextQuestion:
        spec = self._specs[name]
        field = (spec.path or (spec.name,))[0]
        question = spec.question or spec.label
        return NextQuestion(field=field, question=question, decides=tuple(decides))


def _matters(what: str, builder: FactBuilder) -> bool:
    """Whether a trait is still open, or a metric bears on the chosen objectives."""
    if not what.startswith("metric."):
        return builder.said.get(what) is None
    if not builder.objectives:
        return True
    return any(builder.graph.serves(what, objective) for objective in builder.objectives)


def _missing(rule: CatalogueRule, read: tuple[Leaf, ...], fields: Fields) -> tuple[str, ...]:
    """The unknown fields that alone keep a rule from firing; none where it fires or cannot."""
    if evaluate(rule.when, fields) is not None or evaluate(rule.unless, fields) is True:
        return ()
    return tuple(dict.fromkeys(leaf.field for leaf in read if fields.get(leaf.field) is None))


def _decided(rule: CatalogueRule) -> Iterator[tuple[str, int]]:
    for conclusion in rule.rule.then:
        match conclusion:
            case Infer():
                yield conclusion.infer, WEIGHT[conclusion.strength]
            case Recommend():
                yield conclusion.recommend, WEIGHT[conclusion.strength]
            case Discourage():
                yield conclusion.discourage, WEIGHT[conclusion.strength]
            case Bar():
                yield conclusion.bar, WEIGHT["strong"]
            case _:
                continue


def _leaves(rule: CatalogueRule) -> Iterator[Leaf]:
    conditions: tuple[Condition, ...] = (rule.when, rule.unless)
    for condition in conditions:
        yield from leaves(condition)
