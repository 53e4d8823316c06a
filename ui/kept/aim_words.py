"""A KPI of a scorecard in words: where it comes from, what is to be reached, how it is read."""

from __future__ import annotations

from decimal import Decimal

from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from rules.records import Role
from scorecards.document import Period, ScorecardKpi, Target
from scorecards.making.entered import late
from scorecards.ready import without_source
from scorecards.targets import aimed_at, checkpoints
from scorecards.units import measured, plain
from scorecards.versions.diff import Words
from ui.kept.here import day
from ui.parts.wording import escape, listed, value_word

ROLES: dict[Role, str] = {
    "headline": "Headline",
    "supporting": "Supporting",
    "guardrail": "Guardrail",
    "monitor": "Monitor",
}
ROLE_ICONS: dict[Role, str] = {
    "headline": ":material/star:",
    "supporting": ":material/check_circle:",
    "guardrail": ":material/shield:",
    "monitor": ":material/visibility:",
}
CHANGES: dict[str, str] = {
    "to-level": "To a level",
    "by-amount": "By an amount",
    "by-points": "By points",
    "by-relative-percent": "By percent of the baseline",
    "within-range": "Stay within a range",
}
DIRECTIONS = {
    "higher-is-better": "higher is better",
    "lower-is-better": "lower is better",
    "range": "neither more nor less is better: it has a healthy range",
}
CADENCES = ("continuous", "weekly", "monthly", "quarterly", "per-launch", "per-wave", "yearly")


def origin(kpi: ScorecardKpi, words: Words) -> str:
    """Where it comes from, as a badge; nothing for what was recommended."""
    if kpi.origin == "added":
        return ":orange-badge[:material/person_add: Not recommended]"
    if kpi.origin == "swapped" and kpi.replaces:
        return (
            f":orange-badge[:material/swap_horiz: In place of {escape(words.label(kpi.replaces))}]"
        )
    return ""


def aim(target: Target | None, unit: str, words: Words) -> str:
    """What is to be reached, from where and by when, as one line of Markdown."""
    if target is None:
        return "**No target yet.**"
    said = escape(words.target(target, unit))
    start, end = target.baseline, aimed_at(target, unit)
    told = [f"**{said}**"]
    if start is not None and end is not None and target.change != "to-level":
        told.append(f"from {_value(start, target, unit)} to {_value(end, target, unit)}")
    elif start is not None:
        told.append(f"from {_value(start, target, unit)}")
    told.append(f"by {day(target.deadline)}")
    return ", ".join(told)


def marks(target: Target | None, period: Period) -> str:
    """What should be seen of a target, as badges and words."""
    if target is None:
        return ""
    found = []
    if target.baseline is None:
        found.append(":orange-badge[:material/help: Baseline unknown]")
    if late(target, period):
        found.append(
            f":orange-badge[:material/schedule: Set on {day(target.set_on)}, "
            "after the period began]"
        )
    return " ".join(found)


def why(target: Target | None, period: Period) -> str:
    """What people wrote beside a target: why it changed, or a remark on the first one."""
    if target is None or not target.why:
        return ""
    label = "Why it was changed" if late(target, period) else "Remark"
    return f"{label}: {escape(target.why)}"


def steps(target: Target | None, unit: str, period: Period) -> str:
    """What is to be reached on the way, where there is a way; nothing else."""
    found = checkpoints(target, unit, period) if target else ()
    if target is None or len(found) < 2:
        return ""
    return "On the way: " + "; ".join(
        f"{_value(each.value, target, unit)} on {day(each.on)}" for each in found
    )


def thresholds(target: Target | None, unit: str) -> str:
    """From where a reading counts as at risk and as missed."""
    if target is None:
        return ""
    told = []
    if target.warn is not None:
        told.append(f"At risk from {_value(target.warn, target, unit)}.")
    if target.fail is not None:
        told.append(f"Missed from {_value(target.fail, target, unit)}.")
    return " ".join(told)


def measurable(kpi: ScorecardKpi, metric: Metric) -> str:
    """That it cannot be measured yet, where nobody named the system it is read from."""
    if not without_source(kpi, metric):
        return ""
    return ":orange-badge[:material/database_off: Not measurable yet] No data source is named."


def how_read(kpi: ScorecardKpi, knowledge: Knowledge) -> str:
    """Weight, source, cadence, windows and definition in one line."""
    told = [f"Weight {plain(kpi.weight)} percent" if kpi.weight is not None else ""]
    told.append(_source(kpi, knowledge))
    told.append(cadence(kpi.cadence))
    if kpi.before_launch:
        told.append(f"first read {kpi.before_launch} days before the launch")
    if kpi.windows:
        told.append(f"read {listed(map(str, kpi.windows))} days after the launch")
    told.append(f"Definition: {definition(kpi, knowledge)}" if kpi.variant or kpi.formula else "")
    return escape(" · ".join(each for each in told if each))


def _source(kpi: ScorecardKpi, knowledge: Knowledge) -> str:
    """The system of record; for what needs none, the instrument that it is measured with."""
    if kpi.source:
        return f"Source: {source(kpi.source, knowledge)}"
    record = knowledge.records.get(kpi.metric)
    if isinstance(record, Metric) and not without_source(kpi, record):
        return f"Source: {listed(knowledge.label(link.to) for link in record.measured_with)}"
    return "Source not named"


def source(name: str, knowledge: Knowledge) -> str:
    """A system that readings come from, as people call it."""
    spec = next(each for each in knowledge.fields.profile if each.name == "data_sources")
    return value_word(spec, name, knowledge)


def cadence(name: str) -> str:
    """How often it is read."""
    return name.replace("-", " ").capitalize()


def definition(kpi: ScorecardKpi, knowledge: Knowledge) -> str:
    """The definition in use."""
    record = knowledge.records.get(kpi.metric)
    if kpi.variant and isinstance(record, Metric):
        return next((each.label for each in record.variants if each.id == kpi.variant), kpi.variant)
    return kpi.formula or "as in the catalogue"


def serves(kpi: ScorecardKpi, words: Words) -> str:
    """The objectives that it serves."""
    if not kpi.objectives:
        return "Serves none of the objectives"
    return "Serves " + escape(listed((words.label(each) for each in kpi.objectives), "and"))


def _value(value: Decimal, target: Target, unit: str) -> str:
    return escape(measured(value, unit, target.currency))
