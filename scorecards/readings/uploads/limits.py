"""How much a file may hold, and the one error that reading it can end with."""

from __future__ import annotations

from scorecards.part import Refusal, Refused

MIB = 1024 * 1024
MAX_BYTES = 10 * MIB
"""Of the file as it comes."""
MAX_ROWS = 20_000
"""With the row of names; empty rows at the end do not count."""
MAX_COLUMNS = 64
MAX_CELL = 4_000
"""Characters in one cell."""
MAX_UNPACKED = 64 * MIB
"""Of all parts of a workbook together."""
MAX_PART = 16 * MIB
"""Of a part of a workbook that is no sheet: its texts, its formats."""
MAX_RATIO = 200
"""How many times larger a part may unpack than it is packed, once it is over a mebibyte."""
MAX_PARTS = 1_000
"""Of a workbook."""


class UploadError(Refused):
    """A file that cannot be read as readings: where, what is wrong, what would be right."""

    def __init__(self, where: str, wrong: str, right: str) -> None:
        super().__init__(Refusal(field=where, wrong=wrong, right=right))


class Unclear(ValueError):
    """A cell that does not say one thing: what is wrong, and what to write."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong}; {right}")
        self.wrong = wrong
        self.right = right


def see_that_it_fits(number: int, columns: int, longest: int, most: int = MAX_ROWS) -> None:
    """Look at the measure of a row.

    Args:
        number: Its number, from 1.
        columns: How many cells it has.
        longest: The characters in its longest cell.
        most: How many rows there may be.

    Raises:
        UploadError: It is beyond a limit.
    """
    if number > most:
        wrong = f"the file goes on after {most:,} rows"
        raise UploadError(f"row {number}", wrong, "upload it in parts")
    if columns > MAX_COLUMNS:
        wrong = f"it has more than {MAX_COLUMNS} columns"
        raise UploadError(f"row {number}", wrong, "leave out those that are not asked for")
    if longest > MAX_CELL:
        wrong = f"a cell has more than {MAX_CELL:,} characters"
        raise UploadError(f"row {number}", wrong, "shorten it, or attach the text as a file")
