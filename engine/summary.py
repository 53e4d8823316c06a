"""What the critique looks at: the composed scorecard in numbers, and the disputes it touches."""

from __future__ import annotations

from collections.abc import Mapping

from engine.appraise import concluded
from engine.compose import OBJECTIVE_LIMIT, Composed
from engine.facts import FactBuilder
from engine.recommendation import Held, Trait
from knowledge_graph.records import Dispute, Metric, Objective
from rules.vocabulary import Value, Vocabulary


def count_scorecard(
    builder: FactBuilder,
    composed: Composed,
    held: Mapping[str, Held],
    guards: Mapping[str, tuple[str, ...]],
) -> dict[str, Value]:
    """The counts that stand on the scorecard fact, under the names of ``fields.yaml``."""
    knowledge = builder.graph.knowledge
    metrics = [knowledge.get(Metric, one.metric) for one in composed.kpis]
    kinds = [held[one.metric].kind if one.metric in held else "unstated" for one in composed.kpis]
    covered = {place for one in composed.kpis for place in one.serves}
    objectives = [knowledge.get(Objective, objective) for objective in builder.objectives]
    counts = {
        "kpis": len(metrics),
        "headlines_proposed": sum(one.headline_score > 0 for one in composed.kpis),
        "direct": kinds.count("direct"),
        "shared": kinds.count("shared"),
        "contributing": kinds.count("contributing"),
        "unstated": kinds.count("unstated"),
        "leading": sum(metric.timing == "leading" for metric in metrics),
        "lagging": sum(metric.timing == "lagging" for metric in metrics),
        "quantitative": sum(metric.nature != "qualitative" for metric in metrics),
        "qualitative": sum(metric.nature != "quantitative" for metric in metrics),
        "guardrails": len(guards),
        "cut": sum("limit" in why for why in composed.cut.values()),
        "objectives": len(objectives),
        "uncovered": len(objectives) - len(covered),
        "over_five": sum(
            len({kpi.row for kpi in objective.kpis}) > OBJECTIVE_LIMIT for objective in objectives
        ),
        "adoption": sum(metric.family == "adoption" for metric in metrics),
        "answers": len(builder.profile.answered),
    }
    return {
        **{f"count_{name}": float(count) for name, count in counts.items()},
        "headline_promoted": composed.promoted,
    }


def inferred_alignment(traits: Mapping[str, Trait], vocabulary: Vocabulary) -> str | None:
    """What the evidence says of the alignment, whatever was said."""
    trait = traits.get("alignment")
    return concluded(trait.evidence, "alignment", vocabulary) if trait else None


def touched_disputes(builder: FactBuilder, composed: Composed) -> dict[str, str]:
    """Dispute -> the first KPI or chosen objective that it names.

    A dispute that names none is left to the rules that know when it matters.
    """
    graph = builder.graph
    here = [*(one.metric for one in composed.kpis), *builder.objectives]
    touched = {}
    for dispute in graph.knowledge.every(Dispute):
        names = set(graph.targets(dispute.id, "touches"))
        first = next((each for each in here if each in names), None)
        if first:
            touched[dispute.id] = first
    return touched
