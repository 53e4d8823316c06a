"""What a check is: of the knowledge, or of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from knowledge_graph.yaml_file import Key

Found = tuple[str, str, Key | str]
"""The id of the record, what is wrong, and where in it: a place, or the value that stands there."""


@dataclass(frozen=True)
class Check:
    """One check, of the knowledge or of the rules.

    Attributes:
        why: What goes wrong where it is not kept.
        mend: What to do about it.
        run: Yields what it finds.
    """

    code: str
    why: str
    mend: str
    run: Callable[..., Iterator[tuple[Any, str, Any]]]
