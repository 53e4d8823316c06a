"""What people typed, made harmless for the place where it is put. Pure."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$]|&(?=#?\w+;)|^[#=+-])")
_NUMBERED = re.compile(r"^(\d+)(?=[.)](?:\s|$))")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONG = re.compile(r"[^\s\u200b]{25,}")
_STEP = 12
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def inert(text: str) -> str:
    """A text that formats nothing in Markdown, and stays readable as it is."""
    return _NUMBERED.sub(r"\1\\", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what starts like one."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def printable(text: str) -> str:
    """A text without characters that control a terminal, turn what follows round, or are none."""
    return _UNPRINTABLE.sub(" ", text)


def soft(text: str) -> str:
    """A text whose very long words may be broken, so that none runs off the paper."""

    def broken(found: re.Match[str]) -> str:
        word = found.group()
        return "\u200b".join(word[at : at + _STEP] for at in range(0, len(word), _STEP))

    return _LONG.sub(broken, printable(text))
