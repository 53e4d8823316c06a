"""What explanations of every kind are made of: sentences, ticked conditions, rules, proofs."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge_graph.records import Basis, Citation
from rules.records import Role, Stage, Strength

Place = Literal["headline", "supporting", "monitor", "guardrail", "out"]
"""Where a metric stands on a scorecard."""
Truth = Literal["true", "false", "unknown"]
Mark = Literal["came", "went", "role", "accountability"]
"""What became of a metric: a KPI now, a KPI no more, another place, other accountability."""


class Part(BaseModel):
    """Frozen and closed, as every record that goes out."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Outline(Part):
    """A tree of sentences.

    Attributes:
        text: A sentence; without a full stop it is a heading over its parts.
        id: The record, rule or field that the sentence is about; empty where it is about none.
        basis: What the sentence rests on, where it is a claim.
        citations: Where that can be looked up.
    """

    text: str
    id: str = ""
    basis: Basis | None = None
    citations: tuple[Citation, ...] = ()
    parts: tuple[Outline, ...] = ()


class Checked(Part):
    """A condition held against the answers.

    Attributes:
        text: The condition in words, whole.
        says: A sentence: the condition, whether it holds, and what was found.
        truth: Whether it holds.
        field: The field it compares; empty for a group.
        found: What the field held, in words; for an unknown field that nobody said it.
        inferred: Whether rules inferred what was found; nobody said it.
        mode: For a group: ``all`` or ``any`` of the parts must hold.
    """

    text: str
    says: str
    truth: Truth
    field: str = ""
    found: str = ""
    inferred: bool = False
    mode: Literal["all", "any"] | None = None
    parts: tuple[Checked, ...] = ()


class Spoke(Part):
    """One rule that spoke, with its conditions ticked.

    Attributes:
        says: Its conclusion about this metric, a sentence.
        marks: How strong the advice is and what it rests on, a sentence.
        weight: What it adds to the score; negative against, zero where it has no part in the sum.
        fact: The fact it fired on, and what that is in words (``about``).
        when: The condition that had to hold.
        unless: The condition that had not to hold; None where the rule has none.
    """

    rule: str
    title: str
    stage: Stage
    says: str
    marks: str
    weight: int
    role: Role | None
    strength: Strength | None
    basis: Basis
    because: str
    citations: tuple[Citation, ...]
    fact: str
    about: str
    when: Checked
    unless: Checked | None = None


class Step(Part):
    """A node of a proof.

    Attributes:
        kind: An answer that was said, a trait that was inferred, a link of the knowledge graph,
            a policy in force, a rule that fired, a decision of composing, or the metric itself.
    """

    id: str
    kind: Literal["answer", "trait", "link", "policy", "rule", "decision", "metric"]
    text: str


class Leads(Part):
    """An arrow of a proof: one step leads to another."""

    source: str
    target: str
    label: str = ""


class Proof(Part):
    """From answers and links through firings to the place of a metric; a graph without circles.

    Attributes:
        steps: In an order in which whatever leads to a step comes before it.
    """

    metric: str
    steps: tuple[Step, ...]
    leads: tuple[Leads, ...]
