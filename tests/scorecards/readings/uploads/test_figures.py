from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.readings.uploads.cells import Broken, Number
from scorecards.readings.uploads.figures import figure, whole
from scorecards.readings.uploads.limits import Unclear
from scorecards.units import plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("31.5", "31.5"),
        ("31,5", "31.5"),
        (" 31,25 % ", "31.25"),
        ("1234", "1234"),
        ("1234.567", "1234.567"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (".5", "0.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567,25", "1234567.25"),
        ("1 234", "1234"),
        ("1\u202f234,5", "1234.5"),
        ("12'345.678", "12345.678"),
        ("-5", "-5"),
        ("\u22125,5", "-5.5"),
        ("+5", "5"),
        ("-0", "0"),
        ("1.5000000", "1.5"),
    ],
)
def test_what_means_one_number_is_taken(text, value):
    assert figure(text, "percent") == Decimal(value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,234", "can mean 1234 or 1.234; write 1234, or 1.2340"),
        ("-12.345", "can mean -12345 or -12.345; write -12345, or -12.3450"),
        ("", "it is empty"),
        ("twelve", "is no number"),
        ("1e5", "is no number"),
        ("١٢", "is no number"),
        ("€ 12", "is no number"),
        ("<1", "is no number"),
        ("1,23,456", "is no number"),
        ("12,34.5", "is no number"),
        ("1 23", "is no number"),
        ("1 234 5", "is no number"),
        ("=1+1", "is no number"),
        ("nan", "is no number"),
        ("0.1234567", "more than 6 decimals"),
        ("9" * 13, "more than 12 digits"),
        ("9" * 4000, "more than 12 digits"),
    ],
)
def test_what_does_not_is_refused_with_what_to_write(text, says):
    with pytest.raises(Unclear) as caught:
        figure(text, "percent")
    assert says in str(caught.value)


def test_a_percent_sign_fits_a_percentage_alone():
    assert figure(Number(Decimal("25"), percent=True), "percent") == 25
    for cell in ("25%", Number(Decimal("25"), percent=True)):
        with pytest.raises(Unclear, match="counted in days"):
            figure(cell, "days")
    with pytest.raises(Unclear, match="mend it"):
        figure(Broken("it holds an error", "mend it"), "percent")


@pytest.mark.parametrize("text", ["1.5", "-1", "x"])
def test_a_count_is_whole(text):
    assert whole("40", 0) == 40
    with pytest.raises(Unclear):
        whole(text, 0)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9)))
def test_four_decimals_never_mislead(value):
    if abs(value) < 10**12:
        assert figure(f"{value:f}", "count") == value


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_unclear(text):
    try:
        found = figure(text, "count")
    except Unclear:
        return
    assert (
        figure(f"{plain(found)}" if "." not in plain(found) else f"{found:.6f}", "count") == found
    )
