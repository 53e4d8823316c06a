"""Scenarios: a profile, and what the adviser must say of it. Read strictly, compared key by key.

A list says "all of these, perhaps more"; only `exactly` is the whole list, in order. What a
scenario does not mention, it leaves open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine import Adviser, Policy, Profile, ProfileError, Recommendation, read_policy, read_profile
from knowledge_graph.yaml_file import read

FOLDER = Path(__file__).parents[1] / "scenarios"
NONE = "none"
"""The role or accountability of a metric that is not there."""

CITATIONS = frozenset({"fired", "by"})
"""Keys that look at the trace alone, and not at what a manager is told."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expect(_Closed):
    """What one recommendation must say."""

    headline: str | None = None
    exactly: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    not_kpis: tuple[str, ...] = ()
    roles: dict[str, str] = {}
    promoted: bool = False
    holds: dict[str, str] = {}
    leads: dict[str, str] = {}
    with_: dict[str, tuple[str, ...]] = Field({}, alias="with")
    own_part: dict[str, tuple[str, ...]] = {}
    monitor: tuple[str, ...] = ()
    not_monitor: tuple[str, ...] = ()
    guardrails: dict[str, tuple[str, ...]] = {}
    not_guardrails: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    headline_barred: tuple[str, ...] = ()
    not_headline_barred: tuple[str, ...] = ()
    cut: dict[str, str] = {}
    alignment: dict[str, str | bool] = {}
    motion: dict[str, str | bool] = {}
    partner_team: dict[str, str | bool] = {}
    because: dict[str, tuple[str, ...]] = {}
    fired: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    no_findings: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    no_disputes: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    no_advice: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    not_unused: tuple[str, ...] = ()
    next_question: str | None = None
    windows: dict[str, tuple[int, ...]] = {}
    define_first: dict[str, tuple[str, ...]] = {}
    read_with: dict[str, tuple[str, ...]] = {}
    measurable: dict[str, bool | None] = {}
    control: dict[str, str] = {}
    basis: dict[str, str] = {}
    refused: str = ""


class ExpectChange(_Closed):
    """What one changed answer or policy must change; pairs are before and after."""

    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    headline: tuple[str | None, str | None] = (None, None)
    roles: dict[str, tuple[str, str]] = {}
    accountability: dict[str, tuple[str, str]] = {}
    findings_came: tuple[str, ...] = ()
    findings_went: tuple[str, ...] = ()
    headline_barred_came: tuple[str, ...] = ()
    barred_came: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


class Scenario(_Closed):
    """One entry of a scenario file."""

    name: str
    seed: tuple[str, ...] = ()
    practice: tuple[int, ...] = ()
    profile: dict[str, Any]
    policy: dict[str, str] = {}
    sourced_only: bool = False
    change: dict[str, Any] = {}
    change_policy: dict[str, str] = {}
    expect: Expect | None = None
    expect_change: ExpectChange | None = None


@dataclass(frozen=True)
class Placed:
    """A scenario and the file it stands in."""

    file: str
    scenario: Scenario

    @property
    def id(self) -> str:
        return f"{self.file}: {self.scenario.name}"


def read_scenarios(folder: Path = FOLDER) -> list[Placed]:
    """Every scenario of a folder.

    Raises:
        ValueError: Naming the file, the scenario, and what is wrong with it.
    """
    found = []
    for path in sorted(folder.glob("*.yaml")):
        for entry in read(path, path.name).data:
            found.append(Placed(path.stem, _scenario(entry, path.name)))
    names = [each.id for each in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"these names stand twice: {', '.join(twice)}")
    return found


def _scenario(entry: Any, file: str) -> Scenario:
    name = entry.get("name", "a scenario without a name") if isinstance(entry, dict) else entry
    try:
        scenario = Scenario.model_validate(entry)
    except ValidationError as error:
        item = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in item["loc"])
        raise ValueError(f"{file}: {name}: {where}: {item['msg']}") from None
    changes = bool(scenario.change or scenario.change_policy)
    if changes is not bool(scenario.expect_change) or changes is bool(scenario.expect):
        raise ValueError(f"{file}: {name}: write `expect`, or a change with `expect_change`")
    if not (scenario.expect or scenario.expect_change).model_fields_set:
        raise ValueError(f"{file}: {name}: expects nothing")
    return scenario


def ids_in(scenario: Scenario) -> Iterator[str]:
    """Every metric, team, dispute and rule that a scenario expects something of."""
    yield from _ids((scenario.expect or scenario.expect_change).model_dump())


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _ids(key)
            yield from _ids(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _ids(item)
    elif isinstance(value, str):
        yield from (word for word in value.split() if _looks_like_an_id(word))


def _looks_like_an_id(word: str) -> bool:
    family, _, number = word.partition("-")
    return word.startswith(("metric.", "team.", "dispute.")) or (
        len(family) == 3 and family.isupper() and number.isdigit()
    )


def answers(scenario: Scenario, adviser: Adviser) -> list[Recommendation]:
    """What the adviser says: one recommendation, or those before and after the change."""
    asked = [(scenario.profile, scenario.policy)]
    if scenario.expect_change:
        changed = {**scenario.profile, **scenario.change}
        asked.append((changed, {**scenario.policy, **scenario.change_policy}))
    return [adviser.recommend(*_read(*each, scenario, adviser)) for each in asked]


def _read(
    profile: dict[str, Any], policy: dict[str, str], scenario: Scenario, adviser: Adviser
) -> tuple[Profile, Policy]:
    return (
        read_profile(profile, adviser.knowledge),
        read_policy(policy, adviser.knowledge, scenario.sourced_only),
    )


def failures(
    scenario: Scenario, adviser: Adviser, leave_out: frozenset[str] = frozenset()
) -> list[str]:
    """Everything in which the adviser does not do as the scenario expects."""
    refused = scenario.expect.refused if scenario.expect else ""
    try:
        found = answers(scenario, adviser)
    except ProfileError as error:
        if refused and refused in str(error):
            return []
        wanted = f"`{refused}`" if refused else "an answer"
        return [f"refused: wanted {wanted}, got `{error}`"]
    if refused:
        return [f"refused: wanted `{refused}`, got an answer"]
    expect = scenario.expect or scenario.expect_change
    seen = seen_in(found[0]) if scenario.expect else changed_between(*map(seen_in, found))
    return [
        f"{key}: {fault}"
        for key in type(expect).model_fields
        if key in expect.model_fields_set and key not in leave_out
        for fault in _COMPARE.get(key, _same)(getattr(expect, key), seen[key])
    ]


def seen_in(answer: Recommendation) -> dict[str, Any]:
    """A recommendation under the keys of `Expect`."""
    kpis = {kpi.metric: kpi for kpi in answer.kpis}
    guards = {each.metric: each.guards for each in answer.guardrails}
    guards |= {kpi.metric: kpi.guards for kpi in answer.kpis if kpi.guards}
    everywhere = {each.metric: each for each in (*answer.monitor, *answer.guardrails)} | kpis
    held = {metric: each.accountability for metric, each in everywhere.items()}
    monitor = [each.metric for each in answer.monitor]
    roles = dict.fromkeys(monitor, "monitor") | dict.fromkeys(guards, "guardrail")
    roles |= {metric: kpi.role for metric, kpi in kpis.items()}
    findings = [each.code for each in answer.findings]
    disputes = [each.id for each in answer.disputes]
    barred = [each.metric for each in answer.headline_barred]
    advice = [each.rule for each in answer.advice]
    traits = {each.trait: each for each in answer.appraisal}
    return {
        "headline": answer.headline,
        "exactly": tuple(kpis),
        "kpis": kpis,
        "not_kpis": kpis,
        "roles": roles,
        "promoted": any(kpi.promoted for kpi in answer.kpis),
        "holds": {metric: each.kind for metric, each in held.items()},
        "leads": {metric: each.lead for metric, each in held.items()},
        "with_": {metric: each.with_ for metric, each in held.items()},
        "own_part": {metric: each.own_part for metric, each in held.items()},
        "monitor": monitor,
        "not_monitor": monitor,
        "guardrails": guards,
        "not_guardrails": guards,
        "barred": [each.metric for each in answer.barred],
        "headline_barred": barred,
        "not_headline_barred": barred,
        "cut": {each.metric: each.cut_by for each in answer.also_considered},
        **{trait: _trait(traits.get(trait)) for trait in ("alignment", "motion", "partner_team")},
        "because": _because(answer),
        "fired": {entry.rule for entry in answer.trace if entry.stage != "compose"},
        "findings": findings + [f"{e.code} {e.concerns}" for e in answer.findings if e.concerns],
        "no_findings": findings,
        "disputes": disputes,
        "no_disputes": disputes,
        "advice": advice,
        "no_advice": advice,
        "unused": answer.unused,
        "not_unused": answer.unused,
        "next_question": answer.next_question.field if answer.next_question else None,
        "windows": {metric: kpi.windows for metric, kpi in kpis.items()},
        "define_first": {metric: kpi.define_first for metric, kpi in kpis.items()},
        "read_with": {metric: kpi.read_with for metric, kpi in kpis.items()},
        "measurable": {metric: kpi.measurable for metric, kpi in kpis.items()},
        "control": {metric: kpi.control for metric, kpi in kpis.items()},
        "basis": {metric: kpi.basis for metric, kpi in kpis.items()},
    }


def _trait(trait: Any) -> dict[str, str | bool]:
    return {"value": trait.value, "inferred": trait.inferred} if trait else {"value": NONE}


def _because(answer: Recommendation) -> dict[str, set[str]]:
    rules: dict[str, set[str]] = {}
    for each in (*answer.kpis, *answer.also_considered):
        rules.setdefault(each.metric, set()).update(reason.rule for reason in each.because)
    for each in (*answer.monitor, *answer.guardrails):
        rules.setdefault(each.metric, set()).update(each.rules)
    for each in (*answer.kpis, *answer.monitor, *answer.guardrails):
        rules.setdefault(each.metric, set()).update(each.accountability.rules)
    return rules


def changed_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Two recommendations under the keys of `ExpectChange`."""

    def new(key: str) -> list[str]:
        return [each for each in after[key] if each not in before[key]]

    def pairs(key: str) -> dict[str, tuple[str, str]]:
        both = {*before[key], *after[key]}
        return {each: (before[key].get(each, NONE), after[key].get(each, NONE)) for each in both}

    return {
        "came": new("kpis"),
        "went": [each for each in before["kpis"] if each not in after["kpis"]],
        "headline": (before["headline"], after["headline"]),
        "roles": pairs("roles"),
        "accountability": pairs("holds"),
        "findings_came": new("findings"),
        "findings_went": [each for each in before["findings"] if each not in after["findings"]],
        "headline_barred_came": new("headline_barred"),
        "barred_came": new("barred"),
        "by": before["fired"] ^ after["fired"],
    }


def _same(wanted: Any, seen: Any) -> Iterator[str]:
    if wanted != seen:
        yield f"wanted {_list(wanted)}, got {_list(seen)}"


def _all_of(wanted: Any, seen: Any) -> Iterator[str]:
    missing = [each for each in wanted if each not in seen]
    if missing:
        yield f"lacks {_list(missing)}; got {_list(seen) or 'nothing'}"


def _none_of(wanted: Any, seen: Any) -> Iterator[str]:
    unwanted = [each for each in wanted if each in seen]
    if unwanted:
        yield f"has {_list(unwanted)}"


def _each(compare: Callable[[Any, Any], Iterator[str]], absent: Any) -> Callable[..., Any]:
    def every(wanted: dict[str, Any], seen: dict[str, Any]) -> Iterator[str]:
        for key, value in wanted.items():
            for fault in compare(value, seen.get(key, absent)):
                yield f"{key}: {fault}"

    return every


def _list(value: Any) -> str:
    return str(value) if isinstance(value, str | bool | None) else ", ".join(map(str, value))


_COMPARE: dict[str, Callable[[Any, Any], Iterator[str]]] = {
    **dict.fromkeys(
        (
            *("kpis", "monitor", "barred", "headline_barred", "fired", "findings", "disputes"),
            *("advice", "unused", "came", "went", "by", "findings_came", "findings_went"),
            *("headline_barred_came", "barred_came"),
        ),
        _all_of,
    ),
    **dict.fromkeys(
        (
            *("not_kpis", "not_monitor", "not_guardrails", "not_headline_barred"),
            *("no_findings", "no_disputes", "no_advice", "not_unused"),
        ),
        _none_of,
    ),
    **dict.fromkeys(
        (
            *("roles", "holds", "leads", "accountability", "alignment", "motion", "partner_team"),
            *("measurable", "control", "basis"),
        ),
        _each(_same, NONE),
    ),
    **dict.fromkeys(
        ("with_", "own_part", "guardrails", "because", "windows", "define_first", "read_with"),
        _each(_all_of, ()),
    ),
    "cut": _each(lambda wanted, seen: _all_of([wanted], seen), "not cut"),
}
"""How a key is compared; all others must be the same."""
