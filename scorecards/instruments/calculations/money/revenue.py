"""What customers pay a month for each product, and what moved between two months."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scorecards.instruments.answers import Answers
from scorecards.instruments.calculations.money.values import (
    NOTHING,
    amount,
    every_month,
    spellings,
    total,
)

GAINS = ("new_logo", "reactivation", "cross_sell", "up_sell")
LOSSES = ("contraction", "churn")
MOVEMENTS = (*GAINS, *LOSSES)
Held = Mapping[str, Mapping[str, Decimal]]
"""Customer -> product -> what is paid for it in a month, above zero."""


@dataclass(frozen=True)
class Move:
    """What a customer's payment for one product changed by, in one month.

    ``kind`` is one of ``MOVEMENTS``; ``amount`` is above zero, whatever the direction.
    """

    month: datetime.date
    customer: str
    product: str
    kind: str
    amount: Decimal


@dataclass(frozen=True)
class Book:
    """All months of a file, the first to the last, with those without a row in between."""

    months: tuple[datetime.date, ...]
    held: Mapping[datetime.date, Held]
    moves: tuple[Move, ...]

    def mrr(self, month: datetime.date) -> Decimal:
        """Recurring revenue of a month."""
        return total(paid for held in self.held[month].values() for paid in held.values())

    def sums(
        self, months: Iterable[datetime.date], product: str | None = None
    ) -> dict[str, Decimal]:
        """Every movement, summed over these months; of one product, if one is given."""
        wanted, found = set(months), dict.fromkeys(MOVEMENTS, NOTHING)
        for move in self.moves:
            if move.month in wanted and product in (None, move.product):
                found[move.kind] += move.amount
        return found

    def stayed(self, start: datetime.date, end: datetime.date) -> frozenset[str]:
        """Customers of one month who paid in every month up to another."""
        months = every_month(start, end)
        return frozenset(
            each for each in self.held[start] if all(each in self.held[month] for month in months)
        )


def book_of(answers: Answers) -> Book:
    """The rows as a book. What is not there was not paid."""
    customers, products = spellings(answers, "customer"), spellings(answers, "product")
    paid: dict[datetime.date, dict[str, dict[str, Decimal]]] = {}
    for row in answers:
        month = row.day("month")
        if month is None:
            continue
        held = paid.setdefault(month, {})
        if mrr := amount(row, "mrr"):
            customer, product = customers[row.text("customer")], products[row.text("product")]
            held.setdefault(customer, {})[product] = mrr
    months = every_month(min(paid), max(paid))
    book = {month: paid.get(month, {}) for month in months}
    return Book(months, book, tuple(_moves(months, book)))


def _moves(months: tuple[datetime.date, ...], book: Mapping[datetime.date, Held]) -> Iterable[Move]:
    known = set(book[months[0]])
    for before, month in zip(months, months[1:], strict=False):
        was, now = book[before], book[month]
        for customer in sorted({*was, *now}):
            old, new = was.get(customer, {}), now.get(customer, {})
            for product in sorted({*old, *new}):
                change = new.get(product, NOTHING) - old.get(product, NOTHING)
                if change:
                    kind = _kind(change, old, new, product, customer in known)
                    yield Move(month, customer, product, kind, abs(change))
        known |= set(now)


def _kind(
    change: Decimal,
    old: Mapping[str, Decimal],
    new: Mapping[str, Decimal],
    product: str,
    known: bool,
) -> str:
    """Which movement a change is: the customer's coming and going first, then the product's."""
    if not old:
        return "reactivation" if known else "new_logo"
    if not new:
        return "churn"
    if change < 0:
        return "contraction"
    return "up_sell" if product in old else "cross_sell"
