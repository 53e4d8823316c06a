"""What people do to the document of a scorecard, drawn at random."""

import datetime
from decimal import Decimal

from hypothesis import strategies as st

from knowledge_graph.records import Factor, Metric, Team
from scorecards.accountability import contracts, factors, steps, ventures
from scorecards.document import Contract, Scorecard, Target
from scorecards.making import adopt, entered, selection
from scorecards.part import Refused
from scorecards.together import Initiative, Pulse, Verdict
from scorecards.versions.upgrade import partly, touched, upgrade

METRICS = (
    "metric.win-rate",
    "metric.nps",
    "metric.revenue",
    "metric.arr",
    "metric.sales-confidence",
    "metric.time-to-value",
    "metric.message-quality",
    "metric.customer-churn-rate",
)
NOTES = st.sampled_from(["", "Because.", "=1+1 <b>|x|</b> $x$", "two\nlines \u202e"])
NAMES = st.sampled_from(["Ada", "Ben", "Cleo", " ", "M\nN"])
FIGURES = st.sampled_from([None, *map(Decimal, ("-5", "0", "5", "20.5", "100", "1e6"))])
ROLES = st.sampled_from(["headline", "supporting", "monitor", "guardrail"])
OFFSETS = st.integers(-10, 200)


class Acts:
    """What can be done to the document; each gives another one, or refuses."""

    def __init__(self, desk, readings, draw):
        self.desk, self.readings, self.draw = desk, readings, draw
        self.graph, self.knowledge = desk.adviser.graph, desk.adviser.knowledge

    def one_of(self, choices):
        if not choices:
            raise Refused
        return self.draw(st.sampled_from(choices))

    def kpi(self, card):
        return self.one_of([each.metric for each in card.kpis])

    def day(self, card):
        return card.period.start + datetime.timedelta(days=self.draw(OFFSETS))

    def known(self, kind):
        return self.draw(st.sampled_from([each.id for each in self.knowledge.every(kind)]))

    def teams(self):
        return tuple(self.known(Team) for _ in range(self.draw(st.integers(0, 2))))

    def raw(self, card, metric):
        live = [each for each in self.readings if each.metric == metric]
        return live[-1].value if live else None

    def drop(self, card):
        return adopt.drop(card, self.kpi(card), self.draw(NOTES))

    def swap(self, card):
        other = self.draw(st.sampled_from(METRICS))
        return adopt.swap(card, self.kpi(card), other, self.draw(NOTES), self.graph)

    def add(self, card):
        metric, role = self.draw(st.sampled_from(METRICS)), self.draw(ROLES)
        return selection.add_chosen(card, metric, role, self.draw(NOTES), self.graph)

    def take_back(self, card):
        metric = self.draw(st.sampled_from([*(each.metric for each in card.dropped), *METRICS]))
        earlier = [each.document for each in self.desk._store.versions(card.id)]
        return selection.take_back(card, metric, earlier[::-1], self.graph)

    def role(self, card):
        return adopt.give_role(card, self.kpi(card), self.draw(ROLES), self.draw(NOTES))

    def target(self, card):
        kpi = card.kpi(self.kpi(card))
        changes = ["to-level", "by-amount", "by-points", "by-relative-percent", "within-range"]
        target = Target(
            baseline=self.draw(FIGURES),
            change=self.draw(st.sampled_from(changes)),
            amount=self.draw(FIGURES),
            low=self.draw(FIGURES),
            high=self.draw(FIGURES),
            currency=self.draw(st.sampled_from([None, "EUR"])),
            deadline=self.day(card),
            warn=self.draw(FIGURES),
            set_on=self.desk.today,
        )
        return card.with_kpi(kpi.model_copy(update={"target": target}))

    def easy_target(self, card):
        kpi = card.kpi(self.kpi(card))
        unit = self.knowledge.get(Metric, kpi.metric)
        amount = -5 if unit.direction == "lower-is-better" else 5
        target = Target(
            baseline=20,
            change="by-relative-percent",
            amount=amount,
            currency=self.draw(st.sampled_from([None, "EUR"])),
            deadline=card.period.end,
            set_on=self.desk.today,
        )
        return card.with_kpi(kpi.model_copy(update={"target": target}))

    def weigh(self, card):
        typed = {self.kpi(card): self.draw(st.sampled_from(["", "50", "100", "33,3", "x"]))}
        return entered.weighed(card, typed)

    def contract(self, card):
        kinds = ["direct", "shared", "contributing", "unstated"]
        contract = Contract(
            kind=self.draw(st.sampled_from(kinds)),
            lead=self.draw(st.none() | st.just(self.known(Team))),
            co_owners=self.teams(),
            tie_breaker=self.draw(st.none() | NAMES),
            own_part=(self.draw(st.sampled_from(METRICS)),),
            reason=self.draw(NOTES),
        )
        return contracts.set_contract(card, self.kpi(card), contract, self.graph)

    def break_ties(self, card):
        return contracts.break_ties(card, self.draw(NAMES))

    def sign(self, card):
        joint = self.one_of(card.joint)
        team = self.draw(st.sampled_from(joint.teams))
        if team not in joint.unsigned:
            return contracts.unsign(card, joint.objective, team)
        return contracts.sign(card, joint.objective, team, self.draw(NAMES), self.desk.today)

    def declare(self, card):
        metric = self.draw(st.none() | st.just(self.kpi(card)))
        factor = self.known(Factor)
        return factors.declare(
            card, factor, self.draw(NOTES), self.desk.today, self.knowledge, metric
        )

    def factor(self, card):
        number = self.draw(st.integers(0, len(card.factors)))
        does = self.draw(st.sampled_from(["evidence", "propose", "review", "withdraw"]))
        if does == "evidence":
            return factors.give_evidence(card, number, self.draw(NOTES), "log.csv")
        if does == "withdraw":
            return factors.withdraw(card, number)
        metric = self.kpi(card)
        who, raw, known = self.draw(NAMES), self.raw(card, metric), self.knowledge
        if does == "propose":
            return factors.propose(card, number, metric, self.draw(FIGURES), who, raw, known)
        return factors.review(card, number, self.draw(st.booleans()), who, raw, known)

    def initiative(self, card):
        title = self.draw(NAMES)
        begins = self.day(card)
        new = Initiative(
            id=ventures.free_id(title, [each.id for each in card.initiatives]),
            title=title,
            teams=self.teams(),
            criteria=(self.draw(NAMES),),
            set_on=self.desk.today,
            begins_on=begins,
            ends_on=begins + datetime.timedelta(days=self.draw(st.integers(-1, 40))),
        )
        return ventures.add_initiative(card, new)

    def judge(self, card):
        each = self.one_of(card.initiatives)
        team = self.draw(st.sampled_from(each.teams))
        if team not in each.unsigned:
            return ventures.withdraw_verdict(card, each.id, team)
        result = self.draw(st.sampled_from(["met", "partly", "not-met"]))
        verdict = Verdict(team=team, by=self.draw(NAMES), on=self.desk.today, result=result)
        return ventures.give_verdict(card, each.id, verdict)

    def pulse(self, card):
        title, opens = self.draw(NAMES), self.day(card)
        new = Pulse(
            id=ventures.free_id(title, [each.id for each in card.pulses]),
            title=title,
            metric=self.kpi(card),
            questions=(self.draw(NAMES), "How well do the messages work?"),
            teams=(self.known(Team),),
            opens_on=opens,
            closes_on=opens + datetime.timedelta(days=self.draw(st.integers(-1, 20))),
        )
        return ventures.add_pulse(card, new)

    def mend(self, card):
        found = [each for each in self.desk.findings(self.desk.open(card.id)) if each.fix]
        return self.one_of(found).fix(card)

    def mend_all(self, card):
        return steps.mended(card, self.desk.findings(self.desk.open(card.id)))

    def bring_back(self, card):
        return self.one_of(self.desk._store.versions(card.id)).document

    def renew(self, card):
        draft = upgrade(card, self.desk.adviser).draft
        some = self.draw(st.lists(st.sampled_from(touched(card, draft) or ("metric.nps",))))
        return partly(card, draft, some)

    def settings(self, card):
        update = {
            "title": self.draw(NAMES),
            "status": self.draw(st.sampled_from(["draft", "in-review", "approved", "closed"])),
            "launched_on": self.day(card),
            "review_on": self.day(card),
        }
        return Scorecard.model_validate(card.model_dump() | update)


HELPERS = ("one_of", "kpi", "day", "known", "teams", "raw")
ACTS = st.sampled_from([name for name in vars(Acts) if name[0] != "_" and name not in HELPERS])
