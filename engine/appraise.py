"""From firings to traits: what the rules infer of a profile that was not said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.firing import Fired
from engine.recommendation import Evidence, Trait
from rules.records import WEIGHT, Infer
from rules.vocabulary import Value, Vocabulary


def appraise(
    fired: Iterable[Fired], said: Mapping[str, Value], vocabulary: Vocabulary
) -> dict[str, Trait]:
    """Each trait that rules speak of. What was said stands; else the greatest sum of strengths.

    Even sums give the more cautious value that ``fields.yaml`` names, or none.
    """
    evidence: dict[str, list[Evidence]] = {}
    for one in fired:
        for conclusion in one.rule.rule.then:
            if isinstance(conclusion, Infer):
                evidence.setdefault(conclusion.infer, []).append(
                    Evidence(
                        rule=one.rule.id,
                        value=conclusion.value,
                        strength=conclusion.strength,
                        basis=one.basis,
                        text=one.text,
                        citations=one.citations,
                    )
                )
    traits = {}
    for trait in sorted(evidence):
        spoken = said.get(trait)
        value = str(spoken) if spoken is not None else concluded(evidence[trait], trait, vocabulary)
        if value is not None:
            rules = tuple(each.rule for each in evidence[trait] if each.value == value)
            traits[trait] = Trait(
                trait=trait,
                value=value,
                inferred=spoken is None,
                rules=rules,
                evidence=tuple(evidence[trait]),
            )
    return traits


def concluded(evidence: Iterable[Evidence], trait: str, vocabulary: Vocabulary) -> str | None:
    """What the evidence alone says of a trait; None where it is even and no value is cautious."""
    sums: dict[str, int] = {}
    for each in evidence:
        sums[each.value] = sums.get(each.value, 0) + WEIGHT[each.strength]
    best = max(sums.values(), default=0)
    leading = [value for value, total in sums.items() if total == best]
    return leading[0] if len(leading) == 1 else vocabulary[trait].cautious
