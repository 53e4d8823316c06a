"""One way to break a sound scorecard for each code of the linter."""

import datetime
from decimal import Decimal

from scorecards.document import DeclaredFactor, Reading
from scorecards.making.adopt import add
from scorecards.together import Initiative, Pulse

WIN = "metric.win-rate"
OBJECTIVE = "objective.increase-win-rate"
AFTER = datetime.date(2027, 2, 1)
"""A day after the period began."""
BEFORE = datetime.date(2026, 12, 1)
"""A day before it began."""
TEAMS = ("team.product-marketing", "team.sales")


def kpi(card, metric, **update):
    """The scorecard with fields of a KPI changed."""
    return card.with_kpi(card.kpi(metric).model_copy(update=update))


def contract(card, metric, **update):
    """The scorecard with fields of a contract changed."""
    return kpi(card, metric, contract=card.kpi(metric).contract.model_copy(update=update))


def target(card, metric, **update):
    """The scorecard with fields of a target changed."""
    return kpi(card, metric, target=card.kpi(metric).target.model_copy(update=update))


def keep(card, *metrics):
    """The scorecard with these KPIs alone."""
    kept = tuple(kpi for kpi in card.kpis if kpi.metric in metrics)
    return card.model_copy(update={"kpis": kept})


def whole(card, **update):
    return card.model_copy(update=update)


def profile(card, **answers):
    basis = card.basis.model_copy(update={"profile": card.basis.profile | answers})
    return whole(card, basis=basis)


def more(card, graph, metric, **update):
    """The scorecard with one more KPI that serves the objective."""
    if card.holds(metric):
        return kpi(card, metric, **update)
    return kpi(add(card, metric, "supporting", "", graph), metric, **update)


def all_contracts(card, **update):
    for each in card.kpis:
        card = contract(card, each.metric, **update)
    return card


def initiative(card, **update):
    each = {
        "id": "launch-talks", "title": "Launch talks", "teams": TEAMS, "criteria": ("Ten talks.",),
        "set_on": BEFORE, "begins_on": card.period.start, "ends_on": card.period.end,
    }  # fmt: skip
    return whole(card, initiatives=(Initiative(**each | update),))


def pulse(card, **update):
    each = {
        "id": "autumn", "title": "Autumn pulse", "metric": "metric.sales-confidence",
        "questions": ("It helped.",), "teams": TEAMS, "opens_on": BEFORE, "closes_on": BEFORE,
    }  # fmt: skip
    return whole(card, pulses=(Pulse(**each | update),))


def factor(card, **update):
    each = {"factor": "factor.seasonality", "declared_on": card.period.start, "evidence": "x"}
    return whole(card, factors=(DeclaredFactor(**each | update),))


def six(card, graph):
    for metric in ("metric.close-rate", "metric.competitive-win-rate", "metric.revenue"):
        card = more(card, graph, metric, objectives=(OBJECTIVE,))
    return card


def headline_that_counts(card, graph):
    card = kpi(card, WIN, role="supporting")
    return more(card, graph, "metric.case-studies", role="headline", objectives=(OBJECTIVE,))


def dollars(card):
    """A reading in another currency than the target's."""
    return Reading(
        id="r1", scorecard=card.id, metric="metric.average-deal-size", taken_on=AFTER, value=1,
        currency="USD", by="Anna", at=datetime.datetime(2027, 2, 1, tzinfo=datetime.UTC),
    )  # fmt: skip


BROKEN = {
    "no-headline": lambda card, graph: kpi(card, WIN, role="supporting"),
    "two-headlines": lambda card, graph: kpi(card, "metric.time-to-close", role="headline"),
    "headline-counts-output": headline_that_counts,
    "headline-serves-nothing": lambda card, graph: kpi(card, WIN, objectives=()),
    "headline-unguarded": lambda card, graph: keep(
        card, *{each.metric for each in card.kpis} - set(graph.targets(WIN, "guarded-by"))
    ),
    "over-five": six,
    "no-review": lambda card, graph: whole(card, review_on=None),
    "review-passed": lambda card, graph: whole(card, review_on=datetime.date(2026, 12, 1)),
    "joint-unsigned": lambda card, graph: whole(
        card, joint=tuple(each.model_copy(update={"signed": ()}) for each in card.joint)
    ),
    "criteria-late": lambda card, graph: initiative(card, set_on=AFTER),
    "initiative-unjudged": lambda card, graph: initiative(
        card, begins_on=BEFORE, ends_on=card.period.start
    ),
    "pulse-unread": lambda card, graph: pulse(card),
    "factor-late": lambda card, graph: factor(card, declared_on=AFTER),
    "factor-unproved": lambda card, graph: factor(
        card, metric=WIN, adjustment=2, accepted=True, reviewed_by="Cleo", evidence=""
    ),
    "adjustment-unreviewed": lambda card, graph: factor(card, metric=WIN, adjustment=2),
    "unknown-record": lambda card, graph: kpi(card, WIN, variant="unheard"),
    "shared-without-lead": lambda card, graph: contract(card, WIN, lead=None),
    "shared-without-tie-breaker": lambda card, graph: contract(card, WIN, tie_breaker=None),
    "no-target": lambda card, graph: kpi(card, WIN, target=None),
    "no-baseline": lambda card, graph: target(card, WIN, baseline=None),
    "target-refused": lambda card, graph: target(card, WIN, amount=Decimal(-5)),
    "goalpost-moved": lambda card, graph: target(card, WIN, set_on=AFTER),
    "definition-differs": lambda card, graph: kpi(card, WIN, variant="by-value"),
    "no-path": lambda card, graph: kpi(
        card, WIN, objectives=(OBJECTIVE, "objective.raise-brand-awareness")
    ),
    "gate-shut": lambda card, graph: more(card, graph, "metric.new-markets"),
    "no-source": lambda card, graph: profile(kpi(card, WIN, source=None), data_sources=None),
    "first-wave-late": lambda card, graph: whole(
        kpi(card, "metric.sales-confidence", before_launch=30),
        launched_on=datetime.date(2027, 6, 30),
    ),
    "read-alone": lambda card, graph: profile(more(card, graph, "metric.cac"), phase="grow"),
    "control-unsaid": lambda card, graph: contract(card, "metric.message-quality", controls=()),
    "only-lagging": lambda card, graph: keep(card, WIN, "metric.time-to-close"),
    "nothing-qualitative": lambda card, graph: keep(card, WIN, "metric.time-to-close"),
    "nothing-quantitative": lambda card, graph: keep(
        more(card, graph, "metric.sales-feedback"),
        "metric.message-quality",
        "metric.sales-feedback",
    ),
    "nothing-direct": lambda card, graph: keep(card, WIN, "metric.time-to-close"),
    "nothing-shared": lambda card, graph: all_contracts(card, kind="direct"),
    "objective-without-kpi": lambda card, graph: profile(
        card, objectives=[OBJECTIVE, "objective.set-pricing"]
    ),
    "shared-without-own-part": lambda card, graph: contract(card, WIN, own_part=()),
    "not-measurable-yet": lambda card, graph: profile(card, data_sources=["finance"]),
    "output-count": lambda card, graph: more(card, graph, "metric.case-studies"),
    "accountability-unstated": lambda card, graph: contract(card, WIN, kind="unstated"),
    "long-for-a-small-team": lambda card, graph: profile(six(card, graph), team_size=1),
}
"""Code -> what breaks the sound scorecard so that it is found."""
