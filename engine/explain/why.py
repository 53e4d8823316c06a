"""Why a metric stands where it stands: the reason first, then every rule that spoke. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explain.decided import decisions
from engine.explain.proof import proof
from engine.explain.records import Outline, Spoke, Why
from engine.explain.run import Run
from engine.explain.spoke import held_words, spoke
from engine.explain.words import PLACE, Words, score_sum, sentence
from engine.facts import weaker
from knowledge_graph.graph import Edge
from knowledge_graph.records import BASES, Basis, Citation


def why(run: Run, metric: str, words: Words) -> Why:
    """Why a metric is on the scorecard, or what spoke about it where it is not."""
    told = [spoke(each, metric, run, words) for each in run.about(metric)]
    selected = sorted((each for each in told if each.stage == "select"), key=_weightiest)
    score = sum(each.weight for each in selected)
    return Why(
        metric=metric,
        label=words.label(metric),
        place=run.place(metric),
        says=_place_words(run, metric, words),
        justification=tuple(_justification(run, metric, selected, words)),
        spoke=tuple(selected),
        score=score,
        sum=score_sum(each.weight for each in selected),
        decided=decisions(run, metric, words),
        accountability=run.held(metric).kind,
        held_says=held_words(run, metric, words) if run.place(metric) != "out" else "",
        held=tuple(each for each in told if each.stage == "assign"),
        remarked=tuple(each for each in told if each.stage == "critique"),
        proof=proof(run, metric, words),
    )


def _weightiest(each: Spoke) -> tuple[int, int, str, str]:
    return (-abs(each.weight), BASES.index(each.basis), each.rule, each.fact)


def _place_words(run: Run, metric: str, words: Words) -> str:
    label = words.label(metric)
    place = run.place(metric)
    if place == "guardrail":
        guarded = words.listed(run.results.guards[metric])
        return f"{label} is a guardrail: it shows when {guarded} is being gamed."
    if place == "monitor":
        return f"{label} is a monitor: it is looked at on a fixed beat and is no target."
    return f"{label} is {PLACE[place]}."


def _justification(run: Run, metric: str, selected: list[Spoke], words: Words) -> Iterator[Outline]:
    yield from _purpose(run, metric, words)
    role = {"monitor": "monitor", "guardrail": "guardrail"}.get(run.place(metric))
    wanted = [each for each in selected if each.role is not None and not _forbids(each)]
    kpi = [each for each in wanted if each.weight > 0]
    best = next((each for each in (kpi if role is None else wanted) if _fits(each, role)), None)
    if best is None:
        against = next((each for each in selected), None)
        if against is None:
            yield Outline(text="No rule spoke for it or against it.")
            return
        yield Outline(text="No rule speaks for it as a KPI.")
        best = against
    yield Outline(text=best.because, id=best.rule, basis=best.basis, citations=best.citations)
    yield Outline(text=best.marks)


def _fits(each: Spoke, role: str | None) -> bool:
    return role is None or each.role == role


def _forbids(each: Spoke) -> bool:
    return each.strength is None


def _purpose(run: Run, metric: str, words: Words) -> Iterator[Outline]:
    """From the objective through the metric's path to its outcome and the corporate KPI."""
    graph, objectives = run.results.builder.graph, run.results.builder.objectives
    label = words.label(metric)
    served = [each for each in objectives if graph.serves(metric, each)]
    for objective in served:
        yield _path(run, metric, objective, words)
    if served:
        return
    start = "It serves none of your objectives." if objectives else "You named no objective."
    yield Outline(text=start)
    reached = graph.corporate(metric, ())
    if reached:
        text = f"{label} reaches {words.listed(reached)} through what it drives."
        yield Outline(text=text, id=metric, basis="editorial")


def _path(run: Run, metric: str, objective: str, words: Words) -> Outline:
    graph = run.results.builder.graph
    through = graph.path(metric, objective)
    outcomes = graph.targets(objective, "outcome")
    edges = [edge for edge in graph.edges(objective, "measured-by") if edge.target == metric]
    # An objective lists a metric on its own ground; a chain is told where it is not listed.
    listed_, chain = bool(edges), _chain(run, through)
    parts: list[Outline] = []
    if through[-1] in outcomes:
        drives = words.listed(through[1:-1])
        via = f" through {drives}" if drives else ""
        outcome = words.lower(through[-1])
        text = (
            f"{words.label(metric)} is what this objective is about."
            if len(through) == 1
            else f"{words.label(metric)} moves {outcome}{via}."
        )
        ends = [edge for edge in graph.edges(objective, "outcome") if edge.target == through[-1]]
        parts.append(_claim(text, metric, [*chain, *ends]))
    serves = list(graph.edges(objective, "serves"))
    if serves:
        targets = words.listed(edge.target for edge in serves)
        text = f"That objective serves {targets}."
        parts.append(_claim(text, objective, serves))
    lists = f", and its list names {words.lower(metric)}" if listed_ else ""
    head = _claim(f"Your objective is {words.named(objective)}{lists}.", objective, edges)
    return head.model_copy(update={"parts": tuple(parts)})


def _chain(run: Run, through: tuple[str, ...]) -> list[Edge]:
    graph = run.results.builder.graph
    return [
        edge
        for start, end in zip(through, through[1:], strict=False)
        for edge in graph.edges(start, "drives")
        if edge.target == end
    ]


def _claim(text: str, record: str, edges: list[Edge]) -> Outline:
    basis: Basis | None = None
    citations: dict[Citation, None] = {}
    for edge in edges:
        basis = edge.basis if basis is None else weaker(basis, edge.basis)
        citations |= dict.fromkeys(edge.citations)
    return Outline(text=sentence(text), id=record, basis=basis, citations=tuple(citations))
