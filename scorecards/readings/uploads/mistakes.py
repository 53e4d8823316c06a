"""What is wrong with the rows of a file: the first mistakes are told, the rest is counted."""

from __future__ import annotations

from collections.abc import Iterable

from scorecards.part import Refusal, Refused

MAX_TOLD = 20
"""So many mistakes are told before the rest is only counted."""


class Mistakes:
    """The mistakes found so far; however many there are, it stays small."""

    def __init__(self) -> None:
        self._told: list[Refusal] = []
        self._count = 0

    def add(self, field: str, wrong: str, right: str) -> None:
        """Note one: where it is, what is wrong, what would be right."""
        self.note(Refusal(field=field, wrong=wrong, right=right))

    def note(self, mistake: Refusal) -> None:
        """Note one that is put into words already."""
        self._count += 1
        if self._count <= MAX_TOLD:
            self._told.append(mistake)

    def settle(self) -> None:
        """Refuse the file where there is any.

        Raises:
            Refused: With the first mistakes, and how many more there are.
        """
        told, more = list(self._told), self._count - len(self._told)
        if more:
            wrong = f"{more:,} more mistake{'s' if more > 1 else ''}"
            told.append(Refusal(field="file", wrong=wrong, right="mend the first ones"))
        if told:
            raise Refused(*told)


def refuse(found: Iterable[Refusal]) -> None:
    """Refuse a file where there is a mistake.

    Raises:
        Refused: With the first mistakes, and how many more there are.
    """
    mistakes = Mistakes()
    for each in found:
        mistakes.note(each)
    mistakes.settle()
