"""What people typed, made harmless for the place where it is put."""

import pytest

from scorecards.exports.inert import inert, printable


@pytest.mark.parametrize("text", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\ud800"])
def test_what_is_no_letter_becomes_a_space(text):
    assert printable(f"a{text}b") == "a b"


@pytest.mark.parametrize("text", ["Größe", "שלום", "🚀", "a\nb", "a\tb"])
def test_what_people_write_stays(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("a | b", "a \\| b"),
        ("[a](b)", "\\[a\\](b)"),
        ("&lt;", "\\&lt;"),
        ("Q&A\nnow", "Q&A now"),
    ],
)
def test_nothing_formats_in_markdown(text, said):
    assert inert(text) == said
