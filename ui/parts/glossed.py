"""Words of the glossary, explained where each first turns up on a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Term
from ui.parts.wording import escape

PLAIN = frozenset(
    {
        "bar", "candidate", "condition", "control", "defect", "direct", "dispute", "draft",
        "editorial", "explanation", "finding", "firing", "focus", "leading", "monitor", "practice",
        "recommendation", "review", "rule", "score", "shared", "sourced", "stage", "strength",
        "supporting", "wave",
    }
)  # fmt: skip
"""Labels that also are plain words: in a sentence they mostly mean what everybody means by them."""


class Glossed:
    """The words of one page: what is said here has each word explained once.

    Args:
        knowledge: Whose glossary is used.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._names = {
            _key(name): term for term in knowledge.every(Term) for name in names_of(term)
        }
        longest_first = sorted(self._names, key=lambda name: (-len(name), name))
        words = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._find = re.compile(rf"(?<![\w-])({words})(s?)(?![\w-])", re.IGNORECASE)
        self._seen: dict[str, Term] = {}

    @property
    def seen(self) -> tuple[Term, ...]:
        """Every word that turned up so far, by name."""
        return tuple(sorted(self._seen.values(), key=lambda term: term.label.casefold()))

    def terms(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """The words of the glossary in a text, each where it first stands: from, to, which."""
        found: set[str] = set()
        for each in self._find.finditer(text):
            term = self._names.get(_key(each[1]))
            # An abbreviation is one only in capitals: a SQL is no sql.
            spelled = term is not None and (not _abbreviation(each[1].upper(), term) or _caps(each))
            if term is not None and spelled and term.id not in found:
                found.add(term.id)
                yield each.start(), each.end(), term

    def say(self, text: str) -> str:
        """A text as Markdown; a word that turns up for the first time leads to what it means.

        The meaning is told on resting over the word, and stands on the page it leads to.
        """
        parts, at = [], 0
        for start, end, term in self.terms(text):
            if term.id not in self._seen:
                self._seen[term.id] = term
                parts += [escape_within(text[at:start]), _link(text[start:end], term)]
                at = end
        return "".join([*parts, escape_within(text[at:])])

    def note(self, texts: Iterable[str]) -> None:
        """Count the words of texts that are shown without links, such as labels."""
        for text in texts:
            for _, _, term in self.terms(text):
                self._seen.setdefault(term.id, term)


def names_of(term: Term) -> tuple[str, ...]:
    """The names by which a word is known in a sentence: no plain word, no loose synonym."""
    if term.label.casefold() in PLAIN:
        return ()
    return (term.label, *(each for each in term.aliases if " " in each or "-" in each))


def escape_within(text: str) -> str:
    """A piece of a sentence made inert, with the spaces at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return f"{before}{escape(text)}{after}"


def _link(word: str, term: Term) -> str:
    meaning = " ".join(term.definition.split()).replace("\\", "").replace('"', "'")
    return f'[{escape(word)}](catalogue?id={term.id} "{meaning}")'


def _key(name: str) -> str:
    return name.casefold()


def _abbreviation(name: str, term: Term) -> bool:
    return name.isalpha() and name == term.label and len(name) > 1


def _caps(found: re.Match[str]) -> bool:
    return found[1].isupper()
