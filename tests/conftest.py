"""What every test may ask for, and the switch that lets nothing be skipped."""

import os

import pytest
from hypothesis import settings

from engine import Adviser
from knowledge_graph.graph import Graph
from knowledge_graph.load import load as load_knowledge
from rules.load import load as load_rules

# No test asserts a time: a first call loads what later ones have, and machines differ.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def knowledge():
    return load_knowledge()


@pytest.fixture(scope="session")
def graph(knowledge):
    return Graph(knowledge)


@pytest.fixture(scope="session")
def catalogue(knowledge):
    return load_rules(knowledge)


@pytest.fixture(scope="session")
def adviser(knowledge, catalogue):
    return Adviser(knowledge, catalogue)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("REMIT_REQUIRE_ALL") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr}"
    return report
