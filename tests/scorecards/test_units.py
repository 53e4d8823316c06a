from decimal import Decimal

import pytest

from scorecards.units import grouped, measured, plain


@pytest.mark.parametrize(
    ("value", "typed", "read"),
    [
        ("141000", "141000", "141,000"),
        ("-1250000.50", "-1250000.5", "-1,250,000.5"),
        ("1E+6", "1000000", "1,000,000"),
        ("100", "100", "100"),
        ("0.125", "0.125", "0.125"),
    ],
)
def test_a_figure_is_typed_plain_and_read_with_its_thousands_apart(value, typed, read):
    assert plain(Decimal(value)) == typed
    assert grouped(Decimal(value)) == read


@pytest.mark.parametrize(
    ("unit", "currency", "says"),
    [
        ("percent", None, "1,250 percent"),
        ("currency", "EUR", "1,250 EUR"),
        ("currency per seat", "USD", "1,250 USD per seat"),
        ("currency", None, "1,250 of an unnamed currency"),
        ("count", None, "1,250"),
        ("score", None, "1,250"),
        ("", None, "1,250"),
    ],
)
def test_a_figure_has_its_unit_unless_the_unit_says_nothing(unit, currency, says):
    assert measured(Decimal("1250.0"), unit, currency) == says
