"""The files that commands write: whole or not at all, and never in the place of something else."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ui.commands.asked import Fault

_READABLE = 0o644


def write(file: Path, content: bytes) -> None:
    """Write a file as a whole: whoever opens it finds what was there, or all that is new.

    A link stays one, and what it leads to is written. A pipe or a device is written to.

    Raises:
        Fault: It cannot be written, or is the database; what was there is as it was.
    """
    try:
        if file.is_dir():
            raise Fault(f"{file}: this is a folder; name a file in it")
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
        _see_that_it_is_not_the_database(file)
        _put(file.resolve(), content)
    except OSError as error:
        raise Fault(f"{file}: {error.strerror}") from None


def _put(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        mode = file.stat().st_mode & 0o777 if file.exists() else _READABLE
        os.chmod(name, mode)
        os.replace(name, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _see_that_it_is_not_the_database(file: Path) -> None:
    from scorecards.store import where_it_is  # large; no other command waits for it

    with contextlib.suppress(FileNotFoundError):
        if file.samefile(where_it_is()):
            raise Fault(f"{file}: the scorecards are kept in this file; name another")
