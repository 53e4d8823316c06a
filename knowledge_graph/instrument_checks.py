"""What has to hold of instruments, so that what they give is a reading of what they feed."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge_graph.check import Check, Found
from knowledge_graph.graph import Graph
from knowledge_graph.measures import USUAL, Figure, Instrument
from knowledge_graph.records import Metric


def _figures_feed_what_they_measure(graph: Graph) -> Iterator[Found]:
    for instrument in graph.knowledge.every(Instrument):
        for figure in instrument.measure.figures if instrument.measure else ():
            wrong = _misfit(figure, instrument.id, graph) if figure.feeds else ""
            if wrong:
                yield instrument.id, f"`{figure.name}` {wrong}", str(figure.feeds)


def _misfit(figure: Figure, instrument: str, graph: Graph) -> str:
    """Why a figure is no reading of the metric that it feeds; empty where it is."""
    metric = graph.knowledge.records.get(str(figure.feeds))
    if not isinstance(metric, Metric):
        return f"feeds `{figure.feeds}`, which is no metric"
    if instrument not in graph.targets(metric.id, "measured-with"):
        return f"feeds `{metric.id}`, which is not measured with this instrument"
    variants = {each.id: each for each in metric.variants}
    for name in (figure.variant or USUAL, *figure.also):
        if name != USUAL and name not in variants:
            return f"is the definition `{name}`, which `{metric.id}` does not have"
        unit = (variants[name].unit if name != USUAL else None) or metric.unit
        if figure.unit != unit:
            return f"is counted in {figure.unit}, and `{metric.id}` ({name}) in {unit}"
    return ""


def _measured_or_said_why_not(graph: Graph) -> Iterator[Found]:
    for each in graph.knowledge.every(Instrument):
        if (each.measure is None) == (each.unmeasured is None):
            what = "neither `measure` nor" if each.measure is None else "both `measure` and"
            yield each.id, f"it has {what} `unmeasured`", ()


CHECKS = (
    Check(
        "G170",
        "A result kept as a reading of another quantity spoils every target set on it.",
        "let it feed a metric that is measured so, in its unit, or nothing",
        _figures_feed_what_they_measure,
    ),
    Check(
        "G171",
        "An instrument that is only named must say so, or people look for its form.",
        "give it a `measure`, or say in `unmeasured` why it has none",
        _measured_or_said_why_not,
    ),
)
