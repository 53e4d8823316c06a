"""The life of a scorecard: whatever people do to it at the desk, in whatever order."""

import datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pydantic import ValidationError
from sqlalchemy import text

from scorecards.accountability.raci import raci
from scorecards.calendar_file import calendar_file, entries
from scorecards.desk import Desk
from scorecards.document import Scorecard
from scorecards.exports import arrival, export, gather, whole
from scorecards.making import next_cycle
from scorecards.part import Refused
from scorecards.readings import pulse as pulses
from scorecards.store import Conflict, database, open_store
from scorecards.store.tables import metadata
from scorecards.story.monthly import monthly
from scorecards.story.recurring import year_end
from scorecards.story.tell import tell
from scorecards.targets import check_scorecard
from scorecards.versions.diff import diff
from scorecards.versions.merge import merge
from scorecards.versions.upgrade import upgrade
from tests.scorecards.acts import ACTS, FIGURES, METRICS, NOTES, OFFSETS, Acts


class Life(RuleBasedStateMachine):
    """One scorecard and what comes of it, beside a list of what was acknowledged."""

    store = adviser = linter = recommendation = quarter = None

    def __init__(self):
        super().__init__()
        with database.writing(self.store._engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(text(f"DELETE FROM {table.name}"))
        self.now = datetime.datetime(2026, 12, 28, 9, tzinfo=datetime.UTC)
        self.desk = Desk(self.store, self.adviser, "Ada", lambda: self.now)
        first = self.desk.adopt(
            self.recommendation, title="Q1", period=self.quarter, person="Bo", token="q1"
        )
        self.id = first.document.id
        self.kept = {self.id: [first]}
        self.readings = {self.id: {}}

    def keep(self, save, id=None):
        """Do what saves a version; what was refused has left everything as it was."""
        try:
            version = save()
        except (Refused, ValidationError):
            return None
        found = self.kept.setdefault(id or self.id, [])
        assert version.number == len(found) + 1
        found.append(version)
        return version

    def acts(self, data):
        readings = tuple(self.readings[self.id].values())
        return Acts(self.desk, readings, data.draw)

    def made(self, name, card, data):
        """A changed document; None where it is refused or there is nothing to do it to."""
        try:
            changed = getattr(self.acts(data), name)(card)
        except (Refused, ValidationError):
            return None
        return None if changed == card else changed

    @rule(name=ACTS, data=st.data())
    def act(self, name, data):
        opened = self.desk.open(self.id)
        card = self.made(name, opened.card, data)
        if card is None:
            return
        said = diff(opened.card, card, self.desk.words)
        version = self.keep(lambda: self.desk.save(card, opened.version.number, why=name))
        if version is not None:
            assert said
            assert self.desk.save(card, opened.version.number, why=name) == version

    @rule(one=ACTS, other=ACTS, data=st.data())
    def two_at_once(self, one, other, data):
        opened = self.desk.open(self.id)
        mine, theirs = (self.made(name, opened.card, data) for name in (one, other))
        if mine is None or theirs is None or mine == theirs:
            return
        number = opened.version.number
        if self.keep(lambda: self.desk.save(theirs, number, why=other)) is None:
            return
        with pytest.raises((Conflict, Refused)):
            self.desk.save(mine, number, why=one)
        together, clashes = merge(opened.card, mine, theirs, self.desk.words)
        assert (together is None) == bool(clashes)
        if together is not None and together != theirs:
            self.keep(lambda: self.desk.save(together, number + 1, why="Both."))

    @rule(data=st.data(), value=FIGURES, note=NOTES, days=OFFSETS, money=st.booleans())
    def read(self, data, value, note, days, money):
        opened = self.desk.open(self.id)
        day = opened.card.period.start + datetime.timedelta(days=days)
        metric = data.draw(st.sampled_from([each.metric for each in opened.card.kpis] or METRICS))
        currency = "EUR" if money else None
        try:
            said = self.desk.reading(opened, metric, day, value, currency=currency, evidence=note)
            found = self.desk.record(opened, [said])
        except (Refused, ValidationError):
            return
        self.readings[self.id] |= {each.id: each for each in found.kept}

    @rule(data=st.data(), value=FIGURES, note=NOTES)
    def correct(self, data, value, note):
        old = data.draw(st.sampled_from([*self.readings[self.id], "none"]))
        try:
            new = self.desk.correct(self.desk.open(self.id), old, value, note)
        except (Refused, ValidationError):
            return
        self.readings[self.id].setdefault(new.id, new)

    @rule(data=st.data(), answers=st.lists(st.sampled_from("0135x"), min_size=1, max_size=3))
    def hear(self, data, answers):
        opened = self.desk.open(self.id)
        if not opened.card.pulses:
            return
        pulse = data.draw(st.sampled_from(opened.card.pulses))
        label = self.desk.words.label
        form = pulses.template(pulse, label).splitlines()[0]
        rows = [f"{label(pulse.teams[0])},{each},3" for each in answers]
        try:
            result = pulses.read_answers(pulse, "\n".join([form, *rows]).encode(), label)
            said = pulses.reading(
                opened.card, pulse, result, opened.readings, by="Ada", at=self.now, label=label
            )
            kept = self.desk.keep(self.id, [said])
        except Refused:
            return
        self.readings[self.id] |= {each.id: each for each in kept}

    @rule()
    def bring_up_to_date(self):
        opened = self.desk.open(self.id)
        draft = upgrade(opened.card, self.adviser).draft
        if draft is not None and draft != opened.card:
            self.keep(lambda: self.desk.renew(opened, draft))

    @rule()
    def begin_the_next_cycle(self):
        opened = self.desk.open(self.id)
        id = next_cycle.following_id(opened.card)
        if id in self.kept:
            return
        try:
            card = next_cycle.next_cycle(
                opened.card,
                opened.readings,
                self.adviser.knowledge,
                id=id,
                title=opened.card.title,
                today=self.desk.today,
            )
        except Refused:
            return
        version = self.desk.create(card, why="The next cycle.")
        self.kept[id], self.readings[id] = [version], {}
        self.id = id

    @rule(data=st.data())
    def send_it_round(self, data):
        opened = self.desk.open(self.id)
        file = export(gather(self.desk, opened), self.adviser, "json")
        found = whole.read(file)
        assert (found.document, found.readings) == (opened.card, opened.readings)
        version = arrival.bring_in(self.desk, found)
        id = version.document.id
        assert version.document == opened.card.model_copy(update={"id": id})
        self.kept[id] = [version]
        self.readings[id] = {each.id: each for each in self.store.readings(id, corrected=True)}
        assert len(self.readings[id]) == len(opened.readings)
        self.id = data.draw(st.sampled_from([self.id, id]))

    @rule(days=st.sampled_from([0, 1, 40, 100]))
    def time_passes(self, days):
        self.now += datetime.timedelta(days=days, seconds=1)

    @invariant()
    def every_version_is_there_as_it_was_acknowledged(self):
        assert {each.id for each in self.store.list()} == set(self.kept)
        for id, kept in self.kept.items():
            assert list(self.store.versions(id)) == kept
            for each in kept[-1:]:
                card = each.document
                assert Scorecard.model_validate_json(card.model_dump_json()) == card
                assert Scorecard.model_validate(card.model_dump()) == card

    @invariant()
    def no_reading_is_lost_or_changed(self):
        for id, kept in self.readings.items():
            found = self.store.readings(id, corrected=True)
            assert {each.id: each for each in found} == kept

    @invariant()
    def what_stands_can_stand(self):
        opened = self.desk.open(self.id)
        assert check_scorecard(opened.card, self.adviser.knowledge) == ()

    @invariant()
    def everything_can_be_told_of_it(self):
        opened, graph, today = self.desk.open(self.id), self.adviser.graph, self.desk.today
        card, knowledge = opened.card, self.adviser.knowledge
        self.desk.findings(opened)
        assert len(self.desk.overview()) == len(self.kept)
        tell(card, opened.readings, graph, today)
        monthly(card, opened.readings, graph, today)
        year_end(card, opened.readings, knowledge, today)
        raci(card, self.desk.words.label)
        calendar_file(card, entries(card, knowledge), stamp=self.now)
        matter = gather(self.desk, opened)
        for kind in ("md", "csv", "readings", "json"):
            assert export(matter, self.adviser, kind)


def run(store, adviser, recommendation, quarter, examples, steps):
    class Bound(Life):
        pass

    Bound.store, Bound.adviser = store, adviser
    Bound.recommendation, Bound.quarter = recommendation, quarter
    run_state_machine_as_test(
        Bound,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert store.check() == ()


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(database.SETTING, f"sqlite:///{tmp_path / 'remit.db'}")
    with open_store() as store:
        yield store


def test_whatever_is_done_to_it_all_of_it_is_kept(store, adviser, recommendation, quarter):
    run(store, adviser, recommendation, quarter, examples=12, steps=12)


@pytest.mark.slow
def test_a_long_life_loses_nothing(store, adviser, recommendation, quarter):
    run(store, adviser, recommendation, quarter, examples=8, steps=40)
