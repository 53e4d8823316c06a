"""Who answered the same question twice, where a file may leave part of the question empty."""

from __future__ import annotations

from collections.abc import Iterator

from scorecards.instruments.answers import Answers, Row, plain


def repeated(answers: Answers, *columns: str) -> Iterator[tuple[Row, int]]:
    """Rows alike in these columns, empty cells too, each with the number of the first such row."""
    seen: dict[tuple[str, ...], int] = {}
    for row in sorted(answers, key=lambda row: row.number):
        first = seen.setdefault(tuple(plain(row.text(each)) for each in columns), row.number)
        if first != row.number:
            yield row, first
