"""Rules as people read them: a sentence, its conclusions, its examples. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import Adviser
from knowledge_graph.load import Knowledge
from rules.condition import NEVER, say, say_value
from rules.load import CatalogueRule
from rules.records import (
    Advise,
    Bar,
    Conclusion,
    Discourage,
    Example,
    Find,
    Hold,
    Infer,
    Raise,
    Recommend,
    Stage,
)
from rules.vocabulary import Field, Vocabulary
from ui.parts.links import read_answers, write_link
from ui.parts.wording import escape, listed, lowered

STAGE: dict[Stage, str] = {
    "appraise": "Appraise",
    "select": "Select",
    "assign": "Assign",
    "critique": "Critique",
}
DOES: dict[Stage, str] = {
    "appraise": "infers what was not said",
    "select": "puts metrics forward, or speaks against them",
    "assign": "says who answers for a metric",
    "critique": "remarks on the whole scorecard",
}
OVER = {
    "profile": "the answers about a role",
    "link": "each metric that an answer brings",
    "candidate": "each metric on the scorecard",
    "kpi": "each KPI of the scorecard",
    "scorecard": "the scorecard as a whole",
}


def clauses(rule: CatalogueRule, adviser: Adviser) -> dict[str, str]:
    """The parts of a rule by the word that opens each: when, unless, then, because."""
    vocabulary = adviser.rules.vocabularies[rule.rule.over]
    unless = {} if rule.unless == NEVER else {"unless": say(rule.unless, vocabulary)}
    then = (concluded(each, adviser.knowledge).rstrip(".") for each in rule.rule.then)
    return {
        "When": say(rule.when, vocabulary) or "anything is asked",
        **unless,
        "then": "; ".join(then),
        "because": _continued(readable(rule.rule.because)),
    }


def sentence(rule: CatalogueRule, adviser: Adviser) -> str:
    """The whole rule as Markdown: ``When …, unless …, then …, because …``."""
    parts = clauses(rule, adviser).items()
    return ", ".join(f"**{opening}** {escape(text)}" for opening, text in parts)


def _continued(text: str) -> str:
    """A sentence as the end of another: its first letter small, unless it starts with initials."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def strengths(rule: CatalogueRule) -> tuple[str, ...]:
    """The strengths with which a rule concludes; none where its conclusions have none."""
    found = (getattr(each, "strength", None) for each in rule.rule.then)
    return tuple(dict.fromkeys(each for each in found if each))


def concluded(conclusion: Conclusion, knowledge: Knowledge) -> str:
    """What a rule concludes, in words."""

    def name(reference: str | tuple[str, ...] | None) -> str:
        items = (reference,) if isinstance(reference, str) else reference or ()
        return listed(
            readable(each) if each.startswith("$") else lowered(knowledge.label(each))
            for each in items
        )

    match conclusion:
        case Infer():
            said = f"{conclusion.infer.replace('_', ' ')} is {conclusion.value}"
            return f"infer that {said} ({conclusion.strength})"
        case Recommend():
            metric = name(conclusion.recommend)
            return f"recommend {metric} as {conclusion.as_} ({conclusion.strength})"
        case Discourage():
            return f"advise against {name(conclusion.discourage)} ({conclusion.strength})"
        case Bar():
            role = f" as {conclusion.as_}" if conclusion.as_ else ""
            return f"bar {name(conclusion.bar)}{role}"
        case Hold():
            lead = f"; lead: {name(conclusion.lead)}" if conclusion.lead else ""
            shared = f"; with: {name(conclusion.with_)}" if conclusion.with_ else ""
            return f"hold it as {conclusion.hold}{lead}{shared} ({conclusion.strength})"
        case Find():
            return f"{conclusion.severity}: {readable(conclusion.text)} {readable(conclusion.fix)}"
        case Advise():
            return f"advise: {readable(conclusion.advise)}"
        case Raise():
            return f"show the dispute {name(conclusion.raise_)}"


def readable(text: str) -> str:
    """A text of a rule with its placeholders as words."""
    words = text
    for placeholder, said in (
        ("$metric", "the metric"),
        ("$from", "what was chosen"),
        ("$why", "(the reason the source gives)"),
        ("$co_owners", "the teams that share it"),
        ("$own_part", "the measures of your own part"),
        ("$lead", "the team that leads it"),
        ("$dispute", "in question"),
        ("$count_", "the number of: "),
    ):
        words = words.replace(placeholder, said)
    return words


def given_words(example: Example, vocabulary: Vocabulary) -> dict[str, str]:
    """What an example gives: field -> value, both as people read them."""
    return {
        vocabulary[name].label: _value(raw, vocabulary[name]) for name, raw in example.given.items()
    }


def _value(raw: Any, field: Field) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, list):
        return listed(say_value(each, field) for each in raw) or "none"
    return say_value(float(raw) if isinstance(raw, int) else raw, field)


def example_to_try(rule: CatalogueRule, adviser: Adviser) -> Mapping[str, str] | None:
    """The address parameters of a role for which the rule fires, taken from its examples.

    None where no example that fires can be said as a role, or where the answers of a role lead
    the rule no further, for example because another rule then infers what it wants unknown.
    """
    if rule.rule.over != "profile":
        return None
    for example in rule.rule.examples:
        given = example.given
        choices = {
            name.removeprefix("policy_").replace("_", "-"): str(value)
            for name, value in given.items()
            if name.startswith("policy_")
        }
        answers = {name: given[name] for name in given if not name.startswith("policy_")}
        asked = read_answers(answers, choices, sourced_only=False, knowledge=adviser.knowledge)
        if example.fires and not asked.problems:
            trace = adviser.recommend(asked.profile, asked.policy).trace
            if any(entry.rule == rule.id for entry in trace):
                return write_link(asked, adviser.knowledge)
    return None
