"""The workbook: its formulas give what stands beside them, and both what Remit computes."""

import datetime
import io
import operator
import re
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scorecards.document import Target
from scorecards.exports import export
from scorecards.exports.content import assemble
from scorecards.exports.live import COLUMNS, letter

FIRST = 7
LIVE = ("Aim", "Read on", "Reading", "In force", "Gap to target", "Progress", "Weighted", "Status",
        "Days read", "Currency read")  # fmt: skip
TOKEN = re.compile(
    r'"[^"]*"|\$?[A-Z]+\$?\d+|[A-Z]+(?=\()|\d+(?:\.\d+)?|<=|>=|<>|[-=<>+*/&(),:]|Readings!'
)
RANGE = re.compile(r"Readings!\$([A-Z])\$(\d+):\$[A-Z]\$(\d+)")
ERROR = object()


class Sheets:
    """Works out a formula as a spreadsheet does, as far as ours go."""

    def __init__(self, book):
        self.card, self.readings = book["Scorecard"], book["Readings"]

    def value(self, place):
        found = self.card[place.replace("$", "")].value
        return self.of(found) if isinstance(found, str) and found.startswith("=") else _plain(found)

    def of(self, formula):
        self.ranges = []

        def name(found):
            column, first, last = found.groups()
            cells = [self.readings[f"{column}{row}"].value for row in range(int(first), int(last))]
            self.ranges.append([_plain(each) for each in cells])
            return f'"#{len(self.ranges) - 1}"'

        text = RANGE.sub(name, formula[1:])
        return Formula(self, TOKEN.findall(text), self.ranges).whole()


class Formula:
    """A parser that works out what it reads; arrays are lists."""

    SIGNS = {"=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le,
             ">": operator.gt, ">=": operator.ge}  # fmt: skip

    def __init__(self, sheets, tokens, ranges):
        self.sheets, self.tokens, self.ranges, self.at = sheets, tokens, ranges, 0

    def whole(self):
        found = self.compared()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return found

    def next(self, *wanted):
        if self.at < len(self.tokens) and self.tokens[self.at] in wanted:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def compared(self):
        left = self.joined()
        while sign := self.next(*self.SIGNS):
            left = _each(lambda a, b, s=sign: _compare(self.SIGNS[s], a, b), left, self.joined())
        return left

    def joined(self):
        left = self.summed()
        while self.next("&"):
            left = _each(lambda a, b: f"{a}{b}", left, self.summed())
        return left

    def summed(self):
        left = self.multiplied()
        while sign := self.next("+", "-"):
            doing = operator.add if sign == "+" else operator.sub
            left = _each(doing, left, self.multiplied())
        return left

    def multiplied(self):
        left = self.single()
        while sign := self.next("*", "/"):
            doing = operator.mul if sign == "*" else _divide
            left = _each(doing, left, self.single())
        return left

    def single(self):
        if self.next("-"):
            return _each(operator.sub, 0, self.single())
        token = self.tokens[self.at]
        self.at += 1
        if token == "(":
            found = self.compared()
            assert self.next(")")
            return found
        if token.startswith('"#'):
            return self.ranges[int(token[2:-1])]
        if token.startswith('"'):
            return token[1:-1]
        if token[0].isdigit():
            return float(token)
        if token.isalpha():
            return self.called(token)
        kept, self_ranges = self.at, self.ranges
        found = self.sheets.value(token)
        self.at, self.ranges = kept, self_ranges
        return found

    def called(self, name):
        assert self.next("(")
        given = [self.compared()]
        while self.next(","):
            given.append(self.compared())
        assert self.next(")")
        if name not in ("IF", "IFERROR", "LOOKUP") and ERROR in given:
            return ERROR
        return CALLS[name](*given)


def _plain(value):
    if isinstance(value, datetime.datetime):
        return float((value.date() - datetime.date(1899, 12, 30)).days)
    return "" if value is None else float(value) if isinstance(value, int | float) else value


def _each(doing, left, right):
    if not isinstance(left, list) and not isinstance(right, list):
        if left is ERROR or right is ERROR:
            return ERROR
        try:
            return doing(left, right)
        except TypeError:
            return ERROR
    size = len(left if isinstance(left, list) else right)
    lefts, rights = (x if isinstance(x, list) else [x] * size for x in (left, right))
    return [_each(doing, *pair) for pair in zip(lefts, rights, strict=True)]


def _compare(doing, left, right):
    if isinstance(left, float | int) and isinstance(right, float | int):
        return doing(round(left, 9), round(right, 9))
    ranks = [(isinstance(each, str), each) for each in (left, right)]
    return doing(*ranks)  # a number stands before every text


def _divide(left, right):
    return left / right if right else ERROR


def _lookup(_, where, results):
    found = [result for one, result in zip(where, results, strict=True) if one is not ERROR]
    return found[-1] if found else ERROR


def _countifs(*given):
    rows = list(zip(*given[::2], strict=True))
    counted = Counter(rows)
    return [0 if "" in row else counted[row] for row in rows]


CALLS = {
    "IF": lambda test, yes, no: ERROR if test is ERROR else yes if test else no,
    "AND": lambda *given: all(given),
    "OR": lambda *given: any(given),
    "MAX": max,
    "MIN": min,
    "ABS": lambda value: value if value == "" else abs(value),
    "N": lambda value: value if isinstance(value, float) else 0.0,
    "LOOKUP": _lookup,
    "COUNTIFS": _countifs,
    "SUMPRODUCT": lambda given: sum(given),
    "IFERROR": lambda value, other: other if value is ERROR else value,
}


def books(content):
    return [openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True)]


def assert_formulas_give_their_values(content, rows):
    live, kept = books(content)
    sheets = Sheets(live)
    for row in range(FIRST, FIRST + rows):
        for name in LIVE:
            place = f"{letter(name)}{row}"
            assert live["Scorecard"][place].value.startswith("="), place
            worked_out, cached = sheets.value(place), _plain(kept["Scorecard"][place].value)
            if isinstance(worked_out, float | int):
                worked_out = pytest.approx(worked_out)
            assert cached == worked_out, (name, row)


def test_every_formula_gives_the_value_beside_it(rich, rich_matter, adviser):
    assert_formulas_give_their_values(export(rich_matter, adviser, "xlsx"), len(rich[0].kpis))


def test_the_values_are_those_that_remit_computes(rich, rich_matter, adviser):
    _, kept = books(export(rich_matter, adviser, "xlsx"))
    sheet = kept["Scorecard"]
    for place, row in enumerate(assemble(rich_matter, adviser).rows, start=FIRST):
        assert sheet[f"{letter('Status')}{place}"].value == row.status
        assert sheet[f"{letter('Aim')}{place}"].value == pytest.approx(float(row.aim))
        assert sheet[f"{letter('In force')}{place}"].value == float(row.standing.adjusted)
        assert sheet[f"{letter('Days read')}{place}"].value == row.standing.count


FIGURES = st.decimals(0, 60, places=1)
CHANGES = st.sampled_from(["to-level", "by-points", "by-relative-percent", "within-range"])


@st.composite
def aims(draw):
    change = draw(CHANGES)
    known = {"deadline": "2027-03-31", "set_on": "2027-01-01", "change": change}
    known["baseline"] = draw(st.none() | FIGURES)
    if change == "within-range":
        return known | {"low": draw(FIGURES), "high": draw(FIGURES)}
    known["amount"] = draw(st.decimals(-30, 30, places=1))
    return known | {"warn": draw(st.none() | FIGURES), "fail": draw(st.none() | FIGURES)}


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(
    target=aims(),
    values=st.lists(FIGURES, max_size=5),
    place=st.integers(0, 2),
    late=st.booleans(),
)
def test_they_agree_for_any_target_and_any_readings(
    target, values, place, late, rich, matter, taken, adviser
):
    card = rich[0].model_copy(update={"factors": ()})
    kpi = [each for each in card.kpis if not (each.target and each.target.currency)][place]
    kpi = kpi.model_copy(update={"target": Target.model_validate(target), "weight": Decimal(40)})
    card = card.model_copy(update={"kpis": (kpi,)})
    start = datetime.date(2027, 1, 3)
    readings = [
        taken(card, kpi, adviser.knowledge, start + datetime.timedelta(days=3 * n), value, n)
        for n, value in enumerate(values)
    ]
    today = datetime.date(2027, 4, 2) if late else datetime.date(2027, 1, 13)
    assert_formulas_give_their_values(export(matter(card, readings, today), adviser, "xlsx"), 1)


def test_the_progress_of_all_is_weighed(rich_matter, adviser):
    live, kept = books(export(rich_matter, adviser, "xlsx"))
    rows = assemble(rich_matter, adviser).rows
    place = f"{letter('Progress')}{FIRST + len(rows)}"
    assert live["Scorecard"][place].value.startswith("=IF(SUMPRODUCT(")
    shares = [
        kept["Scorecard"][f"{letter('Progress')}{row}"].value
        for row, each in enumerate(rows, start=FIRST)
        if each.kpi.weight
    ]
    known = [each for each in shares if isinstance(each, float | int)]
    assert known
    assert kept["Scorecard"][place].value == pytest.approx(sum(known) / len(known))


def test_what_people_typed_is_text(hostile, adviser):
    live, _ = books(export(hostile, adviser, "xlsx"))
    names = {each.name for each in COLUMNS}
    formulas = {
        (sheet.title, cell.column_letter)
        for sheet in live
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert {"Status", "Aim"} <= names
    assert formulas == {("Scorecard", letter(name)) for name in LIVE}
    assert not [
        cell for sheet in live for row in sheet.iter_rows() for cell in row if cell.hyperlink
    ]
    assert live["Readings"]["K2"].value.startswith("=HYPERLINK")
    assert live["Readings"]["K2"].data_type == "s"


def test_its_sheets_have_heads_that_stay(rich_matter, adviser):
    live, _ = books(export(rich_matter, adviser, "xlsx"))
    assert live.sheetnames == ["Scorecard", "Readings", "Accountability", "Explanation"]
    assert [sheet.freeze_panes for sheet in live] == ["B7", "B2", "B2", "B2"]
    assert [cell.value for cell in live["Accountability"][1]][:3] == [
        "KPI",
        "Accountability",
        "Accountable",
    ]
