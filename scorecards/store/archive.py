"""The file of a backup: a zip of one list of rows a table, and a manifest that vouches for them.

Each list is JSON lines in the order of the keys; bytes are base64. The manifest names the format,
the schema and, for each list, how many rows it has and their digest. It says nothing of the
database it came from, so that either kind can take it in. The same rows give the same file.
"""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterable
from contextlib import closing
from pathlib import Path
from typing import IO, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scorecards.store.errors import BackupError

FORMAT = 1
"""The format that is written; older ones can be read, newer ones cannot."""
_MANIFEST = "manifest.json"
_MOST_OF_A_MANIFEST = 1_000_000
_WHOLE_FILES = (1980, 1, 1, 0, 0, 0)


class Content(BaseModel):
    """What a list of rows has to be."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    rows: Annotated[int, Field(ge=0)]
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself.

    Attributes:
        format: Of the file.
        revision: The schema that the rows are of.
        made_at: When it was made, in UTC.
        tables: What each list of rows has to be.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: int
    revision: Annotated[str, Field(pattern=r"^\d{4}$")]
    made_at: str
    tables: dict[str, Content]


def write(
    file: IO[bytes], revision: str, made_at: str, tables: Iterable[tuple[str, Iterable[Any]]]
) -> Manifest:
    """Write a backup: for each table its name and its rows, which are taken as they come."""
    contents = {}
    with zipfile.ZipFile(file, "w") as archive:
        for name, rows in tables:
            digest, count = hashlib.sha256(), 0
            with archive.open(_entry(f"{name}.jsonl"), "w", force_zip64=True) as out:
                for row in rows:
                    count += 1
                    line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
                    digest.update(line)
                    out.write(line)
            contents[name] = Content(rows=count, sha256=digest.hexdigest())
        manifest = Manifest(format=FORMAT, revision=revision, made_at=made_at, tables=contents)
        archive.writestr(_entry(_MANIFEST), manifest.model_dump_json(indent=2))
    return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHOLE_FILES)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


class Archive:
    """A backup that is there, open for reading. Close it by leaving its ``with``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if stat.S_ISCHR(path.stat().st_mode) or path.is_fifo():
                raise BackupError(f"{path} is no ordinary file")  # it may never end
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            raise BackupError(f"{path} is not a backup, or only a part of one") from None
        except OSError as error:
            raise BackupError(f"{path}: {error.strerror or error}") from None
        try:
            self.manifest = self._manifest()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def _manifest(self) -> Manifest:
        raw = b"".join(self._bytes(_MANIFEST, _MOST_OF_A_MANIFEST))
        try:
            given = json.loads(raw)
            if isinstance(given, dict) and type(given.get("format")) is int:
                self._refuse_newer(given["format"])
            return Manifest.model_validate_json(raw)
        except (ValidationError, ValueError):
            raise BackupError(f"{self._path}: its {_MANIFEST} is not that of a backup") from None

    def _refuse_newer(self, given: int) -> None:
        if given > FORMAT:
            raise BackupError(
                f"{self._path} is of format {given} and this Remit reads up to {FORMAT}; "
                "use the newer Remit that made it"
            )

    def rows(self, table: str) -> Generator[Any, None, None]:
        """The rows of a table, as they were written.

        Raises:
            BackupError: They are not those that the manifest vouches for; only after the last is
                it sure that they are.
        """
        vouched = self.manifest.tables.get(table)
        if vouched is None:
            raise BackupError(f"{self._path} holds no {table}")
        digest, count = hashlib.sha256(), 0
        with closing(self._bytes(f"{table}.jsonl")) as lines:
            for line in lines:
                digest.update(line)
                count += 1
                try:
                    row = json.loads(line)
                except ValueError:
                    raise self._altered(table) from None
                yield row
        if (count, digest.hexdigest()) != (vouched.rows, vouched.sha256):
            raise self._altered(table)

    def _bytes(self, name: str, most: int = -1) -> Generator[bytes, None, None]:
        """The lines of a file in the archive."""
        try:
            with self._zip.open(name) as lines:
                if most >= 0:
                    yield lines.read(most)
                else:
                    yield from lines
        except KeyError:
            raise BackupError(f"{self._path} is not a backup: it holds no {name}") from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ):
            # the last two: packed in a way that zipfile does not know, or locked with a password
            raise self._altered(name) from None

    def _altered(self, what: str) -> BackupError:
        return BackupError(f"{self._path}: {what} is not as it was written; use another backup")
