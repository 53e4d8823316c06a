"""What every page is written with: all that is known, and links as seen from that page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from engine import Adviser
from engine.mentions import named_by_rule
from knowledge_graph.graph import Edge, Graph
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Backed, Basis, Benchmark, Citation, Link, Record, Source
from rules.load import Catalogue, CatalogueRule
from ui.handbook.markup import bullets, sentence
from ui.handbook.places import INDEX, Place, place_of, place_of_rule
from ui.parts.markdown import inert
from ui.parts.wording import BASIS

GROUND = {
    "sourced": "Sourced: a seed document says so.",
    "practice": "Practice: practitioners say so in public.",
    "editorial": "Our judgement.",
}


class Matter:
    """All that the handbook is made from, with what is looked up often."""

    def __init__(self, knowledge: Knowledge, catalogue: Catalogue) -> None:
        self.knowledge = knowledge
        self.catalogue = catalogue
        self.adviser = Adviser(knowledge, catalogue)
        self.graph: Graph = self.adviser.graph
        self.named = {
            rule: tuple(sorted(ids)) for rule, ids in named_by_rule(catalogue, self.graph).items()
        }
        self.rules: dict[str, list[CatalogueRule]] = {}
        for rule in catalogue.stable:
            for record_id in self.named[rule.id]:
                self.rules.setdefault(record_id, []).append(rule)
        self.benchmarks: dict[str, list[Benchmark]] = {}
        for benchmark in knowledge.every(Benchmark):
            self.benchmarks.setdefault(benchmark.of, []).append(benchmark)


@dataclass(frozen=True)
class Pen:
    """Writes one page.

    Attributes:
        page: The page; links are relative to it.
    """

    matter: Matter
    page: str

    @property
    def knowledge(self) -> Knowledge:
        """What is known."""
        return self.matter.knowledge

    @property
    def graph(self) -> Graph:
        """The same as a graph."""
        return self.matter.graph

    def to(self, place: Place, words: str) -> str:
        """A link with these words."""
        return f"[{inert(words)}]({place.seen_from(self.page)})"

    def link(self, record_id: str, words: str = "") -> str:
        """A link to a record, under its label unless other words are given."""
        said = words or self.knowledge.label(record_id)
        return self.to(place_of(record_id, self.knowledge), said)

    def links(self, ids: Iterable[str]) -> str:
        """Links to records, each once, separated by commas."""
        return ", ".join(self.link(each) for each in dict.fromkeys(ids))

    def rule_link(self, rule: CatalogueRule, words: str = "") -> str:
        """A link to a rule, under its id unless other words are given."""
        return self.to(place_of_rule(rule), words or rule.id)

    def rule_list(self, rules: Iterable[CatalogueRule]) -> str:
        """Rules as a list of links with their titles."""
        return bullets(f"{self.rule_link(each)}: {inert(each.rule.title)}" for each in rules)

    def trail(self, *steps: tuple[str, str]) -> str:
        """The way to this page from the index: words and the anchor on the index of each step."""
        above = [self.to(Place(INDEX), "Handbook")]
        above += [self.to(Place(INDEX, anchor), words) for words, anchor in steps]
        return " / ".join(above)

    def edges_out(self, edges: Iterable[Link]) -> str:
        """What a record links to, one a line, with the reason and what the link rests on."""
        return bullets(self.said(self.link(edge.to), edge.why, edge.basis) for edge in edges)

    def edges_in(self, record_id: str, relation: str) -> str:
        """The records that link here by a relation: those with a reason, then the others."""
        edges = self.into(record_id, relation)
        lines = [self.said(self.link(e.source), e.why, e.basis) for e in edges if e.why]
        rest = ", ".join(self.said(self.link(e.source), "", e.basis) for e in edges if not e.why)
        return bullets((*lines, rest))

    def into(self, record_id: str, relation: str) -> tuple[Edge, ...]:
        """The links of one relation that arrive at a record, in the order of their records."""
        return tuple(
            sorted(
                self.graph.into(record_id, relation),
                key=lambda edge: (self._order(edge.source), edge.order),
            )
        )

    def _order(self, record_id: str) -> tuple[int, str]:
        record = self.knowledge.records[record_id]
        return getattr(record, "order", 0), record.label.casefold()

    def said(self, name: str, why: str = "", basis: Basis = "editorial") -> str:
        """A name with its reason, marked where more than our judgement stands behind it."""
        mark = "" if basis == "editorial" else f" *({BASIS[basis].lower()})*"
        return f"{name}: {sentence(why)}{mark}" if why else f"{name}{mark}"

    def cited(self, citation: Citation) -> str:
        """A citation: the claim in our own words, then where it stands."""
        return f"{sentence(citation.claim)} ({self.located(citation)})"

    def located(self, citation: Citation) -> str:
        """Where a citation stands: the source and the place in it."""
        source = self.knowledge.get(Source, citation.source)
        return f"{self.source(source)}, {inert(citation.locator)}"

    def source(self, source: Source) -> str:
        """The title of a source, linked to the document; to its entry here where it has none."""
        if source.address.startswith(("https://", "http://")):
            address = source.address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            return f"[{inert(source.label)}]({address})"
        return self.link(source.id)

    def grounds(self, backed: Backed, linked: Iterable[tuple[str, Iterable[Citation]]] = ()) -> str:
        """What a statement rests on: its basis, its citations, then those of what it links to."""
        own = bullets(self.cited(each) for each in dict.fromkeys(backed.citations))
        ground = GROUND[backed.basis]
        if own and backed.basis == "editorial":
            ground = "Our judgement; the following says part of it, or bears on it."
        links = bullets(
            f"{inert(words)}: {self.cited(each)}"
            for words, citations in linked
            for each in dict.fromkeys(citations)
        )
        below = ("What its links rest on:", links) if links else ()
        again = review(backed) if isinstance(backed, Record) else ""
        return "\n\n".join(part for part in (ground, own, *below, again) if part)


def citations_of(part: object) -> Iterator[Citation]:
    """Every citation in a record or rule, wherever it stands in it."""
    if isinstance(part, Citation):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from citations_of(getattr(part, name))
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from citations_of(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from citations_of(value)


def review(record: Record) -> str:
    """By when somebody should look at a record again, where that is set."""
    return f"To be looked at again by {record.review_by}." if record.review_by else ""


def also_called(record: Record) -> str:
    """The other names of a record, on one line."""
    names = ", ".join(inert(alias) for alias in record.aliases)
    return f"Also called: {names}." if names else ""
