"""The web server of the app."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scorecards.readings.uploads.limits import MAX_BYTES, MIB
from ui import feed
from ui.login import Login, serving
from ui.style.theme import THEME

APP = Path(__file__).with_name("app.py")

OPTIONS: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    "runner.magicEnabled": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": MAX_BYTES // MIB,
    **THEME,
}


def serve(host: str, port: int) -> None:
    """Serve the app until the process is stopped.

    Raises:
        LoginError: The settings of the login are not whole, or there is none and others than this
            machine could come.
    """
    login = serving(host, os.environ)
    options = {**OPTIONS, "server.address": host, "server.port": port}
    if login is not None:
        # Else Streamlit asks a public service which address this machine has, to compare origins.
        options["browser.serverAddress"] = login.public_host
    application(login).run(config=options)


def application(login: Login | None = None) -> st.App:
    """The app with what it needs to have loaded before the first person comes.

    Args:
        login: How people log in; None where the app serves the one person of this machine.
    """
    routes = feed.routes(os.environ)
    if login is None:
        return st.App(APP, lifespan=_lifespan, routes=routes)
    encrypted = [Middleware(SecureCookies)] if login.encrypted else []
    return st.App(
        APP, lifespan=_lifespan, secrets=login.secrets, middleware=encrypted, routes=routes
    )


class SecureCookies:
    """Has each cookie sent over HTTPS alone; Streamlit leaves that out, for plain localhost.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    (name, _secure(value) if name.lower() == b"set-cookie" else value)
                    for name, value in message.get("headers", ())
                ]
            await send(message)

        await self._app(scope, receive, sent)


def _secure(cookie: bytes) -> bytes:
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    from ui.session import adviser

    adviser()
    # Streamlit collects garbage after each run; what never changes need not be looked at again.
    gc.collect()
    gc.freeze()
    yield {"ready": True}
