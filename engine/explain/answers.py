"""The answers that a profile could have given instead: one answer away, and what changing it takes.

An answer is one field of the profile. A list may gain one word, lose one, or be one other word
alone. A number stands for every number that the rules tell apart: below, at and above each figure
that some rule compares with. What no rule and no link reads is left out, since it cannot matter.
Naming this very metric as excluded or as the critical initiative is an instruction, not an answer
about the role, and is left out too; taking such an instruction back is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from engine.explain.words import WORKED_OUT
from engine.profile import Profile
from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from rules.condition import leaves
from rules.load import Catalogue
from rules.records import Infer
from rules.vocabulary import Value, allowed_values

Effort = Literal["yours", "negotiable", "given"]
EFFORTS: tuple[Effort, ...] = ("yours", "negotiable", "given")

_BY_THE_GRAPH = frozenset({"objectives", "phase", "focus", "partner_team"})
"""Fields that links start from. Data at hand bears on a place only where a rule asks for it."""
_INSTRUCTIONS = frozenset({"critical_initiative_metric", "excluded"})


@dataclass(frozen=True, eq=False)
class Answer:
    """Another answer to one question.

    Attributes:
        name: The field as rules read it.
        field: The field of the profile; that of what holds it, where it is nested.
        value: The whole new value of ``field``; None for unknown.
        effort: Who can make it so.
        fact: The same as rules read it under ``name``.
    """

    name: str
    field: str
    value: Any
    effort: Effort
    fact: Value

    @property
    def forgets(self) -> bool:
        """Whether it takes an answer back instead of giving another."""
        return self.value is None


class Answers:
    """The answers that matter for who is where on a scorecard. Does not change.

    Attributes:
        specs: The questions that bear on a scorecard, in the order of the form.
        assigning: Names of those that bear on who answers for a metric, be it through a trait.
    """

    def __init__(self, rules: Catalogue, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._read: dict[str, set[float]] = {name: set() for name in _BY_THE_GRAPH | _INSTRUCTIONS}
        self.assigning = _assigning(rules)
        placing = set(self._read)
        for rule in rules.stable:
            if rule.stage == "critique":
                continue
            if "metric_measurable" in rule.reads:
                self._read.setdefault("data_sources", set())
            for condition in (rule.when, rule.unless):
                for leaf in leaves(condition):
                    figures = self._read.setdefault(leaf.field, set())
                    if leaf.kind == "number" and leaf.operator != "known":
                        figures.update(_figures(leaf.value))
            if rule.stage != "assign":
                placing |= rule.reads | ({"data_sources"} & self._read.keys())
        self.specs = [each for each in knowledge.fields.profile if each.name in self._read]
        self._placing = [each for each in self.specs if each.name in placing]

    def other(self, profile: Profile, only: str | None = None) -> tuple[Answer, ...]:
        """Every valid answer one away, the easiest first, then in the order of the form.

        Args:
            profile: What is answered now.
            only: Name of the one question to look at; otherwise all that bear on who is where.
        """
        raw = profile.model_dump(mode="json", exclude_none=True)
        found = [
            answer
            for spec in (self.specs if only else self._placing)
            if only in (None, spec.name)
            for answer in self._of(spec, raw)
            if self._valid(raw, [answer])
        ]
        found.sort(key=lambda answer: (answer.forgets, EFFORTS.index(answer.effort)))
        return tuple(found)

    def apply(self, profile: Profile, answers: Iterable[Answer]) -> Profile | None:
        """The profile with these answers; None where they contradict each other."""
        raw = profile.model_dump(mode="json", exclude_none=True)
        return self._valid(raw, answers)

    def _valid(self, raw: dict[str, Any], answers: Iterable[Answer]) -> Profile | None:
        """Whether they contradict each other is all that is left to ask: each word is valid."""
        new = {**raw, **{answer.field: answer.value for answer in answers}}
        try:
            return Profile.model_validate(new)
        except ValidationError:
            return None

    def _of(self, spec: FieldSpec, raw: dict[str, Any]) -> Iterator[Answer]:
        field = (spec.path or (spec.name,))[0]
        holder = raw.get(field)
        inner = spec.path[1] if spec.path else None
        now = holder.get(inner) if inner and holder else None if inner else holder
        for value in self._values(spec, now):
            whole = value
            if inner:
                kept = {key: each for key, each in (holder or {}).items() if key != inner}
                whole = {**kept, inner: value} if value is not None else kept or None
            fact = frozenset(value) if isinstance(value, list) else value
            yield Answer(spec.name, field, whole, spec.changeable, fact)

    def _values(self, spec: FieldSpec, now: Any) -> Iterator[Any]:
        if spec.name in _INSTRUCTIONS:
            yield from _taken_back(now)
        elif spec.type == "many":
            yield from _lists(list(allowed_values(spec, self._knowledge)), now)
        elif spec.type == "number":
            yield from (each for each in self._numbers(spec) if each != now)
        elif spec.type == "flag":
            yield from (each for each in (True, False) if each is not now)
        elif spec.type == "one":
            yield from (each for each in allowed_values(spec, self._knowledge) if each != now)
        if now is not None and spec.name not in _INSTRUCTIONS:
            yield None

    def _numbers(self, spec: FieldSpec) -> list[float]:
        """One number for every stretch that the rules tell apart."""
        figures = sorted(self._read[spec.name])
        low = spec.minimum if spec.minimum is not None else 0.0
        high = spec.maximum if spec.maximum is not None else float("inf")
        tried = {each + step for each in figures for step in (-1.0, 0.0, 1.0)}
        return sorted(each for each in tried if low <= each <= high)


def _assigning(rules: Catalogue) -> frozenset[str]:
    """What bears on who answers for a metric: what those rules read, and what that follows from."""
    found: set[str] = set()
    more = {name for rule in rules.stable if rule.stage == "assign" for name in rule.reads}
    while more - found:
        found |= more
        more |= {WORKED_OUT[name] for name in more & WORKED_OUT.keys()}
        for rule in rules.stable:
            if any(isinstance(one, Infer) and one.infer in more for one in rule.rule.then):
                more |= rule.reads
    return frozenset(found)


def _figures(value: Any) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (value,)


def _taken_back(now: Any) -> Iterator[Any]:
    if isinstance(now, list):
        for word in now:
            yield [each for each in now if each != word] or None
    elif now is not None:
        yield None


def _lists(words: list[str], now: list[str] | None) -> Iterator[list[str] | None]:
    """One word more, one less, or one other word alone."""
    have = now or []
    for word in words:
        if word not in have:
            yield [*have, word]
            if have:
                yield [word]
    if len(have) > 1:
        for word in have:
            yield [each for each in have if each != word]
    if now != [] and not have:
        yield []
