"""What a sweep of the space found, ready for JSON; ``engine.findings`` says what the codes mean."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SpaceFinding(_Part):
    """Something that may be wrong with the rules, or with the space.

    Attributes:
        code: Such as ``A401``.
        key: The code and what it is about; the same for as long as that is so.
        text: One sentence.
        profiles: In how many profiles of the space it shows; for neighbours, in how many pairs.
        example: The smallest of those profiles, as ``read_profile`` takes it; None if none has it.
        changed: For neighbours: the answer in which the other profile differs, with its value.
    """

    code: str
    key: str
    text: str
    profiles: int
    example: dict[str, Any] | None = None
    changed: dict[str, Any] | None = None


class Resolved(_Part):
    """A contradiction that is there by design: how it was decided, and in how many profiles.

    Attributes:
        how: ``bar`` where a rule forbids what another recommends, ``sum`` where the greater
            evidence decides who answers for it.
    """

    metric: str
    rules: tuple[str, ...]
    how: str
    profiles: int


class Moved(_Part):
    """What one answer changes by itself.

    Attributes:
        objectives: For how many objectives it alone changes a KPI, a role or an accountability.
        share: The same as a share of the objectives.
        pairs: Pairs of profiles that differ in it alone, by how many KPIs they have in common.
    """

    objectives: int
    share: float
    pairs: dict[str, int]


class SpaceReport(_Part):
    """Everything that a sweep found.

    Attributes:
        whole: Whether every objective was swept; if not, what only the whole space can tell is
            left out.
        out_of_reach: Rules that no profile of the space can make fire, because they need an answer
            that is unknown throughout.
        shares: Rule -> the share of profiles in which it fires at least once.
    """

    profiles: int
    whole: bool
    findings: tuple[SpaceFinding, ...]
    resolved: tuple[Resolved, ...]
    out_of_reach: tuple[str, ...]
    moved: dict[str, Moved]
    shares: dict[str, float]
