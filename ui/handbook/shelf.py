"""Keeps a folder in line with the pages of the handbook, and touches nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ui.handbook.markup import MARK

_PART = ".part"
"""How a page is called while it is written."""


class ForeignFile(Exception):
    """The folder holds something that the handbook did not make; the text names it."""


def differences(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What would have to change: one line for each stale, missing or stray page, in order."""
    found = [
        (name, "missing" if not _is_file(folder / name) else "stale")
        for name, text in pages.items()
        if not _holds(folder / name, text)
    ]
    found += [(name, "stray") for name in _names(folder) if name not in pages]
    return [f"{what}: {(folder / name).as_posix()}" for name, what in sorted(found)]


def write(pages: Mapping[str, str], folder: Path) -> int:
    """Bring the folder in line with the pages; each page changes at once or not at all.

    Returns:
        How many pages were written or removed.

    Raises:
        ForeignFile: Something stands there that the handbook did not make; nothing is changed.
        OSError: A page cannot be written.
    """
    foreign = next((name for name in _names(folder) if not _made(folder / name)), None)
    if foreign is not None:
        raise ForeignFile((folder / foreign).as_posix())
    stray = [name for name in _names(folder) if name not in pages]
    changed = {name: text for name, text in pages.items() if not _holds(folder / name, text)}
    for name in stray:
        (folder / name).unlink()
        if not any((folder / name).parent.iterdir()):
            (folder / name).parent.rmdir()
    for name, text in changed.items():
        _write(folder / name, text)
    return len(stray) + len(changed)


def _names(folder: Path) -> Iterator[str]:
    """Everything below the folder that is no folder, as a path relative to it, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _holds(path: Path, text: str) -> bool:
    return _is_file(path) and path.read_bytes() == text.encode()


def _made(path: Path) -> bool:
    """Whether the handbook made this file: the mark stands on its first line."""
    if not _is_file(path):
        return False
    with path.open("rb") as file:
        return path.suffix in (".md", _PART) and file.read(len(MARK)) == MARK.encode()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + _PART)
    part.write_bytes(text.encode())
    os.replace(part, path)
