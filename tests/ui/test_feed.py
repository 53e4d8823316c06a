"""The calendar feed: the dates of a member's scorecards, for whoever has the address."""

import asyncio
import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from scorecards.desk import alone
from scorecards.rights import Member
from scorecards.store import open_store
from ui import feed
from ui.login import SETTINGS

NOON = datetime.datetime(2027, 1, 4, 12, tzinfo=datetime.UTC)
SECRET = "a secret that is long enough to sign"
GIVEN = {
    "REMIT_OIDC_URL": "https://login.example.org/.well-known/openid-configuration",
    "REMIT_OIDC_CLIENT_ID": "remit",
    "REMIT_OIDC_CLIENT_SECRET": "hidden",
    "REMIT_PUBLIC_URL": "https://remit.example.org/",
    "REMIT_COOKIE_SECRET": SECRET,
    "REMIT_ADMIN": "ada@example.org",
}
ANNA = Member(email="anna@example.org", name="Anna", role="pmm")
BO = Member(email="bo@example.org", name="Bo", role="pmm")


@dataclass
class Answer:
    """What a server answers."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self):
        return self.content.decode()


def ask(environment, path, method="GET"):
    """Ask a server whose only route is the feed, the path exactly as it is written."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
    }
    served = Starlette(routes=feed.routes(environment))
    # In a thread of its own, because a browser that other tests use keeps this one's loop.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(served(scope, receive, send))).result()
    start, *rest = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, b"".join(each.get("body", b"") for each in rest))


@pytest.fixture
def put(database):
    def put(*members):
        with open_store() as store:
            store.put_members(members, by="Ada", at=NOON)

    return put


@pytest.fixture
def get(adopted, put):
    """Asks for a path; Anna has a scorecard, and Bo has none."""
    put(ANNA, BO)
    assert set(GIVEN) == set(SETTINGS)
    return lambda path: ask(GIVEN, path)


def path(member):
    return feed.address(member, GIVEN).removeprefix("https://remit.example.org")


def test_a_member_gets_the_dates_of_their_own_scorecards(get, adopted):
    answer = get(path(ANNA))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["cache-control"]
    (end,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert end["summary"] == "The period ends (Anna, first quarter)"
    assert end["uid"] == f"{adopted.id}-period-end@remit"
    assert get(path(ANNA)).content == answer.content


def test_nobody_sees_the_dates_of_another(get):
    answer = get(path(BO))
    assert (answer.status, "Anna" in answer.text) == (200, False)
    assert Calendar.from_ical(answer.content).walk("VEVENT") == []


def test_an_address_ends_with_the_membership(get, put):
    put(ANNA.model_copy(update={"active": False}))
    answer = get(path(ANNA))
    assert (answer.status, answer.text) == (404, "There is no such calendar.\n")
    put(ANNA)
    assert get(path(ANNA)).status == 200


@pytest.mark.parametrize(
    "asked",
    [
        "/feed/.ics",
        "/feed/%20.ics",
        "/feed/anna@example.org.ics",
        f"/feed/{'0' * 64}.ics",
        "/feed/..%2F..%2Fetc%2Fpasswd.ics",
        "/feed/../../etc/passwd.ics",
        "/feed/%00%ff.ics",
        "/feed/ö.ics",
        f"/feed/{'a' * 5000}.ics",
    ],
)
def test_anything_else_is_not_found_and_says_nothing(get, asked):
    answer = get(asked)
    assert answer.status == 404
    assert answer.text in ("There is no such calendar.\n", "Not Found")


def test_half_a_token_or_one_in_capitals_is_none(get):
    whole = path(ANNA)
    assert get(whole.replace(".ics", "")).status == 404
    assert get(f"{whole[:40]}.ics").status == 404
    upper = feed.token(SECRET, ANNA.email).upper()
    assert get(f"/feed/{upper}.ics").status == 404


def test_it_can_only_be_read(get):
    assert ask(GIVEN, path(ANNA), "POST").status == 405
    assert ask(GIVEN, path(ANNA), "HEAD").status == 200


def test_a_token_follows_from_the_secret_and_the_address_alone():
    token = feed.token(SECRET, "anna@example.org")
    assert token == feed.token(SECRET, " Anna@Example.org ")
    assert len(token) == 64
    others = {feed.token(f"{SECRET}!", "anna@example.org"), feed.token(SECRET, "ann@aexample.org")}
    assert token not in others
    assert SECRET not in token


def test_without_a_login_there_is_no_feed(adopted, put):
    put(ANNA)
    for environment in ({}, {**GIVEN, "REMIT_ADMIN": ""}, {**GIVEN, "REMIT_COOKIE_SECRET": "a"}):
        assert feed.address(ANNA, environment) is None
        assert ask(environment, path(ANNA)).status == 404
    assert feed.address(alone("Anna"), GIVEN) is None


def test_a_database_that_fails_is_told_without_its_address(monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", "mysql://anna:secret@host/remit")
    answer = ask(GIVEN, path(ANNA))
    assert (answer.status, answer.text) == (
        503,
        "The dates cannot be read now; try again later.\n",
    )


def test_the_page_offers_a_file_and_says_why_there_is_no_address(visit, read, adopted):
    app = visit("all_scorecards")
    assert "there is no address to subscribe to" in read(app)
    assert not app.code


def _offered():
    from scorecards.desk import Desk
    from scorecards.rights import Member
    from ui.kept import here, subscribe
    from ui.session import adviser

    anna = Member(email="anna@example.org", name="Anna", role="pmm")
    subscribe.show(Desk(here.store(), adviser(), anna))


def test_with_a_login_the_page_gives_the_address_and_says_to_keep_it(monkeypatch):
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    app = AppTest.from_function(_offered, default_timeout=30).run()
    assert not app.exception
    assert [each.value for each in app.code] == [feed.address(ANNA, GIVEN)]
    assert "keep it to yourself" in app.caption[0].value
