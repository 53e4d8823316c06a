"""The command line ``remit``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from knowledge_graph.yaml_file import InvalidData
from scorecards.exports.inert import printable
from ui.commands import (
    advise,
    analyse,
    audit,
    carry,
    dates,
    drafts,
    exercises,
    explain,
    keep,
    look_up,
    measuring,
    members,
    onboarding,
    planning,
    readings_in,
    reviews,
    sample,
    upkeep,
)
from ui.commands.asked import WRONG_INPUT, Fault
from ui.login import LoginError, serving

app = typer.Typer(
    name="remit",
    help="Recommends the KPIs a product-marketing manager should answer for, and says why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
for command in (
    advise.recommend,
    explain.why,
    explain.why_not,
    explain.what_if,
    explain.contract,
    explain.follows,
    explain.dissent,
    explain.change,
    explain.firm,
    exercises.predict,
    look_up.metrics,
    look_up.objectives,
    look_up.phases,
    look_up.teams,
    look_up.disputes,
    look_up.show,
    upkeep.check,
    upkeep.handbook,
    onboarding.onboard,
    advise.plan,
    keep.backup,
    keep.restore,
    carry.export,
    planning.planning,
    planning.negotiation,
    measuring.measure,
):
    app.command()(command)
app.command("next")(explain.ask_next)
app.command("eval")(advise.evaluate)
app.command("calendar")(dates.every)
upkeep.rules.command()(analyse.analyse)
app.add_typer(upkeep.rules, name="rules")
app.add_typer(keep.database, name="db")
keep.scorecard.command()(drafts.new)
keep.scorecard.command()(drafts.lint)
keep.scorecard.command("diff")(drafts.compare)
keep.scorecard.command("read")(readings_in.read_file)
keep.scorecard.command()(drafts.replay)
keep.scorecard.command()(dates.calendar)
keep.scorecard.command("import")(carry.bring_in)
app.add_typer(keep.scorecard, name="scorecard")
app.add_typer(sample.sample, name="sample")
app.add_typer(audit.audit, name="audit")
app.add_typer(members.member, name="member")
app.add_typer(reviews.review, name="review")


@app.command()
def ui(
    port: Annotated[
        int, typer.Option(envvar="PORT", min=1, max=65_535, help="A busy port gives the next.")
    ] = 8501,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's need a login.")
    ] = "127.0.0.1",
) -> None:
    """Serve the app on this machine."""
    from ui.parts import ports  # the server is large; no other command waits for it
    from ui.server import serve

    try:
        serving(host, os.environ)
    except LoginError as error:
        raise Fault(str(error)) from None
    try:
        free = ports.next_free(host, port)
    except OSError as error:
        raise Fault(f"cannot listen on `{host}`: {error.strerror}") from None
    if free is None:
        raise Fault(f"no free port from {port} on; set PORT= to another")
    if free != port:
        typer.echo(f"Port {port} is busy.")
    typer.echo(f"Remit is at http://localhost:{free}  (stop it with Ctrl+C)")
    serve(host, free)


_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises on a wrong command or option; it does not export it by name."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; a fault is one line on standard error and exit code 2."""
    given = list(sys.argv[1:] if args is None else args)
    try:
        code = app(args=given or ["--help"], prog_name="remit", standalone_mode=False)
        print(end="", flush=True)
    except Fault as fault:
        for line in str(fault).splitlines():
            _complain(line)
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
    typer.echo(f"remit: {printable(text)}", err=True)
