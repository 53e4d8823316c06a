"""The guide beside a scorecard as a page of Markdown, to print or to paste. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from engine.guide import ground
from knowledge_graph.onboarding import BY_DAYS
from scorecards.exports.inert import inert, printable
from scorecards.onboarding.beside import Line, OnboardingGuide
from scorecards.story.figures import day

_BOX = {"open": "[ ]", "done": "[x]", "left-out": "[-]"}


def as_markdown(guide: OnboardingGuide, title: str) -> str:
    """The page.

    Args:
        guide: The guide.
        title: What its scorecard is called.
    """
    return "\n".join(_page(guide, title)) + "\n"


def _page(guide: OnboardingGuide, title: str) -> Iterator[str]:
    yield f"# First 90 days: {_said(title)}\n"
    yield f"Day 1 is {day(guide.start)}. {guide.settled} of {len(guide.lines)} are settled."
    for by_day in BY_DAYS:
        lines = guide.by_day(by_day)
        if not lines:
            continue
        last = lines[0].item.last_day
        yield f"\n## By day {by_day}{f', {day(last)}' if last else ''}\n"
        for line in lines:
            yield from _item(line)


def _item(line: Line) -> Iterator[str]:
    item = line.item
    carried = " (carried over)" if line.carried else ""
    yield f"- {_BOX[line.state]} **{_said(item.do)}**{carried}: {_said(item.how)} {_said(item.why)}"
    apart = ", ".join(item.apart)
    tools = ", ".join(each.label for each in item.instruments)
    asked = ", ".join(each.label for each in item.ask)
    for name, text in (
        ("Where it stands", line.because),
        ("Note", line.note),
        ("Keep apart", apart if len(item.apart) > 1 else ""),
        ("Measure it with", tools),
        ("Ask", asked),
        ("Rests on", ground(item.basis, item.citations)),
        ("Comes from", ", ".join(item.comes_from)),
    ):
        if text:
            yield f"  - {name}: {_said(text)}"


def _said(text: str) -> str:
    return inert(printable(text))
