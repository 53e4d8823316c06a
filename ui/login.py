"""Logging in: what the environment says of it, and what the server is told.

With ``REMIT_OIDC_URL`` set, people log in with OpenID Connect. Without any of the settings there is
no login: the app serves the one person of this machine, and nobody else can reach it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

SETTINGS = {
    "REMIT_OIDC_URL": "the provider's metadata, such as "
    "https://login.example.org/.well-known/openid-configuration",
    "REMIT_OIDC_CLIENT_ID": "the id that the provider gave to Remit",
    "REMIT_OIDC_CLIENT_SECRET": "the secret that the provider gave to Remit",
    "REMIT_PUBLIC_URL": "where people open Remit, such as https://remit.example.org",
    "REMIT_COOKIE_SECRET": "a random text of at least 32 characters that signs the login",
    "REMIT_ADMIN": "the e-mail address of the first admin",
}
"""The settings, and what each is. All or none."""
GUIDE = "docs/running-for-a-team.md"
_LEAST_SECRET = 32


class LoginError(Exception):
    """The settings of the login are not whole; the text says what is missing."""


@dataclass(frozen=True)
class Login:
    """How people log in."""

    provider: str
    client_id: str
    client_secret: str
    public_url: str
    cookie_secret: str
    admin: str

    @property
    def encrypted(self) -> bool:
        """Whether people come over HTTPS, so that cookies are sent over nothing else."""
        return self.public_url.lower().startswith("https:")

    @property
    def public_host(self) -> str:
        """The name under which people open Remit."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def secrets(self) -> dict[str, Any]:
        """What Streamlit's login is told."""
        return {
            "auth": {
                "redirect_uri": f"{self.public_url.rstrip('/')}/oauth2callback",
                "cookie_secret": self.cookie_secret,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "server_metadata_url": self.provider,
                "client_kwargs": {"scope": "openid email profile"},
            }
        }


def configured(environment: Mapping[str, str]) -> Login | None:
    """How people log in, as the environment says; None where they do not.

    Raises:
        LoginError: Some settings are there and others lack, or one cannot be.
    """
    given = {name: environment.get(name, "").strip() for name in SETTINGS}
    if not any(given.values()):
        return None
    lacking = [f"{name} ({SETTINGS[name]})" for name, value in given.items() if not value]
    if lacking:
        raise LoginError(f"the login is not whole; set {', '.join(lacking)}")
    if len(given["REMIT_COOKIE_SECRET"]) < _LEAST_SECRET:
        raise LoginError(f"REMIT_COOKIE_SECRET has to have at least {_LEAST_SECRET} characters")
    if "@" not in given["REMIT_ADMIN"]:
        raise LoginError("REMIT_ADMIN has to be an e-mail address")
    for name in ("REMIT_OIDC_URL", "REMIT_PUBLIC_URL"):
        _see_that_it_is_safe(name, given[name])
    if urlsplit(given["REMIT_PUBLIC_URL"]).path.strip("/"):
        raise LoginError("REMIT_PUBLIC_URL has to end with the host: Remit needs one of its own")
    provider, client_id, client_secret, public_url, cookie_secret, admin = given.values()
    return Login(provider, client_id, client_secret, public_url, cookie_secret, admin.lower())


def _see_that_it_is_safe(name: str, url: str) -> None:
    """See that what is sent there cannot be read on the way."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.scheme not in ("http", "https"):
        raise LoginError(f"{name} has to be {SETTINGS[name]}")
    if parts.scheme == "http" and not only_here(host):
        raise LoginError(f"{name} has to begin with https://, for names and logins go there")


def serving(host: str, environment: Mapping[str, str]) -> Login | None:
    """How people log in to a server that listens on an address; None where only this machine can.

    Raises:
        LoginError: The settings are not whole, or others could come without a login.
    """
    login = configured(environment)
    if login is None and not only_here(host):
        raise LoginError(
            f"without a login Remit serves this machine alone; to listen on {host}, "
            f"set {', '.join(SETTINGS)} ({GUIDE} says how)"
        )
    return login


def only_here(host: str) -> bool:
    """Whether nobody but this machine can reach what listens on an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
