"""What a rule said of a metric, with its conditions ticked and what it fired on in words. Pure."""

from __future__ import annotations

from engine.compose import AS_KPI
from engine.explain.checked import check
from engine.explain.records import Spoke
from engine.explain.run import Run, Spoken
from engine.explain.words import HELD, Words, listed, lowered, marks, sentence
from engine.facts import Fact
from engine.firing import Fired
from knowledge_graph.graph import LEAD
from rules.condition import NEVER
from rules.records import (
    WEIGHT,
    Advise,
    Bar,
    Conclusion,
    Discourage,
    Find,
    Hold,
    Raise,
    Recommend,
    Role,
    Strength,
)

_AS: dict[Role, str] = {
    "headline": "as the headline",
    "supporting": "as a KPI",
    "monitor": "to be watched only",
    "guardrail": "as a guardrail",
}
_LINK = {
    "measured-by": "The objective {from} is tracked by {metric}.",
    "outcome": "The objective {from} is about {metric}.",
    "tracks": "The phase {from} watches {metric}.",
    "checks": "The {from} look at {metric}.",
    "practises": "The focus {from} is known by {metric}.",
    "cares-about": "The team {from} is judged by {metric}.",
    "initiative": "Your critical initiative moves {metric}.",
    "excludes": "You ruled out {metric}.",
    "guarded-by": "{metric} shows when {from} is being gamed.",
    "own-part": "{metric} tells your own part of {from}.",
}


def spoke(spoken: Spoken, metric: str, run: Run, words: Words) -> Spoke:
    """One conclusion of a firing about a metric, with everything behind it."""
    fired, conclusion = spoken.fired, spoken.conclusion
    rule, fact = fired.rule, fired.fact
    strength: Strength | None = getattr(conclusion, "strength", None)
    over = rule.rule.over
    fields = fact.fields
    return Spoke(
        rule=rule.id,
        title=rule.rule.title,
        stage=rule.stage,
        says=says(spoken, metric, words),
        marks=marks(strength, fired.basis),
        weight=weight(spoken),
        role=getattr(conclusion, "as_", None),
        strength=strength,
        basis=fired.basis,
        because=sentence(fired.text),
        citations=tuple(dict.fromkeys(fired.citations)),
        fact=fact.id,
        about=about(fact, words),
        when=check(rule.when, fields, run.inferred, words, over),
        unless=None
        if rule.unless == NEVER
        else check(rule.unless, fields, run.inferred, words, over),
    )


def weight(spoken: Spoken) -> int:
    """What a conclusion adds to the score of a KPI."""
    match spoken.conclusion:
        case Recommend() as each if each.as_ in AS_KPI:
            return WEIGHT[each.strength]
        case Discourage() as each if spoken.counts:
            return -WEIGHT[each.strength]
        case _:
            return 0


def says(spoken: Spoken, metric: str, words: Words) -> str:
    """What a conclusion says of a metric, a sentence."""
    label, points = words.lower(metric), weight(spoken)
    match spoken.conclusion:
        case Recommend() as each:
            return f"It speaks for {label} {_AS[each.as_]}{f', +{points}' if points else ''}."
        case Discourage() if points:
            return f"It speaks against {label}, {points}."
        case Discourage():
            return f"It speaks against {label} once more; that counts once."
        case Bar() as each:
            return f"It forbids {label}{f' {_AS[each.as_]}' if each.as_ else ''}."
        case _:
            return _says_more(spoken.fired, spoken.conclusion, metric, words)


def _says_more(fired: Fired, conclusion: Conclusion, metric: str, words: Words) -> str:
    match conclusion:
        case Hold():
            return f"It says that {words.lower(metric)} is {HELD[conclusion.hold]}."
        case Find():
            return sentence(fired.fill(conclusion.text))
        case Raise():
            dispute = fired.one(conclusion.raise_)
            return sentence(f"It raises the dispute: {words.label(str(dispute))}")
        case Advise():
            return sentence(fired.fill(conclusion.advise))
        case _:
            return sentence(fired.rule.rule.title)


def suggests(role: Role, metric: str, strength: Strength, words: Words) -> str:
    """What a rule would say of a metric if it spoke."""
    return f"It would speak for {words.lower(metric)} {_AS[role]}, +{WEIGHT[strength]}."


def about(fact: Fact, words: Words) -> str:
    """What a fact is, in words."""
    match fact.over:
        case "profile":
            return "It looked at your answers."
        case "link":
            return link_words(fact, words)
        case "candidate":
            return f"It looked at {words.lower(fact.id)}, which is on the scorecard."
        case "kpi":
            return f"It looked at {words.lower(fact.id)} as a KPI."
        case _:
            return "It looked at the scorecard as a whole."


def link_words(fact: Fact, words: Words) -> str:
    """A link of the knowledge graph as a sentence."""
    start = str(fact.bindings.get("from", ""))
    metric = str(fact.bindings.get("metric", ""))
    form = _LINK.get(str(fact.own.get("link_relation")))
    if form is None:
        dispute = str(fact.bindings.get("dispute", ""))
        return sentence(f"{words.label(start)} is in dispute: {words.label(dispute)}")
    said = {
        "from": words.named(start) if start in words.knowledge.records else start,
        "metric": words.lower(metric),
    }
    return sentence(form.format(**said))


def held_words(run: Run, metric: str, words: Words) -> str:
    """Who answers for a metric, one sentence."""
    held = run.held(metric)
    label = sentence(words.lower(metric)).rstrip(".")
    if held.kind == "unstated":
        return f"Nothing in force says who answers for {words.lower(metric)}."
    if held.kind == "direct":
        return f"{label} is held directly: product marketing answers for it."
    leads = f"{words.label(held.lead)} leads" if held.lead else "who leads is not stated"
    if held.lead == LEAD:
        leads = "product marketing leads"
    return f"{label} is {HELD[held.kind]}: {lowered(leads)}."


def team_words(teams: tuple[str, ...], words: Words) -> str:
    """Teams as a list in a sentence."""
    return listed(words.lower(team) for team in teams)
