"""A scorecard as a file to take along: PDF, workbook, CSV, Markdown, JSON, a page.

Pure and the same to the byte: what goes in is an opened scorecard with its readings, what is known,
and the day; what comes out are bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, get_args

from engine import Adviser
from scorecards.exports.matter import Matter, gather

if TYPE_CHECKING:
    from scorecards.desk import Opened

__all__ = ["FORMATS", "Format", "Kind", "Matter", "export", "file_name", "gather"]

Kind = Literal["pdf", "xlsx", "html", "md", "csv", "readings", "json"]


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes:
        title: What people call it.
        use: What it is for, a sentence.
        ending: The ending of its name.
        mime: Its media type.
        module, function: What writes it; loaded when it is asked for.
    """

    title: str
    use: str
    ending: str
    mime: str
    module: str
    function: str


FORMATS: dict[Kind, Format] = {
    "pdf": Format(
        "PDF to print",
        "One page for a talk with your manager, then the reasons with their sources.",
        "pdf",
        "application/pdf",
        "paper",
        "write",
    ),
    "xlsx": Format(
        "Excel workbook",
        "A sheet that goes on calculating: add readings, and aims, gaps and status follow.",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "workbook",
        "write",
    ),
    "html": Format(
        "Web page",
        "One file that opens in any browser, offline, with a chart for each KPI. Nobody can edit "
        "anything in it.",
        "html",
        "text/html",
        "page",
        "write",
    ),
    "md": Format(
        "Markdown",
        "The whole scorecard as text, to paste into a wiki or a message.",
        "md",
        "text/markdown",
        "markdown",
        "write",
    ),
    "csv": Format(
        "CSV of the KPIs",
        "One row for each KPI, with target and standing, for another program.",
        "csv",
        "text/csv",
        "rows",
        "kpis_csv",
    ),
    "readings": Format(
        "CSV of the readings",
        "One row for each reading, with those that were corrected.",
        "readings.csv",
        "text/csv",
        "rows",
        "readings_csv",
    ),
    "json": Format(
        "JSON, to bring it back",
        "Everything but the attached files themselves. Another Remit can read it without loss.",
        "json",
        "application/json",
        "whole",
        "write",
    ),
}
"""Every kind of file, in the order in which they are offered."""
assert tuple(FORMATS) == get_args(Kind)


def export(matter: Matter, adviser: Adviser, kind: Kind) -> bytes:
    """A scorecard as a file of this kind."""
    made = FORMATS[kind]
    module = import_module(f"scorecards.exports.{made.module}")
    write: Callable[..., bytes] = getattr(module, made.function)
    if kind == "json":
        return write(matter)
    from scorecards.exports.content import assemble

    return write(assemble(matter, adviser))


def file_name(opened: Opened, kind: Kind) -> str:
    """What to call the file: the id and the version, in letters that every system takes."""
    return f"scorecard-{opened.id}-v{opened.version.number}.{FORMATS[kind].ending}"
