"""What a command is asked with: a profile, policies, a format; and the fault when it is wrong."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from engine import Adviser, Policy, Profile, ProfileError, read_policy, read_profile
from knowledge_graph.load import Knowledge
from knowledge_graph.load import load as load_knowledge
from knowledge_graph.yaml_file import MAX_BYTES, read, read_text
from rules.load import Catalogue
from rules.load import load as load_rules

Format = Literal["table", "json"]
AsFormat = Annotated[Format, typer.Option("--format", help="table or json")]
ProfileFile = Annotated[str, typer.Argument(help="A profile in YAML, or - for standard input.")]
Policies = Annotated[
    list[str] | None, typer.Option(help="key=value; repeat for several. See `remit disputes`.")
]
SourcedOnly = Annotated[
    bool, typer.Option("--sourced-only", help="Use only what the seed documents say.")
]
WRONG_INPUT = 2
WRONG_DATA = 1

_WHAT_TO_GIVE = "give at least one answer, such as --objective increase-win-rate"


class Fault(Exception):
    """Something wrong with what was asked; the text is for the person who asked."""


def day(given: str) -> datetime.date:
    """A day as it was written.

    Raises:
        Fault: It is none.
    """
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise Fault(f"`{given[:40]}` is not a day; write it as 2027-03-31") from None


def shipped_knowledge() -> Knowledge:
    """What is known."""
    return load_knowledge()


def shipped_rules(knowledge: Knowledge) -> Catalogue:
    """The rules in force."""
    return load_rules(knowledge)


def build_adviser() -> Adviser:
    """An adviser over both."""
    knowledge = shipped_knowledge()
    return Adviser(knowledge, shipped_rules(knowledge))


def build_profile(path: str | None, given: dict[str, object], knowledge: Knowledge) -> Profile:
    """The profile in a file, with what was given on the line in its place.

    Raises:
        Fault: It is empty, or an answer is wrong; names file and line where there is one.
    """
    raw: dict[str, object] = {}
    document = None
    if path is not None:
        source = sys.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else None
        document = read(Path(path)) if source is None else read_text(source, "standard input")
        if document.data is None:
            raise Fault(f"{document.path}: the profile is empty; {_WHAT_TO_GIVE}")
        if not isinstance(document.data, dict):
            raise Fault(f"{document.path}:1: write the profile as a list of `field: value`")
        raw.update(document.data)
    raw.update(given)
    try:
        profile = read_profile(raw, knowledge)
    except ProfileError as error:
        field = error.field.partition(".")[0]
        if document and field in document.data and field not in given:
            line = document.line(tuple(error.field.split(".")))
            raise Fault(f"{document.path}:{line}: {error}") from None
        raise Fault(str(error)) from None
    if not profile.answered:
        raise Fault(f"the profile is empty; {_WHAT_TO_GIVE}")
    return profile


def build_policy(pairs: list[str] | None, sourced_only: bool, knowledge: Knowledge) -> Policy:
    """The policy that ``key=value`` pairs ask for.

    Raises:
        Fault: A pair is no pair, or names no policy or value.
    """
    choices = {}
    for pair in pairs or ():
        key, equals, value = pair.partition("=")
        if not equals:
            raise Fault(f"policy `{pair}`: write it as key=value, such as kpi-limit=one")
        choices[key.strip()] = value.strip()
    try:
        return read_policy(choices, knowledge, sourced_only)
    except ProfileError as error:
        raise Fault(str(error)) from None
