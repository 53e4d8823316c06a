"""Commands that show where reviews stand."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands import asked
from ui.commands.asked import AsFormat
from ui.commands.keep import ScorecardId, kept
from ui.parts import listing

if TYPE_CHECKING:
    from scorecards.desk import Desk
    from scorecards.review import Said

review = typer.Typer(help="See where the reviews of scorecards stand.")


@review.command()
def show(id: ScorecardId, output: AsFormat = "table") -> None:
    """Say where a review stands: who has signed, what it waits for, what was said."""
    from scorecards.review import waits

    with _desk() as desk:
        opened = desk.open(id)
        label = desk.adviser.knowledge.label
    found = opened.review
    approved = found.approved
    record: dict[str, Any] = {
        "id": id,
        "title": opened.card.title,
        "status": found.status,
        "review_on": opened.card.review_on.isoformat() if opened.card.review_on else None,
        "submitted_by": found.submitted_by,
        "reviewers": [f"{each.name}, {label(each.team)}" for each in found.reviewers],
        "signed": [
            f"{label(each.team)}: {each.by}, {each.at.date()}"
            for each in found.signed
            if each.content == opened.content
        ],
        "approved": f"{approved.by}, {approved.at.date()}" if approved else None,
        "waits_for": [
            each.text
            for each in waits(found, opened.card, opened.content, label, today=opened.today)
        ],
    }
    if output == "json":
        record["comments"] = [each.model_dump(mode="json") for each in found.said]
    else:
        record["comments"] = [_in_words(each) for each in found.said]
    listing.show_one(record, output)


def _in_words(said: Said) -> str:
    anchor = said.comment.anchor
    about = f" on {anchor.of or anchor.kind}" if anchor.kind != "scorecard" else ""
    dealt = f" (resolved by {said.resolved_by})" if said.resolved_by else ""
    return f"{said.by}{about}: {said.comment.text}{dealt}"


@review.command("list")
def list_reviews(
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only where the day of the next review has passed.")
    ] = False,
    output: AsFormat = "table",
) -> None:
    """List the scorecards with the day of their next review, the earliest first."""
    from scorecards.review import is_overdue

    with _desk() as desk:
        found = [(card, each) for card, each in desk.readable() if card.review_on is not None]
        today = desk.today
    records = [
        {
            "id": card.id,
            "title": card.title,
            "status": each.status,
            "review_on": str(card.review_on),
            "overdue": late,
        }
        for card, each in found
        for late in [is_overdue(card, each, today)]
        if late or not overdue
    ]
    records.sort(key=lambda each: (each["review_on"], each["title"]))
    listing.show(records, ("id", "title", "status", "review_on", "overdue"), output)


@contextmanager
def _desk() -> Iterator[Desk]:
    from scorecards.desk import Desk  # large; no other command waits for it

    with kept() as store:
        yield Desk(store, asked.build_adviser(), getpass.getuser())
