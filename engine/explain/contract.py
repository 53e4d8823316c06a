"""The accountability contract of a metric: which parts of it are whose. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explain.records import Contract, Outline, OwnPart
from engine.explain.run import Run
from engine.explain.spoke import held_words, spoke
from engine.explain.words import Words, sentence
from engine.firing import Fired
from knowledge_graph.records import Factor, Metric
from rules.records import Hold

CONTROL = {
    "full": "You control all of the outcome.",
    "partial": "You control a part of the outcome.",
    "influence": "You influence the outcome and do not control it.",
}


def contract(run: Run, metric: str, words: Words) -> Contract:
    """What the product marketer answers for, what others do, and what nobody controls."""
    held = run.held(metric)
    holding = [each for each in run.about(metric) if each.fired.rule.stage == "assign"]
    answer = Contract(
        metric=metric,
        label=words.label(metric),
        accountability=held.kind,
        outcome=metric,
        lead=held.lead,
        co_owners=held.with_,
        parts=tuple(_part(each, metric, run, words) for each in held.own_part if each != metric),
        outside=tuple(_outside(run, metric, words)),
        held=tuple(spoke(each, metric, run, words) for each in holding),
        says=(),
    )
    return answer.model_copy(update={"says": tuple(_says(answer, run, words))})


def _part(part: str, metric: str, run: Run, words: Words) -> OwnPart:
    """One own part: from the record of the metric, or else from the rule that names it."""
    record = words.knowledge.get(Metric, part)
    edges = run.results.builder.graph.edges(metric, "own-part")
    edge = next((each for each in edges if each.target == part), None)
    rule = _naming(part, metric, run)
    if edge is not None:
        why = edge.why or f"{record.label} tells your own part of {words.lower(metric)}."
        basis, citations = edge.basis, edge.citations
    elif rule is not None:
        why, basis, citations = rule.text, rule.basis, rule.citations
    else:
        raise KeyError(f"{part} is no own part of {metric}")
    return OwnPart(
        metric=part,
        label=record.label,
        control=record.control,
        why=sentence(why),
        basis=basis,
        citations=tuple(dict.fromkeys(citations)),
    )


def _naming(part: str, metric: str, run: Run) -> Fired | None:
    """The first rule on accountability that names an own part."""
    for each in run.about(metric):
        if isinstance(each.conclusion, Hold) and part in each.fired.each(each.conclusion.own_part):
            return each.fired
    return None


def _outside(run: Run, metric: str, words: Words) -> Iterator[Outline]:
    """What nobody controls. No record ties a factor to a metric, so the declared ones are named."""
    knowledge = words.knowledge
    if knowledge.get(Metric, metric).control == "full":
        return
    declared = run.results.builder.profile.external_factors or ()
    for each in declared:
        factor = knowledge.get(Factor, each)
        yield Outline(
            text=f"You named {words.lower(each)}; nobody here controls it.",
            id=each,
            basis=factor.basis,
            citations=factor.citations,
        )
    others = [each.id for each in knowledge.every(Factor) if each.id not in declared]
    if others:
        text = "It may also move with" if declared else "It may move with"
        parts = tuple(Outline(text=sentence(words.label(each)), id=each) for each in others)
        yield Outline(
            text=f"{text} any of these, as far as is known; no record ties them to it.", parts=parts
        )


def _says(answer: Contract, run: Run, words: Words) -> Iterator[str]:
    metric = answer.metric
    if run.place(metric) == "out":
        yield f"{answer.label} is not on the scorecard, so no rule says who answers for it."
        return
    yield held_words(run, metric, words)
    if answer.co_owners:
        verb = "shares" if len(answer.co_owners) == 1 else "share"
        owners = words.listed(answer.co_owners)
        yield sentence(f"{owners} {verb} it")
    yield CONTROL[words.knowledge.get(Metric, metric).control]
    if answer.parts:
        yield sentence(f"Your own part shows in {words.listed(p.metric for p in answer.parts)}")
    elif answer.accountability != "direct":
        yield "No metric of your own part is named for it."
