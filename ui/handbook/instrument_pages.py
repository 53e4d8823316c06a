"""What the handbook says of an instrument: what is entered, what comes out, what to beware of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge_graph.measures import Asked, Column, Figure, Instrument
from scorecards.instruments.questions import answered_with
from ui.handbook.markup import bullets, sentence, table
from ui.handbook.pen import Pen
from ui.parts.markdown import inert
from ui.parts.wording import BASIS


def entry(instrument: Instrument, pen: Pen) -> Iterator[str]:
    """The blocks of an instrument's entry, below its definition."""
    measure = instrument.measure
    if measure is None:
        if instrument.unmeasured:
            yield f"**Not worked out here:** {sentence(instrument.unmeasured)}"
        return
    yield f"**On the command line:** `remit measure {measure.short} FILE`"
    yield from _listed("What to do", (f"{sentence(each)}" for each in measure.steps))
    yield "**What is entered**"
    yield table(("Column", "What is asked", "What can be written"), map(_column, measure.columns))
    if measure.settings:
        yield "**Said once for the file**"
        heads = ("Setting", "What is asked", "What can be written")
        yield table(heads, (_asked(each, each.default) for each in measure.settings))
    yield "**What comes out**"
    rows = (_figure(each, pen) for each in measure.figures)
    yield table(("Figure", "Unit", "How it is worked out", "A reading of"), rows)
    yield from _listed("Warnings that it gives", (sentence(e.in_general) for e in measure.cautions))
    remarks = (
        " ".join((sentence(each.text), *(pen.cited(cited) for cited in each.citations)))
        for each in measure.remarks
    )
    yield from _listed("Remember", remarks)
    yield from _listed("What the formula rests on", _grounds(instrument, pen))


def _column(column: Column) -> tuple[str, str, str]:
    name, question, hint = _asked(column, "")
    return name, question, f"{hint}; may be left empty" if column.optional else hint


def _asked(asked: Asked, default: str) -> tuple[str, str, str]:
    hint = inert(answered_with(asked))
    usual = f"; if nothing is said: {inert(default)}" if default else ""
    return f"`{asked.name}`", sentence(asked.question or asked.label), f"{hint}{usual}"


def _figure(figure: Figure, pen: Pen) -> tuple[str, str, str, str]:
    feeds = pen.link(figure.feeds) if figure.feeds else ""
    variant = f" ({inert(figure.variant.replace('-', ' '))})" if figure.variant else ""
    said = sentence(figure.definition)
    said = " ".join((said, *(pen.cited(each) for each in figure.citations)))
    return inert(figure.label), inert(figure.unit), said, f"{feeds}{variant}"


def _grounds(instrument: Instrument, pen: Pen) -> Iterator[str]:
    if instrument.measure is not None:
        yield f"{BASIS[instrument.measure.basis]}."
        yield from (pen.cited(each) for each in instrument.measure.citations)


def _listed(words: str, lines: Iterable[str]) -> Iterator[str]:
    found = bullets(lines)
    if found:
        yield f"**{words}**"
        yield found
