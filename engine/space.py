"""The whole space of profiles with one objective, each with its recommendation, fast.

The space is every objective with every value of five more answers, or none; all other answers are
unknown and the policies stand at their defaults. The answer is that of ``Adviser.recommend``, from
the plain side: rules are asked by ``engine.index``, and whatever follows from the same firings is
worked out once. Tests hold the two equal, firing by firing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from engine.facts import Fact, FactBuilder, MetricFacts
from engine.firing import Fired
from engine.index import FactGroup, Index
from engine.inference import Firing
from engine.objective import Appraised, Assigned, Criticised, OneObjective, Selected
from engine.profile import Policy, Profile
from knowledge_graph.graph import Graph
from knowledge_graph.load import Knowledge
from rules.load import Catalogue
from rules.records import STAGES, Infer, Stage
from rules.vocabulary import OVERS, Over, allowed_values
