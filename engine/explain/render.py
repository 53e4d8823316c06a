"""Outlines and proofs as text, table and Mermaid flowchart, with the same content. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count

from engine.explain.records import Outline, Proof
from knowledge_graph.records import Citation

Label = Callable[[str], str]
"""Gives the name of a record."""

_ENTITY: Mapping[str, str] = {
    "#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\\": "#92;",
}  # fmt: skip
_MARKDOWN = re.compile(r"^(\d+)\.(?=\s)")
_LIST = re.compile(r"^[-*+](?=\s)")
"""What Mermaid would take for a list."""
_SHAPE = {"answer": '(["', "trait": '(["', "policy": '[/"', "link": '[["', "rule": '["',
          "decision": '{{"', "metric": '(("'}  # fmt: skip
_CLOSE = {'(["': '"])', '[/"': '"/]', '[["': '"]]', '["': '"]', '{{"': '"}}', '(("': '"))'}


def as_text(outline: Outline, label: Label = str) -> str:
    """An outline as indented sentences, each with what it is about and where to look it up."""
    return "\n".join(_text(outline, 0, label)) + "\n"


def _text(outline: Outline, depth: int, label: Label) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{_headed(outline)}"
    for citation in outline.citations:
        yield f"{indent}  {_cited(citation, label)}"
    for part in outline.parts:
        yield from _text(part, depth + 1, label)


def as_mermaid(outline: Outline, label: Label = str) -> str:
    """An outline as a Mermaid flowchart. Nodes are numbered in order, so equal ones are equal."""
    lines = ["flowchart LR"]
    for number, (one, above) in enumerate(_nodes(outline, None, count())):
        texts = [_headed(one), *(_cited(each, label) for each in one.citations)]
        lines.append(f'  n{number}["{"<br>".join(map(escape, texts))}"]')
        if above is not None:
            lines.append(f"  n{above} --> n{number}")
    return "\n".join(lines) + "\n"


def _nodes(
    outline: Outline, above: int | None, numbers: Iterator[int]
) -> Iterator[tuple[Outline, int | None]]:
    """Every part with the number of the one above it, in the order of the text."""
    number = next(numbers)
    yield outline, above
    for part in outline.parts:
        yield from _nodes(part, number, numbers)


def _headed(outline: Outline) -> str:
    return f"{outline.text} [{outline.id}]" if outline.id else outline.text


def _cited(citation: Citation, label: Label) -> str:
    source = label(citation.source)
    known = source if source == citation.source else f"{source}, {citation.source}"
    return f"Source: {citation.claim} ({known}, {citation.locator})"


def escape(text: str) -> str:
    """A text made inert inside a quoted Mermaid label."""
    flat = " ".join(text.split())
    safe = "".join(_ENTITY.get(letter, letter) for letter in flat)
    return _MARKDOWN.sub(r"\1#46;", safe) if safe[:1].isdigit() else _LIST.sub(_entity, safe)


def _entity(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


def proof_as_text(proof: Proof) -> str:
    """A proof as numbered sentences, each naming the numbers of what leads to it."""
    rows = proof_as_table(proof)
    return "\n".join(
        f"{number}. {text} [{step}]" + (f" (from {from_})" if from_ else "")
        for number, _, text, from_, step in rows
    ) + "\n"  # fmt: skip


def proof_as_table(proof: Proof) -> tuple[tuple[str, str, str, str, str], ...]:
    """A proof as rows: number, kind, text, numbers of what leads to it, id."""
    number = {step.id: place for place, step in enumerate(proof.steps, start=1)}
    into: dict[str, list[str]] = {}
    for lead in proof.leads:
        why = f" {lead.label}" if lead.label else ""
        into.setdefault(lead.target, []).append(f"{number[lead.source]}{why}")
    return tuple(
        (str(number[step.id]), step.kind, step.text, ", ".join(into.get(step.id, ())), step.id)
        for step in proof.steps
    )


def proof_as_mermaid(proof: Proof) -> str:
    """A proof as a Mermaid flowchart, a shape for each kind of step."""
    number = {step.id: place for place, step in enumerate(proof.steps, start=1)}
    lines = ["flowchart LR"]
    for step in proof.steps:
        start = _SHAPE[step.kind]
        text = escape(f"{step.text} [{step.id}]")
        lines.append(f"  s{number[step.id]}{start}{text}{_CLOSE[start]}")
    for lead in proof.leads:
        arrow = f'-- "{escape(lead.label)}" -->' if lead.label else "-->"
        lines.append(f"  s{number[lead.source]} {arrow} s{number[lead.target]}")
    return "\n".join(lines) + "\n"
