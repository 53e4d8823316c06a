"""Files as people upload them, and readings that are kept; made in memory."""

import datetime
import io
import zipfile

import xlsxwriter

from scorecards.document import Reading

NOON = datetime.datetime(2027, 4, 2, 12, tzinfo=datetime.UTC)
HEADER = ("metric", "day", "value", "unit", "n", "currency", "evidence", "window")


def csv_of(*rows, header=HEADER, mark=",", encoding="utf-8"):
    lines = [
        mark.join(header),
        *(mark.join((*row, *[""] * (len(header) - len(row)))) for row in rows),
    ]
    return "\r\n".join((*lines, "")).encode(encoding)


def workbook_of(*rows, header=HEADER, formats=()):
    """A workbook; ``formats`` are (row, column, value, number format), and a formula is a dict."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Readings")
    for number, row in enumerate((header, *rows)):
        for place, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(number, place, value, book.add_format({"num_format": 14}))
            elif isinstance(value, dict):
                sheet.write_formula(number, place, value["formula"], None, value.get("value", ""))
            else:
                sheet.write(number, place, value)
    for number, place, value, shown in formats:
        sheet.write_number(number, place, value, book.add_format({"num_format": shown}))
    book.close()
    return out.getvalue()


def rezipped(content, change):
    """The workbook with its parts changed: ``change`` takes and gives a dict of name -> bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in change(parts).items():
            archive.writestr(name, part)
    return out.getvalue()


def kept_reading(id="old", value="20", on="2027-01-31", metric="metric.win-rate", **more):
    fields = {"id": id, "scorecard": "q1-anna", "metric": metric, "taken_on": on, "value": value}
    return Reading(**fields | {"by": "Anna", "at": NOON} | more)
