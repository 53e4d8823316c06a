"""One case, judged: our answer and the baselines' beside what the practitioner recommends. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from engine.cases import Baselines, Case, CaseMapping, Wanted
from engine.recommendation import Kpi, Recommendation

DEPTH = 5
"""How many metrics of each answer are judged."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Score(_Part):
    """How one answer to one case did.

    Attributes:
        headline: Whether the answer's headline is one that the case marks; None where it marks
            none. The headline of a baseline is its first metric.
    """

    metrics: tuple[str, ...]
    hits: tuple[str, ...]
    recall: float
    precision: float
    any_hit: bool
    headline: bool | None


class Comparison(_Part):
    """What a case says of a recommended metric, beside what we say."""

    metric: str
    said: tuple[str, ...]
    found: tuple[str, ...]
    agrees: bool


class CaseResult(_Part):
    """One case, judged.

    Attributes:
        kpis: Every KPI in order, the headline first.
        missed: Each wanted metric that is not among those judged -> where it is instead.
        errors: KPIs that the case advises against.
        rules: Each metric judged -> the rules that speak for it.
        withheld: Our answer without what only the case's own source says.
        own_source: Hits for which every reason cites the case's own source.
    """

    id: str
    source_group: str
    profile: dict[str, Any]
    wanted: tuple[str, ...]
    headline: str | None
    kpis: tuple[str, ...]
    remit: Score
    withheld: Score
    popular: Score
    nearest: Score
    missed: dict[str, str]
    errors: tuple[str, ...]
    accountability: tuple[Comparison, ...]
    teams: tuple[Comparison, ...]
    rules: dict[str, tuple[str, ...]]
    own_source: tuple[str, ...]


def judge(
    case: Case,
    answer: Recommendation,
    withheld: Recommendation,
    words: CaseMapping,
    guesses: Baselines,
    metrics: set[str],
) -> CaseResult:
    """Judge an answer to a case, beside the one without what only the case's own source says.

    ``metrics`` are those that the catalogue has.
    """
    kpis = {kpi.metric: kpi for kpi in answer.kpis}
    judged = tuple(kpis)[:DEPTH]
    popular, near = guesses.popular(case), guesses.nearest(case)
    compared = list(_compared(case, words, kpis))
    hits = [metric for metric in judged if metric in case.wanted]
    return CaseResult(
        id=case.id,
        source_group=case.source_group,
        profile=answer.profile,
        wanted=case.wanted,
        headline=answer.headline,
        kpis=tuple(kpis),
        remit=_score(case, judged, answer.headline),
        withheld=_score(case, [kpi.metric for kpi in withheld.kpis][:DEPTH], withheld.headline),
        popular=_score(case, popular[:DEPTH], next(iter(popular), None)),
        nearest=_score(case, near[:DEPTH], next(iter(near), None)),
        missed={
            metric: _where(metric, answer) if metric in metrics else "not in the catalogue"
            for metric in case.wanted
            if metric not in judged
        },
        errors=tuple(
            dict.fromkeys(
                each.metric
                for each in case.discouraged_metrics
                if each.metric in kpis and each.metric not in case.wanted
            )
        ),
        accountability=tuple(each for field, each in compared if field == "accountability"),
        teams=tuple(each for field, each in compared if field == "teams"),
        rules={metric: tuple(_speakers(kpis[metric])) for metric in judged},
        own_source=tuple(metric for metric in hits if _rests_on(case.source, kpis[metric])),
    )


def _score(case: Case, metrics: Sequence[str], headline: str | None) -> Score:
    hits = tuple(metric for metric in metrics if metric in case.wanted)
    return Score(
        metrics=tuple(metrics),
        hits=hits,
        recall=round(len(hits) / len(case.wanted), 4),
        precision=round(len(hits) / DEPTH, 4),
        any_hit=bool(hits),
        headline=headline in case.headlines if case.headlines else None,
    )


def _where(metric: str, answer: Recommendation) -> str:
    places: dict[str, set[str]] = {
        f"a KPI after the first {DEPTH}": {each.metric for each in answer.kpis},
        "cut": {each.metric for each in answer.also_considered},
        "guardrail": {each.metric for each in answer.guardrails},
        "monitored": {each.metric for each in answer.monitor},
        "barred": {each.metric for each in answer.barred},
    }
    return next((place for place, there in places.items() if metric in there), "not a candidate")


def _compared(
    case: Case, words: CaseMapping, kpis: Mapping[str, Kpi]
) -> Iterator[tuple[str, Comparison]]:
    """What the case states of our KPIs, beside what we say; the first mention counts."""
    first: dict[str, Wanted] = {}
    for each in case.recommended_metrics:
        first.setdefault(each.metric, each)
    for metric, each in first.items():
        kind, teams = words.kind(case, each), words.owners(case, each)
        if metric not in kpis:
            continue
        held = kpis[metric].accountability
        if kind != "unstated":
            yield "accountability", _comparison(metric, (kind,), (held.kind,))
        found = {held.lead, *held.with_} - {None, "team.product-marketing"}
        if teams:
            yield "teams", _comparison(metric, teams, tuple(sorted(map(str, found))))


def _comparison(metric: str, said: tuple[str, ...], found: tuple[str, ...]) -> Comparison:
    """Agrees if anything is named by both."""
    return Comparison(metric=metric, said=said, found=found, agrees=bool({*said} & {*found}))


def _speakers(kpi: Kpi) -> list[str]:
    return sorted({reason.rule for reason in kpi.because if reason.for_})


def _rests_on(source: str, kpi: Kpi) -> bool:
    return all(
        source in {citation.source for citation in reason.citations}
        for reason in kpi.because
        if reason.for_
    )
