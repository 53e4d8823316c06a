"""The app under test, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "ui" / "app.py"

Visit = Callable[..., AppTest]


def texts(app: AppTest) -> str:
    """Everything a person could read on the page."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text, app.code)
    alerts = (app.warning, app.info, app.error)
    labels = [each.label for each in (*app.expander, *app.button)]
    return "\n".join([*(str(e.value) for kind in (*kinds, *alerts) for e in kind), *labels])


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
