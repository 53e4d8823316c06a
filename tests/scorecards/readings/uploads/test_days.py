import contextlib
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.readings.uploads.cells import Number
from scorecards.readings.uploads.days import day
from scorecards.readings.uploads.limits import Unclear


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-31",
        "2027-03-31T00:00:00",
        "2027-03-31 00:00",
        "2027/3/31",
        "31.03.2027",
        "31/03/2027",
        "03/31/2027",
        "31-3-2027",
        "31 Mar 2027",
        "March 31, 2027",
        "31. March 2027",
        datetime.date(2027, 3, 31),
    ],
)
def test_what_means_one_day_is_taken(text):
    assert day(text) == datetime.date(2027, 3, 31)


def test_the_same_number_twice_is_one_day_and_a_point_means_day_first():
    assert day("04/04/2027") == datetime.date(2027, 4, 4)
    assert day("03.04.2027") == datetime.date(2027, 4, 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("03/04/2027", "can mean two days; write 2027-04-03 or 2027-03-04"),
        ("31/02/2027", "is no day"),
        ("2027-13-01", "is no day"),
        ("31/03/27", "is no day"),
        ("0000-01-01", "is no day"),
        ("2027-03-31T14:00:00", "is no day"),
        ("March", "is no day"),
        ("46112", "is no day"),
        ("", "it is empty"),
        (Number(Decimal(46112)), "is a number, not a day; format the cell as a date"),
    ],
)
def test_what_does_not_is_refused_with_what_to_write(text, says):
    with pytest.raises(Unclear) as caught:
        day(text)
    assert says in str(caught.value)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_unclear(text):
    with contextlib.suppress(Unclear):
        assert isinstance(day(text), datetime.date)
