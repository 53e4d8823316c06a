"""Reads the catalogue: one rule a file, in the folder of its stage."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from knowledge_graph.load import Knowledge
from knowledge_graph.yaml_file import Document, InvalidData, Problem, read, validated
from rules.condition import ALWAYS, NEVER, Condition, ConditionError, fields_of, parse
from rules.records import STAGES, Rule, Stage
from rules.vocabulary import Over, Value, Vocabulary, fact_value, vocabularies


@dataclass(frozen=True)
class CatalogueRule:
    """A rule ready to run: its record, its stage, its conditions parsed, the fields they read."""

    rule: Rule
    stage: Stage
    when: Condition
    unless: Condition
    document: Document = field(repr=False)
    reads: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", fields_of(self.when) | fields_of(self.unless))

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id


@dataclass(frozen=True)
class Catalogue:
    """Every rule, in order of stage and id.

    Attributes:
        rules: All of them, drafts and deprecated ones too.
        vocabularies: The fields of each kind of fact.
        version: A digest of the content; equal content gives an equal version.
    """

    rules: tuple[CatalogueRule, ...]
    vocabularies: Mapping[Over, Vocabulary]
    version: str

    @property
    def stable(self) -> tuple[CatalogueRule, ...]:
        """The rules that run."""
        return tuple(rule for rule in self.rules if rule.rule.status == "stable")

    def get(self, rule_id: str) -> CatalogueRule:
        """One rule.

        Raises:
            KeyError: There is none under that id.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def without(self, rule_id: str) -> Catalogue:
        """The same catalogue lacking one rule."""
        kept = tuple(rule for rule in self.rules if rule.id != rule_id)
        return Catalogue(kept, self.vocabularies, f"{self.version}-{rule_id}")


def shipped() -> Path:
    """The catalogue that comes with the package."""
    return Path(str(resources.files("rules") / "catalogue"))


def load(knowledge: Knowledge, folder: Path | None = None) -> Catalogue:
    """Read every rule below ``folder`` (by default the catalogue that is shipped).

    Raises:
        InvalidData: With every problem found, each naming file and line.
    """
    root = folder or shipped()
    words = vocabularies(knowledge)
    problems: list[Problem] = []
    found: list[CatalogueRule] = []
    digest = hashlib.sha256()
    if not root.is_dir():
        raise InvalidData([Problem(str(root), 1, "Y001", "is not a folder of rules")])
    for entry in sorted(root.iterdir()):
        if entry.name not in STAGES:
            text = f"belongs in one of {', '.join(STAGES)}"
            problems.append(Problem(f"{root.name}/{entry.name}", 1, "R201", text))
    for stage in STAGES:
        for path in sorted((root / stage).rglob("*")):
            name = path.relative_to(root.parent).as_posix()
            if path.is_dir():
                continue
            if path.suffix != ".yaml":
                problems.append(Problem(name, 1, "R201", "only `.yaml` files belong here"))
                continue
            try:
                found.append(_rule(read(path, name), path.stem, stage, words))
            except InvalidData as error:
                problems.extend(error.problems)
                continue
            digest.update(path.read_bytes())
    _unique(found, problems)
    if problems:
        raise InvalidData(problems)
    found.sort(key=lambda rule: (STAGES.index(rule.stage), rule.id))
    return Catalogue(tuple(found), words, digest.hexdigest()[:12])


def _rule(
    document: Document, stem: str, stage: Stage, words: Mapping[Over, Vocabulary]
) -> CatalogueRule:
    rule = validated(Rule, document)
    if stem != f"{rule.id}-{rule.name}":
        text = f"the file must be named `{rule.id}-{rule.name}.yaml`"
        raise InvalidData([document.problem("R202", text, ("id",))])
    vocabulary = words[rule.over]
    try:
        when = parse(rule.when, vocabulary, ("when",)) if rule.when else ALWAYS
        unless = parse(rule.unless, vocabulary, ("unless",)) if rule.unless else NEVER
    except ConditionError as error:
        raise InvalidData([document.problem("R203", str(error), error.key)]) from None
    return CatalogueRule(rule, stage, when, unless, document)


def _unique(found: list[CatalogueRule], problems: list[Problem]) -> None:
    seen: dict[str, str] = {}
    for rule in found:
        if rule.id in seen:
            text = f"`{rule.id}` is already {seen[rule.id]}; ids are never reused"
            problems.append(rule.document.problem("R204", text, ("id",)))
        seen[rule.id] = rule.document.path


def example_fields(given: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Value]:
    """The fact that an example describes; a policy that is not given stands at its default.

    Raises:
        ValueError: It names a field or value that the vocabulary does not have.
    """
    fields: dict[str, Value] = {
        name: field.default for name, field in vocabulary.items() if field.default is not None
    }
    for name, raw in given.items():
        if name not in vocabulary:
            raise ValueError(f"unknown field `{name}`")
        fields[name] = fact_value(vocabulary[name], raw)
    return fields
