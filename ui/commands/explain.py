"""Commands that explain advice: why, why not, what would change it, what follows from it."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import typer

from engine import Policy, Profile
from engine.explain import Explainer, as_mermaid, as_text, outline
from engine.explain.prospects import Change, Goal
from engine.explain.records import Outline, Part, Proof
from engine.explain.render import proof_as_mermaid, proof_as_text
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Metric
from ui.commands import asked
from ui.commands.asked import (
    Fault,
    Policies,
    ProfileFile,
    SourcedOnly,
    build_policy,
    build_profile,
)

Form = Literal["text", "json", "mermaid"]
AsForm = Annotated[Form, typer.Option("--format", help="text, json or mermaid")]
MetricName = Annotated[str, typer.Argument(help="A metric: its id, its name or an alias.")]


def why(
    profile: ProfileFile,
    metric: MetricName,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    proof: Annotated[
        bool, typer.Option("--proof", help="Only how it hangs together, step by step.")
    ] = False,
    output: AsForm = "text",
) -> None:
    """Say why a metric stands where it stands; where it is not on the scorecard, why not."""
    question = _Question(profile, metric, policy, sourced_only)
    run = question.explainer.run(question.profile, question.policy)
    found = question.explainer.why(question.profile, question.policy, question.metric, run)
    if proof:
        _show_proof(found.proof, output)
        return
    records: dict[str, Part | None] = {"why": found, "why_not": None}
    if found.place == "out":
        records["why_not"] = question.explainer.why_not(
            question.profile, question.policy, question.metric, run
        )
    _show(records, output, question.knowledge)


def why_not(
    profile: ProfileFile,
    metric: MetricName,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Say why a metric is no KPI, and which rules came nearest; for a KPI, why it is one."""
    question = _Question(profile, metric, policy, sourced_only)
    run = question.explainer.run(question.profile, question.policy)
    found = question.explainer.why_not(question.profile, question.policy, question.metric, run)
    records: dict[str, Part | None] = {"why_not": found, "why": None}
    if found.status == "kpi":
        records["why"] = question.explainer.why(
            question.profile, question.policy, question.metric, run
        )
    _show(records, output, question.knowledge)


def what_if(
    before: ProfileFile,
    after: Annotated[str, typer.Argument(help="The other profile.")],
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Lay two profiles side by side: what comes, what goes, and which rule did it."""
    if before == after == "-":
        raise Fault("only one of the two profiles can come from standard input")
    adviser = asked.build_adviser()
    knowledge = adviser.knowledge
    chosen = build_policy(policy, sourced_only, knowledge)
    one, other = (build_profile(path, {}, knowledge) for path in (before, after))
    found = Explainer(adviser).what_if((one, chosen), (other, chosen))
    _show({"": found}, output, knowledge)


def contract(
    profile: ProfileFile,
    metric: MetricName,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Say which parts of a metric are whose, and what nobody controls."""
    question = _Question(profile, metric, policy, sourced_only)
    found = question.explainer.contract(question.profile, question.policy, question.metric)
    _show({"": found}, output, question.knowledge)


def follows(
    profile: ProfileFile,
    metric: MetricName,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Say what taking a metric as a KPI means: data, instruments, baseline, what it hides."""
    question = _Question(profile, metric, policy, sourced_only)
    found = question.explainer.follows(question.profile, question.policy, question.metric)
    _show({"": found}, output, question.knowledge)


def dissent(
    profile: ProfileFile,
    metric: Annotated[
        str | None, typer.Argument(help="A metric; all disputes that were raised if none is given.")
    ] = None,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Say where sources disagree, and what the scorecard would be under each other policy."""
    question = _Question(profile, metric, policy, sourced_only)
    found = question.explainer.dissent(
        question.profile, question.policy, question.metric if metric else None
    )
    if found or output == "json":
        _show_all(found, output, question)
    else:
        typer.echo("No dispute is raised.")


def change(
    profile: ProfileFile,
    metric: MetricName,
    to: Annotated[
        Goal | None,
        typer.Option(help="in: a KPI; headline; out: no KPI. By default whatever it is not yet."),
    ] = None,
    up_to: Annotated[int, typer.Option(min=1, max=3, help="Answers to change at once.")] = 3,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Find the smallest changes of the profile that bring a metric in, up or out."""
    question = _Question(profile, metric, policy, sourced_only)
    found = question.explainer.change(
        question.profile,
        question.policy,
        question.metric,
        (to,) if to else (),
        up_to,
        found=_tell if sys.stderr.isatty() else None,
    )
    _show({"": found}, output, question.knowledge)


def firm(
    profile: ProfileFile,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Say of each KPI how far it stays where one answer is another one."""
    question = _Question(profile, None, policy, sourced_only)
    _show_all(question.explainer.firmness(question.profile, question.policy), output, question)


def ask_next(
    profile: ProfileFile,
    policy: Policies = None,
    sourced_only: SourcedOnly = False,
    output: AsForm = "text",
) -> None:
    """Say which unknown answer would change the scorecard most, and how."""
    question = _Question(profile, None, policy, sourced_only)
    found = question.explainer.next_answers(question.profile, question.policy)
    _show({"": found}, output, question.knowledge)


def _tell(found: Change) -> None:
    """One change as soon as it is found, to somebody who waits."""
    typer.echo(f"found: {found.says} {found.then_says}", err=True)


class _Question:
    """What was asked, read and checked."""

    def __init__(
        self, profile: str, metric: str | None, policies: list[str] | None, sourced_only: bool
    ) -> None:
        adviser = asked.build_adviser()
        self.knowledge = adviser.knowledge
        self.metric = find_metric(metric, self.knowledge) if metric is not None else ""
        self.profile: Profile = build_profile(profile, {}, self.knowledge)
        self.policy: Policy = build_policy(policies, sourced_only, self.knowledge)
        self.explainer = Explainer(adviser)


def find_metric(name: str, knowledge: Knowledge) -> str:
    """The id of the metric with this id, name or alias.

    Raises:
        Fault: There is none; names the nearest ones.
    """
    names: dict[str, str] = {}
    for metric in knowledge.every(Metric):
        slug = metric.id.partition(".")[2]
        for each in (metric.id, slug, slug.replace("-", " "), metric.label, *metric.aliases):
            names.setdefault(each.casefold(), metric.id)
    wanted = " ".join(name.split()).casefold()
    if wanted in names:
        return names[wanted]
    close = difflib.get_close_matches(wanted, list(names), n=3, cutoff=0.6)
    near = dict.fromkeys(names[each] for each in close)
    hint = "see `remit metrics`"
    if near:
        hint = f"did you mean {' or '.join(f'`{each}`' for each in near)}?"
    raise Fault(f"`{name[:80]}` is no metric; {hint}")


def _show(records: Mapping[str, Part | None], output: Form, knowledge: Knowledge) -> None:
    """The first record, and the others below it; in JSON under their names, null where none is."""
    known = [record for record in records.values() if record is not None]
    if output == "json":
        whole = _plain(known[0])
        for name, record in list(records.items())[1:]:
            whole[name] = _plain(record) if record else None
        typer.echo(_as_json(whole))
    else:
        _draw(known, output, knowledge)


def _show_all(records: Sequence[Part], output: Form, question: _Question) -> None:
    """Several records of one kind."""
    if output == "json":
        typer.echo(_as_json([_plain(each) for each in records]))
    else:
        _draw(records, output, question.knowledge)


def _show_proof(proof: Proof, output: Form) -> None:
    if output == "json":
        typer.echo(_as_json(_plain(proof)))
    else:
        draw = proof_as_text if output == "text" else proof_as_mermaid
        typer.echo(draw(proof), nl=False)


def _draw(records: Sequence[Part], output: Form, knowledge: Knowledge) -> None:
    drawn = tuple(outline(record) for record in records)
    if output == "mermaid":
        # One picture, whatever the number of records.
        whole = drawn[0] if len(drawn) == 1 else Outline(text="Explained", parts=drawn)
        typer.echo(as_mermaid(whole, knowledge.label), nl=False)
    else:
        typer.echo("\n".join(as_text(each, knowledge.label) for each in drawn), nl=False)


def _plain(record: Part) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True)


def _as_json(plain: object) -> str:
    return json.dumps(plain, indent=2, ensure_ascii=False)
