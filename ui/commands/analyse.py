"""The command that judges the rules over the whole space of profiles."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.findings import analyse as analyse_rules
from knowledge_graph.graph import Graph
from knowledge_graph.records import Objective
from rules import survey
from rules.condition import nearest
from rules.vocabulary import spoken_names
from ui.commands import asked
from ui.commands.asked import WRONG_DATA, AsFormat, Fault
from ui.parts import analysis


def analyse(
    objective: Annotated[
        str | None, typer.Option(help="Only profiles with this objective: a quick look.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write down how often each rule fires.")
    ] = False,
    output: AsFormat = "table",
) -> None:
    """Judge the rules over every profile with one objective; takes a minute."""
    if objective and write:
        raise Fault("--write wants the whole space; leave --objective out")
    knowledge = asked.shipped_knowledge()
    rules = asked.shipped_rules(knowledge)
    chosen = None
    if objective:
        spec = next(each for each in knowledge.fields.profile if each.name == "objectives")
        names = spoken_names(spec, knowledge)
        found = names.get(objective.casefold())
        if found is None:
            slugs = [each.id.partition(".")[2] for each in knowledge.every(Objective)]
            raise Fault(f"objective: `{objective}` is not known{nearest(objective, slugs)}")
        chosen = (found,)
    known = survey.read_known()
    with analysis.progress() as told:
        report = analyse_rules(Graph(knowledge), rules, chosen, told)
    if write:
        text = survey.as_json(report.profiles, report.shares)
        (survey.folder() / "shares.json").write_text(text, encoding="utf-8")
    judged = analysis.judge(report, known)
    if output == "json":
        typer.echo(analysis.as_json(judged))
    else:
        analysis.show(judged)
    if judged.unknown or judged.stale:
        raise typer.Exit(WRONG_DATA)
