"""The glossary, the sources, and what can be said of a role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from knowledge_graph.fields import FieldSpec
from knowledge_graph.records import Metric, Record, Source, Term
from rules.vocabulary import allowed_values
from ui.handbook.markup import bullets, page, section, sentence, table, title
from ui.handbook.pen import Matter, Pen, citations_of
from ui.handbook.places import LISTS, PROFILE, anchor_of
from ui.parts.listing import names
from ui.parts.markdown import inert
from ui.parts.wording import listed

MANY = 12
"""Above so many, what cites a source is counted and no longer listed."""
_KINDS = {
    "seed": "Seed documents",
    "practitioner": "Practitioners",
    "survey": "Surveys",
    "method": "Methods",
    "vendor": "Vendors",
}
_TYPES = {
    "one": "one of a list",
    "many": "any of a list",
    "number": "a number",
    "flag": "yes or no",
    "text": "text",
    "date": "a date",
}


def word_pages(matter: Matter) -> Iterator[tuple[str, str]]:
    """The path and the text of each of these pages."""
    for path, text in (
        (LISTS["term"], _glossary),
        (LISTS["source"], _sources),
        (PROFILE, _profile),
    ):
        yield path, text(Pen(matter, path))


def _glossary(pen: Pen) -> str:
    about = "Every word that is used in a set meaning, and every metric under its name."
    entries: dict[str, list[tuple[str, str]]] = {}
    linked = _Linked(pen)
    said = [(term.label, linked.term(term)) for term in pen.knowledge.every(Term)]
    said += [(metric.label, linked.metric(metric)) for metric in pen.knowledge.every(Metric)]
    for label, entry in said:
        first = label[0].upper() if label[0].isalpha() else "0-9"
        entries.setdefault(first, []).append((label.casefold(), entry))
    letters = (
        section(letter, bullets(entry for _, entry in sorted(found)))
        for letter, found in sorted(entries.items())
    )
    return page(title("Glossary"), pen.trail(), about, *letters)


class _Linked:
    """Entries of the glossary, with the metrics they name linked to their pages."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._named = {
            name: record_id
            for name, record_id in names(pen.knowledge).items()
            if record_id.startswith("metric.")
        }
        labels = {metric.label: metric.id for metric in pen.knowledge.every(Metric)}
        # A plain word such as "leads" may mean something else in a sentence.
        self._labels = {
            label.casefold(): record_id
            for label, record_id in labels.items()
            if " " in label or sum(letter.isupper() for letter in label) > 1
        }
        longest_first = sorted(self._labels, key=lambda label: (-len(label), label))
        words = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._find = re.compile(rf"(?<!\w)({words})(?!\w)", re.IGNORECASE)

    def term(self, term: Term) -> str:
        """A word: its other names, its meaning, the metric of that name."""
        mark = f'<a id="{anchor_of(term.id)}"></a>'
        also = f" ({', '.join(inert(alias) for alias in term.aliases)})" if term.aliases else ""
        return f"{mark}**{inert(term.label)}**{also}: {self._meaning(term)}{self._see(term)}"

    def metric(self, metric: Metric) -> str:
        """A metric: a link to its page, and its other names."""
        also = f", also {', '.join(inert(alias) for alias in metric.aliases)}"
        return f"{self._pen.link(metric.id)}: a metric{also if metric.aliases else ''}."

    def _meaning(self, term: Term) -> str:
        text = (
            term.definition if term.definition.endswith((".", "?", "!")) else term.definition + "."
        )
        pieces = self._find.split(text)
        return "".join(
            self._pen.link(self._labels[piece.casefold()], piece) if place % 2 else _piece(piece)
            for place, piece in enumerate(pieces)
        )

    def _see(self, term: Term) -> str:
        same = {self._named.get(name.casefold(), "") for name in (term.label, *term.aliases)}
        found = self._pen.links(sorted(same - {""}))
        return f" See {found}." if found else ""


def _piece(text: str) -> str:
    """A part of a sentence made inert, with the spaces at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{inert(text)}{after}"


def _sources(pen: Pen) -> str:
    about = "Everything that is cited, by kind, with what cites it."
    citing: dict[str, dict[str, str]] = {}
    for record in pen.knowledge.records.values():
        for citation in citations_of(record):
            citing.setdefault(citation.source, {})[record.id] = pen.link(record.id)
    for rule in pen.matter.catalogue.rules:
        for citation in citations_of(rule.rule):
            citing.setdefault(citation.source, {})[rule.id] = pen.rule_link(rule)
    parts = (
        section(
            words,
            bullets(
                _source(source, citing.get(source.id, {}), pen)
                for source in sorted(pen.knowledge.every(Source), key=_title)
                if source.kind == kind
            ),
        )
        for kind, words in _KINDS.items()
    )
    return page(title("Sources"), pen.trail(), about, *parts)


def _title(source: Record) -> tuple[str, str]:
    return source.label.casefold(), source.id


def _source(source: Source, citing: dict[str, str], pen: Pen) -> str:
    name = pen.source(source) if source.address else inert(source.label)
    year = f", {source.year}" if source.year else ""
    said = f'<a id="{anchor_of(source.id)}"></a>{name}{year}. {sentence(source.definition)}'
    if not citing:
        return said
    shown = ", ".join(citing.values()) if len(citing) <= MANY else _counted(citing)
    return f"{said} Cited by {shown}."


def _counted(ids: dict[str, str]) -> str:
    kinds = Counter(each.partition(".")[0] if "." in each else "rule" for each in ids)
    plural = {"corporate": "corporate KPIs", "focus": "focuses"}
    return listed(
        f"{count} {plural.get(kind, kind + 's') if count > 1 else kind}"
        for kind, count in sorted(kinds.items())
    )


def _profile(pen: Pen) -> str:
    about = (
        "A profile is what is known of a role. Every answer is optional, and one that is not given "
        "stops no rule. An answer for which nothing is named below is recorded and decides nothing."
    )
    fields = (_field(spec, pen) for spec in pen.knowledge.fields.profile)
    return page(title("What can be said of a role"), pen.trail(), about, *fields)


def _field(spec: FieldSpec, pen: Pen) -> str:
    values = allowed_values(spec, pen.knowledge)
    return section(
        spec.label,
        sentence(spec.meaning),
        f"What it decides: {sentence(spec.decides[:1].lower() + spec.decides[1:])}"
        * bool(spec.decides),
        f"In a profile: `{'.'.join(spec.path or (spec.name,))}`, {_TYPES[spec.type]}.",
        table(
            ("Value", "Meaning"),
            ((f"`{value}`", inert(meaning)) for value, meaning in values.items()),
        )
        if spec.values
        else _records(spec, list(values), pen),
        anchor=f"field-{spec.name.replace('_', '-')}",
    )


def _records(spec: FieldSpec, values: list[str], pen: Pen) -> str:
    """The records that a field takes as values, unless they are too many to list."""
    if not spec.values_from or spec.values_from == "metric":
        return ""
    ids = [f"{spec.values_from}.{value}" if spec.slugs else value for value in values]
    return f"Values: {pen.links(ids)}."
