"""The words and icons in which results are told. Knows nothing of any page."""

from __future__ import annotations

import re

from engine.explain.records import Mark
from engine.explain.words import answer_words as answer_words
from engine.explain.words import listed as listed
from engine.explain.words import lowered as lowered
from engine.explain.words import value_word as value_word
from engine.recommendation import Held
from knowledge_graph.graph import LEAD
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Basis
from rules.records import Accountability, Severity, Strength
from scorecards.exports.inert import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:&-])")

ACCOUNTABILITY: dict[Accountability, str] = {
    "direct": "Direct",
    "shared": "Shared",
    "contributing": "Contributing",
    "unstated": "Not stated",
}
MARKS: dict[Mark, str] = {
    "came": "New",
    "role": "Role changed",
    "accountability": "Accountability changed",
    "went": "Gone",
}
CONTROL = {
    "full": "full control",
    "partial": "partial control",
    "influence": "influence only",
}
BASIS: dict[Basis, str] = {
    "sourced": "Sourced",
    "practice": "Practice",
    "editorial": "Our judgement",
}
SEVERITY: dict[Severity, str] = {"error": "Mend this", "warning": "Look at this", "info": "Note"}
FIRM = {"robust": "Robust", "fair": "Fairly firm", "fragile": "Fragile"}

ICON = {
    "direct": ":material/person:",
    "shared": ":material/group:",
    "contributing": ":material/handshake:",
    "unstated": ":material/help:",
    "strong": ":material/signal_cellular_alt:",
    "medium": ":material/signal_cellular_alt_2_bar:",
    "weak": ":material/signal_cellular_alt_1_bar:",
    "sourced": ":material/menu_book:",
    "practice": ":material/diversity_3:",
    "editorial": ":material/edit_note:",
    "robust": ":material/anchor:",
    "fair": ":material/balance:",
    "fragile": ":material/egg:",
}


def escape(text: str) -> str:
    """A text made inert for Markdown: it reads as it was written, formats and turns nothing."""
    flat = " ".join(printable(text).split())
    return re.sub(r"^(\d+)\.(?=\s|$)", r"\1\\.", _SPECIAL.sub(r"\\\1", flat))


def strength_word(strength: Strength) -> str:
    """The strength of advice, such as ``Strong advice``."""
    return f"{strength.capitalize()} advice"


def accountability(held: Held, knowledge: Knowledge) -> str:
    """Who answers for a metric: who leads, who shares it, which part is the product marketer's.

    For example: ``Shared. Sales leads; product marketing and marketing share it. Your own part:
    sales confidence, asset use.``
    """
    lead = knowledge.label(held.lead) if held.lead else ""
    others = [lowered(knowledge.label(team)) for team in held.with_ if team != held.lead]
    sentences = [f"{ACCOUNTABILITY[held.kind]}.", _who(held, lead, others)]
    if held.own_part:
        parts = listed(lowered(knowledge.label(metric)) for metric in held.own_part)
        sentences.append(f"Your own part: {parts}.")
    return " ".join(sentences)


def _who(held: Held, lead: str, others: list[str]) -> str:
    leads = f"{lead} leads" if lead else "Who leads is not stated"
    match held.kind:
        case "direct":
            together = f", together with {listed(others)}" if others else ""
            return f"Product marketing answers for the work and its result{together}."
        case "shared" if held.lead == LEAD:
            return f"Product marketing leads; {_sharing(others or ['others'])}."
        case "shared":
            return f"{leads}; {_sharing(['product marketing', *others])}."
        case "contributing":
            between = f"; {_sharing(others)}" if others else ""
            return f"{leads}{between}; product marketing contributes."
        case _:
            return "Nothing in force says who answers for it."


def _sharing(teams: list[str]) -> str:
    alone = len(teams) == 1 and teams != ["others"]
    return f"{listed(teams)} {'shares' if alone else 'share'} it"
