"""How often each rule fires over the space of profiles, where that has been counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path


@dataclass(frozen=True)
class Shares:
    """Firing shares of rules.

    Attributes:
        profiles: How many profiles were tried; zero where nothing was counted.
        shares: Rule -> the share of those profiles on which it fires, from 0 to 1.
    """

    profiles: int = 0
    shares: Mapping[str, float] = field(default_factory=dict)

    def words(self, rule_id: str) -> str:
        """The share of one rule as a sentence; empty where it was not counted."""
        share = self.shares.get(rule_id)
        if share is None:
            return ""
        if not share:
            return f"Fires for none of {self.profiles:,} profiles tried."
        said = f"{share:.0%}" if share >= 0.01 else "less than 1%"
        return f"Fires for {said} of {self.profiles:,} profiles tried."


def counted() -> Path:
    """The file that holds what was counted."""
    return Path(str(resources.files("rules") / "analysis" / "shares.json"))


def firing_shares(path: Path | None = None) -> Shares:
    """What was counted; nothing where the file is absent."""
    file = path or counted()
    if not file.is_file():
        return Shares()
    found = json.loads(file.read_text(encoding="utf-8"))
    return Shares(found["profiles"], found["shares"])
