"""Many changes in few words: those that answer the same questions in the same way. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.explain.prospects import Change
from engine.explain.records import Place
from ui.parts.wording import listed

FEW = 3
"""Changes that are shown one by one."""


@dataclass(frozen=True)
class Alike:
    """Changes of the same questions in the same way, to the same place.

    Attributes:
        says: What they have in common, a sentence.
    """

    says: str
    then: Place
    changes: tuple[Change, ...]


def alike(
    changes: Iterable[Change], now: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[Alike, ...]:
    """Changes grouped, in the order of the first of each group.

    Args:
        changes: Changes of one goal.
        now: Field of the profile -> its value, as it is answered.
        labels: Field of the profile -> what it is called, in a sentence.
    """
    found: dict[tuple[Place, tuple[tuple[str, str], ...]], list[Change]] = {}
    for change in changes:
        kinds = tuple((name, _kind(now.get(name), value)) for name, value in change.set.items())
        found.setdefault((change.then, kinds), []).append(change)
    return tuple(
        Alike(_common(kinds, labels, group), then, tuple(group))
        for (then, kinds), group in found.items()
    )


def _kind(now: Any, value: Any) -> str:
    """How an answer differs from the one that is given."""
    if value is None:
        return "leave"
    if not isinstance(value, list):
        return "answer"
    have = set(now or ())
    if not value:
        return "none"
    if have and have <= set(value):
        return "add"
    return "take" if set(value) < have else "alone"


def _common(
    kinds: tuple[tuple[str, str], ...], labels: Mapping[str, str], group: list[Change]
) -> str:
    if len(group) == 1:
        return group[0].says
    said = []
    for name, kind in kinds:
        label = labels.get(name, name.replace("_", " "))
        many = len({repr(change.set[name]) for change in group})
        one = f"one of {many} others" if many > 1 else "another one"
        said.append(
            {
                "leave": f"leave {label} unanswered",
                "answer": f"answer {label} with {one}",
                "none": f"answer {label} with none",
                "add": f"add {one} to {label}",
                "take": f"take one of {many} out of {label}"
                if many > 1
                else f"take one out of {label}",
                "alone": f"answer {label} with {one} alone",
            }[kind]
        )
    text = listed(said)
    return f"{text[:1].upper()}{text[1:]}."
