"""The page of one metric: what it is, who holds it, what it moves, what others report of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from engine import Adviser
from knowledge_graph.records import Benchmark, Metric, Variant
from scorecards.instruments.catalogue import for_metric
from ui.parts.linked import citations, explained, linked
from ui.parts.metric_facets import PARTS
from ui.parts.record_words import CADENCE, DIRECTION, QUALITY, TIMING
from ui.parts.routes import record_link
from ui.parts.texts import cited
from ui.parts.wording import BASIS, CONTROL, escape, listed
from ui.taking.address import to_measure


def show_metric(metric: Metric, adviser: Adviser) -> None:
    """Everything the record of a metric says, below its name and definition."""
    graph = adviser.graph
    _facts(metric)
    _teams(metric, adviser)
    explained("Your own part of it", graph.edges(metric.id, "own-part"), adviser)
    _variants(metric.variants, adviser)
    _benchmarks(metric, adviser)
    differences = (replace(edge, target=other) for other, edge in graph.differences(metric.id))
    explained("Easily taken for", tuple(differences), adviser)
    explained("It moves", graph.edges(metric.id, "drives"), adviser)
    linked("Moved by", (edge.source for edge in graph.into(metric.id, "drives")), adviser)
    linked("It ends in these corporate KPIs", graph.corporate(metric.id, ()), adviser)
    explained("Read it beside", graph.edges(metric.id, "read-with"), adviser)
    explained("Guarded by", graph.edges(metric.id, "guarded-by"), adviser)
    explained("Measured with", graph.edges(metric.id, "measured-with"), adviser)
    to_measure(for_metric(metric.id, adviser.knowledge))
    if metric.needs:
        st.markdown(f"**Needs data from:** {escape(listed(metric.needs))}")
    if metric.gate:
        st.markdown(f"**Taken on only with**: {escape(listed(metric.gate))}.")
    if metric.define_first:
        st.markdown(f"**Define first**: {escape(listed(metric.define_first))}.")
    if metric.example:
        said = f"{metric.example.percent:+g} percent by the {metric.example.deadline}"
        st.markdown(f"**Target as an example**: {said}; to be edited.")
    if metric.before_launch is not None:
        st.markdown(f"**First asked** {metric.before_launch} days before a launch.")
    if metric.after_launch is not None:
        st.markdown(
            f"**Compared** with how it stood before, {metric.after_launch} days after a launch."
        )
    if metric.pitfalls:
        lines = "\n".join(f"- {escape(each)}" for each in metric.pitfalls)
        st.markdown(f"**Beware**\n{lines}")


def _facts(metric: Metric) -> None:
    counts = " (counts activity, never a headline)" if metric.output_count else ""
    facts = {
        "Formula": metric.formula,
        "Unit": metric.unit,
        "Direction": DIRECTION[metric.direction],
        "Nature": metric.nature,
        "Timing": TIMING[metric.timing],
        "Read": CADENCE[metric.cadence],
        "Readings needed": f"not yet interpretable before {metric.min_readings}",
        "Family": metric.family.replace("-", " "),
        "Product marketing has": CONTROL[metric.control] + counts,
    }
    st.table(
        {"": list(facts), " ": [escape(each) for each in facts.values()]},
        border="horizontal",
        hide_index=True,
        hide_header=True,
        alt=f"What is known of {metric.label}",
    )


def _teams(metric: Metric, adviser: Adviser) -> None:
    st.markdown("**Who has which part in it**")
    st.table(
        {
            "Team": [record_link(each.team, adviser.knowledge) for each in metric.teams],
            "Part": [PARTS[each.part] for each in metric.teams],
            "Basis": [BASIS[each.basis] for each in metric.teams],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt=f"Which team has which part in {metric.label}",
    )
    found = (each for part in metric.teams for each in part.citations)
    citations(found, adviser, "Who holds it")


def _variants(variants: tuple[Variant, ...], adviser: Adviser) -> None:
    if not variants:
        return
    st.markdown("**Other definitions in use**")
    st.caption("Figures of two definitions must not be compared.")
    for each in variants:
        unit = f", in {escape(each.unit)}" if each.unit else ""
        with st.container(border=True, gap="xxsmall", key=f"variant_{each.id}"):
            st.markdown(f"**{escape(each.label)}**: {escape(each.formula)}{unit}")
            st.markdown(f"{escape(each.when)} *{BASIS[each.basis]}*")
            for citation in each.citations:
                st.caption(cited(citation, adviser.knowledge))


def _benchmarks(metric: Metric, adviser: Adviser) -> None:
    edges = adviser.graph.into(metric.id, "benchmark-of")
    found = [adviser.knowledge.get(Benchmark, edge.source) for edge in edges]
    if not found:
        return
    st.markdown("**What others report: not a target**")
    for each in sorted(found, key=lambda one: (-one.year, one.id)):
        key = "benchmark_" + each.id.partition(".")[2].replace("-", "_")
        with st.container(border=True, gap="xxsmall", key=key):
            st.markdown(f"**{escape(each.value)}** · {escape(each.population)}")
            st.caption(f"{each.year} · {QUALITY[each.quality]} · {BASIS[each.basis].lower()}")
            for citation in each.citations:
                st.caption(f":material/format_quote: {cited(citation, adviser.knowledge)}")


def show_benchmark(benchmark: Benchmark, adviser: Adviser) -> None:
    """A figure that somebody reports, with whom it speaks of."""
    st.markdown(f"**{escape(benchmark.value)}** · {escape(benchmark.population)}")
    st.caption(f"{benchmark.year} · {QUALITY[benchmark.quality]}. What others report: not a target")
    linked("It is about", [benchmark.of], adviser)
