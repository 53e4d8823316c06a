"""How values are written down, and read back: documents, times, names, digests."""

from __future__ import annotations

import datetime
import functools
import hashlib
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from scorecards.part import Name, Note
from scorecards.store.errors import Damaged, Refused

Record = TypeVar("Record", bound=BaseModel)

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_NOTE: TypeAdapter[str] = TypeAdapter(Note)


def document(record: BaseModel) -> str:
    """A record as the JSON that is kept.

    Raises:
        Refused: It could not be read back: a value in it does not fit its field.
    """
    try:
        text = record.model_dump_json()
        type(record).model_validate_json(text)
    except ValidationError as error:
        raise Refused(f"this cannot be kept: {_first(error)}") from None
    except ValueError as error:
        raise Refused(f"this cannot be kept: {error}") from None
    return text


def record(kind: type[Record], text: str, what: str) -> Record:
    """The record that a kept document holds.

    Args:
        kind: What it has to be.
        text: Its JSON.
        what: What to call it where it does not fit.

    Raises:
        Damaged: It does not fit; says where in it.
    """
    try:
        found: Record = _read(kind, text)
    except ValidationError as error:
        raise Damaged(f"{what} does not fit this release of Remit: {_first(error)}") from None
    return found


@functools.lru_cache(maxsize=8192)
def _read(kind: type[Record], text: str) -> Record:
    """Records do not change, and lists read the same ones over and over."""
    return kind.model_validate_json(text)


def _first(error: ValidationError) -> str:
    problem: Any = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(step) for step in problem["loc"]) or "the document"
    more = error.error_count() - 1
    rest = f" (and {more} more)" if more else ""
    return f"{place}: {problem['msg'].removeprefix('Value error, ')}{rest}"


def moment(at: datetime.datetime) -> str:
    """A time as text that orders as the times do: UTC, with six decimals.

    Raises:
        Refused: The time names no zone.
    """
    if at.tzinfo is None:
        raise Refused("a time needs its zone, such as 2026-03-01T09:00:00+00:00")
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def name(text: str, what: str) -> str:
    """Who, or what a file is called: one to 120 characters.

    Raises:
        Refused: It is empty, too long, or holds a character that no database keeps.
    """
    return _checked(_NAME, text, what)


def note(text: str, what: str) -> str:
    """A note of at most 4000 characters.

    Raises:
        Refused: It is longer, or holds a character that no database keeps.
    """
    return _checked(_NOTE, text, what)


def _checked(kind: TypeAdapter[str], text: str, what: str) -> str:
    try:
        checked = kind.validate_python(text)
    except ValidationError as error:
        raise Refused(f"{what}: {error.errors()[0]['msg']}") from None
    if "\0" in checked:
        raise Refused(f"{what}: a zero character cannot be kept")
    return checked


def sha256(*parts: bytes) -> str:
    """The digest of these bytes, in hexadecimal; where they part counts."""
    if len(parts) == 1:
        return hashlib.sha256(parts[0]).hexdigest()
    return sha256(b"".join(bytes.fromhex(sha256(part)) for part in parts))
