"""A condition held against the answers: each comparison ticked, in words. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping

from engine.explain.records import Checked, Truth
from engine.explain.words import WORKED_OUT, Origin, Words
from rules.condition import Condition, Fields, Group, Leaf, evaluate, say
from rules.vocabulary import Over

_TRUTH: dict[bool | None, Truth] = {True: "true", False: "false", None: "unknown"}
_TICK: Mapping[Truth, str] = {"true": "yes", "false": "no", "unknown": "not known"}


def check(
    condition: Condition,
    fields: Fields,
    inferred: Container[str],
    words: Words,
    over: Over = "profile",
) -> Checked:
    """A condition with each of its comparisons ticked.

    Args:
        condition: What a rule asks for.
        fields: What the fact held on which the rule looked.
        inferred: The fields that rules inferred; nobody said them.
        words: Says fields and values.
        over: The kind of fact, whose vocabulary the condition uses.
    """
    truth = _TRUTH[evaluate(condition, fields)]
    if isinstance(condition, Group):
        parts = tuple(check(part, fields, inferred, words, over) for part in condition.parts)
        wanted = "All of these hold" if condition.mode == "all" else "At least one of these holds"
        return Checked(
            text=say(condition, words.vocabularies[over]) or "always",
            says=f"{wanted}: {_TICK[truth]}." if parts else "This rule asks for nothing.",
            truth=truth,
            mode="all" if condition.mode == "all" else "any",
            parts=parts,
        )
    origin = origin_of(condition.field, fields, inferred)
    found = _found(condition, fields, origin, words, over)
    return Checked(
        text=say(condition, words.vocabularies[over]),
        says=f"{words.leaf(condition, over)}: {_TICK[truth]} ({found}).",
        truth=truth,
        field=condition.field,
        found=found,
        inferred=origin == "inferred",
    )


def origin_of(field: str, fields: Fields, inferred: Container[str]) -> Origin:
    """Where the value of a field comes from."""
    if fields.get(field) is None:
        return "unknown"
    if field in inferred:
        return "inferred"
    if field.startswith("policy_"):
        return "policy"
    if field in WORKED_OUT:
        return "worked-out"
    if field.partition("_")[0] in ("metric", "link", "candidate", "kpi", "count"):
        return "record"
    if field in ("headline_promoted", "alignment_said", "alignment_inferred"):
        return "record"
    return "said"


def _found(leaf: Leaf, fields: Fields, origin: Origin, words: Words, over: Over) -> str:
    value = fields.get(leaf.field)
    if leaf.operator == "contains" and value is not None:
        named = evaluate(leaf, fields)
        return "you named it" if named else "you did not name it"
    if leaf.operator == "known" and origin == "said":
        return "you answered it"
    said = words.value(leaf.field, value, over)
    match origin:
        case "unknown":
            return "nobody said it" if leaf.field in words.specs else "it cannot be told yet"
        case "inferred":
            return f"rules infer {said}; nobody said it"
        case "policy":
            return f"the policy in force is {said}"
        case "worked-out":
            label = words.field(WORKED_OUT[leaf.field]).label
            return f"{said}, which follows from your answer on {label}"
        case "record":
            return f"on record: {said}"
        case _:
            return f"you said {said}"
