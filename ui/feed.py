"""The calendar feed: the dates of a member's scorecards, at an address that only the member knows.

The address is made from the secret of the login and the member's e-mail, so that nothing is kept
for it: it stays the same, and another secret makes all addresses others. Without a login there is
none. Calendar programs cannot log in; whoever has the address can read those dates.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from scorecards.calendar_file import joint_calendar
from scorecards.desk import Desk
from scorecards.rights import Member
from scorecards.store import StoreError
from ui.login import LoginError, configured

TITLE = "Remit scorecards"
_ABOUT = "remit calendar feed, version 1\n"
"""Says what the secret is used for, so that no other use of it gives the same token."""
_HEADERS = {"cache-control": "private, no-store", "referrer-policy": "no-referrer"}


def token(secret: str, email: str) -> str:
    """What stands in the address of a member's feed: 64 hexadecimal digits."""
    told = f"{_ABOUT}{email.strip().lower()}".encode()
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def address(member: Member, environment: Mapping[str, str]) -> str | None:
    """Where a member's feed is; None where nobody logs in."""
    try:
        login = configured(environment)
    except LoginError:
        return None
    if login is None or member.alone:
        return None
    return f"{login.public_url.rstrip('/')}/feed/{token(login.cookie_secret, member.email)}.ics"


def whose(given: str, members: Iterable[Member], secret: str) -> Member | None:
    """Whose token this is; None where it is nobody's, or of somebody who may not log in any more.

    Every member is compared, each in the same time, so that the time tells nothing.
    """
    found = None
    for member in members:
        wanted = token(secret, member.email)
        same = hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))
        if same and member.active:
            found = member
    return found


def routes(environment: Mapping[str, str]) -> list[Route]:
    """The route of the feed, as the environment says people log in."""

    def respond(request: Request) -> Response:
        try:
            return _answer(request.path_params["token"], environment)
        except StoreError:
            text = "The dates cannot be read now; try again later.\n"
            return PlainTextResponse(text, 503, {**_HEADERS, "retry-after": "600"})

    return [Route("/feed/{token}.ics", respond, methods=["GET"])]


def _answer(given: str, environment: Mapping[str, str]) -> Response:
    from ui.kept.here import store
    from ui.session import adviser

    try:
        login = configured(environment)
    except LoginError:
        login = None
    member = whose(given, store().members(), login.cookie_secret) if login else None
    if member is None:
        return PlainTextResponse("There is no such calendar.\n", 404, _HEADERS)
    desk = Desk(store(), adviser(), member)
    content, _ = joint_calendar(desk.dated(member.name), desk.adviser.knowledge, TITLE)
    return Response(content, headers=_HEADERS, media_type="text/calendar; charset=utf-8")
