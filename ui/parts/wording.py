"""The words and icons in which results are told. Knows nothing of any page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.recommendation import Held
from knowledge_graph.fields import FieldSpec
from knowledge_graph.graph import LEAD
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Basis
from rules.records import Accountability, Severity, Strength

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:&-])")
_SPELLED = {"smb": "SMB", "crm": "CRM", "ceo": "CEO", "pnl": "Profit and loss"}

ACCOUNTABILITY: dict[Accountability, str] = {
    "direct": "Direct",
    "shared": "Shared",
    "contributing": "Contributing",
    "unstated": "Not stated",
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
}


def escape(text: str) -> str:
    """A text made inert for Markdown: it reads as it was written, and formats nothing."""
    flat = " ".join(text.split())
    return re.sub(r"^(\d+)\.(?=\s|$)", r"\1\\.", _SPECIAL.sub(r"\\\1", flat))


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    *head, tail = [word for word in words if word] or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def lowered(label: str) -> str:
    """A label inside a sentence: lower case, unless it is an abbreviation or a name."""
    first, _, rest = label.partition(" ")
    abbreviation = sum(letter.isupper() for letter in first) > 1
    named = any(word[:1].isupper() for word in rest.split())
    return label if abbreviation or named else label[:1].lower() + label[1:]


def strength_word(strength: Strength) -> str:
    """The strength of advice, such as ``Strong advice``."""
    return f"{strength.capitalize()} advice"


def value_word(spec: FieldSpec, value: str, knowledge: Knowledge) -> str:
    """One value of a profile field, as people read it."""
    if spec.values_from:
        return knowledge.label(f"{spec.values_from}.{value}" if spec.slugs else value)
    return _SPELLED.get(value, value.replace("-", " ").capitalize())


def answer_words(spec: FieldSpec, value: object, knowledge: Knowledge) -> str:
    """An answer of any type, as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        return listed(value_word(spec, str(item), knowledge) for item in items) or "none"
    if isinstance(value, float | int):
        return f"{value:g}"
    if spec.type == "one":
        return value_word(spec, str(value), knowledge)
    return str(value)


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
