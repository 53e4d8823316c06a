"""The command line ``remit``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from engine import Adviser, Policy, Profile, ProfileError, read_policy, read_profile
from engine.cases import CaseError
from engine.checks import check as check_engine
from engine.evaluation import evaluate as evaluate_cases
from engine.guide import guide
from engine.plan import review_plan
from knowledge_graph.checks import check as check_knowledge
from knowledge_graph.load import Knowledge
from knowledge_graph.load import load as load_knowledge
from knowledge_graph.yaml_file import MAX_BYTES, InvalidData, Problem, read, read_text
from rules.checks import check as check_rules
from rules.condition import nearest
from rules.load import Catalogue
from rules.load import load as load_rules
from ui.parts import console, listing

Format = Literal["table", "json"]
AsFormat = Annotated[Format, typer.Option("--format", help="table or json")]
WRONG_INPUT = 2
WRONG_DATA = 1

app = typer.Typer(
    name="remit",
    help="Recommends the KPIs a product-marketing manager should answer for, and says why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


class _Fault(Exception):
    """Something wrong with what was asked; the text is for the person who asked."""


@app.command()
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
    policy: Annotated[
        list[str] | None, typer.Option(help="key=value; repeat for several. See `remit disputes`.")
    ] = None,
    sourced_only: Annotated[
        bool, typer.Option("--sourced-only", help="Use only what the seed documents say.")
    ] = False,
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
    adviser = _adviser()
    asked = _profile(profile, {k: v for k, v in given.items() if v}, adviser.knowledge)
    answer = adviser.recommend(asked, _policy(policy, sourced_only, adviser.knowledge))
    if output == "json":
        typer.echo(answer.as_json())
    else:
        console.recommendation(answer, adviser.knowledge)


@app.command()
def metrics(output: AsFormat = "table") -> None:
    """List the metrics."""
    knowledge = _knowledge()
    listing.show(listing.metrics(knowledge), ("id", "label", "family", "control", "basis"), output)


@app.command()
def objectives(output: AsFormat = "table") -> None:
    """List the objectives with the metrics that their source names, in its order."""
    records = listing.objectives(_knowledge())
    listing.show(records, ("id", "outcome", "metrics"), output)


@app.command()
def phases(output: AsFormat = "table") -> None:
    """List the phases of the cycle and the monthly rhythm, each with its metrics."""
    listing.show(listing.phases(_knowledge()), ("id", "next", "metrics"), output)


@app.command()
def teams(output: AsFormat = "table") -> None:
    """List the teams, what they are judged by, and what they lead."""
    listing.show(listing.teams(_knowledge()), ("id", "cares_about", "leads"), output)


@app.command()
def disputes(output: AsFormat = "table") -> None:
    """List the questions on which sources disagree, with the policy that decides each."""
    records = listing.disputes(_knowledge())
    listing.show(records, ("id", "label", "key", "values", "default"), output)


@app.command()
def rules(output: AsFormat = "table") -> None:
    """List the rules."""
    knowledge = _knowledge()
    records = listing.rules(_catalogue(knowledge))
    listing.show(records, ("id", "stage", "title", "basis"), output)


@app.command()
def show(
    record: Annotated[str, typer.Argument(help="An id, a name or an alias; or a rule's id.")],
    output: AsFormat = "table",
) -> None:
    """Show one record or rule with everything linked to it."""
    knowledge = _knowledge()
    found = listing.one(record, knowledge, _catalogue(knowledge))
    if found is None:
        known = listing.names(knowledge)
        raise _Fault(f"`{record}` is not known{nearest(record.casefold(), list(known))}")
    listing.show_one(found, output)


@app.command()
def check(
    data: Annotated[
        Path | None, typer.Option(help="Another data folder in place of the one shipped.")
    ] = None,
    catalogue: Annotated[
        Path | None, typer.Option(help="Another rule catalogue in place of the one shipped.")
    ] = None,
) -> None:
    """Validate every record and every rule."""
    problems: list[Problem] = []
    try:
        knowledge = load_knowledge(data)
        problems += check_knowledge(knowledge)
        found = load_rules(knowledge, catalogue)
        problems += [*check_rules(found, knowledge), *check_engine(found, knowledge)]
    except InvalidData as error:
        problems += error.problems
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(f"{len(problems)} to mend", err=True)
        raise typer.Exit(WRONG_DATA)
    typer.echo(f"{len(knowledge.records)} records and {len(found.rules)} rules, nothing to mend")


@app.command()
def onboard(
    profile: Annotated[str, typer.Argument(help="A profile in YAML, or -.")],
) -> None:
    """Print a guide for somebody new in this role, as Markdown."""
    adviser = _adviser()
    answer = adviser.recommend(_profile(profile, {}, adviser.knowledge))
    typer.echo(guide(answer, adviser.graph).as_markdown())


@app.command()
def plan(
    profiles: Annotated[list[str], typer.Argument(help="Two or more profiles in YAML.")],
    output: AsFormat = "table",
) -> None:
    """Lay several roles side by side: coverage, KPIs that two hold as direct, load."""
    adviser = _adviser()
    people = [
        (_person(path, profiles), adviser.recommend(_profile(path, {}, adviser.knowledge)))
        for path in profiles
    ]
    review = review_plan(people, adviser.graph)
    if output == "json":
        typer.echo(review.model_dump_json(indent=2))
    else:
        console.plan(review, adviser.knowledge)


@app.command(name="eval")
def evaluate(
    cases: Annotated[Path, typer.Argument(help="The cases, in YAML.")] = Path(
        "benchmarks/practitioners/cases.yaml"
    ),
    mapping: Annotated[
        Path | None, typer.Option(help="How situations become profiles; mapping.yaml beside.")
    ] = None,
    policy: Annotated[
        list[str] | None, typer.Option(help="key=value; repeat for several. See `remit disputes`.")
    ] = None,
    stated_only: Annotated[
        bool, typer.Option("--stated-only", help="Leave out what a case's reader concluded.")
    ] = False,
    output: AsFormat = "table",
) -> None:
    """Measure the recommendations against what practitioners recommend."""
    adviser = _adviser()
    situations = read(cases).data
    meanings = read(mapping or cases.with_name("mapping.yaml")).data
    chosen = _policy(policy, False, adviser.knowledge)
    try:
        found = evaluate_cases(situations, meanings, adviser, chosen, stated_only)
    except CaseError as error:
        raise _Fault(str(error)) from None
    typer.echo(found.as_json() if output == "json" else found.as_text())


@app.command()
def ui(
    port: Annotated[
        int, typer.Option(envvar="PORT", min=1, max=65_535, help="A busy port gives the next.")
    ] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the app on this machine."""
    from ui.parts import ports  # the server is large; no other command waits for it
    from ui.server import serve

    try:
        free = ports.next_free(host, port)
    except OSError as error:
        raise _Fault(f"cannot listen on `{host}`: {error.strerror}") from None
    if free is None:
        raise _Fault(f"no free port from {port} on; set PORT= to another")
    if free != port:
        typer.echo(f"Port {port} is busy.")
    typer.echo(f"Remit is at http://localhost:{free}  (stop it with Ctrl+C)")
    serve(host, free)


def _person(path: str, every: list[str]) -> str:
    """A name for a profile: the file's, or its place where two share one."""
    name = "stdin" if path == "-" else Path(path).stem
    same = [other for other in every if Path(other).stem == Path(path).stem]
    return name if len(same) == 1 else f"{name} ({path})"


def _knowledge() -> Knowledge:
    return load_knowledge()


def _catalogue(knowledge: Knowledge) -> Catalogue:
    return load_rules(knowledge)


def _adviser() -> Adviser:
    knowledge = _knowledge()
    return Adviser(knowledge, _catalogue(knowledge))


def _profile(path: str | None, given: dict[str, object], knowledge: Knowledge) -> Profile:
    """The profile in a file, with what was given on the line in its place."""
    raw: dict[str, object] = {}
    document = None
    if path is not None:
        source = sys.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else None
        document = read(Path(path)) if source is None else read_text(source, "standard input")
        if document.data is None:
            raise _Fault(f"{document.path}: the profile is empty; {_WHAT_TO_GIVE}")
        if not isinstance(document.data, dict):
            raise _Fault(f"{document.path}:1: write the profile as a list of `field: value`")
        raw.update(document.data)
    raw.update(given)
    try:
        profile = read_profile(raw, knowledge)
    except ProfileError as error:
        field = error.field.partition(".")[0]
        if document and field in document.data and field not in given:
            line = document.line(tuple(error.field.split(".")))
            raise _Fault(f"{document.path}:{line}: {error}") from None
        raise _Fault(str(error)) from None
    if not profile.answered:
        raise _Fault(f"the profile is empty; {_WHAT_TO_GIVE}")
    return profile


_WHAT_TO_GIVE = "give at least one answer, such as --objective increase-win-rate"


def _policy(pairs: list[str] | None, sourced_only: bool, knowledge: Knowledge) -> Policy:
    choices = {}
    for pair in pairs or ():
        key, equals, value = pair.partition("=")
        if not equals:
            raise _Fault(f"policy `{pair}`: write it as key=value, such as kpi-limit=one")
        choices[key.strip()] = value.strip()
    try:
        return read_policy(choices, knowledge, sourced_only)
    except ProfileError as error:
        raise _Fault(str(error)) from None


_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises on a wrong command or option; it does not export it by name."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; a fault is one line on standard error and exit code 2."""
    given = list(sys.argv[1:] if args is None else args)
    try:
        code = app(args=given or ["--help"], prog_name="remit", standalone_mode=False)
        print(end="", flush=True)
    except _Fault as fault:
        _complain(str(fault))
    except _UsageError as error:
        text = getattr(error, "format_message", error.__str__)().replace("Value error, ", "")
        _complain(f"{' '.join(text.split()).rstrip('.')}; see `remit --help`")
    except InvalidData as error:
        for problem in error.problems:
            _complain(str(problem))
    except BrokenPipeError:
        # The reader went away: nothing is left to say, not even by Python as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    else:
        sys.exit(code)
    sys.exit(WRONG_INPUT)


def _complain(text: str) -> None:
    typer.echo(f"remit: {text}", err=True)
