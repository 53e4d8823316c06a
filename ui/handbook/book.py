"""The whole handbook: every page, and the index that leads to them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Dispute, Metric, Term
from rules.load import Catalogue
from ui.handbook.dispute_pages import dispute_pages
from ui.handbook.list_pages import PAGES, list_pages, members
from ui.handbook.markup import bullets, page, section, sentence, title
from ui.handbook.metric_pages import family_anchor, family_label, metric_pages
from ui.handbook.objective_pages import in_order, objective_pages
from ui.handbook.pen import Matter, Pen
from ui.handbook.places import INDEX, LISTS, PROFILE, Place, place_of, place_of_rule
from ui.handbook.rule_pages import families, family_title, rule_pages
from ui.handbook.word_pages import word_pages
from ui.parts.markdown import inert

_READING = (
    ("What a statement rests on", ("term.sourced", "term.practice", "term.editorial")),
    ("How much a rule counts", ("term.strength",)),
    (
        "What a metric is there for on a scorecard",
        ("term.headline", "term.supporting", "term.monitor", "term.guardrail"),
    ),
    (
        "Who answers for a metric",
        ("term.direct", "term.shared", "term.contributing", "term.unstated", "term.own-part"),
    ),
)
"""The words a reader needs first; what each means stands in the glossary."""


def handbook(knowledge: Knowledge, catalogue: Catalogue) -> dict[str, str]:
    """Every page of the handbook: its path below the handbook's folder, and its text.

    The same knowledge and rules give the same pages, byte for byte.
    """
    matter = Matter(knowledge, catalogue)
    pages = {INDEX: _index(Pen(matter, INDEX))}
    for made in (metric_pages, objective_pages, rule_pages, dispute_pages, list_pages, word_pages):
        pages.update(made(matter))
    return pages


def _index(pen: Pen) -> str:
    objectives = in_order(pen.matter)
    disputes = pen.knowledge.every(Dispute)
    return page(
        title("Handbook of KPIs for product marketing"),
        "What Remit knows and advises: which metrics there are, which objectives they track, who "
        "answers for them, which rules recommend them, and where sources disagree. The pages are "
        "made from the records and rules; to change a page, change those and run `make handbook`.",
        section("How to read it", *_reading(pen)),
        section("Contents", bullets(_contents(pen))),
        section("Objectives", bullets(pen.link(e.id) for e in objectives), anchor="objectives"),
        section("Metrics", *_metrics(pen), anchor="metrics"),
        section("Disputes", bullets(pen.link(each.id) for each in disputes), anchor="disputes"),
        section("Rules", bullets(_rules(pen)), anchor="rules"),
    )


def _reading(pen: Pen) -> Iterator[str]:
    yield (
        "Where a page gives figures that others report, they are no targets. "
        "A link marked *(sourced)* or *(practice)* has a source behind it, named at the foot of "
        "its page or entry; one without a mark is our judgement. A page lists the rules that name "
        "its record; rules that look at every link or every KPI reach it besides."
    )
    for words, terms in _READING:
        known = (pen.knowledge.records.get(term) for term in terms)
        yield section(
            words,
            bullets(
                f"{pen.link(term.id)}: {sentence(term.definition)}"
                for term in known
                if isinstance(term, Term)
            ),
            level=3,
        )


def _contents(pen: Pen) -> Iterator[str]:
    for words, anchor in (
        ("Objectives", "objectives"),
        ("Metrics by family", "metrics"),
        ("Disputes", "disputes"),
        ("Rules by stage", "rules"),
    ):
        yield pen.to(Place(INDEX, anchor), words)
    for listed in PAGES:
        records = members(listed, pen.matter)
        if records:
            where = Place(place_of(records[0].id, pen.knowledge).page)
            yield f"{pen.to(where, listed.title)}: {inert(listed.about)}"
    yield pen.to(Place(PROFILE), "What can be said of a role")
    yield pen.to(Place(LISTS["term"]), "Glossary")
    yield pen.to(Place(LISTS["source"]), "Sources")


def _metrics(pen: Pen) -> Iterator[str]:
    """The metrics by family, in the order in which the fields list the families."""
    specs = {spec.name: spec for spec in pen.knowledge.fields.metric}
    metrics = sorted(pen.knowledge.every(Metric), key=lambda each: each.label.casefold())
    for family, about in specs["metric_family"].values.items():
        found = [pen.link(each.id) for each in metrics if each.family == family]
        lines = bullets(found)
        yield section(family_label(family), sentence(about), lines, level=3,
                      anchor=family_anchor(family)) if found else ""  # fmt: skip


def _rules(pen: Pen) -> Iterator[str]:
    for family, rules in families(pen.matter).items():
        where = Place(place_of_rule(rules[0]).page)
        yield f"{pen.to(where, family_title(family))}: {len(rules)} rules"
