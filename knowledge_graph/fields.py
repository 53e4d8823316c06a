"""What a profile and the other kinds of fact may hold: the record behind ``fields.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from knowledge_graph.records import Text


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class FieldSpec(_Closed):
    """One field that rules may test.

    Attributes:
        name: As conditions write it; no dots.
        type: one (of a vocabulary), many, number, flag, text or date.
        values: The vocabulary with the meaning of each value; for ``one`` and ``many``.
        values_from: Instead, the kind of record whose ids are the vocabulary.
        slugs: With ``values_from``: the ids without their kind.
        also: Other ways to say a value.
        path: Where the value stands in a profile, if not under its own name.
        question: How a person is asked for it.
        decides: What depends on the answer.
        cautious: For a trait that rules infer: the value taken when evidence is even.
        minimum, maximum: Bounds of a number.
        changeable: Who can make the answer another one: the role itself, the organisation by
            agreement, or hardly anybody.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
    label: Text
    type: Literal["one", "many", "number", "flag", "text", "date"]
    meaning: Text
    values: dict[str, str] = {}
    values_from: str | None = None
    slugs: bool = False
    also: dict[str, str] = {}
    path: tuple[str, ...] = ()
    question: str = ""
    decides: str = ""
    cautious: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    changeable: Literal["yours", "negotiable", "given"] = "given"


class Fields(_Closed):
    """Every field of every kind of fact; the file ``fields.yaml``."""

    profile: tuple[FieldSpec, ...]
    metric: tuple[FieldSpec, ...]
    link: tuple[FieldSpec, ...]
    candidate: tuple[FieldSpec, ...]
    kpi: tuple[FieldSpec, ...]
    scorecard: tuple[FieldSpec, ...]
