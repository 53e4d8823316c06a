"""Factors outside everybody's control: declared before the period, shown, weighed, reviewed after.

Each act is a function from scorecard to scorecard. A factor is named by its place among those that
are declared, from 0. An adjustment stands beside the value as read and never in its place; it
counts only with evidence and with the word of a reviewer.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Factor, Metric
from scorecards.document import DeclaredFactor, Scorecard
from scorecards.part import Refusal, Refused
from scorecards.readings.standing import adjustment
from scorecards.units import grouped, highest, lowest, measured, unit_of

FILE = "File: "
"""Begins a line of evidence that names an attached file."""


def late(card: Scorecard, factor: DeclaredFactor) -> bool:
    """Whether it was declared when the period had begun."""
    return factor.declared_on > card.period.start


def missing(card: Scorecard, factor: DeclaredFactor, today: datetime.date) -> tuple[str, ...]:
    """What a factor still lacks on a day, a sentence each."""
    bears = factor.adjustment is not None
    lacks = []
    if not factor.evidence and (bears or today >= card.period.start):
        lacks.append("Nothing shows yet that it came.")
    if bears and (factor.accepted is None or factor.reviewed_by is None):
        lacks.append("Nobody has reviewed the adjustment, so it does not count.")
    return tuple(lacks)


def foreseen(card: Scorecard, knowledge: Knowledge) -> tuple[Factor, ...]:
    """The factors that the profile names and that nobody has declared."""
    declared = {each.factor for each in card.factors}
    named = card.basis.answers("external_factors")
    return tuple(
        each
        for each in knowledge.every(Factor)
        if each.id.partition(".")[2] in named and each.id not in declared
    )


def declare(
    card: Scorecard,
    factor: str,
    expectation: str,
    today: datetime.date,
    knowledge: Knowledge,
    metric: str | None = None,
) -> Scorecard:
    """The scorecard with one more factor, declared today.

    Args:
        card: The scorecard.
        factor: Its id.
        expectation: What it is expected to do, in words.
        today: The day it is.
        knowledge: What is known.
        metric: The KPI whose reading it bears on, where that is known.

    Raises:
        Refused: The factor or the KPI is unknown, nothing is expected, or the same was declared.
    """
    if not isinstance(knowledge.records.get(factor), Factor):
        known = ", ".join(each.label for each in knowledge.every(Factor))
        wrong = f"{factor} is not known" if factor else "none is chosen"
        raise _refused("Factor", wrong, f"take one of {known}")
    if not expectation.strip():
        raise _refused("Expectation", "it is empty", "say in a sentence what the factor will do")
    _on_the_card(card, metric)
    new = DeclaredFactor(
        factor=factor, declared_on=today, expectation=expectation.strip(), metric=metric
    )
    if any((each.factor, each.metric) == (factor, metric) for each in card.factors):
        wrong = f"{knowledge.label(factor)} is declared for this already"
        raise _refused("Factor", wrong, "add to that one, or choose another KPI")
    return card.model_copy(update={"factors": (*card.factors, new)})


def give_evidence(card: Scorecard, number: int, note: str, file: str = "") -> Scorecard:
    """The scorecard with what shows that a factor came, in place of what stood there.

    An adjustment that was reviewed is open again, since its reviewer saw other evidence.

    Raises:
        Refused: There is no such factor, or neither note nor file is given.
    """
    lines = [each for each in (note.strip(), f"{FILE}{file}" if file else "") if each]
    if not lines:
        raise _refused("Evidence", "it is empty", "say what shows that it came, or attach a file")
    evidence = "\n".join(lines)
    if evidence == _declared(card, number).evidence:
        return card
    return _changed(card, number, evidence=evidence, accepted=None, reviewed_by=None)


def propose(
    card: Scorecard,
    number: int,
    metric: str | None,
    amount: Decimal | None,
    by: str,
    raw: Decimal | None,
    knowledge: Knowledge,
) -> Scorecard:
    """The scorecard with an adjustment proposed for a KPI; any review of an earlier one is open.

    Args:
        card: The scorecard.
        number: The place of the factor.
        metric: The KPI whose reading is adjusted.
        amount: What is to be added to the value as read, in the metric's unit; negative to take
            off.
        by: Who proposes it.
        raw: The value as read; None where there is no reading.
        knowledge: What is known.

    Raises:
        Refused: With every reason.
    """
    each = _declared(card, number)
    found = []
    if metric is None:
        found.append(_refusal("KPI", "none is chosen", "choose the one that the factor moved"))
    else:
        _on_the_card(card, metric)
    if not amount:
        found.append(_refusal("Amount", "it is empty", "say by how much, in the metric's unit"))
    if not by.strip():
        found.append(_refusal("Proposed by", "no name is given", "write who proposes it"))
    if metric is not None and amount:
        found += _possible(card, each, metric, amount, raw, knowledge)
    if found:
        raise Refused(*found)
    return _changed(
        card,
        number,
        metric=metric,
        adjustment=amount,
        proposed_by=by,
        accepted=None,
        reviewed_by=None,
    )


def review(
    card: Scorecard,
    number: int,
    accepted: bool,
    by: str,
    raw: Decimal | None,
    knowledge: Knowledge,
) -> Scorecard:
    """The scorecard with an adjustment accepted or refused by name.

    Who proposed an adjustment cannot accept it where the scorecard names somebody else who could.

    Raises:
        Refused: With every reason.
    """
    each = _declared(card, number)
    if each.adjustment is None or each.metric is None:
        raise _refused("Adjustment", "none is proposed", "propose one before it is reviewed")
    found = []
    if not by.strip():
        found.append(_refusal("Reviewer", "no name is given", "write who reviewed it"))
    if accepted:
        if not each.evidence:
            wrong = f"nothing shows that {knowledge.label(each.factor)} came"
            found.append(_refusal("Evidence", wrong, "give evidence before it is accepted"))
        others = [name for name in (card.manager, card.person) if name and not _same(name, by)]
        if each.proposed_by and _same(each.proposed_by, by) and others:
            wrong = f"{by.strip()} proposed it"
            found.append(_refusal("Reviewer", wrong, f"have {others[0]} or another review it"))
        found += _possible(card, each, each.metric, each.adjustment, raw, knowledge)
    if found:
        raise Refused(*found)
    return _changed(card, number, accepted=accepted, reviewed_by=by)


def withdraw(card: Scorecard, number: int) -> Scorecard:
    """The scorecard without a factor; the versions before keep it.

    Raises:
        Refused: There is no such factor, or its adjustment is accepted.
    """
    if _declared(card, number).accepted:
        wrong = "its adjustment is accepted and counts"
        raise _refused("Factor", wrong, "have the adjustment refused first")
    left = tuple(each for place, each in enumerate(card.factors) if place != number)
    return card.model_copy(update={"factors": left})


def _possible(
    card: Scorecard,
    factor: DeclaredFactor,
    metric: str,
    amount: Decimal,
    raw: Decimal | None,
    knowledge: Knowledge,
) -> list[Refusal]:
    """Whether the value with every accepted adjustment and this one can be."""
    record = knowledge.records.get(metric)
    if not isinstance(record, Metric):
        right = "put a known metric in its place"
        return [_refusal("KPI", f"{metric} is not known any more", right)]
    if raw is None:
        right = "enter what was read before it is adjusted"
        return [_refusal("KPI", f"{record.label} has no reading", right)]
    others = tuple(each for each in card.factors if each is not factor)
    so_far = adjustment(card.model_copy(update={"factors": others}), metric)
    unit = unit_of(record, card.kpi(metric).variant)
    least, most, ends = lowest(record), highest(record, unit), raw + so_far + amount
    for limit, beyond in ((least, ends < (least or 0)), (most, ends > (most or 0))):
        if limit is not None and beyond:
            right = f"from {grouped(raw + so_far)} it can go to {measured(limit, unit)} at most"
            return [_refusal("Amount", f"the value would be {measured(ends, unit)}", right)]
    return []


def _declared(card: Scorecard, number: int) -> DeclaredFactor:
    if not 0 <= number < len(card.factors):
        right = f"take one of the {len(card.factors)} that are declared"
        raise _refused("Factor", f"there is none at place {number}", right)
    return card.factors[number]


def _changed(card: Scorecard, number: int, **update: Any) -> Scorecard:
    new = DeclaredFactor.model_validate(_declared(card, number).model_dump() | update)
    factors = (*card.factors[:number], new, *card.factors[number + 1 :])
    return card.model_copy(update={"factors": factors})


def _on_the_card(card: Scorecard, metric: str | None) -> None:
    if metric is not None and not card.holds(metric):
        right = "take one of " + ", ".join(kpi.metric for kpi in card.kpis)
        raise _refused("KPI", f"{metric} is not on the scorecard", right)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _refusal(field: str, wrong: str, right: str) -> Refusal:
    return Refusal(field=field, wrong=wrong, right=right)


def _refused(field: str, wrong: str, right: str) -> Refused:
    return Refused(_refusal(field, wrong, right))
