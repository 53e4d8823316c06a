"""Two people changed one scorecard: what both did, put together where they touched other things.

A scorecard is taken apart into pieces, each of what makes sense only together, such as the amount
of a target and its unit. A piece that one side changed is taken from that side. One that both
changed, and not alike, is a clash; with a clash nothing is put together and a person chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from engine.explain.words import listed
from scorecards.document import Contract, DeclaredFactor, Scorecard, ScorecardKpi, Target
from scorecards.making.adopt import joint_objectives
from scorecards.part import Part
from scorecards.together import Initiative, JointObjective
from scorecards.versions.diff import Change, Words

Tree = dict[str, Any]
"""A record in pieces: name -> value or a tree again. None is what is not there."""

Path = tuple[str, ...]
"""Where a piece stands in the tree of a scorecard."""

_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "role": ("role", "reason"),
    "place": ("origin", "replaces"),
    "definition": ("variant", "formula"),
    "owners": ("kind", "lead", "co_owners"),
    "aim": ("change", "amount", "time", "low", "high", "currency"),
    "warnings": ("warn", "fail"),
    "adjustment": ("metric", "adjustment"),
    "review": ("accepted", "reviewed_by"),
}
"""Fields of one record that make sense only together."""

_NAMES = {
    "title": "the title",
    "period": "the period",
    "basis": "what it was recommended from",
    "review_on": "the review date",
    "launched_on": "the day of the launch",
    "launch_why": "the reason for the day of the launch",
    "before_launch": "the days before the launch",
    "settled": "what was settled first",
    "controls": "the control",
    "kpis": "the KPIs",
    "joint": "the joint objectives",
    "initiatives": "the initiatives",
    "pulses": "the pulses",
    "factors": "the outside factors",
    "place": "the place",
    "owners": "the owners",
    "own_part": "the own part",
    "tie_breaker": "the tie-breaker",
    "source": "the source of readings",
    "windows": "the read-out days",
    "aim": "the target",
    "warnings": "the warning values",
}
"""What a piece is called, where its field says it badly."""


def merge(
    base: Scorecard, mine: Scorecard, theirs: Scorecard, words: Words
) -> tuple[Scorecard | None, tuple[Change, ...]]:
    """What both did, in one scorecard; or why that cannot be.

    Args:
        base: What both were made from.
        mine: The one.
        theirs: The other.
        words: Names and figures.

    Returns:
        The scorecard and no clash; or None and the clashes, at least one.
    """
    clashes: list[Path] = []
    tree = _merged((), _apart(base), _apart(mine), _apart(theirs), clashes)
    if clashes:
        return None, tuple(_told(path, words) for path in clashes)
    try:
        card = _settled(base, mine, theirs, _scorecard(tree))
    except ValidationError as error:
        text = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        return None, (Change(fields=(), says=f"Together it cannot stand: {text}."),)
    found = (*_at_odds(card, mine, theirs, words), *_approved(base, mine, theirs))
    return (None, found) if found else (card, ())


def _merged(path: Path, base: Any, mine: Any, theirs: Any, clashes: list[Path]) -> Any:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        was = base if isinstance(base, dict) else {}
        return {
            name: _merged((*path, name), was.get(name), mine.get(name), theirs.get(name), clashes)
            for name in dict.fromkeys((*mine, *theirs))
        }
    settle = _SETTLED.get(path[-1])
    settled = settle(base, mine, theirs) if settle else None
    if settled is None:
        clashes.append(path)
    return settled


def _order(base: Path | None, mine: Path, theirs: Path) -> Path | None:
    """The order of what is left and what came; None where both put it in another order."""
    was = base or ()
    gone = {each for each in was if each not in mine or each not in theirs}
    same = [each for each in was if each not in gone]
    moved = [each for each in mine if each in same] != same
    if moved and same != [each for each in theirs if each in same]:
        return None
    trunk, other = (mine, theirs) if moved else (theirs, mine)
    order = [each for each in trunk if each not in gone]
    before: str | None = None
    for each in other:
        if each not in order and each not in gone:
            order.insert(order.index(before) + 1 if before else 0, each)
        before = each if each in order else before
    return tuple(order)


def _teams(base: Path | None, mine: Path, theirs: Path) -> Path | None:
    """The teams of a joint objective, less those that one took out, with those that one added."""
    was = base or ()
    kept = [each for each in theirs if each in mine or each not in was]
    kept.extend(each for each in mine if each not in was and each not in kept)
    return tuple(kept) if len(kept) > 1 else None


def _reasons(_: str | None, mine: str, theirs: str) -> str:
    return " ".join(filter(None, (theirs, mine)))


_SETTLED: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    "order": _order,
    "teams": _teams,
    "set_on": lambda _, mine, theirs: max(mine, theirs) if mine and theirs else None,
    "why": _reasons,
}
"""Pieces of which both changes can stand, by their name."""


def _apart(card: Scorecard) -> Tree:
    several: dict[str, tuple[Callable[[Any], str], Callable[[Any], Any]]] = {
        "kpis": (lambda kpi: kpi.metric, _kpi_apart),
        "dropped": (lambda dropped: dropped.metric, lambda dropped: dropped),
        "joint": (lambda joint: joint.objective, _joint_apart),
        "factors": (lambda each: f"{each.factor} {each.declared_on}", _pieces),
        "initiatives": (lambda initiative: initiative.id, _initiative_apart),
        "pulses": (lambda pulse: pulse.id, lambda pulse: pulse),
    }
    return {
        field: _keyed(getattr(card, field), *several[field])
        if field in several
        else getattr(card, field)
        for field in Scorecard.model_fields
    }


def _keyed(
    values: Iterable[Any],
    key: Callable[[Any], str],
    apart: Callable[[Any], Any] = lambda each: each,
) -> Tree:
    """Several records by their keys, with their order as a piece of its own."""
    each: Tree = {}
    for value in values:
        name = key(value)
        while name in each:
            name += " again"
        each[name] = apart(value)
    return {"order": tuple(each), "each": each}


def _pieces(record: Part) -> Tree:
    """A record in pieces, by field but for those that belong together."""
    fields = type(record).model_fields
    groups = {
        name: group for name, group in _TOGETHER.items() if all(each in fields for each in group)
    }
    grouped = {field for group in groups.values() for field in group}
    tree: Tree = {
        name: tuple(getattr(record, field) for field in group) for name, group in groups.items()
    }
    return tree | {field: getattr(record, field) for field in fields if field not in grouped}


def _kpi_apart(kpi: ScorecardKpi) -> Tree:
    target = None if kpi.target is None else _pieces(kpi.target)
    return _pieces(kpi) | {"contract": _pieces(kpi.contract), "target": target}


def _joint_apart(joint: JointObjective) -> Tree:
    return _pieces(joint) | {"signed": _keyed(joint.signed, lambda signed: signed.team)}


def _initiative_apart(initiative: Initiative) -> Tree:
    verdicts = _keyed(initiative.verdicts, lambda verdict: verdict.team)
    return _pieces(initiative) | {"verdicts": verdicts}


def _scorecard(tree: Tree) -> Scorecard:
    """The scorecard of a tree.

    Raises:
        ValidationError: What came together is none.
    """
    made: dict[str, Callable[[Tree], Any]] = {
        "kpis": _kpi,
        "joint": lambda each: JointObjective(**_flat(each) | {"signed": _listed(each["signed"])}),
        "factors": lambda each: DeclaredFactor(**_flat(each)),
        "initiatives": lambda each: Initiative(
            **_flat(each) | {"verdicts": _listed(each["verdicts"])}
        ),
    }
    fields = {}
    for field, value in tree.items():
        if isinstance(value, dict) and "order" in value:
            make = made.get(field)
            each = _listed(value)
            fields[field] = tuple(map(make, each)) if make else each
        else:
            fields[field] = value
    return Scorecard(**fields)


def _kpi(tree: Tree) -> ScorecardKpi:
    target = None if tree["target"] is None else Target(**_flat(tree["target"]))
    contract = Contract(**_flat(tree["contract"]))
    return ScorecardKpi(**_flat(tree) | {"contract": contract, "target": target})


def _listed(tree: Tree) -> tuple[Any, ...]:
    return tuple(tree["each"][name] for name in tree["order"])


def _flat(tree: Tree) -> dict[str, Any]:
    """The fields of a record in pieces."""
    fields: dict[str, Any] = {}
    for name, value in tree.items():
        if name in _TOGETHER:
            fields |= dict(zip(_TOGETHER[name], value, strict=True))
        else:
            fields[name] = value
    return fields


def _settled(base: Scorecard, mine: Scorecard, theirs: Scorecard, card: Scorecard) -> Scorecard:
    """The joint objectives follow the KPIs, where both sides changed KPIs and left that so."""
    follow = all(each.joint == joint_objectives(each) for each in (mine, theirs))
    if not follow or base.kpis in (mine.kpis, theirs.kpis):
        return card
    return card.model_copy(update={"joint": joint_objectives(card)})


def _at_odds(card: Scorecard, mine: Scorecard, theirs: Scorecard, words: Words) -> Iterator[Change]:
    """What contradicts itself only in the two together."""
    known = {*_contradictions(mine, words), *_contradictions(theirs, words)}
    yield from (each for each in _contradictions(card, words) if each not in known)


def _contradictions(card: Scorecard, words: Words) -> Iterator[Change]:
    if len(card.headlines) > 1:
        names = listed(sorted(words.label(kpi.metric) for kpi in card.headlines))
        yield Change(fields=("role",), says=f"It would have several headlines: {names}.")
    replaced = [kpi.replaces for kpi in card.kpis if kpi.replaces]
    for metric in dict.fromkeys(replaced):
        label = words.label(metric)
        if replaced.count(metric) > 1:
            says = f"Two KPIs would stand in the place of {label}."
            yield Change(metric=metric, fields=("replaces",), says=says)
        if any(each.metric == metric for each in card.dropped):
            says = f"{label} would be dropped, and another KPI would stand in its place."
            yield Change(metric=metric, fields=("replaces", "dropped"), says=says)


def _approved(base: Scorecard, mine: Scorecard, theirs: Scorecard) -> Iterator[Change]:
    """An approval of what the other side changed meanwhile."""
    for one, other in ((mine, theirs), (theirs, mine)):
        approved = one.status == "approved" != base.status
        if approved and (other.kpis, other.period) != (base.kpis, base.period):
            says = "One of you approved the scorecard while the other changed what it holds."
            yield Change(fields=("status",), says=says)


def _told(path: Path, words: Words) -> Change:
    """A clash as a sentence."""
    field, *rest = path
    piece = _NAMES.get(path[-1], f"the {path[-1].replace('_', ' ')}")
    if not rest:
        return Change(fields=path, says=f"Both changed {piece}.")
    if rest == ["order"]:
        says = f"Both put {_NAMES.get(field, 'what was dropped')} in another order."
        return Change(fields=(field,), says=says)
    label, inner = words.label(rest[1].split(" ")[0]), rest[2:]
    if field == "kpis":
        named = tuple(each for each in inner if each not in ("order", "each"))
        says = f"{label}: one took it out, the other changed it."
        if inner:
            says = f"Both changed {piece} of {label}."
        return Change(metric=rest[1], fields=named or ("metric",), says=says)
    what = {
        "dropped": f"the dropping of {label}",
        "joint": f"the joint objective {label}",
        "factors": f"the outside factor {label}",
    }.get(field, f"one of {_NAMES.get(field, field)}")
    return Change(fields=(field,), says=f"Both changed {what}.")
