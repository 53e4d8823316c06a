"""Reads a data folder into records. One record a file; the file is named after its id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from knowledge_graph.fields import Fields
from knowledge_graph.measures import Instrument
from knowledge_graph.onboarding import Task
from knowledge_graph.records import (
    Benchmark,
    Corporate,
    Defect,
    Dispute,
    Factor,
    Focus,
    Metric,
    Objective,
    Phase,
    Record,
    Rhythm,
    Source,
    Stage,
    Step,
    Team,
    Term,
)
from knowledge_graph.yaml_file import Document, InvalidData, Problem, read, validated

T = TypeVar("T", bound=Record)
FIELDS = "fields.yaml"
"""The file of the fields that rules may test; everything else is a record in a folder."""

KINDS: dict[str, tuple[str, type[Record]]] = {
    "sources": ("source", Source),
    "teams": ("team", Team),
    "corporate": ("corporate", Corporate),
    "stages": ("stage", Stage),
    "focuses": ("focus", Focus),
    "instruments": ("instrument", Instrument),
    "factors": ("factor", Factor),
    "glossary": ("term", Term),
    "metrics": ("metric", Metric),
    "benchmarks": ("benchmark", Benchmark),
    "phases": ("phase", Phase),
    "rhythms": ("rhythm", Rhythm),
    "objectives": ("objective", Objective),
    "steps": ("step", Step),
    "disputes": ("dispute", Dispute),
    "defects": ("defect", Defect),
    "onboarding": ("task", Task),
}
"""Folder under ``data/`` -> (id prefix, model)."""


@dataclass(frozen=True)
class Knowledge:
    """Everything that is known, by id, in the order of kinds and ids.

    Attributes:
        records: Every record by id.
        fields: The fields that rules may test.
        documents: The file each record was read from, for messages that name file and line.
        version: A digest of the content; equal content gives an equal version.
    """

    records: Mapping[str, Record]
    fields: Fields
    documents: Mapping[str, Document] = field(repr=False)
    version: str

    @cached_property
    def _by_kind(self) -> dict[type[Record], tuple[Record, ...]]:
        kinds: dict[type[Record], list[Record]] = {}
        for record in self.records.values():
            kinds.setdefault(type(record), []).append(record)
        return {kind: tuple(found) for kind, found in kinds.items()}

    def every(self, model: type[T]) -> tuple[T, ...]:
        """All records of one kind, in order of id."""
        return cast("tuple[T, ...]", self._by_kind.get(model, ()))

    def get(self, model: type[T], record_id: str) -> T:
        """One record.

        Raises:
            KeyError: There is none of that kind under that id.
        """
        record = self.records[record_id]
        if not isinstance(record, model):
            raise KeyError(record_id)
        return record

    def label(self, record_id: str) -> str:
        """The name people see for an id; the id itself where nothing bears it."""
        record = self.records.get(record_id)
        return record.label if record else record_id


def shipped() -> Path:
    """The data folder that comes with the package."""
    return Path(str(resources.files("knowledge_graph") / "data"))


def load(folder: Path | None = None) -> Knowledge:
    """Read every record below ``folder`` (by default the one that is shipped).

    Raises:
        InvalidData: With every problem found, each naming file and line.
    """
    root = folder or shipped()
    problems: list[Problem] = []
    records: dict[str, Record] = {}
    documents: dict[str, Document] = {}
    digest = hashlib.sha256()
    for path, name in _files(root, problems):
        try:
            document = read(path, name)
            record = _record(document, path)
        except InvalidData as error:
            problems.extend(error.problems)
            continue
        digest.update(path.read_bytes())
        records[record.id] = record
        documents[record.id] = document
    fields = _fields(root, problems, digest)
    if problems or fields is None:
        raise InvalidData(problems)
    return Knowledge(
        MappingProxyType(records), fields, MappingProxyType(documents), digest.hexdigest()[:12]
    )


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    if not root.is_dir():
        problems.append(Problem(str(root), 1, "Y001", "is not a folder of records"))
        return
    for entry in sorted(root.iterdir()):
        if entry.is_dir() and entry.name not in KINDS:
            text = f"unknown folder; known: {', '.join(KINDS)}"
            problems.append(Problem(f"{root.name}/{entry.name}", 1, "G101", text))
        elif entry.is_file() and entry.name != FIELDS:
            text = f"a record belongs in one of the folders; only `{FIELDS}` stands here"
            problems.append(Problem(f"{root.name}/{entry.name}", 1, "G101", text))
    for kind in KINDS:
        folder = root / kind
        for path in sorted(folder.rglob("*"), key=lambda each: (each.stem, each)):
            name = path.relative_to(root.parent).as_posix()
            if path.is_dir():
                continue
            if path.suffix != ".yaml":
                problems.append(Problem(name, 1, "G101", "only `.yaml` files belong here"))
            elif path.parent != folder:
                text = f"records of a kind lie side by side; move it to `{root.name}/{kind}`"
                problems.append(Problem(name, 1, "G101", text))
            else:
                yield path, name


def _record(document: Document, path: Path) -> Record:
    folder = Path(document.path).parts[-2]
    prefix, model = KINDS[folder]
    record = validated(model, document)
    if record.id != f"{prefix}.{path.stem}":
        text = f"id `{record.id}` must be `{prefix}.{path.stem}`, after the file's name"
        raise InvalidData([document.problem("G102", text, ("id",))])
    return record


def _fields(root: Path, problems: list[Problem], digest: hashlib._Hash) -> Fields | None:
    path = root / FIELDS
    try:
        fields = validated(Fields, read(path, f"{root.name}/{FIELDS}"))
    except InvalidData as error:
        problems.extend(error.problems)
        return None
    digest.update(path.read_bytes())
    return fields
