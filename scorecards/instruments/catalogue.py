"""Which instruments there are, and what each is called."""

from __future__ import annotations

import difflib

from knowledge_graph.load import Knowledge
from knowledge_graph.measures import Instrument
from scorecards.part import Refusal, Refused


def measured(knowledge: Knowledge) -> tuple[Instrument, ...]:
    """The instruments that Remit works out, by label."""
    found = (each for each in knowledge.every(Instrument) if each.measure)
    return tuple(sorted(found, key=lambda each: each.label.casefold()))


def find(name: str, knowledge: Knowledge) -> Instrument:
    """An instrument by its short name or its id.

    Raises:
        Refused: There is none, or it is only named; says what there is.
    """
    wanted = name.strip().casefold().removeprefix("instrument.")
    found = measured(knowledge)
    for each in found:
        if each.measure and wanted in (each.measure.short, each.id.removeprefix("instrument.")):
            return each
    for other in knowledge.every(Instrument):
        if other.id == f"instrument.{wanted}":
            wrong = f"{other.label} is not worked out here: {other.unmeasured}"
            raise Refused(Refusal(field="instrument", wrong=wrong, right="take another"))
    shorts = [each.measure.short for each in found if each.measure]
    near = difflib.get_close_matches(wanted, shorts, 1)
    right = f"is `{near[0]}` meant?" if near else f"take one of {', '.join(sorted(shorts))}"
    raise Refused(Refusal(field="instrument", wrong=f"there is no `{name[:40]}`", right=right))
