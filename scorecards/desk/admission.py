"""Letting somebody in who has logged in: which member it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from scorecards.part import Name, Refusal, Refused
from scorecards.rights import Email, Member
from scorecards.store import Store

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_NAME: TypeAdapter[str] = TypeAdapter(Name)


def admit(
    store: Store, claims: Mapping[str, object], first_admin: str, now: datetime.datetime
) -> Member:
    """The member who has logged in; one whose role was taken away is given as inactive.

    While no admin is active, whoever logs in with the address of the first admin becomes one; that
    is kept and stands in the log.

    Args:
        store: Where the members are.
        claims: What the provider of the login says of the person, by OpenID Connect's names.
        first_admin: The address of the first admin, in small letters.
        now: The time.

    Raises:
        Refused: The address is missing or not verified, or no member has it.
        StoreError: The database fails.
    """
    email = _address(claims)
    found = store.member(email)
    if email == first_admin and (found is None or found.role != "admin" or not found.active):
        found = _first_admin(store, found, email, claims, now) or found
    if found is None:
        wrong = f"nobody has let {email} into this Remit"
        raise Refused(Refusal(field="email", wrong=wrong, right="ask the admin of this Remit"))
    return found


def _address(claims: Mapping[str, object]) -> str:
    try:
        email = _EMAIL.validate_python(claims.get("email"))
    except ValidationError:
        wrong, right = "the login gives no e-mail address", "allow it to, or ask the admin"
        raise Refused(Refusal(field="email", wrong=wrong, right=right)) from None
    if claims.get("email_verified", True) not in (True, "true", None):
        wrong, right = f"the login has not verified {email}", "verify the address there first"
        raise Refused(Refusal(field="email", wrong=wrong, right=right))
    return email


def _first_admin(
    store: Store,
    found: Member | None,
    email: str,
    claims: Mapping[str, object],
    now: datetime.datetime,
) -> Member | None:
    """Make an admin of somebody, unless there is one; None where there is."""
    known = store.members()
    if any(each.role == "admin" and each.active for each in known):
        return None
    if found is None:
        name = _name(claims)
        taken = not name or any(each.name == name for each in known)
        made = Member(email=email, name=email if taken else name, role="admin")
    else:
        made = found.model_copy(update={"role": "admin", "active": True})
    store.put_members((made,), by=made.name, at=now)
    return made


def _name(claims: Mapping[str, object]) -> str:
    try:
        return _NAME.validate_python(claims.get("name"))
    except ValidationError:
        return ""
