"""The web server of the app."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from scorecards.readings.uploads.limits import MAX_BYTES, MIB
from ui import feed
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
    """Serve the app until the process is stopped."""
    application().run(config={**OPTIONS, "server.address": host, "server.port": port})


def application() -> st.App:
    """The app with what it needs to have loaded before the first person comes."""
    return st.App(APP, lifespan=_lifespan, routes=feed.routes(os.environ))


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    from ui.session import adviser

    adviser()
    # Streamlit collects garbage after each run; what never changes need not be looked at again.
    gc.collect()
    gc.freeze()
    yield {"ready": True}
