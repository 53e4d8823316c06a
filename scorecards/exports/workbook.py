"""A scorecard as a workbook that goes on calculating: formulas with their values. Pure.

The formulas say what ``scorecards.readings.standing`` computes. Each is written with its value, so
that a reader that does not calculate shows the same. What people typed is always text, never a
formula.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from scorecards.exports.content import KIND, Content
from scorecards.exports.inert import printable
from scorecards.exports.live import COLUMNS, TOTAL, Figures, formulas
from scorecards.exports.reasons import Reason
from scorecards.exports.rows import READING_COLUMNS, Value, reading_values

_INK, _DEEP, _WASH, _LINE = "#17211F", "#0F4F48", "#F1EEE6", "#DDD8CC"
_SHADES = {
    "Met": ("#DCEFE4", "#0D5A3C"),
    "On the way": ("#DFEAF6", "#1A4A80"),
    "At risk": ("#FBE8D3", "#7C3A06"),
    "Missed": ("#FAE1DE", "#8F1D1D"),
}
_READING_WIDTHS = (12, 24, 26, 12, 12, 10, 8, 9, 9, 12, 40, 16, 22)
FIRST = 7
"""The row of the first KPI on the sheet, counted from 1; above stand title and headings."""


def write(content: Content) -> bytes:
    """The workbook."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    made = content.matter.opened.version.at.replace(tzinfo=None)
    book.set_properties({"title": content.title, "created": made})
    book.set_calc_mode("auto")
    sheets = _Sheets(book)
    _scorecard(sheets, content)
    _readings(sheets, content)
    _accountability(sheets, content)
    _explanation(sheets, content)
    book.close()
    return out.getvalue()


class _Sheets:
    """A workbook with the formats that its sheets share."""

    def __init__(self, book: Any) -> None:
        self.book = book
        font = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}
        self._font = font
        self.head = self.format(
            bold=True, bg_color=_DEEP, font_color="#FFFFFF", text_wrap=True, valign="vcenter"
        )
        self.title = self.format(bold=True, font_size=18, font_color=_DEEP)
        self.text = self.format(text_wrap=True, bottom=1, bottom_color=_LINE)
        self.bold = self.format(text_wrap=True, bottom=1, bottom_color=_LINE, bold=True)
        self.quiet = self.format(font_color="#535D59", text_wrap=True)
        self.number = self.format(num_format="#,##0.######", bottom=1, bottom_color=_LINE)
        self.share = self.format(num_format="0%", bottom=1, bottom_color=_LINE)
        self.day = self.format(num_format="d mmm yyyy", bottom=1, bottom_color=_LINE, align="left")
        self.as_of = self.format(num_format="d mmm yyyy", bold=True, bg_color=_WASH, align="left")
        self.sum = self.format(bold=True, bg_color=_WASH, num_format="0%")

    def format(self, **properties: Any) -> Any:
        return self.book.add_format(self._font | properties)

    def add(self, name: str, widths: Sequence[int], rows: int, columns: int = 1) -> Any:
        """A sheet with its widths, its first rows frozen, and a layout to print."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(rows, columns)
        sheet.repeat_rows(rows - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Value, bold: bool = False) -> None:
        """One value, in the kind of cell that it needs."""
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self.text)
            case str():
                sheet.write_string(row, column, printable(value), self.bold if bold else self.text)
            case datetime.date():
                sheet.write_datetime(row, column, _at_midnight(value), self.day)
            case _:
                sheet.write_number(row, column, float(value), self.number)

    def heads(self, sheet: Any, row: int, names: Iterable[str]) -> None:
        for column, name in enumerate(names):
            sheet.write_string(row, column, name[:1].upper() + name[1:], self.head)


def _scorecard(sheets: _Sheets, content: Content) -> None:
    sheet = sheets.add("Scorecard", [each.width for each in COLUMNS], FIRST - 1)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, printable(content.title), sheets.title)
    facts = "  ·  ".join(f"{name}: {value}" for name, value in content.facts if name != "As of")
    sheet.write_string(1, 0, printable(facts), sheets.format(font_color="#535D59"))
    sheet.write_string(2, 0, "As of", sheets.format(bold=True))
    sheet.write_datetime(2, 1, _at_midnight(content.matter.opened.today), sheets.as_of)
    note = (
        "Change the day, or add rows on the sheet Readings with yes under In force: "
        "what stands in the columns from Aim on follows."
    )
    sheet.write_string(3, 0, note, sheets.format(font_color="#535D59", italic=True))
    sheet.set_row(FIRST - 2, 32)
    sheets.heads(sheet, FIRST - 2, (each.name for each in COLUMNS))
    for place, row in enumerate(content.rows):
        figures = Figures(row)
        live = formulas(FIRST + place, len(content.matter.opened.readings))
        for column, each in enumerate(COLUMNS):
            at = (FIRST - 1 + place, column)
            if each.name in live:
                shape = {"share": sheets.share, "day": sheets.day, "text": sheets.text}
                found = figures.value(each.name)
                sheet.write_formula(
                    *at, live[each.name], shape.get(each.shape, sheets.number), _cached(found)
                )
            else:
                sheets.put(sheet, *at, figures.value(each.name), bold=column == 0)
    last = FIRST - 1 + len(content.rows)
    if content.rows:
        _total(sheets, sheet, content, last)
        _shade(sheets, sheet, last)


def _total(sheets: _Sheets, sheet: Any, content: Content, row: int) -> None:
    """The progress of all, by weight."""
    column = next(at for at, each in enumerate(COLUMNS) if each.name == TOTAL)
    text = "Weighted progress of the KPIs that have a weight and a progress"
    sheet.write_string(row, 0, text, sheets.format(bold=True, bg_color=_WASH))
    for each in range(1, column):
        sheet.write_blank(row, each, None, sheets.sum)
    formula, value = Figures.total(content.rows, FIRST)
    sheet.write_formula(row, column, formula, sheets.sum, _cached(value))


def _shade(sheets: _Sheets, sheet: Any, last: int) -> None:
    """Colour beside the word of a status."""
    column = next(at for at, each in enumerate(COLUMNS) if each.name == "Status")
    for word, (ground, text) in _SHADES.items():
        sheet.conditional_format(
            FIRST - 1,
            column,
            last - 1,
            column,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": sheets.book.add_format({"bg_color": ground, "font_color": text}),
            },
        )


def _readings(sheets: _Sheets, content: Content) -> None:
    sheet = sheets.add("Readings", _READING_WIDTHS, 1)
    sheets.heads(sheet, 0, READING_COLUMNS)
    values = reading_values(content)
    for place, row in enumerate(values, start=1):
        for column, value in enumerate(row):
            sheets.put(sheet, place, column, value)
    sheet.autofilter(0, 0, max(len(values), 1), len(READING_COLUMNS) - 1)


def _accountability(sheets: _Sheets, content: Content) -> None:
    heads = (
        "KPI", "Accountability", "Accountable", "Responsible", "Consulted", "Informed",
        "Tie-breaker", "Own part of product marketing",
    )  # fmt: skip
    sheet = sheets.add("Accountability", (28, 15, 20, 30, 24, 24, 18, 44), 1)
    sheets.heads(sheet, 0, heads)
    at = 1
    for each in content.raci:
        contract = content.card.kpi(each.metric).contract
        values = (
            each.label,
            KIND[contract.kind],
            content.names.label(each.accountable) if each.accountable else each.gap,
            content.teams(each.responsible),
            content.teams(each.consulted),
            content.teams(each.informed),
            contract.tie_breaker,
            content.teams(contract.own_part),
        )
        for column, value in enumerate(values):
            sheets.put(sheet, at, column, value, bold=column == 0)
        at += 1
    for section in content.together:
        sheet.write_string(at + 1, 0, section.title, sheets.head)
        for line in section.lines:
            sheet.merge_range(at + 2, 0, at + 2, len(heads) - 1, "", sheets.text)
            sheet.write_string(at + 2, 0, printable(line), sheets.text)
            at += 1
        at += 2


def _explanation(sheets: _Sheets, content: Content) -> None:
    sheet = sheets.add("Explanation", (28, 16, 90, 12, 34, 14), 1)
    sheets.heads(sheet, 0, ("KPI", "Verdict", "Why", "Rule", "Rests on", "Sources"))
    lines: list[tuple[str, ...]] = []
    told = content.explanation
    if told.blocked:
        lines.append(("", "", told.blocked, "", "", ""))
    for each in told.chosen:
        lines.append((each.label, "On it", " ".join(each.origin), "", "", ""))
        lines += [(each.label, "", *_reason(reason)) for reason in each.reasons]
    for left in told.left_out:
        lines.append((left.label, "Left out", left.why, "", "", ""))
        lines += [(left.label, "", *_reason(reason)) for reason in left.reasons]
    for number, text in enumerate(told.citations, start=1):
        lines.append((f"[{number}]", "Source", text, "", "", ""))
    lines += [("", "Made from", text, "", "", "") for text in content.colophon]
    for place, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            sheets.put(sheet, place, column, value, bold=column == 0)


def _reason(reason: Reason) -> tuple[str, ...]:
    against = "Against it: " if reason.against else ""
    cites = " ".join(f"[{number}]" for number in reason.cites)
    return f"{against}{reason.text}", reason.rule, reason.basis, cites


def _cached(value: Value) -> float | str:
    """A value as it stands beside a formula."""
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime.date():
            return (value - datetime.date(1899, 12, 30)).days
        case _:
            return float(value)


def _at_midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time())
