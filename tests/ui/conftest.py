"""The app under test, without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import make_url
from streamlit.testing.v1 import AppTest

from engine.profile import read_profile
from scorecards.desk import Desk
from scorecards.document import Period
from scorecards.store import open_store

APP = Path(__file__).parents[2] / "ui" / "app.py"

Visit = Callable[..., AppTest]


def texts(app: AppTest) -> str:
    """Everything a person could read on the page."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text, app.code)
    alerts = (app.warning, app.info, app.error)
    labels = [each.label for each in (*app.expander, *app.button)]
    return "\n".join([*(str(e.value) for kind in (*kinds, *alerts) for e in kind), *labels])


@pytest.fixture(scope="session", autouse=True)
def no_components():
    """A visit would look through every package that is installed for components; we use none."""
    with pytest.MonkeyPatch.context() as patch:
        scan = "streamlit.components.v2.manifest_scanner.scan_component_manifests"
        patch.setattr(scan, list)
        yield


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A database with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("database") / "remit.sqlite"
    open_store(make_url(f"sqlite:///{path}")).close()
    return path


@pytest.fixture(autouse=True)
def database(empty_database, tmp_path, monkeypatch):
    """A database of its own for each test: nothing of one is seen in another."""
    path = tmp_path / "remit.sqlite"
    shutil.copyfile(empty_database, path)
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def desk(adviser, database):
    """The desk of a person called Mara, on the database that the app has too."""
    with open_store() as store:
        yield Desk(store, adviser, "Mara")


@pytest.fixture
def adopted(desk, knowledge):
    """A scorecard for the first quarter of 2027, adopted as recommended: version 1."""
    answers = {
        "objectives": ["objective.increase-win-rate"],
        "alignment": "sales",
        "data_sources": ["crm"],
    }
    version = desk.adopt(
        desk.adviser.recommend(read_profile(answers, knowledge)),
        title="Anna, first quarter",
        period=Period(start=date(2027, 1, 1), end=date(2027, 3, 31)),
        person="Anna",
        token="anna",
    )
    return version.document


@pytest.fixture
def read() -> Callable[[AppTest], str]:
    return texts


@pytest.fixture
def visit() -> Visit:
    """Open a page, with what its address asks."""

    def go(page: str = "", **params: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30).run()
        for key, value in params.items():
            app.query_params[key.replace("__", "-")] = value
        if page:
            app.switch_page(f"views/{page}.py")
        app.run()
        assert not app.exception, app.exception
        return app

    return go
