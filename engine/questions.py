"""Which answer is missing most, and which answers nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from engine.facts import FactBuilder
from engine.profile import Profile
from engine.recommendation import NextQuestion
from knowledge_graph.load import Knowledge
from rules.condition import Condition, Fields, Leaf, evaluate, leaves
from rules.load import Catalogue, CatalogueRule
from rules.records import WEIGHT, Bar, Discourage, Infer, Recommend

_READ_BY_GRAPH = frozenset(
    {"objectives", "phase", "focus", "partner_team", "critical_initiative_metric", "excluded"}
)


def unused_answers(profile: Profile, rules: Catalogue, knowledge: Knowledge) -> tuple[str, ...]:
    """The answered fields that neither a rule nor the graph reads."""
    read = {leaf.field for rule in rules.stable for leaf in _leaves(rule)} | _READ_BY_GRAPH
    used = {
        (spec.path or (spec.name,))[0] for spec in knowledge.fields.profile if spec.name in read
    }
    return tuple(name for name in profile.answered if name not in used)


def next_question(builder: FactBuilder, rules: Catalogue) -> NextQuestion | None:
    """The unknown answer with the most weight of undecided rules behind it.

    A rule is undecided where only unknown answers keep it from firing. Its weight is shared among
    them, so that a rule one answer away counts for more. Without objectives the question is always
    what the business wants: nothing decides more.
    """
    fields = builder.fields
    if not builder.objectives and builder.profile.objectives is None:
        return NextQuestion(field="objectives", decides=builder.graph.outcomes)
    weight: dict[str, float] = {}
    decides: dict[str, dict[str, None]] = {}
    for rule in rules.stable:
        if rule.rule.over != "profile" or rule.stage == "critique":
            continue
        unknown = undecided(rule, fields)
        for name in unknown:
            for what, strength in _decided(rule):
                weight[name] = weight.get(name, 0.0) + strength / len(unknown)
                decides.setdefault(name, {})[what] = None
    if not weight:
        return None
    order = [spec.name for spec in builder.graph.knowledge.fields.profile]
    best = min(weight, key=lambda name: (-round(weight[name], 6), order.index(name)))
    return NextQuestion(field=best, decides=tuple(sorted(decides[best])))


def undecided(rule: CatalogueRule, fields: Fields) -> tuple[str, ...]:
    """The unknown fields that alone keep a rule from firing; none where it fires or cannot."""
    if evaluate(rule.when, fields) is not None or evaluate(rule.unless, fields) is True:
        return ()
    unknown = (leaf.field for leaf in leaves(rule.when) if fields.get(leaf.field) is None)
    return tuple(dict.fromkeys(unknown))


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
