"""A profile as a link, and back: readable keys, lists separated by commas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import Policy, Profile, ProfileError, read_policy, read_profile
from knowledge_graph.fields import FieldSpec
from knowledge_graph.load import Knowledge

Answers = dict[str, Any]
"""Answers by the names of ``fields.yaml``; what is not answered is not in it."""

POLICY = "policy-"
SOURCED_ONLY = "sourced-only"
EXPLAIN, OF, TRIED, OTHER, MEANT = "explain", "of", "tried", "other", "for"
PAGE = frozenset({EXPLAIN, OF, TRIED, OTHER, MEANT})
"""What an address says of the page and not of the role: an explanation, a second profile, the
scorecard that the answers are meant for."""
TEXT_LIMIT = 200
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Asked:
    """What a link or a form asks.

    Attributes:
        problems: What could not be read, one sentence each; it was left out.
    """

    answers: Answers
    profile: Profile
    policy: Policy
    problems: tuple[str, ...] = ()


def read_link(params: Mapping[str, str], knowledge: Knowledge) -> Asked:
    """What a link asks. What cannot be read is left out and reported."""
    problems: list[str] = []
    specs = {spec.name: spec for spec in knowledge.fields.profile}
    answers: Answers = {}
    choices: dict[str, str] = {}
    for key, text in params.items():
        if key.startswith(POLICY):
            choices[key.removeprefix(POLICY)] = text
        elif key in specs:
            answers[key] = _parsed(specs[key], text)
        elif key != SOURCED_ONLY and key not in PAGE:
            problems.append(f"{key}: no answer has this name")
    sourced_only = _FLAGS.get(params.get(SOURCED_ONLY, "no").lower(), False)
    asked = read_answers(answers, choices, sourced_only, knowledge)
    return Asked(asked.answers, asked.profile, asked.policy, (*problems, *asked.problems))


def read_answers(
    answers: Mapping[str, Any],
    choices: Mapping[str, str],
    sourced_only: bool,
    knowledge: Knowledge,
) -> Asked:
    """Check answers, as a form or a link gives them. What does not fit is left out and reported."""
    problems: list[str] = []
    kept = {name: value for name, value in answers.items() if value is not None}
    profile = Profile()
    while kept:
        try:
            profile = read_profile(_nested(kept, knowledge), knowledge)
            break
        except ProfileError as error:
            problems.append(str(error))
            for name in _to_blame(error, kept, knowledge):
                rest = _without(kept.pop(name), error.value)
                if rest:
                    kept[name] = rest
    chosen = dict(choices)
    policy = Policy(sourced_only=sourced_only)
    while chosen:
        try:
            policy = read_policy(chosen, knowledge, sourced_only)
            break
        except ProfileError as error:
            problems.append(str(error))
            chosen.pop(error.field.removeprefix("policy "), None)
    return Asked(answers_of(profile, knowledge), profile, policy, tuple(problems))


def answers_of(profile: Profile, knowledge: Knowledge) -> Answers:
    """The answers of a profile, flat."""
    answers = {}
    for spec in knowledge.fields.profile:
        value: Any = profile
        for step in spec.path or (spec.name,):
            value = getattr(value, step, None)
        if value is not None:
            answers[spec.name] = list(value) if isinstance(value, tuple) else value
    return answers


def write_link(asked: Asked, knowledge: Knowledge) -> dict[str, str]:
    """The parameters of a link that asks the same."""
    params = {}
    for spec in knowledge.fields.profile:
        if spec.name in asked.answers:
            params[spec.name] = _written(asked.answers[spec.name])
    params.update({POLICY + key: value for key, value in sorted(asked.policy.choices.items())})
    if asked.policy.sourced_only:
        params[SOURCED_ONLY] = "yes"
    return params


def with_answers(asked: Asked, change: Mapping[str, Any], knowledge: Knowledge) -> Asked:
    """The same question with other answers.

    Args:
        asked: What is asked now.
        change: Field of the profile -> its whole new value; None for unknown.
        knowledge: What is known.

    Raises:
        ProfileError: These answers contradict each other.
    """
    raw = {**asked.profile.model_dump(mode="json", exclude_none=True), **change}
    profile = read_profile(raw, knowledge)
    return Asked(answers_of(profile, knowledge), profile, asked.policy)


def _parsed(spec: FieldSpec, text: str) -> Any:
    text = text.strip()
    if spec.type == "many":
        return list(dict.fromkeys(item.strip() for item in text.split(",") if item.strip()))
    if spec.type == "flag":
        return _FLAGS.get(text.lower(), text)
    if spec.type == "number":
        try:
            return float(text)
        except ValueError:
            return text
    return text[:TEXT_LIMIT]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(_bare(item) for item in value)
    if isinstance(value, float | int):
        return f"{value:g}"
    return _bare(value) if isinstance(value, str) else str(value)


def _bare(text: str) -> str:
    return text.removeprefix("objective.").removeprefix("metric.").removeprefix("factor.")


def _nested(answers: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for spec in knowledge.fields.profile:
        if spec.name not in answers:
            continue
        *above, last = spec.path or (spec.name,)
        holder = raw
        for step in above:
            holder = holder.setdefault(step, {})
        value = answers[spec.name]
        whole = isinstance(value, float) and value.is_integer()
        holder[last] = int(value) if whole else value
    return raw


def _without(answer: Any, wrong: object) -> list[Any]:
    """The rest of a list of which one word is wrong; nothing of any other answer."""
    if wrong is None or not isinstance(answer, list):
        return []
    return [item for item in answer if item != wrong]


def _to_blame(error: ProfileError, answers: Answers, knowledge: Knowledge) -> list[str]:
    """The answers to leave out: those the error names, and all of them rather than none."""
    where = error.field.split(".")
    paths = {spec.name: spec.path or (spec.name,) for spec in knowledge.fields.profile}
    named = [name for name in answers if list(paths[name]) == where[: len(paths[name])]]
    named = named or [name for name in answers if paths[name][0] == where[0]]
    named = named or [name for name in answers if paths[name][0] in str(error)]
    return named or list(answers)
