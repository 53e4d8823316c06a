"""Filters over a list: which there are, which are chosen, what is left. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

Chosen = Mapping[str, tuple[str, ...]]
"""Facet -> the values that are asked for; a facet that is not in it asks for nothing."""


@dataclass(frozen=True)
class Facet(Generic[Item]):
    """One way to narrow a list.

    Attributes:
        name: As it stands in an address.
        options: Value -> how it is called.
        values: The values an item has, given what else is chosen.
    """

    name: str
    label: str
    options: Mapping[str, str]
    values: Callable[[Item, Chosen], frozenset[str]]


def read_facets(params: Mapping[str, str], facets: Iterable[Facet[Item]]) -> Chosen:
    """What an address asks for; values that no facet has are left out."""
    chosen = {}
    for facet in facets:
        asked = dict.fromkeys(each.strip() for each in params.get(facet.name, "").split(","))
        known = tuple(value for value in asked if value in facet.options)
        if known:
            chosen[facet.name] = known
    return chosen


def write_facets(chosen: Chosen) -> dict[str, str]:
    """The parameters of an address that asks for the same."""
    return {name: ",".join(values) for name, values in chosen.items() if values}


def narrowed(
    items: Iterable[Item], facets: Iterable[Facet[Item]], chosen: Chosen
) -> tuple[Item, ...]:
    """The items that have, for each facet asked for, one of the values asked for."""
    asked = [(facet, frozenset(chosen[facet.name])) for facet in facets if chosen.get(facet.name)]
    return tuple(
        item for item in items if all(facet.values(item, chosen) & want for facet, want in asked)
    )
