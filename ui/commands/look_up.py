"""Commands that list and show what is known."""

from __future__ import annotations

from typing import Annotated

import typer

from rules.condition import nearest
from ui.commands import asked
from ui.commands.asked import AsFormat, Fault
from ui.parts import listing


def metrics(output: AsFormat = "table") -> None:
    """List the metrics."""
    knowledge = asked.shipped_knowledge()
    listing.show(listing.metrics(knowledge), ("id", "label", "family", "control", "basis"), output)


def objectives(output: AsFormat = "table") -> None:
    """List the objectives with the metrics that their source names, in its order."""
    records = listing.objectives(asked.shipped_knowledge())
    listing.show(records, ("id", "outcome", "metrics"), output)


def phases(output: AsFormat = "table") -> None:
    """List the phases of the cycle and the monthly rhythm, each with its metrics."""
    listing.show(listing.phases(asked.shipped_knowledge()), ("id", "next", "metrics"), output)


def teams(output: AsFormat = "table") -> None:
    """List the teams, what they are judged by, and what they lead."""
    listing.show(listing.teams(asked.shipped_knowledge()), ("id", "cares_about", "leads"), output)


def disputes(output: AsFormat = "table") -> None:
    """List the questions on which sources disagree, with the policy that decides each."""
    records = listing.disputes(asked.shipped_knowledge())
    listing.show(records, ("id", "label", "key", "values", "default"), output)


def show(
    record: Annotated[str, typer.Argument(help="An id, a name or an alias; or a rule's id.")],
    output: AsFormat = "table",
) -> None:
    """Show one record or rule with everything linked to it."""
    knowledge = asked.shipped_knowledge()
    found = listing.one(record, knowledge, asked.shipped_rules(knowledge))
    if found is None:
        known = listing.names(knowledge)
        raise Fault(f"`{record}` is not known{nearest(record.casefold(), list(known))}")
    listing.show_one(found, output)
