"""The whole scorecard as one file of JSON, out and back in without loss. Pure.

The file holds the document of one version, every reading with those that were corrected, who wrote
the versions up to it, and of attached files their names and digests, not their bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal, NoReturn

from pydantic import AwareDatetime, Field, ValidationError

from scorecards.document import Reading, Scorecard
from scorecards.exports.matter import Matter
from scorecards.part import Name, Note, Part, Refusal, Refused

FORMAT = "remit-scorecard"
FORMAT_VERSION = 1
MAX_FILE = 20 * 1024 * 1024
"""The most that a file may hold to be read, in bytes."""
NOTE = (
    "Attached files are named here and not contained; their digests tell whether one is the same."
)


class Entry(Part):
    """That a version was written: by whom, when and why."""

    number: int = Field(ge=1)
    by: Name
    at: AwareDatetime
    why: Note


class Attached(Part):
    """An attached file; the digest is of its bytes, in hexadecimal, the size in bytes."""

    name: Name
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class Whole(Part):
    """What the file holds.

    Attributes:
        version: The number of the version that ``document`` is.
        note: A word to whoever opens the file.
    """

    format: Literal["remit-scorecard"] = "remit-scorecard"
    format_version: Literal[1] = 1
    note: str = NOTE
    version: int = Field(ge=1)
    document: Scorecard
    readings: tuple[Reading, ...] = ()
    history: tuple[Entry, ...] = ()
    attachments: tuple[Attached, ...] = ()


def write(matter: Matter) -> bytes:
    """The file."""
    opened = matter.opened
    whole = Whole(
        version=opened.version.number,
        document=opened.card,
        readings=opened.readings,
        history=tuple(
            Entry(number=each.number, by=each.by, at=each.at, why=each.why)
            for each in matter.history
        ),
        attachments=tuple(
            Attached(name=each.name, sha256=each.sha256, size=each.size)
            for each in matter.attachments
        ),
    )
    text = json.dumps(whole.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def read(content: bytes) -> Whole:
    """What a file holds.

    Raises:
        Refused: It is no such file, or something in it does not fit; names the field.
    """
    if len(content) > MAX_FILE:
        _refuse("file", f"it holds {len(content):,} bytes", f"take one of at most {MAX_FILE:,}")
    try:
        raw = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_no_name_twice,
            parse_constant=lambda name: _refuse("file", f"{name} is no figure", "write a number"),
        )
    except UnicodeDecodeError:
        _refuse("file", "it is not text in UTF-8", "take a file that Remit wrote as JSON")
    except json.JSONDecodeError as error:
        wrong = f"line {error.lineno} is not JSON: {error.msg}"
        _refuse("file", wrong, "take a file that Remit wrote as JSON")
    except RecursionError:
        _refuse("file", "it is nested too deep", "take a file that Remit wrote as JSON")
    except Refused:
        raise
    except ValueError:
        _refuse("file", "a figure in it is too long", "take a file that Remit wrote as JSON")
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        _refuse("format", "this is no scorecard of Remit", f"take a file whose format is {FORMAT}")
    number = raw.get("format_version")
    if number != FORMAT_VERSION or isinstance(number, bool):
        wrong = f"{str(number)[:20]} is not known to this release"
        _refuse("format_version", wrong, f"take a file of format version {FORMAT_VERSION}")
    try:
        whole = Whole.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        raise Refused(*_misfits(error)) from None
    except ValueError as error:
        _refuse("file", str(error), "take a file that Remit wrote as JSON")
    found = list(_loose_ends(whole))
    if found:
        raise Refused(*found)
    return whole


def renamed(whole: Whole, id: str, reading_id: dict[str, str]) -> Whole:
    """The same under another id, with other ids for its readings."""
    readings = tuple(
        each.model_copy(
            update={
                "id": reading_id[each.id],
                "scorecard": id,
                "replaces": reading_id[each.replaces] if each.replaces else None,
            }
        )
        for each in whole.readings
    )
    document = whole.document.model_copy(update={"id": id})
    return whole.model_copy(update={"document": document, "readings": readings})


def _loose_ends(whole: Whole) -> Iterable[Refusal]:
    """Readings that do not belong to the scorecard or to each other."""
    by_id = {each.id: each for each in whole.readings}
    corrected: set[str] = set()
    seen: set[str] = set()
    for place, each in enumerate(whole.readings):
        where = f"readings.{place}"
        if each.scorecard != whole.document.id:
            wrong, right = f"it is of {each.scorecard}", f"write {whole.document.id}"
            yield Refusal(field=f"{where}.scorecard", wrong=wrong, right=right)
        if each.id in seen:
            yield Refusal(
                field=f"{where}.id", wrong=f"{each.id} is used twice", right="use it once"
            )
        seen.add(each.id)
        if each.at.tzinfo is None:
            right = "write one, such as 2026-03-01T09:00:00Z"
            yield Refusal(field=f"{where}.at", wrong="the time names no zone", right=right)
        if each.replaces is None:
            continue
        old = by_id.get(each.replaces)
        if old is None or old.metric != each.metric or _circular(each, by_id):
            wrong = f"{each.replaces} is no earlier reading of {each.metric} in this file"
            right = "name the reading that it corrects"
            yield Refusal(field=f"{where}.replaces", wrong=wrong, right=right)
        elif each.replaces in corrected:
            wrong, right = f"{each.replaces} is corrected twice", "correct the correction instead"
            yield Refusal(field=f"{where}.replaces", wrong=wrong, right=right)
        corrected.add(each.replaces)


def _circular(reading: Reading, by_id: dict[str, Reading]) -> bool:
    seen = {reading.id}
    before = by_id.get(reading.replaces or "")
    while before is not None:
        if before.id in seen:
            return True
        seen.add(before.id)
        before = by_id.get(before.replaces or "")
    return False


def _misfits(error: ValidationError) -> Iterable[Refusal]:
    for each in error.errors(include_url=False, include_input=False)[:20]:
        field = ".".join(map(str, each["loc"])) or "file"
        wrong = each["msg"].removeprefix("Value error, ")
        wrong = wrong[:1].lower() + wrong[1:]
        right = "take the file as Remit wrote it, or mend this field"
        yield Refusal(field=field, wrong=wrong, right=right)


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            _refuse(name[:80], "this name is used twice in one place", "use it once")
        found[name] = value
    return found


def _refuse(field: str, wrong: str, right: str) -> NoReturn:
    raise Refused(Refusal(field=field, wrong=wrong, right=right))
