"""Checks over the whole catalogue: one table, one code each, one broken twin each in tests.

``load`` has already refused what is not a rule (Y0xx) or cannot be read (R201 to R204).
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from knowledge_graph.checks import Check
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute, Metric, Record, Source, Team
from knowledge_graph.yaml_file import Key, Problem
from rules.condition import fields_of, fires
from rules.load import Catalogue, CatalogueRule, example_fields
from rules.records import (
    ALLOWED,
    OVER_ALLOWED,
    Advise,
    Bar,
    Discourage,
    Find,
    Hold,
    Infer,
    Raise,
    Recommend,
)
from rules.vocabulary import Over, Value

Found = tuple[CatalogueRule, str, Key]

BINDINGS: dict[Over, frozenset[str]] = {
    "profile": frozenset(),
    "link": frozenset({"metric", "from", "why", "lead", "co_owners", "own_part", "dispute"}),
    "candidate": frozenset({"metric", "lead", "co_owners", "own_part"}),
    "kpi": frozenset({"metric", "lead", "co_owners", "own_part"}),
    "scorecard": frozenset(),
}
"""What ``$name`` may stand for, by kind of fact. A scorecard adds its counts."""


def check(catalogue: Catalogue, knowledge: Knowledge) -> list[Problem]:
    """Everything wrong in the catalogue, by file and line."""
    problems = [
        rule.document.problem(each.code, f"{text}; {each.mend}", key)
        for each in CHECKS
        for rule, text, key in each.run(catalogue, knowledge)
    ]
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))


def _stage_draws_its_conclusions(catalogue: Catalogue, _: Knowledge) -> Iterator[Found]:
    for rule in catalogue.rules:
        if rule.rule.over not in OVER_ALLOWED[rule.stage]:
            yield rule, f"there is no {rule.rule.over} fact at the {rule.stage} stage", ("over",)
        for place, conclusion in enumerate(rule.rule.then):
            if not isinstance(conclusion, ALLOWED[rule.stage]):
                verb = type(conclusion).__name__.lower()
                yield rule, f"`{verb}` does not belong to the {rule.stage} stage", ("then", place)
            elif isinstance(conclusion, Hold) and rule.rule.over != "candidate":
                text = f"`hold` speaks of a candidate, not of a {rule.rule.over} fact"
                yield rule, text, ("then", place)


def _references_exist(catalogue: Catalogue, knowledge: Knowledge) -> Iterator[Found]:
    profile = catalogue.vocabularies["profile"]
    for rule in catalogue.rules:
        for place, conclusion in enumerate(rule.rule.then):
            key: Key = ("then", place)
            if isinstance(conclusion, Infer):
                field = profile.get(conclusion.infer)
                if field is None or conclusion.value not in field.values:
                    yield rule, f"`{conclusion.infer}: {conclusion.value}` is no trait", key
            for reference, kind in _references(conclusion):
                if reference.startswith("$"):
                    if reference[1:] not in BINDINGS[rule.rule.over]:
                        yield rule, f"`{reference}` is not on a {rule.rule.over} fact", key
                elif not isinstance(knowledge.records.get(reference), kind):
                    yield rule, f"`{reference}` is not a known {kind.__name__.lower()}", key


def _references(conclusion: object) -> Iterator[tuple[str, type[Record]]]:
    match conclusion:
        case Recommend():
            yield conclusion.recommend, Metric
        case Discourage():
            yield conclusion.discourage, Metric
        case Bar():
            yield conclusion.bar, Metric
        case Raise():
            yield conclusion.raise_, Dispute
        case Hold():
            yield from ((each, Metric) for each in _each(conclusion.own_part))
            yield from (
                (each, Team) for each in (*_each(conclusion.lead), *_each(conclusion.with_))
            )


def _each(reference: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (reference,) if isinstance(reference, str) else reference or ()


def _examples_are_true(catalogue: Catalogue, _: Knowledge) -> Iterator[Found]:
    for rule in catalogue.rules:
        for place, example in enumerate(rule.rule.examples):
            key: Key = ("examples", place)
            try:
                fields = example_fields(example.given, catalogue.vocabularies[rule.rule.over])
            except ValueError as error:
                yield rule, f"example `{example.name}`: {error}", key
                continue
            if fires(rule.when, rule.unless, fields) != example.fires:
                really = "stays quiet" if example.fires else "fires"
                yield rule, f"on example `{example.name}` the rule {really}", key


def _quiet_twins_differ_in_one_field(catalogue: Catalogue, _: Knowledge) -> Iterator[Found]:
    for rule in catalogue.rules:
        firing = [example.given for example in rule.rule.examples if example.fires]
        for place, example in enumerate(rule.rule.examples):
            if not example.fires and 1 not in {_distance(example.given, each) for each in firing}:
                text = f"quiet example `{example.name}` differs from every firing one in several"
                yield rule, text, ("examples", place)


def _distance(one: dict[str, Value], other: dict[str, Value]) -> int:
    return sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())


def _citations_hold(catalogue: Catalogue, knowledge: Knowledge) -> Iterator[Found]:
    for rule in catalogue.rules:
        sources = [knowledge.records.get(each.source) for each in rule.rule.citations]
        for place, source in enumerate(sources):
            if not isinstance(source, Source):
                wrong = rule.rule.citations[place].source
                yield rule, f"cited source `{wrong}` does not exist", ("citations", place)
        kinds = {source.kind for source in sources if isinstance(source, Source)}
        if rule.rule.basis == "sourced" and "seed" not in kinds:
            yield rule, "it is sourced but cites no seed document", ("basis",)


def _stage_rules_can_be_switched_off(catalogue: Catalogue, _: Knowledge) -> Iterator[Found]:
    for rule in catalogue.rules:
        read = fields_of(rule.when) | fields_of(rule.unless)
        decides = "stage" in fields_of(rule.when) and rule.stage != "critique"
        if decides and "policy_stage_rules" not in read:
            yield rule, "it reads the company stage but not `policy_stage_rules`", ("when",)
        if decides and rule.rule.basis == "sourced":
            yield rule, "no seed document names a company stage", ("basis",)


def _texts_name_what_is_there(catalogue: Catalogue, _: Knowledge) -> Iterator[Found]:
    for rule in catalogue.rules:
        known = set(BINDINGS[rule.rule.over])
        if rule.rule.over == "scorecard":
            known |= {each for each in catalogue.vocabularies["scorecard"] if "count_" in each}
        for key, text in _texts(rule):
            template = Template(text)
            for name in template.get_identifiers() if template.is_valid() else ["a stray $"]:
                if name not in known:
                    yield rule, f"`${name}` stands for nothing here", key


def _texts(rule: CatalogueRule) -> Iterator[tuple[Key, str]]:
    yield ("because",), rule.rule.because
    for place, conclusion in enumerate(rule.rule.then):
        match conclusion:
            case Find():
                yield ("then", place), conclusion.text
                yield ("then", place), conclusion.fix
            case Advise():
                yield ("then", place), conclusion.advise


def _successors_exist(catalogue: Catalogue, _: Knowledge) -> Iterator[Found]:
    known = {rule.id for rule in catalogue.rules}
    for rule in catalogue.rules:
        successor = rule.rule.superseded_by
        if successor and successor not in known:
            yield rule, f"its successor `{successor}` does not exist", ("superseded_by",)


def _output_counts_lead_nothing(catalogue: Catalogue, knowledge: Knowledge) -> Iterator[Found]:
    for rule in catalogue.rules:
        for place, conclusion in enumerate(rule.rule.then):
            if isinstance(conclusion, Recommend) and conclusion.as_ == "headline":
                metric = knowledge.records.get(conclusion.recommend)
                if isinstance(metric, Metric) and metric.output_count:
                    yield rule, f"`{metric.id}` counts output", ("then", place)


CHECKS: tuple[Check, ...] = (
    Check(
        "R210",
        "A conclusion at the wrong stage is drawn and then lost.",
        "move the rule or change the conclusion",
        _stage_draws_its_conclusions,
    ),
    Check(
        "R211",
        "A conclusion about nothing says nothing.",
        "name a record or field that exists",
        _references_exist,
    ),
    Check(
        "R212",
        "An example that is not true misleads whoever reads the rule.",
        "mend the example or the rule",
        _examples_are_true,
    ),
    Check(
        "R213",
        "Only a quiet example that is one answer away shows what the rule depends on.",
        "change, add or drop a single field",
        _quiet_twins_differ_in_one_field,
    ),
    Check(
        "R220",
        "A rule whose source cannot be looked up is an opinion.",
        "cite a source that exists, or call the rule editorial",
        _citations_hold,
    ),
    Check(
        "R221",
        "Stage rules are practice or our judgement, and an organisation may do without them.",
        "test `policy_stage_rules: on`, and do not call it sourced",
        _stage_rules_can_be_switched_off,
    ),
    Check(
        "R222",
        "A reason with a hole in it reads as a fault.",
        "use a name that the fact has",
        _texts_name_what_is_there,
    ),
    Check(
        "R223",
        "A retired rule must say what took its place.",
        "name a rule that exists",
        _successors_exist,
    ),
    Check(
        "R224",
        "Counting what one produces is no result.",
        "recommend it as supporting",
        _output_counts_lead_nothing,
    ),
)
