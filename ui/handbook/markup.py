"""The few forms of Markdown that the handbook uses. A block is a text; an empty one is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ui.parts.markdown import inert

MARK = "<!-- Made by `remit handbook` from the records and rules; change those, not this page. -->"
"""The first line of every page: it tells a page that was made from one that was written."""


def page(*blocks: str) -> str:
    """A whole page: the mark, then the blocks with one blank line between them."""
    return "\n\n".join([MARK, *(block for block in blocks if block)]) + "\n"


def title(text: str, level: int = 1, anchor: str = "") -> str:
    """A heading; links reach it by its anchor, whatever a renderer makes of its words."""
    mark = f'<a id="{anchor}"></a>\n\n' if anchor else ""
    return f"{mark}{'#' * level} {inert(text)}"


def section(text: str, *blocks: str, level: int = 2, anchor: str = "") -> str:
    """A heading and what stands below it; nothing where nothing does."""
    filled = [block for block in blocks if block]
    return "\n\n".join([title(text, level, anchor), *filled]) if filled else ""


def bullets(lines: Iterable[str]) -> str:
    """A list, one line an item."""
    return "\n".join(f"- {line}" for line in lines if line)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; nothing where there is no row. Cells are Markdown already."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(heads), _row(["---"] * len(heads)), *lines]) if lines else ""


def _row(cells: Sequence[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def sentence(text: str) -> str:
    """A text as a sentence: made inert, with a full stop."""
    said = inert(text)
    return said if said.endswith((".", "?", "!")) else f"{said}."
