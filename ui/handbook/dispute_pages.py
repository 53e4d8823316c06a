"""One page for each question on which sources disagree."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge_graph.records import Dispute
from ui.handbook.markup import bullets, page, section, sentence, table, title
from ui.handbook.pen import GROUND, Matter, Pen, also_called
from ui.handbook.places import place_of
from ui.parts.markdown import inert


def dispute_pages(matter: Matter) -> Iterator[tuple[str, str]]:
    """The path and the text of each dispute's page."""
    for dispute in matter.knowledge.every(Dispute):
        path = place_of(dispute.id, matter.knowledge).page
        yield path, _page(dispute, Pen(matter, path))


def _page(dispute: Dispute, pen: Pen) -> str:
    positions = (
        section(
            each.says.rstrip("."),
            f"Holds when: {sentence(each.holds_when)}",
            GROUND[each.basis],
            bullets(pen.cited(citation) for citation in each.citations),
            level=3,
        )
        for each in dispute.positions
    )
    touches = pen.edges_out(dispute.touches) or "It touches every recommendation."
    return page(
        title(dispute.label),
        pen.trail(("Disputes", "disputes")),
        inert(dispute.definition),
        also_called(dispute),
        section("The positions", *positions),
        section("The policy that decides it", *_policy(dispute)),
        section("What it touches", touches),
        section("Rules that answer to it", pen.rule_list(pen.matter.rules.get(dispute.id, []))),
        section("What this page rests on", pen.grounds(dispute)),
    )


def _policy(dispute: Dispute) -> Iterator[str]:
    policy = dispute.policy
    if policy is None:
        yield "No policy decides it: it is shown, and no rule takes a side."
        return
    yield (
        f"An organisation chooses one value of `{policy.key}`; "
        f"where it says nothing, `{policy.default}` is in force. "
        f"On the command line: `remit recommend … --policy {policy.key}={policy.default}`."
    )
    yield table(
        ("Value", "What it means"),
        (
            (f"`{value}`" + " (default)" * (value == policy.default), inert(meaning))
            for value, meaning in policy.values.items()
        ),
    )
