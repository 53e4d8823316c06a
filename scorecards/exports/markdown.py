"""A scorecard as a document in Markdown, to read or to paste. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scorecards.exports.content import KIND, ROLE, Content, Row
from scorecards.exports.inert import inert, printable
from scorecards.exports.reasons import Reason


def write(content: Content) -> bytes:
    """The document."""
    blocks = [
        f"# {_said(content.title)}",
        "\n".join(f"- **{name}:** {_said(value)}" for name, value in content.facts),
        _said(content.opening),
        *_story(content),
        "## KPIs",
        _table(
            ("KPI", "Role", "Accountability", "Baseline", "Target", "Due", "Weight", "Standing"),
            map(_kpi, content.rows),
        ),
        "## Who answers for what",
        _table(
            ("KPI", "Accountable", "Responsible", "Consulted", "Informed", "Tie-breaker"),
            _contracts(content),
        ),
    ]
    for section in content.together:
        blocks += [f"## {section.title}", _list(map(_said, section.lines))]
    blocks += [*_appendix(content), "---", "\n".join(map(_said, content.colophon))]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _said(text: str) -> str:
    return inert(printable(text))


def _story(content: Content) -> Iterator[str]:
    for chapter in content.chapters:
        yield f"## {_said(chapter.label)}"
        for row in chapter.rows:
            yield f"### {_said(row.label)}"
            due = f" {row.by}" if row.by else ""
            yield f"**Target:** {_said(f'{row.goal}{due}')}" + _beside(row.way)
            yield f"**Standing:** {_said(row.status)}" + _beside(row.value)
            yield "\n\n".join(_said(line) for line in (row.detail, row.answers, row.effect) if line)


def _beside(text: str) -> str:
    return f" ({_said(text)})" if text else ""


def _kpi(row: Row) -> tuple[str, ...]:
    weight = "" if row.kpi.weight is None else f"{row.kpi.weight:f} percent"
    return (
        row.label,
        ROLE[row.kpi.role],
        KIND[row.kpi.contract.kind],
        row.baseline,
        row.target,
        row.by.removeprefix("by "),
        weight,
        row.status,
    )


def _contracts(content: Content) -> Iterator[tuple[str, ...]]:
    for each in content.raci:
        kpi = content.card.kpi(each.metric)
        yield (
            each.label,
            content.names.label(each.accountable) if each.accountable else each.gap,
            content.teams(each.responsible),
            content.teams(each.consulted),
            content.teams(each.informed),
            kpi.contract.tie_breaker or "",
        )


def _appendix(content: Content) -> Iterator[str]:
    explanation = content.explanation
    yield "## Why these KPIs"
    yield _said(explanation.blocked)
    for each in explanation.chosen:
        yield f"### Why {_said(each.label)}"
        yield "\n\n".join(map(_said, each.origin))
        yield _list(map(_reason, each.reasons))
    if explanation.left_out:
        yield "## Why not others"
        for left in explanation.left_out:
            reasons = "".join(f"\n  - {_reason(each)}" for each in left.reasons)
            yield f"- **{_said(left.label)}:** {_said(left.why)}{reasons}"
    if explanation.citations:
        yield "## Sources"
        yield "\n".join(f"{n}. {_said(text)}" for n, text in enumerate(explanation.citations, 1))


def _reason(reason: Reason) -> str:
    cites = "".join(f" \\[{number}\\]" for number in reason.cites)
    against = "Against it: " if reason.against else ""
    return f"{against}{_said(reason.text)} ({reason.rule}; {reason.basis}){cites}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([_said(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
