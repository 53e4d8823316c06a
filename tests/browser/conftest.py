"""A real browser against a real server; both are started once for a worker."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from engine import Adviser
from scorecards.desk import Desk
from scorecards.store import open_store
from scorecards.store.database import location

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SERVE = "import sys; from ui.server import serve; serve('127.0.0.1', int(sys.argv[1]))"
# The app's own style comes as an element of the page; until then colours are Streamlit's. A
# skeleton stands where a part is still being fetched: what is below it moves when that comes.
SETTLED = """!window.waits
    && document.fonts.status === 'loaded'
    && !document.querySelector('[data-testid=stSkeleton]')
    && getComputedStyle(document.body).getPropertyValue('--remit-quiet')
    && !document.querySelector('[data-stale=true]')
    && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')"""
MS_TO_ASK = 50
"""Within this time after a click the page has asked the server, if it asks at all."""
MS_PATIENCE = 60_000
"""How long anything may take on a machine that does much else."""
# On a deep link Streamlit first looks for its own server below the page's path, and finds none.
EXPECTED_404 = ("/_stcore/health", "/_stcore/host-config")
# Streamlit looks whether a file to download is there; by then a rerun may have put another there.
# That a file comes is for the tests that download one.
DOWNLOAD = ("/media/", "Download Button source error")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser found; looked for {', '.join(NAMES)}")
    expect.set_options(timeout=MS_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Server:
    """The app as it runs: where it answers, what it wrote, and where it keeps things."""

    address: str
    log: Path
    database: str

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


Start = Callable[..., AbstractContextManager[Server]]


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Start the app in a folder of its own, with the settings that its address gives."""

    def started(
        settings: Callable[[str], Mapping[str, str]] = lambda _: {},
    ) -> AbstractContextManager[Server]:
        return _started(tmp_path_factory.mktemp("server"), settings)

    return started


@pytest.fixture(scope="session")
def server(start: Start) -> Iterator[Server]:
    with start() as running:
        yield running


@contextmanager
def _started(folder: Path, settings: Callable[[str], Mapping[str, str]]) -> Iterator[Server]:
    log = folder / "server.log"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    database = f"sqlite:///{folder / 'remit.sqlite'}"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)],
            stdout=out,
            stderr=out,
            cwd=folder,
            env={**os.environ, **settings(address), "REMIT_DATABASE_URL": database},
        )
    try:
        _wait_for(address + "/_stcore/health", process, log)
        yield Server(address, log, database)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def keeper(server: Server, adviser: Adviser) -> Iterator[Desk]:
    """The desk of a person called Mara, on the database that the server has too."""
    file = server.log.with_name("remit.sqlite")
    with open_store(location({"REMIT_DATABASE_URL": f"sqlite:///{file}"})) as store:
        yield Desk(store, adviser, "Mara")


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(MS_PATIENCE // 100):
        assert process.poll() is None, f"the server stopped: {log.read_text(encoding='utf-8')}"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not come up: {log.read_text(encoding='utf-8')}")


@dataclass
class Visit:
    """One person in front of the app; everything that goes wrong is written down."""

    page: Page
    server: Server
    also: tuple[str, ...] = ()
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.server.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the app has answered what it was asked, and shows the answer."""
        self.page.wait_for_timeout(MS_TO_ASK)
        self.page.wait_for_function(SETTLED)

    def check(self) -> None:
        assert not self.wrong, "\n".join(self.wrong)
        assert "Traceback" not in self.server.said(), self.server.said()
        assert self.page.get_by_test_id("stException").count() == 0


def _watch(visit: Visit) -> None:
    address = visit.server.address
    allowed = (address, address.replace("http", "ws"), "data:", "blob:", *visit.also)

    def asked(url: str) -> None:
        if not url.startswith(allowed):
            visit.wrong.append(f"off-host request: {url}")

    def said(message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        expected = url.endswith(EXPECTED_404) or any(e in url + message.text for e in DOWNLOAD)
        if message.type == "error" and not expected:
            visit.wrong.append(f"console: {message.text} {message.location}")

    visit.page.on("request", lambda request: asked(request.url))
    visit.page.on("websocket", lambda socket: asked(socket.url))
    visit.page.on("pageerror", lambda error: visit.wrong.append(f"page error: {error}"))
    visit.page.on("console", said)


def _looked_after(room: BrowserContext, server: Server) -> Iterator[Visit]:
    """A visit, checked when it is over."""
    come = _come(room, server)
    yield come
    come.check()
    come.page.close()


Arrive = Callable[..., Visit]


def _room(browser: Browser, width: int) -> BrowserContext:
    """A browser as one person has it: nothing of it is another's."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        accept_downloads=True,
    )
    context.add_init_script(path=Path(__file__).with_name("settled.js"))
    return context


def _come(room: BrowserContext, server: Server, also: tuple[str, ...] = ()) -> Visit:
    page = room.new_page()
    page.set_default_timeout(MS_PATIENCE)
    visit = Visit(page, server, also)
    _watch(visit)
    return visit


@pytest.fixture
def arrive(browser: Browser) -> Iterator[Arrive]:
    """Let one more person come, in a browser of their own, checked at the end."""
    come: list[Visit] = []

    def one(server: Server, width: int = 1280, also: tuple[str, ...] = ()) -> Visit:
        come.append(_come(_room(browser, width), server, also))
        return come[-1]

    yield one
    for each in come:
        each.check()
        each.page.context.close()


@pytest.fixture(scope="session")
def rooms(browser: Browser) -> dict[int, BrowserContext]:
    """Browsers that many visits share, by width: the app keeps nothing in them."""
    return {width: _room(browser, width) for width in (1280, 390)}


@pytest.fixture(params=[1280, 390])
def visit(
    rooms: dict[int, BrowserContext], server: Server, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """A visit at desktop and at phone width, checked at its end."""
    yield from _looked_after(rooms[request.param], server)


@pytest.fixture(scope="module")
def stay(rooms: dict[int, BrowserContext], server: Server) -> Iterator[Visit]:
    """One visit for all tests of a file that only look: what was fetched once is there."""
    yield from _looked_after(rooms[1280], server)
