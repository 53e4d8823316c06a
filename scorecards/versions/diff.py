"""What differs between two scorecards, in sentences, with the fields behind each.

The order is fixed: what speaks of the scorecard as a whole, then the KPIs in the order of the newer
scorecard, then those that are gone. Nothing is said exactly where the two are equal.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Contract, DeclaredFactor, Scorecard, ScorecardKpi, Target
from scorecards.part import Part
from scorecards.units import grouped, is_percent, measured, unit_of
from scorecards.versions.jointly import jointly


class Change(Part):
    """One sentence of a difference.

    Attributes:
        metric: The KPI it speaks of; None for the scorecard as a whole.
        fields: The fields behind it, such as ``target.amount``.
        says: The sentence.
    """

    metric: str | None = None
    fields: tuple[str, ...]
    says: str


class Words:
    """Names and figures as people read them.

    Args:
        knowledge: Where labels and units stand.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def label(self, id: str) -> str:
        """The name of a record; its id where it is not known."""
        return self.knowledge.label(id)

    def unit(self, kpi: ScorecardKpi) -> str:
        """What a KPI is counted in; nothing where its metric is not known."""
        record = self.knowledge.records.get(kpi.metric)
        return unit_of(record, kpi.variant) if isinstance(record, Metric) else ""

    def target(self, target: Target | None, unit: str) -> str:
        """A target in a few words, without its deadline."""
        if target is None:
            return "none"
        if target.change == "within-range":
            low, high = (
                "any" if each is None else measured(each, unit, target.currency).strip()
                for each in (target.low, target.high)
            )
            return f"between {low} and {high}"
        if target.amount is None:
            return "open"
        if target.change == "by-relative-percent":
            return f"{_signed(target.amount)} percent of the baseline"
        if target.change == "by-points":
            return f"{_signed(target.amount)} points"
        counted = target.time or unit
        if target.change == "by-amount":
            plus = "+" if target.amount > 0 else ""
            return plus + measured(target.amount, counted, target.currency)
        text = measured(target.amount, counted, target.currency)
        return text if not is_percent(unit) else f"a level of {text}"

    def value(self, value: Any) -> str:
        """Any other value."""
        match value:
            case None | "" | ():
                return "nothing"
            case bool():
                return "yes" if value else "no"
            case str():
                return self.label(value)
            case Decimal():
                return grouped(value)
            case datetime.date():
                return value.isoformat()
            case tuple() | list():
                return ", ".join(self.value(each) for each in value)
            case dict():
                return ", ".join(f"{key}: {self.value(value[key])}" for key in value)
            case BaseModel():
                known = value.model_dump(exclude_none=True)
                return " ".join(self.value(each) for each in known.values() if each != "")
            case _:
                return str(value)


def diff(
    old: Scorecard, new: Scorecard, words: Words, leave_out: tuple[str, ...] = ()
) -> tuple[Change, ...]:
    """What differs, in a stable order; empty where nothing does.

    Args:
        old: The scorecard as it was.
        new: The scorecard as it is.
        words: Names and figures.
        leave_out: Names of fields that do not count, at whatever depth they stand.
    """
    return tuple(_changes(old, new, words, frozenset(leave_out)))


_TOLD_APART = ("kpis", "dropped", "joint", "initiatives", "pulses", "factors", "basis")


def _changes(
    old: Scorecard, new: Scorecard, words: Words, leave_out: frozenset[str]
) -> Iterator[Change]:
    for field in Scorecard.model_fields:
        if field not in _TOLD_APART:
            for fields, clause in _plainly(old, new, field, "", words, leave_out):
                yield Change(fields=fields, says=f"The scorecard: {clause}.")
    yield from _dropped(old, new, words, leave_out)
    for names, sentence in jointly(old, new, words.label, leave_out):
        yield Change(fields=names, says=sentence)
    yield from _factors(old, new, words, leave_out)
    yield from _basis(old, new, words, leave_out)
    before = {kpi.metric: kpi for kpi in old.kpis}
    after = {kpi.metric: kpi for kpi in new.kpis}
    kept = [metric for metric in after if metric in before]
    if kept != [metric for metric in before if metric in after]:
        yield Change(fields=("kpis",), says="The KPIs stand in another order.")
    for metric, kpi in after.items():
        if metric not in before:
            yield _came(kpi, words)
        else:
            yield from _told(metric, list(_kpi(before[metric], kpi, words, leave_out)), words)
    for metric, kpi in before.items():
        if metric not in after:
            says = f"{words.label(metric)} is gone; it was {_ROLE[kpi.role]}."
            yield Change(metric=metric, fields=("metric",), says=says)


_ROLE = {
    "headline": "the headline",
    "supporting": "a supporting KPI",
    "monitor": "only watched",
    "guardrail": "a guardrail",
}
_KIND = {
    "direct": "direct",
    "shared": "shared",
    "contributing": "one to contribute to",
    "unstated": "one whose owner nothing states",
}
_ORIGIN = {
    "recommended": "as recommended",
    "swapped": "as put in another's place",
    "added": "as added, though nothing recommends it",
}


def _came(kpi: ScorecardKpi, words: Words) -> Change:
    instead = f" in place of {words.label(kpi.replaces)}" if kpi.replaces else ""
    says = f"{words.label(kpi.metric)} is new, {_ROLE[kpi.role]}{instead}."
    return Change(metric=kpi.metric, fields=("metric",), says=says)


Clause = tuple[tuple[str, ...], str]
"""The fields behind a part of a sentence, and that part; ``its …`` where it needs a noun before."""


def _told(metric: str, clauses: list[Clause], words: Words) -> Iterator[Change]:
    """One sentence for a KPI, what it became first."""
    if not clauses:
        return
    clauses.sort(key=lambda clause: clause[1].startswith("its "))
    text = "; ".join(clause for _, clause in clauses)
    joint = ": " if text.startswith("its ") else " "
    fields = tuple(field for names, _ in clauses for field in names)
    yield Change(metric=metric, fields=fields, says=f"{words.label(metric)}{joint}{text}.")


def _kpi(
    old: ScorecardKpi, new: ScorecardKpi, words: Words, leave_out: frozenset[str]
) -> Iterator[Clause]:
    told = {
        "role": f"became {_ROLE[new.role]} and was {_ROLE[old.role]}",
        "origin": f"is now marked {_ORIGIN[new.origin]}",
    }
    for field in ScorecardKpi.model_fields:
        if field in told and field not in leave_out:
            if getattr(old, field) != getattr(new, field):
                yield (field,), told[field]
        elif field == "contract":
            yield from _contract(old.contract, new.contract, words, leave_out)
        elif field == "target":
            yield from _target(old, new, words, leave_out)
        else:
            yield from _plainly(old, new, field, "", words, leave_out)


def _contract(
    old: Contract, new: Contract, words: Words, leave_out: frozenset[str]
) -> Iterator[Clause]:
    if "contract" in leave_out:
        return
    if old.kind != new.kind and "kind" not in leave_out:
        yield ("contract.kind",), f"became {_KIND[new.kind]}"
    for field in Contract.model_fields:
        if field != "kind":
            yield from _plainly(old, new, field, "contract.", words, leave_out)


_AIM = ("change", "amount", "time", "low", "high", "currency")


def _target(
    old: ScorecardKpi, new: ScorecardKpi, words: Words, leave_out: frozenset[str]
) -> Iterator[Clause]:
    before, after = old.target, new.target
    if before == after or "target" in leave_out:
        return
    was, now = words.target(before, words.unit(old)), words.target(after, words.unit(new))
    if before is None or after is None:
        yield ("target",), f"got a target: {now}" if before is None else f"lost its target, {was}"
        return
    aim = tuple(f for f in _AIM if getattr(before, f) != getattr(after, f) and f not in leave_out)
    if aim:
        yield tuple(f"target.{f}" for f in aim), f"its target went from {was} to {now}"
    for field in Target.model_fields:
        if field not in _AIM:
            yield from _plainly(before, after, field, "target.", words, leave_out)


def _dropped(
    old: Scorecard, new: Scorecard, words: Words, leave_out: frozenset[str]
) -> Iterator[Change]:
    if old.dropped == new.dropped or "dropped" in leave_out:
        return
    before = {each.metric: each.reason for each in old.dropped}
    after = {each.metric: each.reason for each in new.dropped}
    for metric in dict.fromkeys((*before, *after)):
        label = words.label(metric)
        if metric not in after:
            says = f"{label} does not count as dropped any more."
        elif before.get(metric) != after[metric]:
            says = f"{label} was dropped: {after[metric]}"
        else:
            continue
        yield Change(metric=metric, fields=("dropped",), says=says)
    if before == after:
        yield Change(fields=("dropped",), says="What was dropped stands in another order.")


def _factors(
    old: Scorecard, new: Scorecard, words: Words, leave_out: frozenset[str]
) -> Iterator[Change]:
    if old.factors == new.factors or "factors" in leave_out:
        return
    for kept, others, verb in ((new, old, "now"), (old, new, "no longer")):
        for each in kept.factors:
            if each not in others.factors:
                yield Change(fields=("factors",), says=_factor(each, verb, words))
    if set(map(repr, old.factors)) == set(map(repr, new.factors)):
        yield Change(fields=("factors",), says="The factors stand in another order.")


def _factor(each: DeclaredFactor, verb: str, words: Words) -> str:
    rest = [each.expectation, each.evidence, words.label(each.metric or "")]
    if each.adjustment is not None:
        proposed = f", proposed by {each.proposed_by}" if each.proposed_by else ""
        rest.append(f"adjusted by {grouped(each.adjustment)}{proposed}")
        rest.append(f"{_REVIEW[each.accepted]} {each.reviewed_by or ''}".rstrip())
    told = "; ".join(part.rstrip(".") for part in rest if part)
    says = f"{words.label(each.factor)}, declared on {each.declared_on}, {verb} stands there"
    return f"{says}: {told}." if told else f"{says}."


_REVIEW = {None: "not reviewed", True: "accepted by", False: "refused by"}


def _basis(
    old: Scorecard, new: Scorecard, words: Words, leave_out: frozenset[str]
) -> Iterator[Change]:
    before, after = old.basis, new.basis
    if "basis" in leave_out:
        return
    for field in ("profile", "policy"):
        was, now = getattr(before, field), getattr(after, field)
        for key in sorted({*was, *now}):
            if was.get(key) != now.get(key):
                says = (
                    f"The {field} says {words.value(now.get(key))} for {key.replace('_', ' ')}; "
                    f"it said {words.value(was.get(key))}."
                )
                yield Change(fields=(f"basis.{field}.{key}",), says=says)
    names = ("sourced_only", "knowledge", "rules", "recommended", "recommendation")
    fields = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    if fields:
        says = "The recommendation was made anew."
        yield Change(fields=tuple(f"basis.{name}" for name in fields), says=says)


def _plainly(
    old: BaseModel,
    new: BaseModel,
    field: str,
    under: str,
    words: Words,
    leave_out: frozenset[str],
) -> Iterator[Clause]:
    """One field that is told by its name."""
    was, now = getattr(old, field), getattr(new, field)
    if was == now or field in leave_out:
        return
    name = _NAMES.get(field, f"{under}{field}".replace("_", " ").replace(".", "'s "))
    said = [_quoted(words.value(each)) for each in (was, now)]
    text = f"went from {said[0]} to {said[1]}" if said[0] != said[1] else "changed"
    yield (f"{under}{field}",), f"its {name} {text}"


def _quoted(said: str) -> str:
    """A sentence that somebody wrote, apart from the sentence that it stands in."""
    return f"“{said.rstrip('.')}”" if said.endswith(".") else said


_NAMES = {
    "lead": "lead",
    "co_owners": "co-owners",
    "tie_breaker": "tie-breaker",
    "own_part": "own part",
    "baseline": "baseline",
    "deadline": "deadline",
    "set_on": "target's day",
    "why": "target's reason",
    "warn": "warning value",
    "fail": "failing value",
    "source": "source of readings",
    "windows": "read-out days",
    "replaces": "place taken",
    "variant": "definition",
    "person": "person",
    "review_on": "review date",
    "launched_on": "launch date",
    "launch_why": "reason for the launch date",
    "before_launch": "days before the launch",
    "settled": "definitions settled",
    "controls": "control",
}


def _signed(value: Decimal) -> str:
    return f"+{grouped(value)}" if value > 0 else grouped(value)
