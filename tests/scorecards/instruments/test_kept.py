"""Which KPIs a result is a reading of, and keeping it there."""

import datetime
from decimal import Decimal

import pytest

from scorecards.desk import Desk
from scorecards.document import Target
from scorecards.instruments import Dated, Findings, Result, Table, find
from scorecards.instruments.fits import chosen, fits
from scorecards.instruments.found import Warned
from scorecards.instruments.keep import keep_baselines, keep_readings, watch, why_not_attached
from scorecards.making.adopt import add
from scorecards.part import Refused
from scorecards.rights import Member
from scorecards.store import MAX_ATTACHMENT

NPS = "metric.nps"
MAY = datetime.date(2027, 5, 1)
FEW = Warned(code="few", text="Only 40.")


@pytest.fixture
def desk(empty_url, open_at, adviser):
    noon = datetime.datetime(2027, 5, 3, 12, tzinfo=datetime.UTC)
    return Desk(open_at(empty_url("sqlite")), adviser, "Mara", lambda: noon)


@pytest.fixture
def nps(knowledge):
    return find("nps", knowledge)


@pytest.fixture
def with_nps(card, graph):
    return add(card, NPS, "supporting", "Asked for.", graph)


@pytest.fixture
def opened(desk, with_nps):
    return desk.open(desk.create(with_nps, why="New.").document.id)


@pytest.fixture
def money(nps):
    """An instrument like the survey, whose figure is money for one definition of a metric."""

    def made(metric, unit="currency", variant=None):
        figure = nps.measure.figures[0].model_copy(
            update={"feeds": metric, "unit": unit, "variant": variant, "margin": None}
        )
        return nps.model_copy(
            update={"measure": nps.measure.model_copy(update={"figures": (figure,)})}
        )

    return made


def result(value=33.33333, currency=None, warnings=(FEW,), **more):
    figures = {"nps": value, "margin": 8.0}
    found = Findings(figures=figures, **more)
    return Result(instrument="nps", n=40, findings=found, warnings=warnings, currency=currency)


def kpi(card, **update):
    return card.with_kpi(card.kpi(NPS).model_copy(update=update))


def why(card, instrument, found, knowledge):
    (fit,) = fits(card, instrument, found, knowledge)
    return str(fit.wrong)


def test_a_figure_is_a_reading_of_the_metric_that_it_feeds(with_nps, nps, knowledge):
    (fit,) = fits(with_nps, nps, result(), knowledge)
    assert (fit.metric, fit.wrong, fit.missing) == (NPS, None, False)
    assert fit.says == "33.33 points, ± 8 points"
    assert [(each.on, each.value, each.n) for each in fit.values] == [
        (None, Decimal("33.3333"), 40)
    ]


def test_what_does_not_stand_on_the_scorecard_can_be_watched(card, nps, knowledge):
    (fit,) = fits(card, nps, result(), knowledge)
    assert fit.missing
    assert "watch it there first" in str(fit.wrong)


def test_another_definition_or_an_own_formula_does_not_fit(with_nps, nps, knowledge):
    says = why(kpi(with_nps, variant="by-account"), nps, result(), knowledge)
    assert "takes By account, and the file gives the usual definition" in says
    assert "formula of its own" in why(kpi(with_nps, formula="9s"), nps, result(), knowledge)


def test_what_cannot_be_worked_out_does_not_fit(with_nps, nps, knowledge):
    assert "cannot be worked out" in why(with_nps, nps, result(None), knowledge)


def test_unit_and_currency_have_to_fit(card, money, knowledge):
    deal = "metric.average-deal-size"
    assert "names no currency" in why(card, money(deal), result(), knowledge)
    assert "counted in currency, and" in why(card, money(deal, "percent"), result(), knowledge)
    aim = Target(
        change="to-level", amount=9, currency="USD", deadline=MAY, set_on=card.period.start
    )
    aimed = card.with_kpi(card.kpi(deal).model_copy(update={"target": aim}))
    says = why(aimed, money(deal), result(currency="EUR"), knowledge)
    assert "the target is in USD, and the file in EUR" in says
    (fit,) = fits(card, money(deal), result(currency="EUR"), knowledge)
    assert (fit.wrong, fit.currency) == (None, "EUR")


def test_of_several_definitions_the_one_in_use_is_taken(with_nps, nps, knowledge):
    usual = nps.measure.figures[0]
    other = usual.model_copy(update={"name": "other", "variant": "by-account"})
    figures = {"figures": (usual, other)}
    both = nps.model_copy(update={"measure": nps.measure.model_copy(update=figures)})
    found = Findings(figures={"nps": 1.0, "other": 2.0, "margin": None})
    got = Result(instrument="nps", n=1, findings=found, warnings=())
    (fit,) = fits(kpi(with_nps, variant="by-account"), both, got, knowledge)
    assert (fit.figure, fit.wrong) == ("other", None)
    (fit,) = fits(with_nps, both, got, knowledge)
    assert (fit.figure, fit.wrong) == ("nps", None)


def test_only_what_was_named_is_chosen_and_what_is_strange_is_refused(with_nps, nps, knowledge):
    found = fits(with_nps, nps, result(), knowledge)
    other = found[0].model_copy(update={"figure": "csat", "metric": "metric.csat"})
    both = (*found, other)
    assert chosen(both, ["nps"]) == chosen(both, [NPS]) == found
    assert chosen(both, ["csat"]) == (other,)
    assert chosen(both, None) == both
    with pytest.raises(Refused, match="no reading comes of `promoters`; take nps"):
        chosen(found, ["promoters"])
    with pytest.raises(Refused, match="keep the result as a file"):
        chosen((), None)


def test_it_is_kept_with_its_evidence_and_its_file(desk, opened, nps):
    done = keep_readings(desk, opened, nps, result(), MAY, file=("wave.csv", b"a,b\n"))
    (kept,) = done.kept
    assert (kept.metric, kept.taken_on, kept.value, kept.n) == (NPS, MAY, Decimal("33.3333"), 40)
    (file,) = desk.files(desk.open(opened.id))
    assert kept.evidence == (
        f"NPS survey; n 40; margin ± 8 points; warnings: few; file {file.name}"
    )
    assert desk.file(opened, file.name) == b"a,b\n"


def test_the_same_again_is_kept_once_and_another_value_of_the_day_is_refused(desk, opened, nps):
    keep_readings(desk, opened, nps, result(), MAY)
    again = keep_readings(desk, desk.open(opened.id), nps, result(), MAY)
    assert (again.kept, len(again.there)) == ((), 1)
    with pytest.raises(Refused, match="33.3333 is kept for that day; correct that reading"):
        keep_readings(desk, desk.open(opened.id), nps, result(20.0), MAY)
    assert len(desk.open(opened.id).readings) == 1


def test_two_files_of_one_name_can_both_be_kept(desk, opened, nps):
    keep_readings(desk, opened, nps, result(), MAY, file=("wave.csv", b"1"))
    other = MAY - datetime.timedelta(days=1)
    keep_readings(desk, desk.open(opened.id), nps, result(), other, file=("wave.csv", b"2"))
    assert len(desk.files(opened)) == 2


def test_a_file_with_days_is_kept_on_them_and_no_other_day_is_taken(desk, opened, nps):
    days = (Dated(figure="nps", on=MAY, value=10, n=5), Dated(figure="nps", on=MAY, value=1))
    days = (days[0], days[1].model_copy(update={"on": MAY - datetime.timedelta(days=30)}))
    with pytest.raises(Refused, match="the file says the days of its values itself"):
        keep_readings(desk, opened, nps, result(dated=days), MAY)
    kept = keep_readings(desk, opened, nps, result(dated=days)).kept
    assert [(each.taken_on.month, each.value, each.n) for each in kept] == [(4, 1, 40), (5, 10, 5)]


def test_without_a_day_it_is_today_and_a_day_to_come_is_refused(desk, opened, nps):
    with pytest.raises(Refused, match="2027-05-04"):
        keep_readings(desk, opened, nps, result(), datetime.date(2027, 5, 4), file=("a", b"1"))
    assert desk.open(opened.id).readings == desk.files(opened) == ()
    assert keep_readings(desk, opened, nps, result()).kept[0].taken_on == desk.today


def test_a_file_about_single_people_or_too_large_is_not_put_to_the_scorecard(desk, opened, nps):
    people = Table(name="p", title="P", columns={"who": "Who"}, rows=(("Ann",),), personal=True)
    found = result(tables=(people,))
    keep_readings(desk, opened, nps, found, MAY, file=("reps.csv", b"Ann"))
    assert desk.files(opened) == ()
    assert "single people" in why_not_attached(found, ("reps.csv", b"Ann"))
    assert "larger than" in why_not_attached(result(), ("x", b"." * (MAX_ATTACHMENT + 1)))
    assert why_not_attached(result(), ("x", b".")) == ""


def test_a_value_that_no_reading_can_hold_is_refused(desk, opened, nps):
    with pytest.raises(Refused, match="Net Promoter Score: 1.* cannot be kept"):
        keep_readings(desk, opened, nps, result(1e30), MAY)


def test_a_baseline_goes_to_the_target_and_says_where_it_is_from(desk, opened, nps):
    with pytest.raises(Refused, match="Net Promoter Score: it has no target"):
        keep_baselines(desk, opened, nps, result())
    end = opened.card.period.end
    aim = Target(change="by-points", amount=5, deadline=end, set_on=opened.card.period.start)
    card = kpi(opened.card, target=aim)
    desk.save(card, 1, why="A target.")
    version = keep_baselines(desk, desk.open(opened.id), nps, result())
    target = version.document.kpi(NPS).target
    assert (target.baseline, target.amount) == (Decimal("33.3333"), 5)
    assert target.why.startswith("Baseline measured: NPS survey; n 40")
    assert version.why.startswith("Baseline measured: Net Promoter Score 33.3333 (NPS survey; n 40")


def test_a_metric_that_is_missing_is_watched(desk, card, nps):
    opened = desk.open(desk.create(card, why="New.").document.id)
    version = watch(desk, opened, nps, NPS)
    kpi = version.document.kpi(NPS)
    assert (kpi.role, kpi.reason) == ("monitor", "Measured with the instrument NPS survey.")
    assert keep_readings(desk, desk.open(opened.id), nps, result()).kept


def test_who_may_not_record_keeps_nothing(desk, opened, adviser, nps):
    viewer = Member(email="v@x", name="Vic", role="viewer")
    other = Desk(desk._store, adviser, viewer, desk.now)
    with pytest.raises(Refused, match="may not enter readings"):
        keep_readings(other, opened, nps, result(), MAY, file=("a", b"1"))
    assert desk.open(opened.id).readings == desk.files(opened) == ()


def test_definitions_that_come_to_the_same_fit(with_nps, nps, knowledge):
    assert why(kpi(with_nps, variant="relational"), nps, result(), knowledge) == "None"
