"""What is asked: the profile of a role, and the policies of the organisation."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute
from rules.condition import nearest
from rules.vocabulary import Value, allowed_values, policy_field, spoken_names

Number = Annotated[float, Field(allow_inf_nan=False)]


class ProfileError(ValueError):
    """A profile or policy that cannot be used; the text says what would do.

    Attributes:
        field: Where.
        value: The word that is not known, where it is one word.
    """

    def __init__(self, field: str, text: str, value: object = None) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field
        self.value = value


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Launch(_Closed):
    """A coming launch. Tier 1 is the largest."""

    name: str | None = None
    date: datetime.date | None = None
    tier: Literal[1, 2, 3] | None = None


class CriticalInitiative(_Closed):
    """What the company watches most, and the metric it moves."""

    name: str | None = None
    metric: str | None = None


def _distinct(values: Any) -> Any:
    if isinstance(values, list | tuple) and len(set(map(str, values))) != len(values):
        raise ValueError("names the same thing twice")
    return values


Ids = Annotated[tuple[str, ...], BeforeValidator(_distinct)]


class Profile(_Closed):
    """What is known of a role. Every field may be unknown; a list that is given is complete.

    The vocabulary of each field, and what it means, stands in ``fields.yaml``.
    """

    objectives: Ids | None = None
    alignment: Literal["product", "balanced", "sales"] | None = None
    alignment_reason: str | None = None
    stage: Literal["pre-fit", "early", "growth", "mature", "enterprise"] | None = None
    maturity: Literal["new", "growing", "established", "declining"] | None = None
    focus: (
        Literal[
            "launch", "lifecycle", "enablement", "competitive-intelligence", "messaging",
            "pricing", "customer-marketing", "analyst-relations", "market-entry", "generalist",
        ]
        | None
    ) = None  # fmt: skip
    phase: Literal["discover", "strategize", "define", "get-set", "grow"] | None = None
    motion: Literal["product-led", "sales-led", "hybrid", "partner-led"] | None = None
    segment: Literal["smb", "mid-market", "enterprise", "consumer", "developer"] | None = None
    partner_team: Literal["sales", "product", "marketing", "customer-success"] | None = None
    reports_to: (
        Literal["marketing", "product", "sales", "customer-success", "ceo", "other"] | None
    ) = None
    company_size: Number | None = None
    arr_millions: Number | None = None
    industry: str | None = None
    product: str | None = None
    team_size: Number | None = None
    first_pmm: bool | None = None
    months_in_role: Number | None = None
    programme_months: Number | None = None
    authority: Ids | None = None
    joined_before_positioning: bool | None = None
    launch: Launch | None = None
    data_sources: Ids | None = None
    critical_initiative: CriticalInitiative | None = None
    excluded: Ids | None = None
    external_factors: Ids | None = None

    @model_validator(mode="after")
    def _no_contradiction(self) -> Profile:
        if self.first_pmm and self.team_size and self.team_size > 1:
            raise ValueError(
                f"first_pmm and team_size contradict each other: the first product marketer "
                f"cannot be one of {self.team_size:g}; drop one of the two"
            )
        wanted = self.critical_initiative.metric if self.critical_initiative else None
        if wanted and self.excluded and wanted in self.excluded:
            raise ValueError(
                f"critical_initiative and excluded contradict each other: both name {wanted}; "
                f"drop one of the two"
            )
        if self.team_size and self.company_size and self.team_size > self.company_size:
            raise ValueError(
                "team_size and company_size contradict each other: the team is larger than "
                "the company"
            )
        return self

    @property
    def answered(self) -> tuple[str, ...]:
        """The names of the fields that are known, in their order."""
        given = self.model_dump(exclude_none=True)
        return tuple(name for name in type(self).model_fields if given.get(name) not in (None, {}))


def profile_fields(profile: Profile, specs: tuple[FieldSpec, ...]) -> dict[str, Value]:
    """The profile flat, as rules read it, under the names of ``fields.yaml``."""
    return {spec.name: _value(profile, spec) for spec in specs}


def _value(profile: Profile, spec: FieldSpec) -> Value:
    value: Any = profile
    for step in spec.path or (spec.name,):
        value = getattr(value, step, None)
    if value is None:
        return None
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return round(float(value), 4)
    return str(value)


class Policy(_Closed):
    """An organisation's choices where sources disagree.

    Attributes:
        choices: Key -> value for each policy that is not left at its default.
        sourced_only: Leave out every link and rule that does not rest on a seed document.
    """

    choices: Mapping[str, str] = {}
    sourced_only: bool = False

    def in_force(self, knowledge: Knowledge) -> dict[str, str]:
        """Every policy with the value that holds, in order of key."""
        values = {
            dispute.policy.key: self.choices.get(dispute.policy.key, dispute.policy.default)
            for dispute in knowledge.every(Dispute)
            if dispute.policy
        }
        values["evidence"] = "sourced-only" if self.sourced_only else "all"
        return dict(sorted(values.items()))

    def fields(self, knowledge: Knowledge) -> dict[str, Value]:
        """The policies as rules read them."""
        in_force = self.in_force(knowledge)
        del in_force["evidence"]
        return {policy_field(key): value for key, value in in_force.items()}


def read_policy(raw: Mapping[str, str], knowledge: Knowledge, sourced_only: bool = False) -> Policy:
    """A policy from keys and values as people write them.

    Raises:
        ProfileError: Naming the key and the nearest valid ones.
    """
    known = {d.policy.key: d.policy for d in knowledge.every(Dispute) if d.policy}
    for key, value in raw.items():
        if key not in known:
            raise ProfileError(f"policy {key}", f"unknown policy{nearest(key, list(known))}")
        if value not in known[key].values:
            hint = nearest(value, known[key].values)
            raise ProfileError(f"policy {key}", f"`{value}` is not one of its values{hint}")
    return Policy(choices=dict(raw), sourced_only=sourced_only)


def read_profile(raw: Any, knowledge: Knowledge) -> Profile:
    """A profile from plain data, such as a YAML file or a form.

    Ids may be written without their kind: ``increase-win-rate`` for
    ``objective.increase-win-rate``, and ``phase.grow`` for ``grow``.

    Raises:
        ProfileError: Naming the field, what is wrong, and the nearest valid values.
    """
    if not isinstance(raw, Mapping):
        raise ProfileError("profile", "write it as a list of `field: value`")
    for name in raw:
        if name not in Profile.model_fields:
            hint = nearest(str(name), list(Profile.model_fields))
            raise ProfileError(str(name), f"unknown field{hint}")
    data = {name: value for name, value in raw.items() if value is not None}
    for name, model in _NESTED.items():
        _check_nested(data.get(name, {}), name, model)
    for spec in knowledge.fields.profile:
        _spell_out(data, spec, knowledge)
    try:
        return Profile.model_validate(data)
    except ValidationError as error:
        item = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in item["loc"]) or "profile"
        text = item["msg"].removeprefix("Value error, ")
        raise ProfileError(where, text[:1].lower() + text[1:]) from None


_NESTED: Mapping[str, type[BaseModel]] = {
    "launch": Launch,
    "critical_initiative": CriticalInitiative,
}


def _check_nested(value: Any, where: str, model: type[BaseModel]) -> None:
    known = ", ".join(model.model_fields)
    if not isinstance(value, Mapping):
        raise ProfileError(where, f"wants fields of its own: {known}")
    for name in value:
        if name not in model.model_fields:
            hint = nearest(str(name), list(model.model_fields))
            raise ProfileError(f"{where}.{name}", f"unknown field{hint}")


def _spell_out(data: dict[str, Any], spec: FieldSpec, knowledge: Knowledge) -> None:
    """Check one field against its vocabulary and write ids out in full, in place."""
    *above, last = spec.path or (spec.name,)
    holder: Any = data
    for step in above:
        inner = holder.get(step)
        if not isinstance(inner, Mapping):
            return
        holder[step] = dict(inner)
        holder = holder[step]
    if holder.get(last) is None:
        return
    allowed = allowed_values(spec, knowledge)
    names = spoken_names(spec, knowledge)
    where, value = ".".join((*above, last)), holder[last]
    if spec.type == "many":
        if not isinstance(value, list | tuple):
            raise ProfileError(where, f"wants a list, such as [{next(iter(allowed), '')}]")
        holder[last] = [_word(item, where, allowed, names) for item in value]
    elif spec.type == "one":
        holder[last] = _word(value, where, allowed, names)
    elif spec.type == "number":
        _check_number(value, where, spec)
    elif spec.type == "flag" and not isinstance(value, bool):
        raise ProfileError(where, f"`{value}` is not true or false")
    elif spec.type == "date":
        _check_date(value, where)
    elif spec.type == "text" and not isinstance(value, str):
        raise ProfileError(where, f"`{str(value)[:80]}` is not text; put it in quotes")


def _word(value: Any, where: str, allowed: Mapping[str, str], names: Mapping[str, str]) -> str:
    text = str(value).strip()
    found = text if text in allowed else names.get(text.casefold())
    if found is not None:
        return found
    close = get_close_matches(text.casefold(), list(names), n=3, cutoff=0.6)
    hint = nearest("", list(allowed))
    if close:
        words = dict.fromkeys(names[name] for name in close)
        hint = "; did you mean " + " or ".join(f"`{word}`" for word in words) + "?"
    raise ProfileError(where, f"`{text[:80]}` is not known{hint}", value)


def _check_date(value: Any, where: str) -> None:
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        text = f"`{str(value)[:80]}` is not a date; write it as 2027-03-31"
        raise ProfileError(where, text) from None


def _check_number(value: Any, where: str, spec: FieldSpec) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProfileError(where, f"`{str(value)[:80]}` is not a number")
    low, high = spec.minimum, spec.maximum
    if (low is not None and not value >= low) or (high is not None and not value <= high):
        raise ProfileError(
            where, f"{value:,} is out of range; it goes from {_plain(low)} to {_plain(high)}"
        )


def _plain(value: float | None) -> str:
    return "any number" if value is None else f"{value:,.0f}"
