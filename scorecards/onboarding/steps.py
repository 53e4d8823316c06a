"""What a person does with the guide, a record each, and what all of it comes to."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator

from knowledge_graph.records import Slug
from scorecards.part import Day, Name, Note, Part

ItemId = Annotated[str, StringConstraints(pattern=r"^task\.[a-z0-9./#-]+$", max_length=200)]
Doing = Literal["done", "left-out", "open", "note", "begin", "phase"]


class Step(Part):
    """Something that a person did with the guide.

    Attributes:
        doing: Ticked an item off, left it out, opened it again, put a note to it; or said the first
            day in the role; or went on to another phase in the guide alone.
        item: Which item.
        text: The note, or why it is left out; an empty note takes the one before away.
        on: The first day.
        phase: The phase, as profiles name it.
    """

    doing: Doing
    item: ItemId | None = None
    text: Note = ""
    on: Day | None = None
    phase: Slug | None = None
    by: Name
    at: datetime.datetime

    @model_validator(mode="after")
    def _whole(self) -> Step:
        if self.doing == "begin" and self.on is None:
            raise ValueError("say the first day in the role")
        if self.doing == "phase" and self.phase is None:
            raise ValueError("say the phase")
        if self.doing not in ("begin", "phase") and self.item is None:
            raise ValueError("say which item")
        if self.doing == "left-out" and not self.text:
            raise ValueError("say why it is left out")
        return self


class Mark(Part):
    """Where an item stands by what people did with it.

    Attributes:
        state: ``open`` where it was opened again; None where nobody said.
        reason: Why it is left out.
        by, at: Who said so last, and when.
    """

    state: Literal["open", "done", "left-out"] | None = None
    reason: str = ""
    note: str = ""
    by: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class Marks:
    """What all steps come to.

    Attributes:
        began: The first day in the role, if it was said.
        phase: The phase that the guide was taken to, if it was.
        items: By the id of the item.
    """

    began: datetime.date | None = None
    phase: str | None = None
    items: Mapping[str, Mark] = field(default_factory=dict)

    def of(self, item: str) -> Mark:
        """What was done with an item."""
        return self.items.get(item, Mark())


def marks(steps: Iterable[Step]) -> Marks:
    """Where everything stands after these steps, in their order; the last word holds."""
    began, phase = None, None
    items: dict[str, Mark] = {}
    for step in steps:
        if step.doing == "begin":
            began = step.on
        elif step.doing == "phase":
            phase = step.phase
        elif step.item is not None:
            items[step.item] = _after(items.get(step.item, Mark()), step)
    return Marks(began, phase, items)


def _after(mark: Mark, step: Step) -> Mark:
    if step.doing == "note":
        return mark.model_copy(update={"note": step.text})
    reason = step.text if step.doing == "left-out" else ""
    return mark.model_copy(
        update={"state": step.doing, "reason": reason, "by": step.by, "at": step.at}
    )
