"""What composing decided about a metric, and by what: scores, ties, coverage, limits. Pure.

Reads what ``engine.compose`` decided; it decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.compose import LAST, OBJECTIVE_LIMIT, Candidate, buckets
from engine.explain.records import Ahead
from engine.explain.run import Run
from engine.explain.words import Words
from rules.records import Bar

_TIES = (
    "",
    "scores are even, and it rests on better ground",
    "scores and ground are even, and it serves an objective that you named earlier",
    "all else is even, and it stands further up in the list that brought it",
    "all else is even; the order of the alphabet decided",
)
"""By the place in ``Candidate.place`` that differs first."""


def decisions(run: Run, metric: str, words: Words) -> tuple[str, ...]:
    """What was decided about a metric, one sentence each."""
    return tuple(_decisions(run, metric, words))


def _decisions(run: Run, metric: str, words: Words) -> Iterator[str]:
    composed, label = run.results.composed, words.label(metric)
    if metric in run.results.selection.barred:
        yield f"{label} may not be on the scorecard: {_barring(run, metric)}."
        return
    made = [(rule, what) for rule, about, what in composed.decisions if about == metric]
    for rule, what in made:
        if rule == "headline":
            yield _headline(run, metric, words)
        elif rule == "coverage":
            place = int(what.rpartition(" ")[2]) - 1
            objective = words.named(run.results.builder.objectives[place])
            group = _group(run, metric, place, words)
            yield f"It is kept as the best KPI of your objective {objective}{group}."
    if metric in composed.roles:
        ranked = [each.metric for each in ranking(run)]
        yield f"By its score it is number {ranked.index(metric) + 1} of {len(ranked)} candidates."
    if metric in composed.cut:
        yield f"It is left out: {cut_words(composed.cut[metric])}."
    role_bars = {
        each.conclusion.as_
        for each in run.about(metric)
        if isinstance(each.conclusion, Bar) and each.conclusion.as_
    }
    if "headline" in role_bars:
        yield "It may not be the headline, because a rule forbids it."
    if metric in run.results.guards:
        guarded = words.listed(run.results.guards[metric])
        yield f"It guards {guarded}."
    if metric in run.results.selection.monitored():
        yield "It is on the list of what is looked at on a fixed beat."


def cut_words(cut_by: str) -> str:
    """What cut a candidate, in words."""
    return "its score is zero or less" if "score" in cut_by else f"the {cut_by}"


def _barring(run: Run, metric: str) -> str:
    rules = [each.fired.rule.id for each in run.results.selection.prohibitions
             if each.metric == metric and each.role is None]  # fmt: skip
    return f"{', '.join(dict.fromkeys(rules))} forbids it"


def _group(run: Run, metric: str, objective: int, words: Words) -> str:
    team = run.candidates[metric].lines[objective][0]
    return f", among those of {words.lower(team)}" if team else ""


def _headline(run: Run, metric: str, words: Words) -> str:
    composed = run.results.composed
    if composed.promoted:
        return "No rule names a headline; it ranks first among the KPIs, so it took the place."
    own = run.candidates[metric].headline_score
    others = [
        each
        for each in run.candidates.values()
        if each.metric != metric and each.headline_score > 0 and each.score > 0
    ]
    if not others:
        return f"It is the only one that rules name as headline, with {own} points for it."
    next_ = min(others, key=lambda each: (-each.headline_score, *each.place()))
    label = words.lower(next_.metric)
    if own > next_.headline_score:
        return (
            f"It is the headline: {own} points as headline, against {next_.headline_score} "
            f"for {label}."
        )
    reason = tie(run.candidates[metric], next_)
    if own == next_.headline_score and reason is not None:
        return f"It is the headline before {label}, with even points as headline: {reason}."
    return f"It led the first draft, and what followed from that does not put {label} in its place."


def tie(one: Candidate, other: Candidate) -> str | None:
    """Why one KPI ranks before another; None where it does not."""
    mine, theirs = one.place(), other.place()
    if mine >= theirs:
        return None
    first = next(n for n in range(len(mine)) if mine[n] != theirs[n])
    if first == 0:
        return f"its score is higher by {one.score - other.score}"
    if first == 2 and theirs[2] == LAST:
        return "scores and ground are even, and it serves an objective of yours"
    return _TIES[first]


def ranking(run: Run) -> list[Candidate]:
    """The candidates that some rule wants, best first."""
    return sorted((e for e in run.candidates.values() if e.wanted), key=Candidate.place)


def before_cut(run: Run, metric: str) -> list[Candidate]:
    """The KPIs that came before a candidate which a limit cut, and filled that limit."""
    one, composed = run.candidates[metric], run.results.composed
    kept = _reserved(run)
    before = [k for k in composed.kpis if k.metric in kept or k.place() < one.place()]
    if "objective" in composed.cut[metric]:
        return _in_full_buckets(run, one, before)
    return before


def ahead_of(run: Run, metric: str, words: Words) -> tuple[Ahead, ...]:
    """Those KPIs, each with why it came before."""
    one, kept = run.candidates[metric], _reserved(run)
    return tuple(_ahead(kpi, one, kept, run, words) for kpi in before_cut(run, metric))


def _reserved(run: Run) -> dict[str, str]:
    """KPIs that were kept before the rest was filled up, and by what."""
    made = run.results.composed.decisions
    return {about: rule for rule, about, _ in made if rule in ("headline", "coverage")}


def _in_full_buckets(run: Run, one: Candidate, before: Sequence[Candidate]) -> list[Candidate]:
    """Of the KPIs taken before, those in the groups that were full for this one."""
    limit = run.results.policy.in_force(run.results.builder.graph.knowledge)["kpi-limit"]
    full: dict[tuple[int, str], dict[str, list[Candidate]]] = {}
    for kpi in before:
        for bucket, line in buckets(kpi, limit):
            full.setdefault(bucket, {}).setdefault(line, []).append(kpi)
    kept: dict[str, Candidate] = {}
    for bucket, line in buckets(one, limit):
        there = full.get(bucket, {})
        if line not in there and len(there) >= OBJECTIVE_LIMIT:
            kept |= {kpi.metric: kpi for kpis in there.values() for kpi in kpis}
    return [kpi for kpi in before if kpi.metric in kept]


def _ahead(
    kpi: Candidate, one: Candidate, reserved: dict[str, str], run: Run, words: Words
) -> Ahead:
    reason = tie(kpi, one)
    if reason is None:
        # It ranks behind and stays all the same: it is the headline, or the best of an objective.
        if kpi.metric == run.results.composed.headline:
            reason = "it is the headline, which is chosen first"
        else:
            reason = "it is the best KPI of an objective, and each objective keeps one"
    elif run.results.composed.headline == kpi.metric:
        reason = f"it is the headline; {reason}"
    elif reserved.get(kpi.metric) == "coverage":
        reason = f"it is the best KPI of an objective; {reason}"
    by = max(0, kpi.score - one.score)
    label = words.label(kpi.metric)
    return Ahead(
        metric=kpi.metric,
        label=label,
        score=kpi.score,
        by=by,
        why=reason,
        says=f"{label} came before it ({kpi.score} against {one.score}): {reason}.",
    )
