"""What was found of the rules over the whole space, on the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from engine.contrast import BANDS
from engine.report import SpaceFinding, SpaceReport
from rules.survey import Known, reasons, stale
from ui.parts.console import console

_OPTIONS = {"objectives": "objective"}
"""Fields whose option on the command line has another name."""


@dataclass(frozen=True)
class Judged:
    """A report beside the findings that are recorded as being all right.

    Attributes:
        reasons: Finding -> why it is all right.
        stale: Records that no finding needs.
    """

    report: SpaceReport
    reasons: dict[str, str]
    stale: tuple[str, ...]

    @property
    def unknown(self) -> tuple[SpaceFinding, ...]:
        """The findings that nobody has recorded."""
        return tuple(each for each in self.report.findings if each.key not in self.reasons)


def judge(report: SpaceReport, known: Sequence[Known]) -> Judged:
    """Lay the records beside a report. Only the whole space tells which of them are stale."""
    keys = [finding.key for finding in report.findings]
    return Judged(report, reasons(keys, known), stale(keys, known) if report.whole else ())


@contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error while something long runs; nothing where that is no terminal."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("Profiles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def as_json(judged: Judged) -> str:
    """Everything, the reason beside each finding that is recorded."""
    data: dict[str, Any] = judged.report.model_dump(mode="json")
    for finding in data["findings"]:
        finding["known"] = judged.reasons.get(finding["key"])
        if finding["example"]:
            finding["command"] = as_command(finding["example"])
    return json.dumps({**data, "stale": list(judged.stale)}, indent=2, ensure_ascii=False)


def as_yaml(profile: dict[str, Any]) -> str:
    """A profile as it stands in a file."""
    lines = []
    for name, value in profile.items():
        shown = f"[{', '.join(value)}]" if isinstance(value, list) else value
        lines.append(f"{name}: {shown}")
    return "\n".join(lines)


def as_command(profile: dict[str, Any]) -> str:
    """The command that recommends for a profile."""
    words = ["remit recommend"]
    for name, value in profile.items():
        for each in value if isinstance(value, list) else [value]:
            words.append(f"--{_OPTIONS.get(name, name)} {each.partition('.')[2] or each}")
    return " ".join(words)


def show(judged: Judged) -> None:
    """Print a report."""
    out, report = console(), judged.report
    out.print(Text(f"{report.profiles:,} profiles", style="bold"))
    if not report.whole:
        out.print("One objective alone: A403 to A407, which need the whole space, are left out.")
    for finding in report.findings:
        _finding(finding, judged.reasons.get(finding.key), out)
    for record in judged.stale:
        out.print(Text(f"\n{record}: recorded, but not found any longer; drop the record"))
    _contradictions(report, out)
    quiet = len(report.out_of_reach)
    out.print(Text(f"\n{quiet} rules are not reachable here: they need an answer left unknown."))
    _moved(report, out)
    known = len(report.findings) - len(judged.unknown)
    out.print(
        Text(
            f"\n{len(report.findings)} findings: {known} known, {len(judged.unknown)} to mend or "
            f"to record; {len(judged.stale)} records to drop",
            style="bold",
        )
    )


def _finding(finding: SpaceFinding, reason: str | None, out: Console) -> None:
    out.print(Text(f"\n{finding.key}", style="dim" if reason else "bold"))
    pairs = "pairs" if finding.changed else "profiles"
    lines = [f"{finding.text} ({finding.profiles:,} {pairs})"]
    if reason:
        lines.append(f"Known: {reason}")
    if finding.example:
        lines += as_yaml(finding.example).splitlines()
        lines.append(as_command(finding.example))
    for name, value in (finding.changed or {}).items():
        lines.append(f"beside the same with {name} {value or 'unknown'}")
    for line in lines:
        out.print(Padding(Text(line), (0, 0, 0, 2)))


def _contradictions(report: SpaceReport, out: Console) -> None:
    for how, what in (
        ("bar", "metrics that one rule recommends are barred by another"),
        ("sum", "metrics are held in different ways, and the greater evidence decides"),
    ):
        metrics = {each.metric for each in report.resolved if each.how == how}
        out.print(Text(f"\nBy design, {len(metrics)} {what}."))


def _moved(report: SpaceReport, out: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("one answer", "objectives it moves", "share", *BANDS):
        table.add_column(column, justify="left" if column == "one answer" else "right")
    for name, moved in report.moved.items():
        bands = (f"{moved.pairs.get(band, 0):,}" for band in BANDS)
        table.add_row(name, str(moved.objectives), f"{moved.share:.0%}", *bands)
    out.print(Text("\nWhat one answer alone changes, and the KPIs that pairs have in common"))
    out.print(table)
