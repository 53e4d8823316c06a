"""What the store gives back. All of it frozen; every time is in UTC."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from scorecards.document import Scorecard


@dataclass(frozen=True)
class Saved:
    """An entry of the history: that a version was written, by whom, when and why."""

    scorecard: str
    number: int
    by: str
    at: datetime.datetime
    why: str


@dataclass(frozen=True)
class Version(Saved):
    """A version with its document."""

    document: Scorecard


@dataclass(frozen=True)
class Summary:
    """A line of the list of scorecards, as of the version that stands.

    Attributes:
        version: The number of that version.
        created_at: When the first version was written.
    """

    id: str
    title: str
    person: str | None
    manager: str | None
    status: str
    sample: bool
    version: int
    created_by: str
    created_at: datetime.datetime


@dataclass(frozen=True)
class Attachment:
    """A file that was put to a scorecard, without its bytes.

    Attributes:
        name: Unique on the scorecard, so that evidence can speak of it.
        sha256: Of the bytes, in hexadecimal.
        size: In bytes.
    """

    scorecard: str
    name: str
    sha256: str
    size: int
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Kept:
    """A recommendation that was kept for replay.

    Attributes:
        digest: Its key.
        document: Its JSON, byte for byte as given.
        knowledge, rules: Digests of what it was made from.
    """

    digest: str
    document: str
    knowledge: str
    rules: str
    at: datetime.datetime


@dataclass(frozen=True)
class Entry:
    """An entry of the log.

    Attributes:
        number: Counted from 1.
        kind: What was done.
        document: What exactly, as JSON.
        hash: Covers all of it and the entry before.
    """

    number: int
    at: datetime.datetime
    by: str
    kind: str
    scorecard: str | None
    document: str
    hash: str
