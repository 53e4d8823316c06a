"""The formulas of the workbook and the values that stand beside them. Pure.

Both say what ``scorecards.readings.standing`` and ``scorecards.targets`` compute; the formulas use
only what Excel and LibreOffice both understand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scorecards.exports.content import KIND, ROLE, Row
from scorecards.exports.rows import READING_COLUMNS, Value

MORE_ROWS = 300
"""So many rows below the last reading the formulas still look for readings."""
TOTAL = "Progress"
_ASOF = "$B$3"


@dataclass(frozen=True)
class Column:
    """A column of the sheet of KPIs."""

    name: str
    width: int
    shape: Literal["text", "number", "share", "day"] = "text"


COLUMNS = (
    Column("KPI", 30),
    Column("Role", 12),
    Column("Accountability", 15),
    Column("Lead", 18),
    Column("Own part", 34),
    Column("Baseline", 11, "number"),
    Column("Change", 20),
    Column("Amount", 10, "number"),
    Column("Low", 9, "number"),
    Column("High", 9, "number"),
    Column("Aim", 11, "number"),
    Column("Unit", 14),
    Column("Deadline", 13, "day"),
    Column("Weight", 9, "number"),
    Column("Read on", 13, "day"),
    Column("Reading", 11, "number"),
    Column("Adjustment", 12, "number"),
    Column("In force", 11, "number"),
    Column("Gap to target", 11, "number"),
    Column("Progress", 11, "share"),
    Column("Weighted", 11, "share"),
    Column("Status", 22),
    Column("Days read", 10, "number"),
    Column("Days needed", 10, "number"),
    Column("Better", 17),
    Column("Warn", 9, "number"),
    Column("Fail", 9, "number"),
    Column("Currency", 10),
    Column("Currency read", 10),
    Column("Metric", 26),
)


def letter(name: str) -> str:
    """The letter of a column, such as ``AB``."""
    number = [each.name for each in COLUMNS].index(name)
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)


def formulas(row: int, readings: int) -> dict[str, str]:
    """The formulas of one KPI, by column.

    Args:
        row: Its row, counted from 1.
        readings: How many readings there are.
    """
    end = readings + 1 + MORE_ROWS
    at = {each.name: f"{letter(each.name)}{row}" for each in COLUMNS}
    at |= {"asof": _ASOF}
    read = {
        name: f"Readings!${chr(65 + place)}$2:${chr(65 + place)}${end}"
        for place, name in enumerate(READING_COLUMNS)
    }
    mine = f'({read["metric"]}={at["Metric"]})*({read["in force"]}="yes")*({read["day"]}<={_ASOF})'
    last = f'IFERROR(LOOKUP(2,1/({mine}),{{}}),"")'
    same = ",".join(f"{read[name]},{read[name]}" for name in ("metric", "in force", "day"))
    once = f"(COUNTIFS({same})+(COUNTIFS({same})=0))"
    up = 'IF({Better}="lower-is-better",-1,1)'
    short = {
        "Aim": '=IF(OR({Change}="",{Change}="within-range",{Amount}=""),"",'
        'IF({Change}="to-level",{Amount},IF({Baseline}="","",'
        'IF({Change}="by-relative-percent",'
        "{Baseline}+ABS({Baseline})*{Amount}/100,{Baseline}+{Amount}))))",
        "In force": '=IF({Reading}="","",{Reading}+{Adjustment})',
        "Gap to target": '=IF(OR({Aim}="",{In force}=""),"",{Aim}-{In force})',
        "Progress": '=IF(OR({Aim}="",{In force}="",{Baseline}=""),"",IF({Aim}={Baseline},"",'
        "MAX(0,MIN(1,({In force}-{Baseline})/({Aim}-{Baseline})))))",
        "Weighted": '=IF(OR({Progress}="",{Weight}=""),"",{Progress}*{Weight}/100)',
        "Status": '=IF(OR({In force}="",{Days read}<{Days needed}),"Not yet interpretable",'
        'IF({Change}="","No target",'
        'IF(AND({Currency}<>"",{Currency read}<>{Currency}),"Not yet interpretable",'
        'IF({Change}="within-range",IF(AND(OR({Low}="",{In force}>={Low}),'
        'OR({High}="",{In force}<={High})),"Met",IF({asof}>{Deadline},"Missed","At risk")),'
        'IF({Aim}="","Not yet interpretable",'
        f'IF({up}*{{In force}}>={up}*{{Aim}},"Met",'
        f'IF(OR({{asof}}>{{Deadline}},AND({{Fail}}<>"",{up}*{{In force}}<={up}*N({{Fail}}))),'
        '"Missed",'
        f'IF({{Warn}}<>"",IF({up}*{{In force}}<={up}*N({{Warn}}),"At risk","On the way"),'
        f'IF(AND({{Baseline}}<>"",{up}*{{In force}}<{up}*N({{Baseline}})),'
        '"At risk","On the way")))))))))',
    }
    return {
        "Reading": f"={last.format(read['value'])}",
        "Read on": f"={last.format(read['day'])}",
        "Currency read": f"={last.format(read['currency'] + '&' + chr(34) * 2)}",
        "Days read": f"=SUMPRODUCT({mine}/{once})",
        **{name: _filled(text, at) for name, text in short.items()},
    }


def _filled(text: str, at: dict[str, str]) -> str:
    for name, place in at.items():
        text = text.replace(f"{{{name}}}", place)
    return text


class Figures:
    """The values of one KPI, by column: those that are entered, and those that formulas give."""

    def __init__(self, row: Row) -> None:
        kpi, target, where, record = row.kpi, row.kpi.target, row.standing, row.record
        reading = where.reading if where else None
        value = where.adjusted if where else None
        progress = _progress(row)
        self._values: dict[str, Value] = {
            "KPI": row.label,
            "Role": ROLE[kpi.role],
            "Accountability": KIND[kpi.contract.kind],
            "Lead": row.lead,
            "Own part": ", ".join(row.own_part),
            "Baseline": target.baseline if target else None,
            "Change": target.change if target else None,
            "Amount": row.amount,
            "Low": target.low if target else None,
            "High": target.high if target else None,
            "Aim": row.aim,
            "Unit": row.unit,
            "Deadline": target.deadline if target else None,
            "Weight": kpi.weight,
            "Read on": reading.taken_on if reading else None,
            "Reading": reading.value if reading else None,
            "Adjustment": row.adjustment,
            "In force": value,
            "Gap to target": row.aim - value if row.aim is not None and value is not None else None,
            "Progress": progress,
            "Weighted": _weighted(row, progress),
            "Status": row.status,
            "Days read": where.count if where else 0,
            "Days needed": record.min_readings if record else 0,
            "Better": record.direction if record else None,
            "Warn": target.warn if target else None,
            "Fail": target.fail if target else None,
            "Currency": target.currency if target else None,
            "Currency read": reading.currency if reading else None,
            "Metric": kpi.metric,
        }

    def value(self, name: str) -> Value:
        """What stands in a column."""
        return self._values[name]

    @staticmethod
    def total(rows: Sequence[Row], first: int) -> tuple[str, Value]:
        """The progress of all by weight: the formula and its value."""
        last = first + len(rows) - 1
        shares, weights, weighted = (
            f"{letter(name)}{first}:{letter(name)}{last}"
            for name in ("Progress", "Weight", "Weighted")
        )
        whole_of = f"SUMPRODUCT(--ISNUMBER({shares}),{weights})"
        formula = f'=IF({whole_of}=0,"",SUM({weighted})*100/{whole_of})'
        found = [
            (progress, row.kpi.weight)
            for row in rows
            if (progress := _progress(row)) is not None and row.kpi.weight is not None
        ]
        whole = sum((weight for _, weight in found), Decimal(0))
        if not whole:
            return formula, None
        return formula, sum((each * weight for each, weight in found), Decimal(0)) / whole


def _progress(row: Row) -> Decimal | None:
    """The share of the way from baseline to aim that is done, from 0 to 1."""
    value = row.standing.adjusted if row.standing else None
    baseline = row.kpi.target.baseline if row.kpi.target else None
    if value is None or baseline is None or row.aim is None or row.aim == baseline:
        return None
    share = (value - baseline) / (row.aim - baseline)
    return max(Decimal(0), min(Decimal(1), share))


def _weighted(row: Row, progress: Decimal | None) -> Decimal | None:
    if progress is None or row.kpi.weight is None:
        return None
    return progress * row.kpi.weight / 100
