"""What an explanation is made of. Records only: whatever is said here has a firing or a re-run.

Every explanation can be drawn as an ``Outline``. Text and picture are both made from the outline,
so that they say the same; the JSON is the record itself.
"""

from __future__ import annotations

from typing import Literal

from engine.explain.parts import Checked as Checked
from engine.explain.parts import Leads as Leads
from engine.explain.parts import Mark as Mark
from engine.explain.parts import Outline as Outline
from engine.explain.parts import Part as Part
from engine.explain.parts import Place as Place
from engine.explain.parts import Proof as Proof
from engine.explain.parts import Spoke as Spoke
from engine.explain.parts import Step as Step
from engine.explain.parts import Truth as Truth
from knowledge_graph.records import Basis, Citation
from rules.records import Accountability


class Why(Part):
    """Why a metric stands where it stands.

    Attributes:
        says: Where it stands, a sentence.
        justification: Sentences: the objective, the reason, the source. They come first.
        spoke: Every rule that spoke for or against it, those that weigh most first.
        score: The sum of their weights; ``sum`` writes it out, such as ``3 + 2 - 1 = 4``.
        decided: What composing decided about it, sentences.
        held: The rules that said who answers for it; ``held_says`` is what came of them.
        remarked: The rules that remarked on it, raised a dispute over it or gave advice with it.
        proof: How all this hangs together.
    """

    metric: str
    label: str
    place: Place
    says: str
    justification: tuple[Outline, ...]
    spoke: tuple[Spoke, ...]
    score: int
    sum: str
    decided: tuple[str, ...]
    accountability: Accountability
    held_says: str
    held: tuple[Spoke, ...]
    remarked: tuple[Spoke, ...]
    proof: Proof


class Ahead(Part):
    """A KPI that came before a metric that was cut.

    Attributes:
        by: The difference of the scores; 0 where something else decided, as ``why`` says.
        says: All of it, a sentence.
    """

    metric: str
    label: str
    score: int
    by: int
    why: str
    says: str


class Nearest(Part):
    """A rule that could have recommended a metric, and what kept it from doing so.

    Attributes:
        says: What it would have said, a sentence.
        through: The link it would have fired on, in words; empty for a rule over the profile.
        blocking: Each condition that failed or was unknown, ticked.
        distance: How many answers or policies at least would have to be other. An inferred trait
            counts as an answer, and so does the place of another KPI, if nothing else differs.
    """

    rule: str
    title: str
    says: str
    marks: str
    because: str
    through: str = ""
    blocking: tuple[Checked, ...]
    distance: int
    basis: Basis
    citations: tuple[Citation, ...]


class WhyNot(Part):
    """Why a metric is no KPI.

    Attributes:
        status: ``kpi`` where it is one after all; ``outranked`` where a limit cut it,
            ``outweighed`` where its score is zero or less.
        says: The answer in sentences.
        barred: The rules that forbid it.
        score: For a candidate, its score; ``sum`` writes it out.
        short_by: How much it lacks to the last KPI that ranks before it and stayed.
        ahead: The KPIs that came before it.
        spoke: Every rule that spoke for or against it.
        nearest: Rules that did not fire and could have brought it, nearest first; at most ten.
        nearest_of: How many such rules there are, each counted once for each link.
    """

    metric: str
    label: str
    place: Place
    status: Literal[
        "kpi", "barred", "outranked", "outweighed", "no-candidate", "monitored", "guards"
    ]
    says: tuple[str, ...]
    barred: tuple[Spoke, ...] = ()
    score: int | None = None
    sum: str = ""
    cut_by: str = ""
    short_by: int | None = None
    ahead: tuple[Ahead, ...] = ()
    spoke: tuple[Spoke, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    nearest_of: int = 0


class AnswerChange(Part):
    """One answer that differs between two profiles."""

    field: str
    label: str
    before: str
    after: str


class Effect(Part):
    """A rule that speaks of a metric under one profile and not under the other."""

    rule: str
    title: str
    says: str
    starts: bool


class Moved(Part):
    """What became of one metric between two profiles.

    Attributes:
        says: All of it, in sentences.
        was, now: Its place; ``was_held`` and ``now_held`` who answers for it.
        by: The rules that did it.
        displaced_by: Where no rule about it differs: the metrics that passed it, or made room.
    """

    metric: str
    label: str
    mark: Mark
    was: Place
    now: Place
    was_held: Accountability
    now_held: Accountability
    by: tuple[Effect, ...]
    displaced_by: tuple[str, ...] = ()
    says: tuple[str, ...]


class WhatIf(Part):
    """Two profiles side by side.

    Attributes:
        answers: The answers that differ; a policy stands there as ``policy <key>``.
        moved: KPIs first, as they stand under the second profile.
        stayed: The KPIs with the same role and accountability under both.
    """

    answers: tuple[AnswerChange, ...]
    headline_before: str | None
    headline_after: str | None
    moved: tuple[Moved, ...]
    stayed: tuple[str, ...]
    says: tuple[str, ...]


class Follows(Part):
    """What taking a KPI means.

    Attributes:
        says: All of it, in sentences.
        effort: The greatest among its instruments; unknown where one of them states none.
        needs, missing: Data without which it cannot be measured, and what of it is not at hand.
        owner: The team that answers for the result; None where nothing says so.
        first_baseline: How the first reading is got.
    """

    metric: str
    label: str
    says: tuple[Outline, ...]
    instruments: tuple[str, ...]
    effort: Literal["low", "medium", "high", "unknown"]
    needs: tuple[str, ...]
    missing: tuple[str, ...]
    cadence: str
    owner: str | None
    first_baseline: str
    define_first: tuple[str, ...]
    will_not_show: tuple[str, ...]


class OtherPolicy(Part):
    """The scorecard under another policy value: what would differ.

    Attributes:
        then, then_held: Place and accountability of the metric asked about; None if none was.
    """

    policy: str
    value: str
    means: str
    then: Place | None
    then_held: Accountability | None
    moved: tuple[Moved, ...]
    says: tuple[str, ...]


class Dissent(Part):
    """A dispute that touches a KPI, and what the other side would make of the scorecard."""

    dispute: str
    label: str
    rule: str
    policy: str | None
    in_force: str | None
    says: tuple[str, ...]
    positions: tuple[Outline, ...]
    others: tuple[OtherPolicy, ...]


class OwnPart(Part):
    """A part of a shared KPI that is the PMM's own, told by a metric of its own."""

    metric: str
    label: str
    control: str
    why: str
    basis: Basis
    citations: tuple[Citation, ...]


class Contract(Part):
    """Which parts of a KPI are whose: the accountability contract.

    Attributes:
        outcome: The metric whose result is shared.
        lead: The team that leads; None where nothing says so.
        parts: What the PMM answers for alone.
        outside: What nobody controls, with why it bears on this.
    """

    metric: str
    label: str
    accountability: Accountability
    outcome: str
    lead: str | None
    co_owners: tuple[str, ...]
    parts: tuple[OwnPart, ...]
    outside: tuple[Outline, ...]
    held: tuple[Spoke, ...]
    says: tuple[str, ...]
