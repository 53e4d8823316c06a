"""Commands for who may log in, and as what."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from knowledge_graph.records import Team
from scorecards.part import Refused
from scorecards.rights import Member, MemberRole
from ui.commands import asked
from ui.commands.asked import AsFormat, Fault
from ui.commands.keep import kept
from ui.parts import listing

if TYPE_CHECKING:
    from scorecards.desk import Desk

member = typer.Typer(help="See to the members: who may log in, and as what.")

_Address = Annotated[str, typer.Argument(metavar="EMAIL", help="The address of the login.")]


@member.command()
def add(
    email: _Address,
    name: Annotated[str, typer.Option(help="As scorecards call this person; no two alike.")],
    role: Annotated[MemberRole, typer.Option(help="What this person may do.")],
    team: Annotated[
        str | None, typer.Option(help="For which this person signs, such as sales.")
    ] = None,
) -> None:
    """Let somebody log in, or give somebody who may another name, role or team."""
    with _desk() as desk:
        known = {each.id for each in desk.adviser.knowledge.every(Team)}
        of = None if team is None else f"team.{team.strip().removeprefix('team.')}"
        if of is not None and of not in known:
            raise Fault(f"`{team}` is not a team; see `remit teams`")
        try:
            given = {"email": email, "name": name, "role": role, "team": of}
            new = Member.model_validate(given)
        except ValidationError as error:
            found = error.errors(include_url=False)[0]
            where = ".".join(map(str, found["loc"]))
            if where == "email":
                raise Fault(f"`{email}` is no address; write it as ada@example.org") from None
            raise Fault(f"{where}: {found['msg'].removeprefix('Value error, ')}") from None
        desk.put_member(new)
    typer.echo(f"{new.name} <{new.email}> is {new.role}{f' of {of}' if of else ''}")


@member.command("list")
def list_members(output: AsFormat = "table") -> None:
    """List everybody who may log in, or once might."""
    with kept() as store:
        records = [each.model_dump(mode="json") for each in store.members()]
    listing.show(records, ("name", "email", "role", "team", "active"), output)


@member.command()
def revoke(email: _Address) -> None:
    """Let somebody log in no more; what this person did stays as it is."""
    with _desk() as desk:
        wanted = email.strip().lower()
        found = next((each for each in desk.members() if each.email == wanted), None)
        if found is None:
            raise Fault(f"there is no member {wanted}; see `remit member list`")
        desk.put_member(found.model_copy(update={"active": False}))
    typer.echo(f"{found.name} <{found.email}> may not log in any more")


@contextmanager
def _desk() -> Iterator[Desk]:
    from scorecards.desk import Desk  # large; no other command waits for it

    try:
        with kept() as store:
            yield Desk(store, asked.build_adviser(), getpass.getuser())
    except Refused as error:
        raise Fault(" ".join(str(error).split())) from None
