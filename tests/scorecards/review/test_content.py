"""What is agreed on, and what goes on after it was agreed."""

from decimal import Decimal

from scorecards.document import DeclaredFactor
from scorecards.review import content_digest

WIN = "metric.win-rate"


def test_what_becomes_of_a_declared_factor_undoes_no_approval(aimed):
    declared = DeclaredFactor(factor="factor.seasonality", declared_on=aimed.period.start)
    before = aimed.model_copy(update={"factors": (declared,)})
    proposed = {"metric": WIN, "adjustment": Decimal(2), "proposed_by": "Anna", "evidence": "x"}
    for update in (proposed, {**proposed, "accepted": True, "reviewed_by": "Cleo"}):
        after = before.model_copy(update={"factors": (declared.model_copy(update=update),)})
        assert content_digest(after) == content_digest(before)
    assert content_digest(before) != content_digest(aimed)


def test_a_field_that_says_nothing_changes_no_agreement(aimed):
    kpi = aimed.kpi(WIN)
    again = aimed.with_kpi(type(kpi).model_validate(kpi.model_dump(exclude_defaults=True)))
    assert content_digest(again) == content_digest(aimed)
    said = aimed.with_kpi(kpi.model_copy(update={"before_launch": 90}))
    assert content_digest(said) != content_digest(aimed)
