"""What every record of a scorecard is made of, and why something may not stand in one."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


def _on_one_line(text: object) -> object:
    """A text with a space for line breaks and control characters; empty where nothing is seen.

    A zero character is left, since the store says why it cannot be kept.
    """
    if not isinstance(text, str) or text.isprintable():
        return text
    controls = (each for each in text if each != "\0" and unicodedata.category(each) == "Cc")
    flat = " ".join(text.translate(dict.fromkeys(map(ord, controls), " ")).split())
    return flat if any(unicodedata.category(each) not in _UNSEEN for each in flat) else ""


_UNSEEN = ("Cf", "Zs")


Number = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=18, decimal_places=6)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code, such as ``EUR``."""
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    BeforeValidator(_on_one_line),
]
"""Stands on one line, and something of it can be seen."""
FIRST, LAST = datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
Day = Annotated[datetime.date, Field(ge=FIRST, le=LAST)]
"""A day that a scorecard can speak of; anything else is a slip of the pen."""
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class Part(BaseModel):
    """Frozen and closed, as every record that is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Refusal(Part):
    """Why something that was entered cannot stand: where, what is wrong, what would be right."""

    field: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.field}: {self.wrong}; {self.right}"


class Refused(ValueError):
    """Something cannot be done to a scorecard.

    Attributes:
        refusals: Every reason.
    """

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals
