"""Small pieces of text that several pages show: citations and words of the glossary."""

from __future__ import annotations

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Citation, Metric, Source, Term
from ui.parts.wording import escape, listed, lowered


def cited(citation: Citation, knowledge: Knowledge) -> str:
    """A citation as Markdown: the claim in our own words, then where it stands."""
    source = knowledge.records.get(citation.source)
    title = escape(source.label if source else citation.source)
    if isinstance(source, Source) and source.address.startswith("https://"):
        title = f"[{title}]({source.address})"
    return f"{escape(citation.claim)} — *{title}, {escape(citation.locator)}*"


def gloss(term: str, knowledge: Knowledge, fallback: str = "") -> str:
    """What a word of the glossary means, as Markdown for a tooltip."""
    record = knowledge.records.get(term)
    if not isinstance(record, Term):
        return escape(fallback)
    return f"**{escape(record.label)}**: {escape(record.definition)}"


def team_words(metric: Metric, knowledge: Knowledge) -> str:
    """Who has which part in a metric, whatever the scorecard, in one sentence."""
    by_part = {
        part: [lowered(knowledge.label(each.team)) for each in metric.teams if each.part == part]
        for part in ("leads", "shares", "contributes")
    }
    said = []
    for part, teams in by_part.items():
        if teams:
            verb = (
                part
                if len(teams) == 1
                else {"leads": "lead", "shares": "share"}.get(part, "contribute")
            )
            said.append(f"{listed(teams)} {verb}")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."
