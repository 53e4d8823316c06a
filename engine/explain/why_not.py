"""Why a metric is no KPI: forbidden, outranked, outweighed, or no rule speaks for it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from engine.compose import AS_KPI
from engine.explain.checked import check
from engine.explain.decided import ahead_of, cut_words, ranking
from engine.explain.nearness import Start, Way, Ways, distance, start_of
from engine.explain.records import Checked, Nearest, WhyNot
from engine.explain.run import Run
from engine.explain.spoke import link_words, spoke, suggests
from engine.explain.words import PLACE, Words, marks, score_sum, sentence
from engine.facts import weaker
from engine.firing import Fired
from knowledge_graph.records import BASES, Basis, Metric
from rules.condition import NEVER, Fields, evaluate
from rules.records import WEIGHT, Bar, Recommend

SHOWN = 10
"""Nearest rules that are shown; how many there are is said."""


def why_not(run: Run, metric: str, ways: Ways, words: Words) -> WhyNot:
    """Why a metric is no KPI; says so where it is one."""
    told = [spoke(each, metric, run, words) for each in run.about(metric)]
    selected = [each for each in told if each.stage == "select"]
    bars = {
        each.fired.rule.id
        for each in run.about(metric)
        if isinstance(each.conclusion, Bar) and each.conclusion.as_ is None
    }
    status, composed = _status(run, metric), run.results.composed
    candidate = run.candidates.get(metric)
    ahead = ahead_of(run, metric, words) if status == "outranked" else ()
    last = next((each for each in reversed(_ranked_before(run, metric)) if each in
                 {one.metric for one in ahead}), None)  # fmt: skip
    short = None
    if candidate is not None and last is not None:
        short = run.candidates[last].score - candidate.score
    elif status == "outweighed" and candidate is not None:
        short = 1 - candidate.score
    nearest, count = _nearest(run, metric, ways, words) if status != "kpi" else ((), 0)
    answer = WhyNot(
        metric=metric,
        label=words.label(metric),
        place=run.place(metric),
        status=status,
        says=(),
        barred=tuple(each for each in selected if each.rule in bars and each.strength is None),
        score=candidate.score if candidate and candidate.wanted else None,
        sum=score_sum(each.weight for each in selected) if candidate and candidate.wanted else "",
        cut_by=composed.cut.get(metric, ""),
        short_by=short,
        ahead=ahead,
        spoke=tuple(selected),
        nearest=nearest,
        nearest_of=count,
    )
    return answer.model_copy(update={"says": tuple(_says(answer, run, words))})


def _ranked_before(run: Run, metric: str) -> list[str]:
    names = [each.metric for each in ranking(run)]
    return names[: names.index(metric)] if metric in names else []


def _status(run: Run, metric: str) -> str:
    results = run.results
    if metric in results.composed.roles:
        return "kpi"
    if metric in results.selection.barred:
        return "barred"
    cut = results.composed.cut.get(metric)
    if cut is not None:
        return "outweighed" if "score" in cut else "outranked"
    if metric in results.guards:
        return "guards"
    return "monitored" if metric in results.selection.monitored() else "no-candidate"


def _says(answer: WhyNot, run: Run, words: Words) -> Iterator[str]:
    label = answer.label
    match answer.status:
        case "kpi":
            yield f"{label} is a KPI here: it is {PLACE[answer.place]}."
            return
        case "barred":
            rules = ", ".join(dict.fromkeys(each.rule for each in answer.barred))
            yield f"{label} is forbidden by {rules}."
        case "outranked":
            yield f"{label} is a candidate, but {cut_words(answer.cut_by)} leaves no room for it."
            count = len(answer.ahead)
            yield f"{count} KPI{'s' if count != 1 else ''} came before it."
            if answer.short_by is not None:
                yield _short(answer.short_by)
        case "outweighed":
            yield f"Rules speak for {words.lower(answer.metric)}, but its score is {answer.sum}."
            yield "A candidate needs a score above zero."
        case "guards" | "monitored":
            yield f"{label} is on the scorecard, but not as a KPI."
            what = (
                "guards other KPIs" if answer.status == "guards" else "is watched on a fixed beat"
            )
            yield f"It {what}; no rule speaks for it as a KPI."
        case _:
            nobody = f"No rule speaks for {words.lower(answer.metric)} as a KPI"
            against = any(each.weight < 0 for each in answer.spoke)
            yield f"{nobody}, and some speak against it." if against else f"{nobody} here."
    reason = words.knowledge.get(Metric, answer.metric).unreached
    if reason:
        yield f"By design no rule and no link brings it to a scorecard. {reason}"
    if answer.nearest:
        first = answer.nearest[0]
        answers = f"{first.distance} answer{'s' if first.distance != 1 else ''}"
        if answer.status == "no-candidate":
            yield f"The nearest rule, {first.rule}, is at least {answers} away."
        ways = "way" if answer.nearest_of == 1 else "ways"
        yield f"In {answer.nearest_of} {ways} a rule could have spoken for it and did not."
    elif not answer.spoke:
        yield "No other answers make any rule speak for it."


def _short(short_by: int) -> str:
    if short_by <= 0:
        return "Its score is even with the last of them; a tie decided."
    return f"It lacks {short_by} point{'s' if short_by != 1 else ''} to the last of them."


def _nearest(run: Run, metric: str, ways: Ways, words: Words) -> tuple[tuple[Nearest, ...], int]:
    """The nearest ways in which rules did not speak for a metric, and how many there are."""
    builder = run.results.builder
    fired = {(each.rule.id, each.fact.id) for each in run.results.fired}
    links = {edge: start_of(edge, run) for edge in {way.edge for way in ways.to(metric)}}
    facts = {
        edge: builder.profile_fact()
        if edge is None
        else builder.link(edge, run.results.draft.get(edge.source))
        for edge in links
    }
    fields = {edge: fact.fields for edge, fact in facts.items()}
    found: list[tuple[tuple[object, ...], Way, int]] = []
    for way in ways.to(metric):
        if (way.rule.id, facts[way.edge].id) in fired:
            continue
        patterns = ways.branches[way.rule.id]
        away = distance(way, fields[way.edge], links[way.edge], patterns, run)
        if away is not None:
            key = (
                away,
                -WEIGHT[way.conclusion.strength],
                BASES.index(_basis(way)),
                way.rule.id,
                facts[way.edge].id,
                AS_KPI.index(way.conclusion.as_),
            )
            found.append((key, way, away))
    found.sort(key=lambda each: each[0])
    shown = []
    for _, way, away in found[:SHOWN]:
        conclusion: Recommend = way.conclusion
        rule = way.rule.rule
        citations = way.edge.citations if way.edge else ()
        shown.append(
            Nearest(
                rule=rule.id,
                title=rule.title,
                says=suggests(conclusion.as_, metric, conclusion.strength, words),
                marks=marks(conclusion.strength, _basis(way)),
                because=sentence(Fired(way.rule, facts[way.edge], words.label).text),
                through=link_words(facts[way.edge], words) if way.edge else "",
                blocking=tuple(_blocking(way, links[way.edge], fields[way.edge], run, words)),
                distance=away,
                basis=_basis(way),
                citations=tuple(dict.fromkeys((*citations, *rule.citations))),
            )
        )
    return tuple(shown), len(found)


def _basis(way: Way) -> Basis:
    rule = way.rule.rule.basis
    return weaker(rule, way.edge.basis) if way.edge else rule


def _blocking(way: Way, start: Start, fields: Fields, run: Run, words: Words) -> Iterator[Checked]:
    """The conditions that failed or were unknown: the link's start, the rule's own, its excepts."""
    if start.field and not start.chosen:
        yield _start(start, way, run, words)
    if run.results.policy.sourced_only and _basis(way) != "sourced":
        text = "What goes beyond the seed documents counts"
        yield Checked(text=text, says=f"{text}: no (the policy in force).", truth="false",
                      field="policy_evidence", found="sourced-only")  # fmt: skip
    over = way.rule.rule.over
    when = check(way.rule.when, fields, run.inferred, words, over)
    if when.truth != "true":
        yield from _failing(when)
    if way.rule.unless != NEVER and evaluate(way.rule.unless, fields) is True:
        unless = check(way.rule.unless, fields, run.inferred, words, over)
        yield unless.model_copy(
            update={"text": f"unless {unless.text}", "says": f"Unless: {unless.says}"}
        )


def _failing(checked: Checked) -> Iterator[Checked]:
    """The parts that fail; a group of alternatives is kept whole."""
    if checked.mode == "all":
        for part in checked.parts:
            if part.truth != "true":
                yield from _failing(part)
    else:
        yield checked


def _start(start: Start, way: Way, run: Run, words: Words) -> Checked:
    """That the start of a link is not chosen, as a condition."""
    source = way.edge.source if way.edge else ""
    if start.field == "place":
        text = (
            f"{words.label(source)} is {'the headline' if start.value == 'headline' else 'a KPI'}"
        )
        found = PLACE[run.place(source)]
        says = f"{text}: no ({found})."
        return Checked(text=text, says=says, truth="false", field="", found=found)
    label = words.field(start.field).label
    value = run.results.builder.fields.get(start.field)
    many = isinstance(value, frozenset) or start.field == "objectives"
    shown = frozenset({start.value}) if many else start.value
    wanted = words.value(start.field, shown)
    text = f"{label} include {wanted}" if many else f"{label} is {wanted}"
    if value is None:
        return Checked(text=text, says=f"{text}: not known (nobody said it).", truth="unknown",
                       field=start.field, found="nobody said it")  # fmt: skip
    inferred = start.field in run.inferred
    found = "you did not name it"
    if not many:
        said = words.value(start.field, value)
        found = f"rules infer {said}" if inferred else f"you said {said}"
    return Checked(text=text, says=f"{text}: no ({found}).", truth="false", field=start.field,
                   found=found, inferred=inferred)  # fmt: skip
