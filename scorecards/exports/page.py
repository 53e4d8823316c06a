"""A scorecard as one page for a browser: read-only, offline, nothing fetched, no script. Pure.

Every text passes ``_said`` on its way into the page; what is not text is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from scorecards.exports.chart import alternative, chart
from scorecards.exports.content import KIND, ROLE, Content, Row
from scorecards.exports.inert import printable
from scorecards.exports.reasons import Reason

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write(content: Content) -> bytes:
    """The page."""
    style = _STYLE.read_text(encoding="utf-8")
    main = "\n".join((*_story(content), *_tables(content), *_appendix(content)))
    colophon = "".join(_tag("p", line) for line in content.colophon)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"{_tag('title', content.title)}\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n{main}\n</main>\n<footer>{colophon}</footer>\n</body>\n</html>\n"
    ).encode()


def _said(text: str) -> str:
    return escape(printable(text))


def _tag(name: str, text: str, kind: str = "") -> str:
    """A text in an element; nothing where there is no text."""
    mark = f' class="{kind}"' if kind else ""
    return f'<{name}{mark} dir="auto">{_said(text)}</{name}>' if text else ""


def _story(content: Content) -> Iterator[str]:
    yield '<header><p class="kicker">KPI scorecard</p>'
    yield _tag("h1", content.title)
    facts = "".join(
        f"<div>{_tag('dt', name)}{_tag('dd', value)}</div>" for name, value in content.facts
    )
    yield f'<dl class="facts">{facts}</dl></header>'
    yield _tag("p", content.opening, "opening")
    for number, chapter in enumerate(content.chapters):
        yield f'<section aria-labelledby="chapter-{number}">'
        yield f'<h2 id="chapter-{number}" dir="auto">{_said(chapter.label)}</h2><div class="kpis">'
        yield from map(_kpi, chapter.rows)
        yield "</div></section>"
    if not content.rows:
        yield _tag("p", "No KPI stands on this scorecard yet.")


def _kpi(row: Row) -> str:
    """One KPI as a card."""
    status = row.status.lower().replace(" ", "-")
    badge = f'<span class="badge {status}">{_said(row.status)}</span>'
    due = f" {row.by}" if row.by else ""
    picture = chart(row)
    figure = (
        f"<figure>{picture}<figcaption>{_said(alternative(row))}</figcaption></figure>"
        if picture
        else ""
    )
    return "".join(
        (
            f'<article class="kpi {row.kpi.role}">',
            _tag("h3", row.label),
            _tag("p", ROLE[row.kpi.role], "role"),
            f'<p dir="auto">{badge} <strong>{_said(row.value)}</strong></p>',
            _tag("p", row.detail),
            f'<p dir="auto">Target: <strong>{_said(row.goal)}</strong>{_said(due)}</p>',
            _tag("p", row.way, "quiet"),
            figure,
            _tag("p", row.answers),
            _tag("p", row.effect, "quiet"),
            "</article>",
        )
    )


def _tables(content: Content) -> Iterator[str]:
    yield "<section><h2>All KPIs</h2>"
    yield _table(
        "All KPIs",
        ("KPI", "Role", "Accountability", "Baseline", "Target", "Due", "Weight", "Status"),
        (
            (
                row.label,
                ROLE[row.kpi.role],
                KIND[row.kpi.contract.kind],
                row.baseline,
                row.target,
                row.by.removeprefix("by "),
                "" if row.kpi.weight is None else f"{row.kpi.weight:f} percent",
                row.status,
            )
            for row in content.rows
        ),
    )
    yield "</section><section><h2>Who answers for what</h2>"
    yield _table(
        "Who answers for what",
        ("KPI", "Accountable", "Responsible", "Consulted", "Informed", "Tie-breaker"),
        (
            (
                each.label,
                content.names.label(each.accountable) if each.accountable else each.gap,
                content.teams(each.responsible),
                content.teams(each.consulted),
                content.teams(each.informed),
                content.card.kpi(each.metric).contract.tie_breaker or "",
            )
            for each in content.raci
        ),
    )
    yield "</section>"
    for section in content.together:
        yield f"<section>{_tag('h2', section.title)}{_list(map(_said, section.lines))}</section>"


def _appendix(content: Content) -> Iterator[str]:
    told = content.explanation
    yield f"<section><h2>Why these KPIs</h2>{_tag('p', told.blocked)}"
    for each in told.chosen:
        yield _why(each.label, " ".join(each.origin), each.reasons)
    yield "</section>"
    if told.left_out:
        yield "<section><h2>Why not others</h2>"
        for left in told.left_out:
            yield _why(left.label, left.why, left.reasons)
        yield "</section>"
    if told.citations:
        items = "".join(
            f'<li id="source-{number}" dir="auto">{_said(text)}</li>'
            for number, text in enumerate(told.citations, start=1)
        )
        yield f"<section><h2>Sources</h2><ol>{items}</ol></section>"


def _why(label: str, text: str, reasons: Iterable[Reason]) -> str:
    items = _list(map(_reason, reasons))
    return f'<div class="why">{_tag("h3", label)}{_tag("p", text)}{items}</div>'


def _reason(reason: Reason) -> str:
    against = "Against it: " if reason.against else ""
    cites = "".join(f' <a href="#source-{each}">[{each}]</a>' for each in reason.cites)
    mark = _said(f"{reason.rule}; {reason.basis}")
    return f'{_said(against + reason.text)} <span class="mark">({mark}){cites}</span>'


def _list(items: Iterable[str]) -> str:
    """A list of what is markup already; nothing where there is none."""
    found = "".join(f'<li dir="auto">{item}</li>' for item in items)
    return f"<ul>{found}</ul>" if found else ""


def _table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{_said(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row" dir="auto">{_said(row[0])}</th>'
        + "".join(f'<td dir="auto">{_said(each)}</td>' for each in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{_said(name)}">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )
