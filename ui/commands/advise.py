"""Commands that give advice: for one role, and for several roles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cases import CaseError
from engine.evaluation import evaluate as evaluate_cases
from engine.plan import review_plan
from knowledge_graph.yaml_file import read
from ui.commands import asked
from ui.commands.asked import (
    AsFormat,
    Fault,
    Policies,
    SourcedOnly,
    build_policy,
    build_profile,
)
from ui.parts import console


def recommend(
    profile: Annotated[
        str | None, typer.Argument(help="A profile in YAML, or - to read it from standard input.")
    ] = None,
    objective: Annotated[
        list[str] | None, typer.Option(help="What the business wants; repeat for several.")
    ] = None,
    alignment: Annotated[str | None, typer.Option(help="product, balanced or sales")] = None,
    stage: Annotated[str | None, typer.Option(help="Stage of the company.")] = None,
    focus: Annotated[str | None, typer.Option(help="What the role specialises in.")] = None,
    phase: Annotated[str | None, typer.Option(help="Phase of the work.")] = None,
    motion: Annotated[str | None, typer.Option(help="How customers buy.")] = None,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsFormat = "table",
) -> None:
    """Recommend a scorecard for one role."""
    given = {
        "objectives": objective,
        "alignment": alignment,
        "stage": stage,
        "focus": focus,
        "phase": phase,
        "motion": motion,
    }
    adviser = asked.build_adviser()
    wanted = build_profile(profile, {k: v for k, v in given.items() if v}, adviser.knowledge)
    answer = adviser.recommend(wanted, build_policy(policy, sourced_only, adviser.knowledge))
    if output == "json":
        typer.echo(answer.as_json())
    else:
        console.recommendation(answer, adviser.knowledge)


def plan(
    profiles: Annotated[list[str], typer.Argument(help="Two or more profiles in YAML.")],
    output: AsFormat = "table",
) -> None:
    """Lay several roles side by side: coverage, KPIs that two hold as direct, load."""
    adviser = asked.build_adviser()
    people = [
        (_person(path, profiles), adviser.recommend(build_profile(path, {}, adviser.knowledge)))
        for path in profiles
    ]
    review = review_plan(people, adviser.graph)
    if output == "json":
        typer.echo(review.model_dump_json(indent=2))
    else:
        console.plan(review, adviser.knowledge)


def evaluate(
    cases: Annotated[Path, typer.Argument(help="The cases, in YAML.")] = Path(
        "benchmarks/practitioners/cases.yaml"
    ),
    mapping: Annotated[
        Path | None, typer.Option(help="How situations become profiles; mapping.yaml beside.")
    ] = None,
    policy: Policies = None,
    stated_only: Annotated[
        bool, typer.Option("--stated-only", help="Leave out what a case's reader concluded.")
    ] = False,
    output: AsFormat = "table",
) -> None:
    """Measure the recommendations against what practitioners recommend."""
    adviser = asked.build_adviser()
    situations = read(cases).data
    meanings = read(mapping or cases.with_name("mapping.yaml")).data
    chosen = build_policy(policy, False, adviser.knowledge)
    try:
        found = evaluate_cases(situations, meanings, adviser, chosen, stated_only)
    except CaseError as error:
        raise Fault(str(error)) from None
    typer.echo(found.as_json() if output == "json" else found.as_text())


def _person(path: str, every: list[str]) -> str:
    """A name for a profile: the file's, or its place where two share one."""
    name = "stdin" if path == "-" else Path(path).stem
    same = [other for other in every if Path(other).stem == Path(path).stem]
    return name if len(same) == 1 else f"{name} ({path})"
