"""Where exercises are tried in tests: on the plain matcher, which is quicker."""

import pytest

from engine import Adviser, Policy, read_profile
from engine.exercises import Course, Lab
from engine.explain import Explainer
from engine.inference import PlainMatcher
from rules.survey import firing_shares


@pytest.fixture(scope="session")
def new_lab(knowledge, catalogue):
    """Make a lab that remembers nothing yet."""
    explainer = Explainer(Adviser(knowledge, catalogue, PlainMatcher))
    return lambda: Lab(explainer, firing_shares().shares)


@pytest.fixture(scope="session")
def lab(new_lab):
    return new_lab()


@pytest.fixture(scope="session")
def course(lab, knowledge):
    """The exercises of a role."""

    def course(policy=None, **raw):
        return Course(read_profile(raw, knowledge), Policy(choices=policy or {}), lab)

    return course
