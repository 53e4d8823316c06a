"""The strict reader: what YAML 1.1 would bend is taken as written; every fault names its line."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from knowledge_graph.yaml_file import MAX_BYTES, Document, InvalidData, read, read_text, validated


def refused(raw):
    """What is wrong with it, as (line, code, text); the test fails where nothing is."""
    with pytest.raises(InvalidData) as caught:
        read_text(raw, "some/file.yaml")
    for problem in caught.value.problems:
        assert problem.path == "some/file.yaml"
        assert problem.text
        assert "\n" not in problem.text
    return [(each.line, each.code, each.text) for each in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("No", "No"),
        ("True", "True"),
        ("010", "010"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z"),
        (".5", ".5"),
        ("1e5", "1e5"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("1.0e999", "1.0e999"),
        ("9" * 19, "9" * 19),
        ("Null", "Null"),
        ("=", "="),
        ("<<", "<<"),
        ("'5'", "5"),
        ('"true"', "true"),
        ('""', ""),
    ],
)
def test_what_only_looks_like_another_type_stays_text(written, value):
    data = read_text(f"key: {written}", "x").data
    assert data == {"key": value}
    assert type(data["key"]) is str


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("+5", 5),
        ("9" * 18, int("9" * 18)),
        ("2.50", 2.5),
        ("-0.5", -0.5),
        ("1.5e3", 1500.0),
        ("[a, 1]", ["a", 1]),
        ("{a: true}", {"a": True}),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
    ],
)
def test_the_scalars_of_yaml_1_2_are_read_as_such(written, value):
    data = read_text(f"key: {written}", "x").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_keys_are_text_whatever_they_look_like():
    assert read_text("1: a\ntrue: b\nno: c\nnull: d\n", "x").data == {
        "1": "a",
        "true": "b",
        "no": "c",
        "null": "d",
    }


def test_a_merge_key_is_a_plain_key():
    assert read_text("<<: {a: 1}\n", "x").data == {"<<": {"a": 1}}


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"# nothing but a remark\n", b"---\n", b"\xef\xbb\xbf"]
)
def test_an_empty_file_is_empty_and_no_fault(raw):
    assert read_text(raw, "x").data is None


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert read_text(b"\xef\xbb\xbfid: one\n", "x").data == {"id": "one"}
    assert read_text("\ufeffid: one\n", "x").data == {"id": "one"}


def test_other_scripts_are_read_as_they_stand():
    assert read_text("label: Größe 日本 🙂\n".encode(), "x").data == {"label": "Größe 日本 🙂"}


def test_a_key_that_stands_twice_is_refused_at_its_second_place():
    assert refused("id: a\nlabel: b\n\nid: c\n") == [(4, "Y005", "key `id` stands twice; keep one")]


def test_every_repeated_key_is_listed_with_its_line():
    found = refused("a: 1\nb:\n  c: 1\n  c: 2\na: 2\nd: {e: 1, e: 2}\n")
    assert [(line, code) for line, code, _ in found] == [(4, "Y005"), (5, "Y005"), (6, "Y005")]


def test_the_same_key_at_two_depths_is_no_repetition():
    assert read_text("a: {a: {a: 1}}\n", "x").data == {"a": {"a": {"a": 1}}}


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("a: &one x\nb: *one\n", 1),
        ("a: 1\nb: &list [1]\nc:\n  - *list\n", 2),
        ("&key a: 1\nb:\n  *key : 2\n", 1),
        ("&all [*all]\n", 1),
    ],
)
def test_an_alias_is_refused(raw, line):
    (found,) = refused(raw)
    assert found[0] >= line
    assert found[1] == "Y006"
    assert "aliases" in found[2]


def test_an_alias_to_nothing_is_broken_yaml():
    ((line, code, text),) = refused("a: 1\nb: *nothing\n")
    assert (line, code) == (2, "Y003")
    assert "undefined alias" in text


@pytest.mark.parametrize(
    "written",
    [
        "!!python/object:os.system x",
        "!!int 'x'",
        "!!int x",
        "!!float x",
        "!!bool yes",
        "!!null x",
        "!!str 5",
        "!!binary aGk=",
        "!!timestamp 2026-01-01",
        "!!set {a}",
        "!!omap [a: 1]",
        "!own {a: 1}",
        "!own [1]",
        "!own x",
        "!own:int x",
    ],
)
def test_a_tag_is_refused_with_its_line(written):
    ((line, code, text),) = refused(f"first: 1\nkey: {written}\n")
    assert (line, code) == (2, "Y006")
    assert text.startswith("tag `")


@pytest.mark.parametrize("raw", ["? [1]\n: 2\n", "{? {a: 1} : 2}\n", "a: 1\n? {b: 1}\n: 2\n"])
def test_a_key_that_is_no_text_is_refused(raw):
    assert [code for _, code, _ in refused(raw)] == ["Y004"]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: 'x\n\n", 3),
        ("a: 1\nb: }\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("%YAML 3.0\n---\na: 1\n", 1),
        ("a: b: c\n", 1),
        ("a: 1\n- b\n", 2),
        ("a: 1\nb: \x07\n", 2),
        ("\n\nc: \x00\n", 3),
        ("a: 1\nb: \ud800\n", 2),
    ],
)
def test_broken_yaml_names_the_line(raw, line):
    ((at, code, text),) = refused(raw)
    assert (at, code) == (line, "Y003")
    assert text.startswith("not valid YAML")


def test_what_is_not_utf_8_names_the_line():
    assert refused(b"a: 1\nb: caf\xe9\n") == [(2, "Y002", "not UTF-8; save it as UTF-8")]
    assert refused("a: 1\n".encode("utf-16"))[0][1] == "Y002"


def test_a_file_of_the_greatest_size_is_read_and_one_byte_more_is_not():
    filler = b"a: " + b"x" * (MAX_BYTES - 3)
    assert len(read_text(filler, "x").data["a"]) == MAX_BYTES - 3
    ((line, code, text),) = refused(filler + b"x")
    assert (line, code) == (1, "Y002")
    assert "1,000,000" in text


def nested(opening, closing, depth):
    return opening * depth + closing * depth


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_forty_levels_are_read_and_a_hundred_thousand_are_refused(opening, closing):
    assert read_text(nested(opening, closing, 39), "x").data
    assert [code for _, code, _ in refused(nested(opening, closing, 50))] == ["Y003"]
    ((_, code, text),) = refused(nested(opening, closing, 100_000))
    assert code == "Y003"
    assert "nested too deeply" in text


def test_deep_blocks_name_the_line_at_which_they_get_too_deep():
    raw = "".join(" " * depth + "a:\n" for depth in range(200))
    ((line, code, _),) = refused(raw)
    assert (line, code) == (40, "Y003")


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(InvalidData) as caught:
            read(path)
        (problem,) = caught.value.problems
        assert (problem.path, problem.line, problem.code) == (str(path), 1, "Y001")
        assert "cannot be read" in problem.text


def test_a_file_is_called_by_the_name_it_is_shown_as(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("a: [")
    with pytest.raises(InvalidData, match=r"^data/broken\.yaml:\d+: Y003: "):
        read(path, "data/broken.yaml")


class Endless:
    """A file that gives as much as it is asked for, and must not be asked for everything."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def read(self, size=-1):
        assert 0 <= size <= 2 * MAX_BYTES
        return b"#" * size


def test_a_file_without_end_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(Path, "open", lambda *_, **__: Endless())
    with pytest.raises(InvalidData, match="larger than"):
        read(Path("endless.yaml"))


def test_each_value_knows_its_line_and_a_missing_one_that_of_what_holds_it():
    document = read_text("id: a\nlist:\n  - x\n  - y: 1\n    z: 2\n", "x")
    assert document.line(("id",)) == 1
    assert document.line(("list",)) == 2
    assert document.line(("list", 0)) == 3
    assert document.line(("list", 1, "z")) == 5
    assert document.line(("list", 1, "nothing", "below")) == 4
    assert document.line(("elsewhere",)) == 1
    assert document.find("y") == ()
    assert document.find("x") == ("list", 0)


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    size: int
    parts: tuple[int, ...] = ()


def invalid(raw):
    with pytest.raises(InvalidData) as caught:
        validated(Thing, read_text(raw, "x"))
    return [(each.line, each.code, each.text) for each in caught.value.problems]


def test_a_record_that_fits_becomes_one():
    assert validated(Thing, read_text("id: a\nsize: 2\nparts: [1]\n", "x")).parts == (1,)


@pytest.mark.parametrize("raw", ["", "just text\n", "- a\n- b\n", "5\n"])
def test_what_is_no_mapping_is_no_record(raw):
    assert [code for _, code, _ in invalid(raw)] == ["Y007"]


def test_every_field_that_does_not_fit_is_listed_at_its_line():
    found = invalid("colour: red\nsize: large\nparts:\n  - 1\n  - two\n")
    assert [(line, code) for line, code, _ in sorted(found)] == [
        (1, "Y008"),
        (1, "Y008"),
        (2, "Y008"),
        (5, "Y008"),
    ]
    texts = " ".join(text for _, _, text in found)
    assert "unknown field `colour`; known: id, parts, size" in texts
    assert "field `id` is missing" in texts
    assert "`size`" in texts
    assert "`parts.1`" in texts


TOKENS = (
    ["a", "b", " ", "  ", "\n", "\t", ":", ": ", "- ", "? ", ",", "[", "]", "{", "}", "&x", "*x"]
    + ["!", "!!int ", "!!float ", "!!map ", "!t ", "|", ">", "'", '"', "#", "%", "@", "`", "~"]
    + ["---\n", "...\n", "<<", "1", "0.5", "1.0e999", "null", "true", "\\", "\x00", "\ufeff", "é"]
    + ["%TAG ! tag:yaml.org,2002:\n"]
)
PLAIN = (str, int, float, bool, type(None))


def assert_plain(value):
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        for item in value.values():
            assert_plain(item)
    elif isinstance(value, list):
        for item in value:
            assert_plain(item)
    else:
        assert type(value) in PLAIN
        assert not isinstance(value, float) or math.isfinite(value)


def outcome(raw):
    try:
        return read_text(raw, "x")
    except InvalidData as error:
        return error


def assert_document_or_invalid(raw):
    result = outcome(raw)
    if isinstance(result, InvalidData):
        assert result.problems
        assert all(problem.line >= 1 and problem.text for problem in result.problems)
    else:
        assert isinstance(result, Document)
        assert_plain(result.data)


@given(st.binary(max_size=300))
@example(b"a: !!int x")
@example(b"\xef\xbb\xbf\xff")
@settings(derandomize=True, max_examples=300)
def test_any_bytes_give_a_document_or_say_what_is_wrong(raw):
    assert_document_or_invalid(raw)


@given(st.text(max_size=200))
@example("a: \ud800")
@settings(derandomize=True, max_examples=200)
def test_any_text_gives_a_document_or_says_what_is_wrong(raw):
    assert_document_or_invalid(raw)


@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))
@example("a: !!float x")
@settings(derandomize=True, max_examples=700)
def test_anything_made_of_the_signs_of_yaml_gives_a_document_or_says_what_is_wrong(raw):
    assert_document_or_invalid(raw)
    assert_document_or_invalid(raw.encode())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**16), 10**16) | st.text("abc: -#é\n", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcxyz", min_size=1, max_size=5), VALUES, max_size=4))
@settings(derandomize=True, max_examples=150)
def test_json_is_read_as_the_data_it_is(data):
    assert read_text(json.dumps(data, indent=1), "x").data == data
