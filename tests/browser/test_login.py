"""Who is at the page: logging in and out, being turned away, losing a role; and local mode."""

import datetime

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect

from scorecards.rights import Member
from scorecards.store import open_store

pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    # The provider answers in a thread of ours, and uses what its own library deprecates.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

ADMIN, RUTH, LIAR = "ada@example.org", "ruth@example.org", "liar@example.org"
USERS = [
    User(sub=ADMIN, claims={"email": ADMIN, "name": "Ada", "email_verified": True}),
    User(sub=RUTH, claims={"email": "Ruth@Example.org", "name": "Ruth B."}),
    User(sub=LIAR, claims={"email": RUTH, "email_verified": False}),
]
LOOKS = "https://cdn.jsdelivr.net/npm/@picocss/"
"""Where the provider's own page has its looks from; the tests give it none."""
COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def provider():
    with run_server_in_thread(user_claims=USERS) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def guarded(start, provider):
    """The app with a login."""

    def settings(address):
        return {
            "REMIT_OIDC_URL": f"{provider}/.well-known/openid-configuration",
            "REMIT_OIDC_CLIENT_ID": "remit",
            "REMIT_OIDC_CLIENT_SECRET": "known to the provider",
            "REMIT_PUBLIC_URL": address,
            "REMIT_COOKIE_SECRET": "c" * 40,
            "REMIT_ADMIN": ADMIN,
        }

    with start(settings) as running:
        yield running


@pytest.fixture
def store(guarded, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", guarded.database)
    with open_store() as opened:
        yield opened


@pytest.fixture
def put(store):
    def one(**fields):
        ruth = {"email": RUTH, "name": "Ruth", "role": "reviewer", "team": "team.sales"}
        member = Member.model_validate({**ruth, **fields})
        store.put_members((member,), by="Ada", at=datetime.datetime.now(datetime.UTC))

    return one


@pytest.fixture
def come(arrive, guarded, provider):
    """Let somebody come to the app with a login."""

    def one(width=1280):
        visit = arrive(guarded, width, also=(provider, LOOKS))
        visit.page.context.route(LOOKS + "**", lambda route: route.fulfill(body=""))
        return visit

    return one


def log_in(visit, sub):
    visit.open("/")
    visit.page.get_by_role("button", name="Log in").click()
    visit.page.get_by_role("button", name=sub, exact=True).first.click()
    visit.page.wait_for_url(visit.server.address + "/**")
    visit.settle()


def badge(visit, text):
    return visit.page.get_by_role("button", name=text)


@pytest.mark.parametrize("path", ["/", "/people"])
def test_who_has_not_logged_in_sees_nothing_but_the_way_in(path, come):
    visit = come(390)
    visit.open(path)
    expect(badge(visit, "Log in")).to_be_visible()
    expect(visit.page.get_by_role("heading")).to_have_text(["Remit"])
    expect(visit.page.get_by_text("Local mode")).to_have_count(0)
    expect(visit.page.get_by_role("link", name="Scorecards")).to_have_count(0)


def test_the_first_admin_comes_in_and_it_stands_in_the_log(come, store):
    visit = come()
    log_in(visit, ADMIN)
    expect(badge(visit, "Ada · Admin")).to_be_visible()
    assert store.member(ADMIN).role == "admin"
    assert [each.by for each in store.log() if each.kind == "member"][-1:] == ["Ada"]


def test_a_member_logs_in_for_every_tab_and_out_again(come, put):
    put()
    visit = come()
    log_in(visit, RUTH)
    expect(badge(visit, "Ruth · Reviewer")).to_be_visible()
    first, second = visit.page, visit.page.context.new_page()
    visit.page = second
    visit.open("/scorecards")
    expect(badge(visit, "Ruth · Reviewer")).to_be_visible()
    badge(visit, "Ruth · Reviewer").click()
    visit.page.get_by_role("button", name="Log out").click()
    visit.page.get_by_role("button", name="End session").click()
    expect(badge(visit, "Log in")).to_be_visible()
    assert COOKIE not in {each["name"] for each in second.context.cookies()}
    visit.page = first
    visit.open("/scorecards")
    expect(badge(visit, "Log in")).to_be_visible()


def test_a_stranger_is_turned_away_and_told_whom_to_ask(come):
    visit = come()
    visit.open("/")
    badge(visit, "Log in").click()
    visit.page.get_by_placeholder("sub").fill("eve@example.net")
    badge(visit, "Authorize").click()
    expect(visit.page.get_by_text("Nobody has let eve@example.net into this Remit")).to_be_visible()
    expect(visit.page.get_by_text("ask the admin of this Remit")).to_be_visible()
    assert ADMIN not in visit.page.content()
    expect(badge(visit, "Log out")).to_be_visible()


def test_an_address_that_is_not_verified_lets_nobody_in(come, put):
    put()
    visit = come()
    log_in(visit, LIAR)
    expect(visit.page.get_by_text("has not verified")).to_be_visible()
    expect(visit.page.get_by_text("Ruth · Reviewer")).to_have_count(0)


def test_a_role_taken_away_bites_at_the_next_click(come, put):
    put(role="curator")
    visit = come()
    log_in(visit, RUTH)
    visit.open("/scorecards")
    offer = visit.page.get_by_role("button", name="Open the sample company")
    expect(offer).to_be_visible()
    put(active=False)
    offer.click()
    expect(visit.page.get_by_text("may not log in any more")).to_be_visible()
    visit.settle()
    expect(visit.page.get_by_role("heading")).to_have_text(["Remit"])
    put()


def test_a_cookie_that_was_tampered_with_does_not_log_in(come, put):
    put()
    visit = come()
    log_in(visit, RUTH)
    (cookie,) = [each for each in visit.page.context.cookies() if each["name"] == COOKIE]
    assert cookie["httpOnly"]
    value = cookie["value"]
    middle = len(value) // 3
    other = "A" if value[middle] != "A" else "B"
    forged = value[:middle] + other + value[middle + 1 :]
    visit.page.context.add_cookies([{**cookie, "value": forged}])
    visit.open("/scorecards")
    expect(badge(visit, "Log in")).to_be_visible()


def test_without_a_login_a_badge_says_so_and_one_can_sit_down_as_somebody_else(visit):
    visit.open("/people")
    badge(visit, "Local mode").click()
    expect(visit.page.get_by_text("Local mode: names are on trust.")).to_be_visible()
    visit.page.get_by_label("Or a name").fill("Petra")
    badge(visit, "Sit down as this person").click()
    expect(visit.page.get_by_text("You sit here as Petra, PMM.")).to_be_visible()
    badge(visit, "Be yourself again").click()
    expect(visit.page.get_by_text("You sit here as Petra, PMM.")).to_have_count(0)
    visit.settle()
