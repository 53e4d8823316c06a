"""What taking a metric as a KPI means: how it is read, from what, by whom, and what it hides."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explain.records import Follows, Outline
from engine.explain.run import Run
from engine.explain.words import Words, listed, lowered, sentence
from engine.present import NOT_GIVEN
from knowledge_graph.graph import LEAD
from knowledge_graph.measures import Instrument
from knowledge_graph.records import Metric

_EFFORTS = ("low", "medium", "high")
_CADENCE = {
    "continuous": "Read it all the time.",
    "weekly": "Read it every week.",
    "monthly": "Read it every month.",
    "quarterly": "Read it every quarter.",
    "per-launch": "Read it at each launch.",
    "per-wave": "Read it at each survey.",
    "yearly": "Read it once a year.",
}


def follows(run: Run, metric: str, words: Words) -> Follows:
    """What somebody who takes this metric has to do, whatever its place here."""
    knowledge = words.knowledge
    record = knowledge.get(Metric, metric)
    instruments = tuple(link.to for link in record.measured_with)
    have = run.results.builder.profile.data_sources
    missing = () if have is None else tuple(each for each in record.needs if each not in have)
    held = run.held(metric)
    answer = Follows(
        metric=metric,
        label=record.label,
        says=(),
        instruments=instruments,
        effort=_effort(instruments, words),
        needs=record.needs,
        missing=missing,
        cadence=record.cadence,
        owner=LEAD if held.kind == "direct" else held.lead,
        first_baseline=_baseline(record, words),
        define_first=record.define_first,
        will_not_show=tuple(sentence(each) for each in record.pitfalls),
    )
    told = _says(answer, record, have is not None, held.kind != "direct", words)
    return answer.model_copy(update={"says": tuple(told)})


def _effort(instruments: tuple[str, ...], words: Words) -> str:
    """The greatest effort among the instruments; unknown where one of them states none."""
    efforts = [words.knowledge.get(Instrument, each).effort for each in instruments]
    known = [each for each in efforts if each is not None]
    if not known or len(known) < len(efforts):
        return "unknown"
    return max(known, key=_EFFORTS.index)


def _baseline(record: Metric, words: Words) -> str:
    """How the first reading is got, one sentence; how many it takes is said beside it."""
    first = "Take"
    if record.define_first:
        first = f"Define {listed(lowered(each) for each in record.define_first)}, then take"
    if record.measured_with:
        tools = words.listed(link.to for link in record.measured_with)
        return f"{first} the first reading with the {tools}."
    if record.needs:
        return f"{first} the first reading from {_data(record.needs, words)}."
    return "No source of data is recorded for it; find one before the first reading."


def _data(needs: tuple[str, ...], words: Words) -> str:
    return listed(needs_words(each, words) for each in needs)


def needs_words(source: str, words: Words) -> str:
    """A source of data as people call it."""
    return lowered(words.value("data_sources", frozenset({source})))


def _says(
    answer: Follows, record: Metric, known: bool, shared: bool, words: Words
) -> Iterator[Outline]:
    metric = answer.metric
    yield Outline(
        text=sentence(record.definition), id=metric, basis=record.basis, citations=record.citations
    )
    if record.formula != NOT_GIVEN:
        yield Outline(text=sentence(f"It is computed as: {record.formula}"), id=metric)
    yield Outline(text=_CADENCE[record.cadence])
    for each in answer.instruments:
        tool = words.knowledge.get(Instrument, each)
        effort = f"{tool.effort} effort" if tool.effort else "effort not stated"
        yield Outline(
            text=f"It is measured with the {words.lower(each)}, {effort}.",
            id=each,
            basis=tool.basis,
            citations=tool.citations,
        )
    if answer.needs:
        yield Outline(text=f"It needs {_data(answer.needs, words)}.")
        if answer.missing:
            yield Outline(text=f"You do not have {_data(answer.missing, words)} yet.")
        elif not known:
            yield Outline(text="You did not say which data you have.")
    yield Outline(text=answer.first_baseline)
    readings = record.min_readings
    yield Outline(
        text=f"The first reading is the baseline; {readings} reading{'s' if readings != 1 else ''} "
        "are needed before a change means anything."
    )
    if answer.owner:
        does = "leads" if shared else "answers for the result"
        yield Outline(text=f"{words.label(answer.owner)} {does}.", id=answer.owner)
    else:
        yield Outline(text="Nothing in force says who answers for the result.")
    if answer.will_not_show:
        parts = tuple(Outline(text=each) for each in answer.will_not_show)
        yield Outline(text="What to beware of", parts=parts)
