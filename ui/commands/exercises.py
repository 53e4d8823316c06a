"""The command that makes exercises of a role: to print them, or to check them."""

from __future__ import annotations

import json
from itertools import islice
from typing import Annotated

import typer

from engine.exercises import Course, Exercise, Lab, right_answer, to_practise
from engine.explain import Explainer
from rules.survey import firing_shares
from ui.commands import asked
from ui.commands.asked import AsFormat, Policies, ProfileFile, SourcedOnly


def predict(
    profile: ProfileFile,
    count: Annotated[int, typer.Option(min=1, max=100, help="Exercises at most.")] = 5,
    answers: Annotated[bool, typer.Option("--answers", help="Say what is right too.")] = False,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsFormat = "table",
) -> None:
    """Make exercises of a role: what would the rules say?"""
    adviser = asked.build_adviser()
    chosen = asked.build_policy(policy, sourced_only, adviser.knowledge)
    role = asked.build_profile(profile, {}, adviser.knowledge)
    lab = Lab(Explainer(adviser), firing_shares().shares)
    course = Course(to_practise(role, chosen, lab), chosen, lab)
    found = list(islice(course.every(), count))
    right = {each.id: right_answer(each, lab) if answers else frozenset() for each in found}
    if output == "json":
        plain = [each.model_dump(mode="json", exclude={"ask"}) for each in found]
        for each in plain if answers else ():
            each["right"] = sorted(right[each["id"]])
        typer.echo(json.dumps(plain, indent=2, ensure_ascii=False))
        return
    typer.echo("\n\n".join(_text(each, right[each.id]) for each in found) or "No exercise.")


def _text(exercise: Exercise, right: frozenset[str]) -> str:
    card = ", ".join(each.label for each in exercise.card)
    options = (f"  [{'x' if o.key in right else ' '}] {o.label}" for o in exercise.options)
    lines = (f"KPIs: {card}" if card else "", exercise.change, exercise.question, *options)
    return "\n".join(line for line in lines if line)
