"""A rule: when it speaks, what it concludes, why, on what ground, and examples that prove it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from knowledge_graph.records import Backed, Slug, Text
from rules.vocabulary import Over

Stage = Literal["appraise", "select", "assign", "critique"]
STAGES: tuple[Stage, ...] = ("appraise", "select", "assign", "critique")

Strength = Literal["weak", "medium", "strong"]
WEIGHT: dict[Strength, int] = {"weak": 1, "medium": 2, "strong": 3}

Role = Literal["headline", "supporting", "monitor", "guardrail"]
Accountability = Literal["direct", "shared", "contributing", "unstated"]
Severity = Literal["info", "warning", "error"]

Reference = Annotated[str, StringConstraints(pattern=r"^(?:\$[a-z_]+|[a-z]+\.[a-z0-9-]+)$")]
"""An id, or ``$field``: what that field of the fact holds."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Infer(_Closed):
    """A trait of the profile that was not said."""

    infer: str
    value: str
    strength: Strength = "medium"


class Recommend(_Closed):
    """A metric that belongs on the scorecard, in a role."""

    recommend: Reference
    as_: Role = Field("supporting", alias="as")
    strength: Strength = "medium"


class Discourage(_Closed):
    """A metric that should rather not be on it; its strength is taken off the score."""

    discourage: Reference
    strength: Strength = "medium"


class Bar(_Closed):
    """A metric that must not be on it, or not in one role."""

    bar: Reference
    as_: Role | None = Field(None, alias="as")


class Hold(_Closed):
    """How the PMM answers for a metric, who leads, who shares, and which part is the PMM's own."""

    hold: Accountability
    lead: Reference | None = None
    with_: Reference | tuple[Reference, ...] = Field((), alias="with")
    own_part: Reference | tuple[Reference, ...] = ()
    strength: Strength = "medium"


class Find(_Closed):
    """A remark on the composed scorecard. ``code`` is stable; ``fix`` says what would mend it."""

    find: Slug
    severity: Severity
    text: Text
    fix: Text


class Advise(_Closed):
    """A piece of advice that is not a metric."""

    advise: Text


class Raise(_Closed):
    """A dispute that this recommendation touches, to be shown."""

    raise_: Reference = Field(alias="raise")


Conclusion = Infer | Recommend | Discourage | Bar | Hold | Find | Advise | Raise

_VERBS = ("infer", "recommend", "discourage", "bar", "hold", "find", "advise", "raise")


def _verb(value: Any) -> str | None:
    if not isinstance(value, dict):
        return type(value).__name__.lower()
    return next((verb for verb in _VERBS if verb in value), None)


_AnyConclusion = Annotated[
    Annotated[Infer, Tag("infer")]
    | Annotated[Recommend, Tag("recommend")]
    | Annotated[Discourage, Tag("discourage")]
    | Annotated[Bar, Tag("bar")]
    | Annotated[Hold, Tag("hold")]
    | Annotated[Find, Tag("find")]
    | Annotated[Advise, Tag("advise")]
    | Annotated[Raise, Tag("raise")],
    Discriminator(
        _verb,
        custom_error_type="unknown_conclusion",
        custom_error_message="a conclusion starts with one of " + ", ".join(_VERBS),
    ),
]

ALLOWED: dict[Stage, tuple[type[Conclusion], ...]] = {
    "appraise": (Infer, Advise),
    "select": (Recommend, Discourage, Bar, Advise),
    "assign": (Hold, Advise),
    "critique": (Find, Raise, Advise),
}
"""Which conclusions each stage may draw."""

OVER_ALLOWED: dict[Stage, tuple[Over, ...]] = {
    "appraise": ("profile",),
    "select": ("profile", "link"),
    "assign": ("profile", "candidate"),
    "critique": ("profile", "link", "kpi", "scorecard"),
}
"""Which facts exist at each stage."""


class Example(_Closed):
    """A fact, and whether the rule fires on it. Policies not given stand at their default."""

    name: Text
    given: dict[str, Any]
    fires: bool


class Rule(Backed):
    """One rule of the catalogue; the file is named ``<id>-<name>.yaml``.

    Attributes:
        over: The fact it looks at, once for each.
        when, unless: Conditions as written; ``rules.load`` parses them.
        because: The reason, as the reader sees it; ``$metric`` and the like stand for labels.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[0-9]{3}$")]
    name: Slug
    title: Text
    over: Over = "profile"
    status: Literal["draft", "stable", "deprecated"] = "stable"
    superseded_by: str | None = None
    when: dict[str, Any] = {}
    unless: dict[str, Any] = {}
    then: tuple[_AnyConclusion, ...] = Field(min_length=1)
    because: Text
    examples: tuple[Example, ...]

    @model_validator(mode="after")
    def _both_examples(self) -> Rule:
        if {example.fires for example in self.examples} != {True, False}:
            raise ValueError("examples: give at least one that fires and one that stays quiet")
        if self.status == "deprecated" and not self.superseded_by:
            raise ValueError("a deprecated rule names `superseded_by`")
        return self
