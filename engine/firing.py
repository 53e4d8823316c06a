"""A rule that fired on a fact: what it concluded there, why, and on what ground."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.facts import Fact, weaker
from knowledge_graph.records import Basis, Citation
from rules.load import CatalogueRule
from rules.records import (
    Advise,
    Bar,
    Conclusion,
    Discourage,
    Find,
    Hold,
    Infer,
    Raise,
    Recommend,
    Reference,
)

_NAME = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True)
class Fired:
    """One firing."""

    rule: CatalogueRule
    fact: Fact
    label: Callable[[str], str]

    @property
    def basis(self) -> Basis:
        """What it rests on: the weaker of the rule's ground and that of what the rule read."""
        if self.fact.over == "link" or "metric_pmm_part" in self.rule.reads:
            return weaker(self.rule.rule.basis, self.fact.basis)
        return self.rule.rule.basis

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where it can be looked up: what the fact rests on first, then the rule."""
        return (*self.fact.citations, *self.rule.rule.citations)

    @property
    def text(self) -> str:
        """The reason, with the names of what it fired on."""
        return self.fill(self.rule.rule.because)

    def fill(self, text: str) -> str:
        """A text with ``$name`` replaced by what the fact holds under that name, as a label."""
        return _NAME.sub(self._said, text).strip() if "$" in text else text

    def _said(self, found: re.Match[str]) -> str:
        name = found[1]
        if name == "why":
            return self.fact.why
        value = self.fact.bindings.get(name)
        if value is None:
            return "the owning team" if name == "lead" else found[0]
        if isinstance(value, tuple):
            return ", ".join(self.label(item) for item in value) or "nobody else"
        return self.label(value)

    def each(self, reference: Reference | tuple[Reference, ...]) -> tuple[str, ...]:
        """The ids that references stand for here; ``$name`` may stand for none or several."""
        if isinstance(reference, tuple):
            return tuple(dict.fromkeys(found for one in reference for found in self.each(one)))
        value = self.fact.bindings.get(reference[1:], ()) if reference[0] == "$" else reference
        return (value,) if isinstance(value, str) else value

    def one(self, reference: Reference) -> str | None:
        """The id that a reference stands for here, or None."""
        return next(iter(self.each(reference)), None)

    def concluded(self) -> Iterator[str]:
        """Each conclusion in words, for the trace."""
        for conclusion in self.rule.rule.then:
            yield self._in_words(conclusion)

    def _in_words(self, conclusion: Conclusion) -> str:
        match conclusion:
            case Infer():
                return f"infer {conclusion.infer} {conclusion.value} ({conclusion.strength})"
            case Recommend():
                metric = self.one(conclusion.recommend)
                return f"recommend {metric} as {conclusion.as_} ({conclusion.strength})"
            case Discourage():
                return f"discourage {self.one(conclusion.discourage)} ({conclusion.strength})"
            case Bar():
                role = f" as {conclusion.as_}" if conclusion.as_ else ""
                return f"bar {self.one(conclusion.bar)}{role}"
            case Hold():
                return f"hold {conclusion.hold} ({conclusion.strength})"
            case Find():
                return f"find {conclusion.find} ({conclusion.severity})"
            case Raise():
                return f"raise {self.one(conclusion.raise_)}"
            case Advise():
                return "advise"
