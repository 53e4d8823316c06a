"""What was found of the rules over the whole space of profiles, and which findings are all right.

``rules/analysis/shares.json`` is made by ``remit rules analyse --write``; ``known.yaml`` beside it
is kept by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge_graph.records import Text
from knowledge_graph.yaml_file import Document, InvalidData, read, validated


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Known(_Closed):
    """A finding that is all right, and why.

    Attributes:
        finding: Its key; each ``*`` in it stands for any text, so that one record may speak for
            several findings of one kind.
    """

    finding: Text
    reason: Text

    def covers(self, key: str) -> bool:
        """Whether this speaks for the finding with this key."""
        parts = map(re.escape, self.finding.split("*"))
        return re.fullmatch(".*".join(parts), key) is not None


class _Records(_Closed):
    known: tuple[Known, ...]


class Shares(_Closed):
    """How often each rule fires over the profiles of the space.

    Attributes:
        profiles: How many profiles there are.
        shares: Rule -> the share of them in which it fires at least once, 0 to 1.
    """

    profiles: int
    shares: Mapping[str, float]

    def words(self, rule_id: str) -> str:
        """The share of one rule as a sentence; empty where it was not counted."""
        share = self.shares.get(rule_id)
        if share is None:
            return ""
        if not share:
            return f"Fires for none of {self.profiles:,} profiles tried."
        said = f"{share:.0%}" if share >= 0.01 else "less than 1%"
        return f"Fires for {said} of {self.profiles:,} profiles tried."


def folder() -> Path:
    """Where both files are."""
    return Path(str(resources.files("rules") / "analysis"))


def read_known(path: Path | None = None) -> tuple[Known, ...]:
    """The findings that are recorded as being all right.

    Raises:
        InvalidData: The file cannot be read, is not as it should be, or names a finding twice.
    """
    place = path or folder() / "known.yaml"
    document: Document = read(place, f"analysis/{place.name}")
    records = validated(_Records, document).known
    seen: set[str] = set()
    for number, record in enumerate(records):
        if record.finding in seen:
            text = f"`{record.finding}` is recorded twice; drop one"
            problem = document.problem("Y008", text, ("known", number, "finding"))
            raise InvalidData([problem])
        seen.add(record.finding)
    return records


def reasons(keys: Iterable[str], known: Iterable[Known]) -> dict[str, str]:
    """Finding -> why it is all right, for those that are recorded; the first record counts."""
    records = list(known)
    found = ((key, next((each for each in records if each.covers(key)), None)) for key in keys)
    return {key: record.reason for key, record in found if record}


def stale(keys: Iterable[str], known: Sequence[Known]) -> tuple[str, ...]:
    """The records that no finding needs any longer."""
    found = list(keys)
    used = {next((each.finding for each in known if each.covers(key)), None) for key in found}
    return tuple(each.finding for each in known if each.finding not in used)


@cache
def firing_shares() -> Shares:
    """What was counted over the space of ``engine.space``: one objective and up to five answers."""
    return Shares.model_validate_json((folder() / "shares.json").read_text(encoding="utf-8"))


def as_json(profiles: int, shares: Mapping[str, float]) -> str:
    """The text of ``shares.json``."""
    return (
        json.dumps({"profiles": profiles, "shares": dict(sorted(shares.items()))}, indent=1) + "\n"
    )
