"""The settings of the login: whole and safe, or refused with what to set."""

import re

import pytest
import typer.testing

from ui import server
from ui.cli import app
from ui.commands.asked import Fault
from ui.login import SETTINGS, LoginError, configured, only_here, serving

WHOLE = {
    "REMIT_OIDC_URL": "https://login.example.org/.well-known/openid-configuration",
    "REMIT_OIDC_CLIENT_ID": "remit",
    "REMIT_OIDC_CLIENT_SECRET": "s3cret",
    "REMIT_PUBLIC_URL": "https://remit.example.org/",
    "REMIT_COOKIE_SECRET": "c" * 32,
    "REMIT_ADMIN": "Ada@Example.org",
}


def test_without_any_setting_there_is_no_login():
    assert configured({}) is None
    assert configured({**dict.fromkeys(WHOLE, " "), "PATH": "/bin"}) is None


def test_whole_settings_are_what_the_server_is_told():
    login = configured(WHOLE)
    assert login.admin == "ada@example.org"
    assert login.public_host == "remit.example.org"
    assert login.encrypted
    assert login.secrets["auth"] == {
        "redirect_uri": "https://remit.example.org/oauth2callback",
        "cookie_secret": "c" * 32,
        "client_id": "remit",
        "client_secret": "s3cret",
        "server_metadata_url": WHOLE["REMIT_OIDC_URL"],
        "client_kwargs": {"scope": "openid email profile"},
    }


@pytest.mark.parametrize("missing", SETTINGS)
def test_a_missing_piece_is_named_with_what_it_is(missing):
    with pytest.raises(LoginError, match=re.escape(f"set {missing} ({SETTINGS[missing]})")):
        configured({**WHOLE, missing: ""})


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("REMIT_COOKIE_SECRET", "c" * 31, "at least 32 characters"),
        ("REMIT_ADMIN", "ada", "an e-mail address"),
        ("REMIT_PUBLIC_URL", "http://remit.example.org", "has to begin with https://"),
        ("REMIT_PUBLIC_URL", "remit.example.org", "has to be where people open Remit"),
        ("REMIT_PUBLIC_URL", "https://[remit", "has to be where people open Remit"),
        ("REMIT_PUBLIC_URL", "https://example.org/remit", "has to end with the host"),
        ("REMIT_OIDC_URL", "http://login.example.org/x", "has to begin with https://"),
        ("REMIT_OIDC_URL", "file:///etc/passwd", "has to be the provider's metadata"),
    ],
)
def test_what_cannot_be_or_is_not_safe_is_refused(name, value, says):
    with pytest.raises(LoginError, match=name) as refused:
        configured({**WHOLE, name: value})
    assert says in str(refused.value)
    assert WHOLE["REMIT_OIDC_CLIENT_SECRET"] not in str(refused.value)


def test_this_machine_may_be_tried_on_without_encryption():
    local = {"REMIT_PUBLIC_URL": "http://127.0.0.1:8501", "REMIT_OIDC_URL": "http://localhost:9400"}
    login = configured({**WHOLE, **local})
    assert not login.encrypted
    assert login.secrets["auth"]["redirect_uri"] == "http://127.0.0.1:8501/oauth2callback"


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("203.0.113.4", False),
        ("remit.example.org", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_without_a_login_only_this_machine_is_served(host, here):
    assert only_here(host) is here
    assert serving(host, WHOLE) == configured(WHOLE)
    if here:
        assert serving(host, {}) is None
    else:
        with pytest.raises(LoginError) as refused:
            serving(host, {})
        assert all(name in str(refused.value) for name in SETTINGS)
        assert "\n" not in str(refused.value)


@pytest.fixture
def started(monkeypatch):
    """What a server would be started with; none is."""
    runs = []
    monkeypatch.setattr(server.st.App, "run", lambda self, config: runs.append((self, config)))
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    return runs


def test_the_server_refuses_other_addresses_without_a_login(started):
    with pytest.raises(LoginError, match="to listen on 0.0.0.0, set REMIT_OIDC_URL"):
        server.serve("0.0.0.0", 8501)
    assert not started
    server.serve("127.0.0.1", 8501)
    assert started[0][1]["server.address"] == "127.0.0.1"


def test_with_a_login_any_address_is_served(started, monkeypatch):
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    server.serve("0.0.0.0", 8501)
    ((_, config),) = started
    assert config["server.address"] == "0.0.0.0"
    assert config["browser.serverAddress"] == "remit.example.org"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "to listen on 0.0.0.0, set"),
        ({"REMIT_ADMIN": "ada@example.org"}, "the login is not whole; set REMIT_OIDC_URL"),
    ],
)
def test_the_command_says_so_in_one_line(started, monkeypatch, settings, says):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    result = typer.testing.CliRunner().invoke(app, ["ui", "--host", "0.0.0.0"])
    assert isinstance(result.exception, Fault)
    assert says in str(result.exception)
    assert not started


def test_cookies_of_an_encrypted_login_are_sent_over_nothing_else():
    heads = [(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; Secure"), (b"x", b"y")]
    sent = []

    async def answers(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": heads})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    call = server.SecureCookies(answers)({}, None, send)
    with pytest.raises(StopIteration):
        call.send(None)
    assert sent[0]["headers"] == [
        (b"set-cookie", b"a=1; Path=/; Secure"),
        (b"set-cookie", b"b=2; Secure"),
        (b"x", b"y"),
    ]
    assert sent[1] == {"type": "http.response.body", "body": b""}
