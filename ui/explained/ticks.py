"""Conditions, rules and sentences of an explanation as Markdown. Each tick comes with its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.explain.records import Checked, Moved, Outline, Spoke, Truth
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Citation
from ui.parts.routes import rule_link, with_rule_links
from ui.parts.texts import cited
from ui.parts.wording import BASIS, MARKS, escape

TICK: Mapping[Truth, str] = {
    "true": ":material/check:",
    "false": ":material/close:",
    "unknown": ":material/question_mark:",
}
LEGEND = f"{TICK['true']} holds · {TICK['false']} does not hold · {TICK['unknown']} not known"


def ticked(condition: Checked, depth: int = 0) -> str:
    """A condition and its parts as a list, each ticked and said."""
    return "\n".join(_ticked(condition, depth))


def _ticked(condition: Checked, depth: int) -> Iterator[str]:
    yield f"{'    ' * depth}- {TICK[condition.truth]} {escape(condition.says)}"
    for part in condition.parts:
        yield from _ticked(part, depth + 1)


def answers_held(spoke: Spoke) -> tuple[str, ...]:
    """What made a rule speak: the link it went by, and the comparisons that held."""
    start = (spoke.about,) if spoke.fact != "profile" else ()
    return (*start, *(each.says for each in _held(spoke.when)))


def _held(condition: Checked) -> Iterator[Checked]:
    if condition.mode is None and condition.truth == "true":
        yield condition
    if condition.truth == "true":
        for part in condition.parts:
            yield from _held(part)


def sentences(outlines: Iterable[Outline], knowledge: Knowledge) -> str:
    """Outlines as nested lists, each claim with its basis and where it can be looked up."""
    told: set[Citation] = set()
    return "\n".join(
        line for outline in outlines for line in _sentence(outline, 0, told, knowledge)
    )


def _sentence(
    outline: Outline, depth: int, told: set[Citation], knowledge: Knowledge
) -> Iterator[str]:
    indent = "    " * depth
    basis = f" *{BASIS[outline.basis]}*" if outline.basis else ""
    rule = f" ({rule_link(outline.id)})" if outline.id and "." not in outline.id else ""
    text = escape(outline.text)
    heading = bool(outline.parts) and outline.text[-1:] not in ".?!"
    yield f"{indent}- {f'**{text}**' if heading else text}{rule}{basis}"
    yield from quotes(outline.citations, depth + 1, told, knowledge)
    for part in outline.parts:
        yield from _sentence(part, depth + 1, told, knowledge)


def quotes(
    citations: Iterable[Citation], depth: int, told: set[Citation], knowledge: Knowledge
) -> Iterator[str]:
    """Citations as items of a list; the same one is told once."""
    for each in dict.fromkeys(citations):
        if each not in told:
            told.add(each)
            yield f"{'    ' * depth}- :material/format_quote: {cited(each, knowledge)}"


def lines(texts: Iterable[str]) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {escape(text)}" for text in texts if text)


def moves(moved: Iterable[Moved]) -> str:
    """What becomes of each metric, and the rules that do it, as a list."""
    return "\n".join(
        f"- **{MARKS[each.mark]}: {escape(each.label)}.** {change_words(each)}" for each in moved
    )


def change_words(change: Moved) -> str:
    """What became of a metric and the rules that did it; each rule is a link."""
    return with_rule_links(" ".join(change.says), {effect.rule for effect in change.by})
