"""Where sources disagree about a metric, and what the other side would make of it. Pure.

What the scorecard would be under another policy is found by running again, never by guessing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.explain.records import Dissent, OtherPolicy, Outline
from engine.explain.run import Run
from engine.explain.what_if import moves
from engine.explain.words import HELD, PLACE, Words, sentence
from engine.firing import Fired
from engine.profile import Policy
from knowledge_graph.records import Dispute
from rules.records import Raise

Again = Callable[[Policy], Run]
"""Runs the same profile under another policy."""


def dissent(run: Run, metric: str | None, again: Again, words: Words) -> tuple[Dissent, ...]:
    """Every dispute that was raised and touches a metric; all that were raised if none is given."""
    raised = _raised(run)
    return tuple(
        _dissent(words.knowledge.get(Dispute, each), raised[each], run, metric, again, words)
        for each in sorted(raised)
        if metric is None or _touches(words.knowledge.get(Dispute, each), raised[each], metric, run)
    )


def _raised(run: Run) -> dict[str, list[Fired]]:
    raised: dict[str, list[Fired]] = {}
    for fired in run.results.fired:
        for conclusion in fired.rule.rule.then:
            if isinstance(conclusion, Raise):
                for dispute in fired.each(conclusion.raise_):
                    raised.setdefault(dispute, []).append(fired)
    return raised


def _touches(dispute: Dispute, raised: list[Fired], metric: str, run: Run) -> bool:
    """Whether a dispute is about a metric, an objective that it serves, or about all."""
    builder = run.results.builder
    mine = {metric, *(each for each in builder.objectives if builder.graph.serves(metric, each))}
    named = {link.to for link in dispute.touches}
    return (
        not named or bool(named & mine) or any(f.fact.own.get("metric") == metric for f in raised)
    )


def _dissent(
    dispute: Dispute,
    raised: list[Fired],
    run: Run,
    metric: str | None,
    again: Again,
    words: Words,
) -> Dissent:
    choice = dispute.policy
    in_force = run.results.policy.in_force(words.knowledge)[choice.key] if choice else None
    others: tuple[OtherPolicy, ...] = ()
    if choice:
        others = tuple(
            _other(choice.key, value, means, run, metric, again, words)
            for value, means in choice.values.items()
            if value != in_force
        )
    label = dispute.label
    policy = (
        f"The policy {choice.key} decides it; {in_force} is in force."
        if choice
        else "No policy decides it."
    )
    return Dissent(
        dispute=dispute.id,
        label=label,
        rule=raised[0].rule.id,
        policy=choice.key if choice else None,
        in_force=in_force,
        says=(sentence(f"Sources disagree: {label}"), policy),
        positions=tuple(
            Outline(
                text=sentence(position.says),
                id=f"{dispute.id} {position.id}",
                basis=position.basis,
                citations=position.citations,
                parts=(Outline(text=sentence(f"Holds when: {position.holds_when}")),),
            )
            for position in dispute.positions
        ),
        others=others,
    )


def _other(
    key: str, value: str, means: str, run: Run, metric: str | None, again: Again, words: Words
) -> OtherPolicy:
    policy = run.results.policy
    other = again(policy.model_copy(update={"choices": {**policy.choices, key: value}}))
    moved = moves(run, other, words)
    place = other.place(metric) if metric else None
    held = other.held(metric).kind if metric else None
    return OtherPolicy(
        policy=key,
        value=value,
        means=sentence(means),
        then=place,
        then_held=held,
        moved=moved,
        says=tuple(_says(key, value, metric, other, len(moved), words)),
    )


def _says(
    key: str, value: str, metric: str | None, other: Run, moved: int, words: Words
) -> Iterator[str]:
    count = f"{moved} metric{'s' if moved != 1 else ''}" if moved else "nothing"
    yield f"With {key} at {value}, {count} would differ."
    if metric:
        place, held = PLACE[other.place(metric)], HELD[other.held(metric).kind]
        said = f"{words.label(metric)} would be {place}"
        yield sentence(said if other.place(metric) == "out" else f"{said}, {held}")
