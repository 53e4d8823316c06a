"""The strict YAML reader: one document a file, YAML 1.2 scalars, every value with its line.

YAML 1.1 turns ``no`` into false, ``010`` into eight and ``2026-01-01`` into a date, and a repeated
key silently wins. A knowledge base that is edited by hand must not be read that way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

MAX_BYTES = 1_000_000
_MAX_DEPTH = 40
_MAX_DIGITS = 18

Key = tuple[str | int, ...]
RecordT = TypeVar("RecordT", bound=BaseModel)

_SCALARS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), "~n"),
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), "tf"),
    ("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        re.compile(r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?$"),
        "-+0123456789",
    ),
)
_STRING = "tag:yaml.org,2002:str"
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow, such as control characters."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """PyYAML with the YAML 1.2 core scalars in place of its own, and a bound on nesting.

    Without the bound the C parser runs off its stack, which ends the process.
    """

    yaml_implicit_resolvers: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {}
    _depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        """Called by PyYAML as it enters a node; every other use of it is left out."""
        self._depth += 1
        if current_node is not None and self._depth > _MAX_DEPTH:
            raise yaml.MarkedYAMLError(
                problem="nested too deeply", problem_mark=current_node.start_mark
            )

    def ascend_resolver(self) -> None:
        """Called by PyYAML as it leaves a node."""
        self._depth -= 1


for _tag, _pattern, _first in _SCALARS:
    _Loader.add_implicit_resolver(_tag, _pattern, [*_first, ""] if "null" in _tag else [*_first])


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one file.

    Attributes:
        path: The file.
        line: Its line, counted from one.
        code: What kind of problem, such as ``Y001``.
        text: What is wrong and how to mend it.
    """

    path: str
    line: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.text}"


class InvalidData(ValueError):  # noqa: N818  # it names the state of the data, not a fault of ours
    """Data that cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Document:
    """One YAML file as read.

    Attributes:
        path: The file's name as messages show it.
        data: Plain dicts, lists and scalars.
        lines: The line (from one) at which each key path stands.
    """

    path: str
    data: Any
    lines: dict[Key, int]

    def line(self, key: Key) -> int:
        """The line of ``key``, or of the nearest part above it that has one."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def find(self, value: str) -> Key:
        """The first place where a value stands; the top of the file if it stands nowhere."""
        return next(_places(self.data, value, ()), ())

    def problem(self, code: str, text: str, key: Key = ()) -> Problem:
        """A problem at ``key`` of this file."""
        return Problem(self.path, self.line(key), code, text)


def read(path: Path, shown_as: str | None = None) -> Document:
    """Read one file.

    Raises:
        InvalidData: The file is missing, too large, not UTF-8, or not strict YAML.
    """
    name = shown_as or str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InvalidData([Problem(name, 1, "Y001", f"cannot be read: {reason}")]) from None
    return read_text(raw, name)


def read_text(raw: bytes | str, name: str) -> Document:
    """Read YAML that is already in memory; ``name`` stands for the file in messages."""
    text = _decode(raw, name)
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = (error.problem or error.context or "not valid YAML").replace("\n", " ")
        raise InvalidData([Problem(name, line, "Y003", f"not valid YAML: {what}")]) from None
    except (yaml.YAMLError, RecursionError):
        raise InvalidData([Problem(name, 1, "Y003", "not valid YAML")]) from None
    builder = _Builder(name)
    data = builder.value(node, ()) if node is not None else None
    if builder.problems:
        raise InvalidData(builder.problems)
    return Document(name, data, builder.lines)


def _decode(raw: bytes | str, name: str) -> str:
    if len(raw) > MAX_BYTES:
        text = f"larger than {MAX_BYTES:,} bytes; split it into one record a file"
        raise InvalidData([Problem(name, 1, "Y002", text)])
    if isinstance(raw, bytes):
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            message = "not UTF-8; save it as UTF-8"
            raise InvalidData([Problem(name, line, "Y002", message)]) from None
    else:
        text = raw
    unreadable = _UNREADABLE.search(text)
    if unreadable:
        line = text.count("\n", 0, unreadable.start()) + 1
        what = f"not valid YAML: the character U+{ord(unreadable[0]):04X} is not allowed"
        raise InvalidData([Problem(name, line, "Y003", what)])
    return text


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        return loader.get_single_node()  # type: ignore[no-any-return]  # PyYAML's C loader is untyped
    finally:
        loader.dispose()


def _places(data: Any, value: str, key: Key) -> Iterator[Key]:
    if isinstance(data, dict):
        for name, item in data.items():
            yield from _places(item, value, (*key, name))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _places(item, value, (*key, index))
    elif data == value:
        yield key


_NO_ALIAS = "anchors and aliases are not used here; write the value out"


def _tag_by_form(node: yaml.Node) -> str:
    """The tag a node has where none is written: by its form, and for plain text by what it says."""
    if isinstance(node, yaml.MappingNode):
        return "tag:yaml.org,2002:map"
    if isinstance(node, yaml.SequenceNode):
        return "tag:yaml.org,2002:seq"
    if not isinstance(node, yaml.ScalarNode) or node.style:  # quoted, or a block of text
        return _STRING
    forms = _Loader.yaml_implicit_resolvers.get(node.value[:1], ())
    return next((tag for tag, form in forms if form.match(node.value)), _STRING)


class _Builder:
    """Turns YAML nodes into plain values, noting lines and everything that is not strict."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Key, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, key: Key) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(key, line)
        if id(node) in self._seen:
            self._wrong(line, "Y006", _NO_ALIAS)
            return None
        self._seen.add(id(node))
        if node.tag != _tag_by_form(node):
            self._wrong(line, "Y006", f"tag `{node.tag}` is not used here")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*key, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._wrong(line, "Y004", "a key must be plain text")
                continue
            if id(key_node) in self._seen:
                self._wrong(line, "Y006", _NO_ALIAS)
                continue
            self._seen.add(id(key_node))
            label = str(key_node.value)
            if label in result:
                self._wrong(line, "Y005", f"key `{label}` stands twice; keep one")
                continue
            self.lines[(*key, label)] = line
            result[label] = self.value(value_node, (*key, label))
        return result

    def _scalar(self, node: yaml.Node) -> Any:
        kind, text = node.tag.rpartition(":")[2], str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return text == "true"
        if kind == "int":
            return int(text) if len(text) <= _MAX_DIGITS else text
        if kind == "float":
            return float(text) if math.isfinite(float(text)) else text
        return text

    def _wrong(self, line: int, code: str, text: str) -> None:
        self.problems.append(Problem(self.name, line, code, text))


def validated(model: type[RecordT], document: Document) -> RecordT:
    """The document as a record of ``model``.

    Raises:
        InvalidData: With one problem for each field that does not fit.
    """
    if not isinstance(document.data, dict):
        raise InvalidData([document.problem("Y007", "a record must be a list of `field: value`")])
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise InvalidData(list(_explained(error, model, document))) from None


def _explained(
    error: ValidationError, model: type[BaseModel], document: Document
) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        key: Key = item["loc"]
        where = ".".join(str(part) for part in key) or "the record"
        if item["type"] == "extra_forbidden":
            text = f"unknown field `{where}`"
            if len(key) == 1:
                text += f"; known: {', '.join(sorted(model.model_fields))}"
        elif item["type"] == "missing":
            text = f"field `{where}` is missing"
        else:
            text = f"`{where}`: {item['msg']}"
        yield document.problem("Y008", text, key)
