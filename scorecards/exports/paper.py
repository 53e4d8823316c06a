"""A scorecard on paper: one page that tells the story, then the reasons. PDF by Typst. Pure.

Everything that is said goes into the typesetter as data, never as markup. Only the typefaces that
come with it are used, so that every machine sets the same page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from scorecards.exports.content import ROLE, Content, Row
from scorecards.exports.inert import soft
from scorecards.exports.reasons import Reason

_TEMPLATE = Path(__file__).with_name("paper.typ")
_ACCESSIBLE = "ua-1"
"""PDF/UA-1: every part is tagged, so that it can be read aloud."""


def write(content: Content) -> bytes:
    """The PDF.

    It claims to be accessible wherever the typefaces have every letter of what people typed; with
    an emoji, or a script that they lack, it is tagged all the same and makes no such claim.
    """
    try:
        return _set(content, [_ACCESSIBLE])
    except typst.TypstError:
        return _set(content, [])


def _set(content: Content, standards: list[Any]) -> bytes:
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(_softened(_data(content)))},
        ignore_system_fonts=True,
        pdf_standards=standards,
        timestamp=int(content.matter.opened.version.at.timestamp()),
    )


def _data(content: Content) -> dict[str, Any]:
    """What the template asks for."""
    explanation = content.explanation
    effects = {row.kpi.metric: row.effect for row in content.rows}
    return {
        "title": content.title,
        "facts": content.facts,
        "opening": content.opening,
        "chapters": [
            {"label": each.label, "rows": [_row(row) for row in each.rows]}
            for each in content.chapters
        ],
        "raci": [
            [
                each.label,
                content.names.label(each.accountable) if each.accountable else each.gap,
                content.teams(each.responsible),
                content.teams(each.consulted),
                content.teams(each.informed),
            ]
            for each in content.raci
        ],
        "together": [{"title": each.title, "lines": each.lines} for each in content.together],
        "blocked": explanation.blocked,
        "chosen": [
            {
                "label": each.label,
                "origin": " ".join((*each.origin, effects[each.metric])).strip(),
                "reasons": list(map(_reason, each.reasons)),
            }
            for each in explanation.chosen
        ],
        "left": [
            {"label": each.label, "origin": each.why, "reasons": list(map(_reason, each.reasons))}
            for each in explanation.left_out
        ],
        "citations": explanation.citations,
        "colophon": content.colophon,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "role": ROLE[row.kpi.role],
        "goal": row.goal,
        "by": row.by,
        "way": row.way,
        "status": row.status,
        "value": row.value,
        "detail": row.detail,
        "answers": row.answers,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    cites = "".join(f" [{number}]" for number in reason.cites)
    against = "Against it: " if reason.against else ""
    return {
        "text": f"{against}{reason.text}",
        "mark": f"{reason.rule}, {reason.basis}{cites}",
    }


def _softened(value: Any) -> Any:
    """The same with every text made fit for paper."""
    match value:
        case str():
            return soft(value)
        case list() | tuple():
            return [_softened(each) for each in value]
        case dict():
            return {name: _softened(each) for name, each in value.items()}
        case _:
            return value
