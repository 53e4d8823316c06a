"""The proof of a metric's place: from answers through firings to decisions. Pure.

A rule over the profile rests on the answers that its condition read and found as it wants them. A
rule over a link rests on the link as well, and the link on where it starts: an objective, phase,
focus or partner team of the profile, or a KPI of the draft. That KPI's place rests on the whole
ranking; the proof names the firings that speak for it and leaves the rest to its own proof.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.compose import AS_KPI
from engine.explain.decided import decisions
from engine.explain.records import Leads, Proof, Step
from engine.explain.run import FOLLOWED, Run, Spoken
from engine.explain.spoke import held_words, link_words
from engine.explain.words import HELD, PLACE, WORKED_OUT, Words, sentence
from engine.facts import Fact
from engine.firing import Fired
from knowledge_graph.records import Metric
from rules.condition import Condition, Fields, Leaf, evaluate
from rules.records import Bar, Discourage, Hold, Infer, Recommend

STARTS = {"phase": "phase", "focus": "focus", "team": "partner_team"}
"""Kind of record that a link starts at -> the answer that chose it."""
OWN_STARTS = {"initiative": "critical_initiative_metric", "excludes": "excluded"}
"""Relation that the profile itself states -> the answer that states it."""


def proof(run: Run, metric: str, words: Words) -> Proof:
    """Everything that led to the place of a metric, in an order in which causes come first."""
    return _Builder(run, metric, words).build()


def supporting(condition: Condition, fields: Fields) -> Iterator[Leaf]:
    """The comparisons that make a true condition true; of ``any``, each part that holds."""
    if isinstance(condition, Leaf):
        if evaluate(condition, fields):
            yield condition
    elif evaluate(condition, fields):
        for part in condition.parts:
            yield from supporting(part, fields)


class _Builder:
    def __init__(self, run: Run, metric: str, words: Words) -> None:
        self._run = run
        self._metric = metric
        self._words = words
        self._steps: dict[str, Step] = {}
        self._leads: dict[tuple[str, str], str] = {}
        self._fired: set[str] = set()

    def build(self) -> Proof:
        run, metric, words = self._run, self._metric, self._words
        place = f"place:{metric}"
        told = run.about(metric)
        selected = [each for each in told if each.fired.rule.stage == "select"]
        for each in selected:
            self._lead(self._rule(each.fired), place, self._vote(each))
        made = decisions(run, metric, words)
        if selected or made:
            text = " ".join(made) or "No rule speaks for it as a KPI."
            self._step(place, "decision", text)
        goal = self._step(metric, "metric", self._goal())
        if place in self._steps:
            self._lead(place, goal)
        held = f"held:{metric}"
        for each in (each for each in told if each.fired.rule.stage == "assign"):
            rule = self._rule(each.fired)
            self._lead(place, rule, PLACE[run.place(metric)])
            self._step(held, "decision", held_words(run, metric, words))
            if isinstance(each.conclusion, Hold):
                self._lead(rule, held, HELD[each.conclusion.hold])
            self._lead(held, goal, HELD[run.held(metric).kind])
        for each in (each for each in told if each.fired.rule.stage == "critique"):
            rule = self._rule(each.fired)
            self._lead(held if held in self._steps else place, rule)
            self._lead(rule, goal, "remarks on it")
        return self._ordered()

    def _goal(self) -> str:
        return f"{self._words.label(self._metric)} is {PLACE[self._run.place(self._metric)]}."

    def _vote(self, each: Spoken) -> str:
        match each.conclusion:
            case Recommend():
                return "for it" if each.conclusion.as_ in AS_KPI else f"as {each.conclusion.as_}"
            case Discourage():
                return "against it" if each.counts else "against it, counted once"
            case Bar():
                return "forbids it"
            case _:
                return "advises"

    def _step(self, step: str, kind: str, text: str) -> str:
        self._steps.setdefault(step, Step.model_validate({"id": step, "kind": kind, "text": text}))
        return step

    def _lead(self, source: str, target: str, label: str = "") -> None:
        self._leads.setdefault((source, target), label)

    def _rule(self, fired: Fired) -> str:
        """A firing, with what its condition rests on."""
        step = f"{fired.rule.id} on {fired.fact.id}"
        if step in self._fired:
            return step
        self._fired.add(step)
        self._step(step, "rule", f"{fired.rule.id}: {sentence(fired.rule.rule.title)}")
        if fired.fact.over == "link":
            self._lead(self._link(fired.fact), step)
        fields = fired.fact.fields
        for leaf in supporting(fired.rule.when, fields):
            for source in self._source(leaf, fired.fact):
                self._lead(source, step)
        return step

    def _source(self, leaf: Leaf, fact: Fact) -> Iterator[str]:
        """What a comparison that holds rests on."""
        field, words = leaf.field, self._words
        value = fact.fields.get(field)
        if value is None:
            yield self._unknown(WORKED_OUT.get(field, field))
        elif field in WORKED_OUT:
            yield from self._worked_out(field, value is True, fact)
        elif field.startswith("policy_"):
            key = field.removeprefix("policy_").replace("_", "-")
            text = f"Policy {key}: {words.value(field, value)} is in force."
            yield self._step(f"policy:{field}={value}", "policy", text)
        elif field in words.specs:
            yield from self._answer(field, leaf.value if leaf.operator == "contains" else None)
        elif field.startswith("metric"):
            metric = str(fact.own["metric"])
            shown = words.value(field, value, fact.over)
            text = (
                f"It is about {words.lower(metric)}."
                if field == "metric"
                else f"On record for {words.lower(metric)}: "
                f"{words.field(field, fact.over).label} is {shown}."
            )
            yield self._step(f"record:{metric} {field}={value}", "link", sentence(text))

    def _answer(self, field: str, member: str | None = None) -> Iterator[str]:
        """An answer of the profile or an inferred trait; of a list one member, or all of them."""
        run, words = self._run, self._words
        builder = run.results.builder
        label, value = words.field(field).label, builder.said.get(field)
        if field in run.inferred:
            yield self._trait(field)
        elif value is None:
            yield self._unknown(field)
        elif isinstance(value, frozenset):
            members = [member] if member else sorted(value)
            for each in members:
                said = words.value(field, frozenset({each}))
                yield self._step(f"answer:{field}={each}", "answer", f"{label}: you said {said}.")
            if not members:
                yield self._step(f"answer:{field}=none", "answer", f"{label}: you said none.")
        else:
            shown = words.value(field, value)
            yield self._step(f"answer:{field}={value}", "answer", f"{label}: you said {shown}.")

    def _unknown(self, field: str) -> str:
        """That nobody gave an answer, where a rule asks for just that."""
        text = f"{self._words.field(field).label}: nobody said it."
        return self._step(f"answer:{field}=unknown", "answer", text)

    def _trait(self, trait: str) -> str:
        run, words = self._run, self._words
        value = run.results.traits[trait].value
        step = f"trait:{trait}={value}"
        if step in self._steps:
            return step
        shown = words.value(trait, value)
        text = f"{words.field(trait).label}: rules infer {shown}; nobody said it."
        self._step(step, "trait", text)
        for fired in run.evidence[trait]:
            for conclusion in fired.rule.rule.then:
                if isinstance(conclusion, Infer) and conclusion.infer == trait:
                    speaks = f"speaks for {words.value(trait, conclusion.value)}"
                    self._lead(self._rule(fired), step, speaks)
        return step

    def _worked_out(self, field: str, holds: bool, fact: Fact) -> Iterator[str]:
        """The answers behind a field of a metric that follows from them."""
        builder, metric = self._run.results.builder, str(fact.own["metric"])
        graph = builder.graph
        if field == "metric_measurable":
            needed = graph.knowledge.get(Metric, metric).needs
            have = builder.profile.data_sources or ()
            for each in (source for source in needed if source in have) if holds else ():
                yield from self._answer("data_sources", each)
            if not holds or not needed:
                yield from self._answer("data_sources")
            return
        named = [
            each
            for each in builder.objectives
            if (
                graph.serves(metric, each)
                if field == "metric_served"
                else metric in graph.targets(each, "outcome")
            )
        ]
        for each in named if holds else builder.objectives:
            yield from self._answer("objectives", each)
        if not builder.objectives:
            yield from self._answer("objectives")

    def _link(self, fact: Fact) -> str:
        """A link that a rule fired on, with where it starts."""
        step = f"link:{fact.id}"
        if step in self._steps:
            return step
        self._step(step, "link", link_words(fact, self._words))
        relation, start = str(fact.own["link_relation"]), str(fact.own["link_from"])
        kind = start.partition(".")[0]
        if relation in FOLLOWED:
            self._lead(self._drafted(start), step)
        elif relation in OWN_STARTS:
            field = OWN_STARTS[relation]
            member = str(fact.own["metric"]) if relation == "excludes" else None
            for source in self._answer(field, member):
                self._lead(source, step)
        elif kind == "objective":
            for source in self._answer("objectives", start):
                self._lead(source, step)
        elif kind in STARTS:
            for source in self._answer(STARTS[kind]):
                self._lead(source, step)
        return step

    def _drafted(self, kpi: str) -> str:
        """The place of a KPI on the draft, with the firings that speak for it."""
        role = self._run.results.draft[kpi]
        step = f"draft:{kpi}"
        if step not in self._steps:
            text = f"On the first draft, {self._words.lower(kpi)} is {PLACE[role]}."
            self._step(step, "decision", text)
            for each in self._run.about(kpi):
                wanted = isinstance(each.conclusion, Recommend) and each.conclusion.as_ in AS_KPI
                if wanted and each.fired.fact.own.get("link_relation") not in FOLLOWED:
                    self._lead(self._rule(each.fired), step, "for it")
        return step

    def _ordered(self) -> Proof:
        """Steps so that causes come first; of those that are free, the first that was met."""
        waiting = dict.fromkeys(self._steps, 0)
        follow: dict[str, list[str]] = {}
        for source, target in self._leads:
            waiting[target] += 1
            follow.setdefault(source, []).append(target)
        order = [step for step, count in waiting.items() if not count]
        for step in order:
            for target in follow.get(step, ()):
                waiting[target] -= 1
                if not waiting[target]:
                    order.append(target)
        place = {step: number for number, step in enumerate(order)}
        leads = sorted(self._leads, key=lambda pair: (place[pair[1]], place[pair[0]]))
        return Proof(
            metric=self._metric,
            steps=tuple(self._steps[step] for step in order),
            leads=tuple(
                Leads(source=source, target=target, label=self._leads[source, target])
                for source, target in leads
            ),
        )
