"""Measures recommendations against what practitioners recommend in described situations. Pure.

Every case is judged beside two baselines that are computed in the same run, and a second time
without what only its own source says: that is nearest to what a case nobody has read would get.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from textwrap import fill
from typing import Any

from pydantic import BaseModel, ConfigDict

from engine.cases import Baselines, read_cases, read_mapping
from engine.judgement import DEPTH, CaseResult, Comparison, Score, judge
from engine.profile import Policy
from engine.recommend import Adviser
from engine.recommendation import Versions
from knowledge_graph.records import Metric

FIELDS = ("focus", "alignment", "stage")
"""The fields of the profile by whose value the figures are broken down."""

_ANSWERS = {
    "remit": "Remit",
    "withheld": "Remit, own source withheld",
    "popular": "most popular elsewhere",
    "nearest": "nearest situations",
}
_UNKNOWN = "unknown"

WIDTH = 100
"""Columns of the text."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figures(_Part):
    """Averages over cases; of the headline, over those that mark one."""

    recall: float
    precision: float
    any_hit: float
    headline: float | None


class Row(_Part):
    """Our figures and the baselines' over the same cases; ``count`` says over how many."""

    label: str
    count: int
    remit: Figures
    withheld: Figures
    popular: Figures
    nearest: Figures


class Standing(_Part):
    """In how many cases our recall is better than, equal to or worse than a baseline's."""

    baseline: str
    better: int
    equal: int
    worse: int


class Agreement(_Part):
    """How often we say of a recommended metric what the case says of it.

    Attributes:
        average: Over the cases that say something.
        constant: How many would agree if the commonest answer were always given.
        differences: ``said -> found``, and how often.
    """

    compared: int
    agreed: int
    average: float | None
    constant: int
    differences: dict[str, int]


class NarrowRule(_Part):
    """A rule all of whose hits lie in one source group; ``spoken``: of how many metrics judged."""

    rule: str
    source_group: str
    hits: int
    spoken: int


class Evaluation(_Part):
    """The whole measurement.

    Attributes:
        best_recall: What recall would be if every answer were the best of its length.
        recall_elsewhere: Recall without the hits for which every reason cites the case's own
            source. The baselines never see that source, so this is what compares with them.
        missed: Where the wanted metrics are that are not among those judged, and how often.
        unknown_metrics: Wanted metrics that the catalogue lacks -> the cases that want them.
        unknown_objectives: Objectives that the mapping prefers and the knowledge lacks.
    """

    stated_only: bool
    policy: dict[str, str]
    versions: Versions
    overall: Row
    by_source_group: Row
    by_field: dict[str, tuple[Row, ...]]
    standings: tuple[Standing, ...]
    best_recall: float
    recall_elsewhere: float
    accountability: Agreement
    teams: Agreement
    missed: dict[str, int]
    narrow_rules: tuple[NarrowRule, ...]
    unknown_metrics: dict[str, tuple[str, ...]]
    unknown_objectives: tuple[str, ...]
    cases: tuple[CaseResult, ...]

    def worst(self, count: int = 10) -> tuple[CaseResult, ...]:
        """The cases with the least recall; of equals, those that want most."""
        return tuple(
            sorted(self.cases, key=lambda one: (one.remit.recall, -len(one.wanted), one.id))[:count]
        )

    def as_text(self) -> str:
        """The measurement for a terminal of 100 columns."""
        return "\n".join(_text(self)) + "\n"

    def as_json(self) -> str:
        """The measurement as JSON; equal measurements give equal bytes."""
        return self.model_dump_json(indent=2)


def evaluate(
    cases: Any,
    mapping: Any,
    adviser: Adviser,
    policy: Policy | None = None,
    stated_only: bool = False,
) -> Evaluation:
    """Measure an adviser against cases.

    Args:
        cases: Plain data: ``cases``, a list of records.
        mapping: Plain data: what each value of the cases' vocabulary means for a profile.
        adviser: What is measured.
        policy: The policy of every recommendation.
        stated_only: Leave out what the author of a case concluded about its situation.

    Raises:
        CaseError: Naming the case and the field that cannot be used.
    """
    knowledge = adviser.knowledge
    read, words = read_cases(cases), read_mapping(mapping, knowledge)
    guesses = Baselines(read, words, stated_only)
    profiles = [words.profile(case, knowledge, stated_only) for case in read]
    answers = [adviser.recommend(profile, policy) for profile in profiles]
    others = {source: adviser.without_source(source) for source in {case.source for case in read}}
    metrics = {metric.id for metric in knowledge.every(Metric)}
    results = tuple(
        judge(
            case,
            answer,
            others[case.source].recommend(profile, policy),
            words,
            guesses,
            metrics,
        )
        for case, profile, answer in zip(read, profiles, answers, strict=True)
    )
    lacking = sorted({metric for one in results for metric in one.wanted} - metrics)
    return Evaluation(
        stated_only=stated_only,
        policy=answers[0].policy,
        versions=answers[0].versions,
        overall=_row("all cases", results),
        by_source_group=_row("all groups", _grouped(lambda one: one.source_group, results)),
        by_field={field: _by_field(field, results) for field in FIELDS},
        standings=tuple(_standing(each, results) for each in ("popular", "nearest")),
        best_recall=_mean([min(DEPTH, len(one.wanted)) / len(one.wanted) for one in results]),
        recall_elsewhere=_mean(
            [(len(one.remit.hits) - len(one.own_source)) / len(one.wanted) for one in results]
        ),
        accountability=_agreement([one.accountability for one in results]),
        teams=_agreement([one.teams for one in results]),
        missed=_ranked(Counter(where for one in results for where in one.missed.values())),
        narrow_rules=tuple(_narrow(results)),
        unknown_metrics={m: tuple(one.id for one in results if m in one.wanted) for m in lacking},
        unknown_objectives=words.unknown_objectives(knowledge),
        cases=results,
    )


def _mean(values: Sequence[float]) -> float:
    return round(fmean(values), 4)


def _figures(scores: Sequence[Score | Figures]) -> Figures:
    marked = [score.headline for score in scores if score.headline is not None]
    return Figures(
        recall=_mean([score.recall for score in scores]),
        precision=_mean([score.precision for score in scores]),
        any_hit=_mean([score.any_hit for score in scores]),
        headline=_mean(marked) if marked else None,
    )


def _row(label: str, results: Sequence[CaseResult | Row]) -> Row:
    """The averages of cases, or of rows that are averages themselves."""
    return Row(
        label=label,
        count=len(results),
        remit=_figures([one.remit for one in results]),
        withheld=_figures([one.withheld for one in results]),
        popular=_figures([one.popular for one in results]),
        nearest=_figures([one.nearest for one in results]),
    )


def _grouped(key: Callable[[CaseResult], str], results: Sequence[CaseResult]) -> tuple[Row, ...]:
    groups: dict[str, list[CaseResult]] = {}
    for one in results:
        groups.setdefault(key(one), []).append(one)
    return tuple(_row(label, same) for label, same in sorted(groups.items()))


def _by_field(field: str, results: Sequence[CaseResult]) -> tuple[Row, ...]:
    rows = _grouped(lambda one: str(one.profile.get(field, _UNKNOWN)), results)
    return tuple(sorted(rows, key=lambda row: row.label == _UNKNOWN))


def _standing(baseline: str, results: Sequence[CaseResult]) -> Standing:
    gains = [one.remit.recall - getattr(one, baseline).recall for one in results]
    return Standing(
        baseline=baseline,
        better=sum(gain > 0 for gain in gains),
        equal=sum(gain == 0 for gain in gains),
        worse=sum(gain < 0 for gain in gains),
    )


def _agreement(cases: Sequence[Sequence[Comparison]]) -> Agreement:
    every = [each for case in cases for each in case]
    shares = [fmean(each.agrees for each in case) for case in cases if case]
    commonest = Counter(said for each in every for said in each.said).most_common(1)
    return Agreement(
        compared=len(every),
        constant=commonest[0][1] if commonest else 0,
        agreed=sum(each.agrees for each in every),
        average=_mean(shares) if shares else None,
        differences=_ranked(
            Counter(
                f"{', '.join(each.said)} -> {', '.join(each.found) or 'nobody'}"
                for each in every
                if not each.agrees
            )
        ),
    )


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _narrow(results: Sequence[CaseResult]) -> Iterator[NarrowRule]:
    spoken: Counter[str] = Counter()
    hits: dict[str, Counter[str]] = {}
    for one in results:
        for metric, rules in one.rules.items():
            spoken.update(rules)
            for rule in rules if metric in one.remit.hits else ():
                hits.setdefault(rule, Counter())[one.source_group] += 1
    for rule, groups in sorted(hits.items()):
        if len(groups) == 1:
            [(group, count)] = groups.items()
            yield NarrowRule(rule=rule, source_group=group, hits=count, spoken=spoken[rule])


def _text(found: Evaluation) -> Iterator[str]:
    yield f"{found.overall.count} cases from {found.by_source_group.count} source groups" + (
        ", stated answers only" if found.stated_only else ""
    )
    for title, row in (
        ("averaged over cases", found.overall),
        ("averaged over source groups", found.by_source_group),
    ):
        heads = (f"recall@{DEPTH}", f"precision@{DEPTH}", "any hit", "headline")
        yield f"\n{title:30}{heads[0]:>12}{heads[1]:>13}{heads[2]:>9}{heads[3]:>10}"
        for answer, name in _ANSWERS.items():
            yield _figures_line(name, getattr(row, answer))
    yield f"\nThe best answers of {DEPTH} would reach a recall of {found.best_recall:.3f}."
    yield (
        f"Without hits for which every reason cites the case's own source, our recall is "
        f"{found.recall_elsewhere:.3f}."
    )
    for each in found.standings:
        yield (
            f"Against {_ANSWERS[each.baseline]}: better in {each.better} cases, equal in "
            f"{each.equal}, worse in {each.worse}."
        )
    yield from _breakdown(found)
    yield from _agreements(found)
    yield from _misses(found)
    yield from _narrow_text(found)


def _figures_line(name: str, row: Figures) -> str:
    headline = "-" if row.headline is None else f"{row.headline:.3f}"
    return f"  {name:28}{row.recall:12.3f}{row.precision:13.3f}{row.any_hit:9.3f}{headline:>10}"


def _breakdown(found: Evaluation) -> Iterator[str]:
    for field, rows in found.by_field.items():
        title = f"recall@{DEPTH} by {field}"
        yield f"\n{title:30}{'cases':>6}{'Remit':>9}{'withheld':>10}{'popular':>9}{'nearest':>9}"
        for row in rows:
            recalls = (row.popular.recall, row.nearest.recall)
            ours = f"{row.remit.recall:9.3f}{row.withheld.recall:10.3f}"
            yield f"  {row.label:28}{row.count:6}{ours}" + "".join(f"{r:9.3f}" for r in recalls)


def _agreements(found: Evaluation) -> Iterator[str]:
    yield ""
    for name, each in (("Accountability", found.accountability), ("Owner teams", found.teams)):
        average = "-" if each.average is None else f"{each.average:.3f}"
        yield (
            f"{name}: {each.agreed} of {each.compared} agree, {average} averaged over cases; "
            f"one answer for all: {each.constant}"
        )
        for what, count in each.differences.items():
            yield _wrapped(f"  {count:3}  {what}")


def _misses(found: Evaluation) -> Iterator[str]:
    yield "\nWanted metrics that were not judged, and where they are instead:"
    for where, count in found.missed.items():
        yield f"  {count:3}  {where}"
    for one in found.cases:
        for metric in one.errors:
            yield f"Error in {one.id}: {_slug(metric)} is a KPI, and the case advises against it"
    for metric, cases in found.unknown_metrics.items():
        yield _wrapped(f"Not in the catalogue: {_slug(metric)}, wanted by {', '.join(cases)}")
    if found.unknown_objectives:
        slugs = ", ".join(each.partition(".")[2] for each in found.unknown_objectives)
        yield _wrapped(f"Objectives that the mapping asks for in vain: {slugs}")
    yield "\nThe cases with the least recall:"
    for one in found.worst():
        missed = ", ".join(f"{_slug(metric)} ({where})" for metric, where in one.missed.items())
        yield _wrapped(f"  {one.remit.recall:.2f}  {one.id} ({one.source_group}): {missed}")


def _narrow_text(found: Evaluation) -> Iterator[str]:
    yield "\nRules that help one source group only (hits, of how many metrics they speak for):"
    for each in found.narrow_rules:
        yield f"  {each.rule}  {each.source_group:24}{each.hits:4}{each.spoken:5}"


def _slug(metric: str) -> str:
    return metric.removeprefix("metric.")


def _wrapped(line: str) -> str:
    return fill(line, WIDTH, subsequent_indent=" " * 8, break_on_hyphens=False)
