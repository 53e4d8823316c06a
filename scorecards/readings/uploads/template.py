"""A file to fill in: our columns, and a row for each KPI of a scorecard."""

from __future__ import annotations

import csv
import io

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from scorecards.document import Scorecard
from scorecards.readings.uploads.shape import NAMES
from scorecards.units import is_money, unit_of


def template(card: Scorecard, knowledge: Knowledge) -> bytes:
    """A CSV in UTF-8 that spreadsheets open as such; a row left as it is does nothing."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(NAMES)
    for kpi in card.kpis:
        metric = knowledge.records.get(kpi.metric)
        if not isinstance(metric, Metric):
            continue
        unit = unit_of(metric, kpi.variant)
        money = kpi.target.currency if kpi.target and is_money(unit) else None
        for window in ("", *kpi.windows):
            row = {"metric": metric.label, "unit": unit, "currency": money, "window": window}
            rows.writerow([row.get(column) or "" for column in NAMES])
    return text.getvalue().encode("utf-8-sig")
