"""The made-up company: complete on any day, with the defects it is to show and no others."""

import calendar
import datetime
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import make_url

from scorecards.desk import Desk
from scorecards.document import Scorecard
from scorecards.lint import Linter
from scorecards.readings.standing import corrections, in_force, read_outs, standing
from scorecards.review.waits import waits
from scorecards.sample import dates, opening
from scorecards.sample.assemble import assemble
from scorecards.sample.records import FOLDER, REVIEWS, Quarter, company, quarters
from scorecards.store import StoreError, open_store

DAY = datetime.date(2026, 11, 22)
DEFECTS = {
    ("ana", "ended"): [],
    ("ana", "running"): [
        ("joint-unsigned", None),
        ("definition-differs", "metric.competitive-win-rate"),
    ],
    ("ben", "ended"): [("review-passed", None), ("factor-late", None)],
    ("ben", "running"): [],
    ("chidi", "ended"): [],
    ("chidi", "running"): [("definition-differs", "metric.competitive-win-rate")],
    ("dalia", "ended"): [],
    ("dalia", "running"): [("goalpost-moved", "metric.expansion-revenue")],
}
YEAR = [datetime.date(2027, month, day) for month in range(1, 13) for day in (1, 15)]
YEAR += [datetime.date(2028, month, calendar.monthrange(2028, month)[1]) for month in range(1, 13)]


def at_noon(day):
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


@pytest.fixture(scope="module")
def made(adviser):
    """Person and quarter -> what was made of them."""
    found = assemble(DAY, adviser)
    return dict(zip(DEFECTS, found, strict=True))


@pytest.fixture
def desk(tmp_path, adviser):
    with open_store(make_url(f"sqlite:///{tmp_path / 'kept.db'}")) as store:
        yield Desk(store, adviser, "Mara", now=lambda: at_noon(DAY))


def own(id="mine", **fields):
    return Scorecard.model_validate(
        {
            "id": id,
            "title": "Mine",
            "person": "Mara",
            "period": {"start": "2026-10-01", "end": "2026-12-31"},
            "basis": {"profile": {}, "knowledge": "k", "rules": "r", "recommended": {}},
            **fields,
        }
    )


@pytest.mark.parametrize("today", YEAR)
def test_on_any_day_the_running_quarter_is_half_over(today):
    ended, running = dates.periods(today)
    assert ended.following == running
    assert 28 <= (today - running.start).days <= 61
    assert ended.end < today < running.end


def test_the_day_of_opening_can_be_read_off_an_id():
    assert dates.opened_on(dates.sample_id(DAY, "ana", "ended")) == DAY
    for other in ("20261122-ana-ended", "sample-of-mine", "sample-", "q1"):
        assert dates.opened_on(other) is None


def test_the_same_day_gives_the_same(adviser, made):
    assert assemble(DAY, adviser) == tuple(made.values())


@pytest.mark.parametrize("today", YEAR[::5])
def test_it_shows_the_same_defects_on_any_day(today, adviser, graph, catalogue):
    linter = Linter(graph, catalogue)
    found = assemble(today, adviser)
    cards = [each.document for each in found]
    shown = {
        which: [
            (finding.code, finding.metric)
            for finding in linter.lint(each.document, today, each.readings, cards)
        ]
        for which, each in zip(DEFECTS, found, strict=True)
    }
    assert shown == DEFECTS


def test_everything_is_marked_as_made_up(made):
    for each in made.values():
        assert each.document.sample
        assert company().name in each.document.title
        assert all("Made up." in reading.evidence for reading in each.readings)
        assert all("Made up." in kpi.target.why for kpi in each.document.kpis if kpi.target)
        assert all(file.content.startswith(b"Made up.") for file in each.files)


def test_what_is_recommended_is_asked_of_the_engine(made, adviser):
    for each in made.values():
        card = each.document
        held = {kpi.replaces or kpi.metric for kpi in card.kpis} | {d.metric for d in card.dropped}
        recommended = {m for m, role in card.basis.recommended.items() if role != "monitor"}
        assert recommended <= held
        assert card.basis.rules == adviser.rules.version


def test_each_version_says_who_made_it_and_why(made):
    steps = made["dalia", "running"].steps
    assert [step.who for step in steps].count("Dalia") >= 2
    ((before, moved),) = (
        (one, other)
        for one, other in pairwise(steps)
        if other.act is None and one.document.status == "approved"
    )
    assert (moved.who, moved.document.status) == ("Noor", "draft")
    amounts = [
        step.document.kpi("metric.expansion-revenue").target.amount for step in (before, moved)
    ]
    assert amounts == [8, 11]
    for each in made.values():
        times = [step.at for step in each.steps]
        assert times == sorted(times)
        assert all(step.why or step.act for step in each.steps)
        assert max(times).date() <= DAY


STATUS = {which: "closed" if which[1] == "ended" else "approved" for which in DEFECTS} | {
    ("ben", "ended"): "approved",
    ("ana", "running"): "in-review",
}


def test_what_is_agreed_came_about_by_acts_of_people(desk, made):
    opening.open_sample(desk)
    for (person, which), each in made.items():
        opened = desk.open(dates.sample_id(DAY, person, which))
        assert opened.card == each.document
        assert opened.latest == each.steps[-1].version
        assert opened.card.status == opened.review.status == STATUS[person, which]
        acts = desk.acts(opened)
        assert [done.act for done in acts] == [s.act for s in each.steps if s.act is not None]
        assert [done.at for done in acts] == [s.at for s in each.steps if s.act is not None]
        for done in acts:
            assert done.by == opened.card.person or done.by in company().heads.values()
    assert desk.members() == ()


def test_the_reviews_show_what_happens_in_reviews(made):
    acts = [step.act for each in made.values() for step in each.steps if step.act is not None]
    kinds = Counter(act.kind for act in acts)
    assert kinds["ask-for-changes"] == kinds["waive"] == 1
    assert {act.reason for act in acts if act.kind == "judge" and act.verdict == "override"}
    anchored = {act.anchor.kind for act in acts if act.kind == "comment"}
    assert anchored == {"scorecard", "kpi", "target"}


def test_one_is_still_in_review_and_waits_for_a_signature(desk):
    opening.open_sample(desk)
    opened = desk.open(dates.sample_id(DAY, "ana", "running"))
    waiting = waits(opened.review, opened.card, opened.content, desk.words.label)
    assert [(each.kind, each.team, each.names) for each in waiting] == [
        ("signature", "team.sales", ("Sofia",))
    ]


def test_opened_closed_and_opened_again_on_a_day_the_reviews_are_as_before(desk):
    opening.open_sample(desk)
    before = kept(desk)
    opening.close_sample(desk)
    assert desk._store.all_acts() == {}
    opening.open_sample(desk)
    assert kept(desk) == before
    assert desk.verify_log()[0] == ()


def test_readings_show_a_correction_evidence_and_too_few(made, knowledge):
    ana = made["ana", "ended"]
    win = in_force(ana.readings, "metric.competitive-win-rate")
    (corrected,) = [each for each in win if each.replaces]
    (old,) = corrections(ana.readings, corrected)
    assert (str(old.value), str(corrected.value)) == ("33", "32.4")
    (file,) = ana.files
    assert [each.metric for each in ana.readings if file.name in each.evidence] == [
        "metric.loss-reasons"
    ]
    running = made["ana", "running"]
    few = running.document.kpi("metric.sales-confidence")
    where = standing(running.document, few, running.readings, knowledge, DAY)
    assert where.status == "not-yet-interpretable"


def test_an_accepted_adjustment_stands_beside_the_value_as_read(made, knowledge):
    chidi = made["chidi", "ended"]
    kpi = chidi.document.kpi("metric.churn-rate")
    where = standing(chidi.document, kpi, chidi.readings, knowledge, DAY)
    assert where.raw != where.adjusted
    assert (where.status, where.raw_status) == ("met", "missed")
    assert chidi.document.factors[0].reviewed_by == "Noor"


def test_launch_windows_are_read_missed_and_open(made):
    ben = made["ben", "running"]
    states = {each.state for each in read_outs(ben.document, ben.readings, DAY)}
    assert states == {"read", "missed", "open"}


def test_teams_judge_an_initiative_and_do_not_agree(made):
    (initiative,) = made["ana", "ended"].document.initiatives
    assert initiative.result == "differs"


def test_the_files_name_only_people_who_are_there(made):
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {person for person, _ in DEFECTS}
    assert {path.stem for path in REVIEWS.glob("*.yaml")} == {person for person, _ in DEFECTS}
    files = [*FOLDER.glob("*.yaml"), *REVIEWS.glob("*.yaml")]
    assert all(len(path.read_text().splitlines()) <= 90 for path in files)
    assert all(quarters(person).made_up for person, _ in DEFECTS)


def test_opened_twice_it_is_there_once(desk):
    assert opening.open_sample(desk) == 8
    before = kept(desk)
    assert opening.open_sample(desk) == 8
    assert kept(desk) == before
    assert desk._store.check() == ()


def test_two_who_open_it_at_once_open_one(desk):
    with ThreadPoolExecutor(2) as both:
        assert list(both.map(lambda _: opening.open_sample(desk), range(2))) == [8, 8]
    together = kept(desk)
    opening.close_sample(desk)
    opening.open_sample(desk)
    assert kept(desk) == together


def test_opening_that_was_interrupted_is_completed_as_of_its_day(desk, monkeypatch):
    keep, calls = desk._store.add_readings, []

    def fails(readings):
        calls.append(readings)
        if len(calls) == 3:
            raise StoreError("the disk is full")
        return keep(readings)

    monkeypatch.setattr(desk._store, "add_readings", fails)
    with pytest.raises(StoreError):
        opening.open_sample(desk)
    monkeypatch.undo()
    desk.now = lambda: at_noon(DAY + datetime.timedelta(days=40))
    opening.open_sample(desk)
    interrupted = kept(desk)
    opening.close_sample(desk)
    desk.now = lambda: at_noon(DAY)
    opening.open_sample(desk)
    assert kept(desk) == interrupted


def test_closing_leaves_everything_of_others(desk):
    desk.create(own(), why="Mine.")
    desk.create(own("sample-of-mine"), why="Mine, with an odd name.")
    before = kept(desk)
    opening.open_sample(desk)
    desk.create(own("copied", sample=True), why="Copied from a sample.")
    assert opening.close_sample(desk) == 9
    assert kept(desk) == before
    assert opening.close_sample(desk) == 0


def test_a_sample_that_somebody_changed_is_left_as_it_is(desk):
    opening.open_sample(desk)
    id = dates.sample_id(DAY, "ana", "running")
    opened = desk.open(id)
    desk.save(opened.card.model_copy(update={"title": "Tried"}), opened.latest, why="Tried.")
    opening.open_sample(desk)
    assert desk.open(id).card.title == "Tried"


def test_a_quarter_has_no_day_outside_it():
    with pytest.raises(ValueError, match="less than or equal"):
        Quarter.model_validate({"review": 400, "targets": {}})


def kept(desk):
    """All that is kept, as it was written."""
    return [
        (
            each.id,
            [
                (saved.number, saved.by, saved.at, saved.why)
                for saved in desk._store.history(each.id)
            ],
            desk._store.get(each.id).document,
            desk._store.readings(each.id, corrected=True),
            desk._store.attachments(each.id),
            desk._store.acts(each.id),
        )
        for each in desk.cards()
    ]
