"""What explains, on the plain matcher: quicker, and held equal to the engine of record by tests."""

import pytest

from engine.explain import Explainer
from engine.inference import PlainMatcher
from engine.recommend import Adviser


@pytest.fixture(scope="session")
def plain(knowledge, catalogue):
    return Adviser(knowledge, catalogue, PlainMatcher)


@pytest.fixture(scope="session")
def explainer(plain):
    return Explainer(plain)
