"""What every record of a scorecard is made of."""

import pytest
from pydantic import TypeAdapter, ValidationError

from scorecards.part import Name

NAME = TypeAdapter(Name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna  ", "Anna"),
        ("Anna\nfirst\r\nquarter", "Anna first quarter"),
        ("a\x1b[31m\x07b", "a [31m b"),
        ("\U00018d09", "\U00018d09"),  # of a newer Unicode than Python's
        ("שלום \u200f中文 🎉", "שלום \u200f中文 🎉"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
    ],
)
def test_a_name_stands_on_one_line(typed, kept):
    assert NAME.validate_python(typed) == kept
    assert NAME.validate_python(kept) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b", "\u202e \u200b", "\x07"])
def test_a_name_of_which_nothing_can_be_seen_is_none(typed):
    with pytest.raises(ValidationError):
        NAME.validate_python(typed)
