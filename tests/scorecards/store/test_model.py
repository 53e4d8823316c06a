"""Whatever is done in whatever order, the store holds what a plain list would hold."""

import datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from scorecards.store import Conflict, NotFound, Refused, database
from scorecards.store.tables import metadata

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
IDS = st.sampled_from(["q1", "q2", "q-3"])
TITLES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20
).filter(str.strip)
TOKENS = st.none() | st.sampled_from(["t1", "t2", "t3"])
READINGS = st.sampled_from(["r1", "r2", "r3", "r4", "r5"])
METRICS = st.sampled_from(["metric.nps", "metric.win-rate"])


class Machine(RuleBasedStateMachine):
    """The store beside a model: for each scorecard its versions, readings and samples."""

    store = scorecard = reading = None

    def __init__(self):
        super().__init__()
        with database.writing(self.store._engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(text(f"DELETE FROM {table.name}"))
        self.versions = {}
        self.readings = {}
        self.seen = {}
        self.now = START

    def at(self):
        self.now += datetime.timedelta(seconds=1)
        return self.now

    def again(self, id, token, document):
        """The number that this token has written already, or that it is another document's."""
        for number, (kept, used) in enumerate(self.versions.get(id, ()), start=1):
            if token is not None and used == token:
                return number if kept == document else "another"
        return None

    @rule(id=IDS, title=TITLES, sample=st.booleans(), token=TOKENS)
    def create(self, id, title, sample, token):
        document = self.scorecard(id, title, sample=sample)
        again = self.again(id, token, document)
        if id in self.versions and again in (None, "another"):
            with pytest.raises(Refused):
                self.store.create(document, by="Ada", at=self.at(), token=token)
            return
        made = self.store.create(document, by="Ada", at=self.at(), token=token)
        assert made.number == (again or 1)
        self.versions.setdefault(id, [(document, token)])

    @rule(id=IDS, title=TITLES, sample=st.booleans(), back=st.integers(-1, 3), token=TOKENS)
    def save(self, id, title, sample, back, token):
        document = self.scorecard(id, title, sample=sample)
        kept = self.versions.get(id, [])
        expected = len(kept) - back
        again = self.again(id, token, document)

        def save():
            return self.store.save(document, expected, by="Bo", at=self.at(), token=token)

        if not kept:
            with pytest.raises(NotFound):
                save()
        elif again == "another":
            with pytest.raises(Refused):
                save()
        elif again is not None:
            assert save().number == again
        elif not 1 <= expected <= len(kept):
            with pytest.raises(NotFound):
                save()
        elif expected < len(kept):
            with pytest.raises(Conflict) as caught:
                save()
            conflict = caught.value
            assert conflict.mine == document
            assert (conflict.theirs.number, conflict.theirs.document) == (len(kept), kept[-1][0])
            assert (conflict.base.number, conflict.base.document) == (
                expected,
                kept[expected - 1][0],
            )
        elif sample and not kept[-1][0].sample:
            with pytest.raises(Refused):
                save()
        else:
            assert save().number == len(kept) + 1
            kept.append((document, token))

    @rule(
        id=READINGS,
        scorecard=IDS,
        metric=METRICS,
        value=st.integers(0, 3),
        replaces=st.none() | READINGS,
    )
    def read(self, id, scorecard, metric, value, replaces):
        new = self.reading(id, scorecard, metric, value, replaces=replaces)
        keep = self.store.add_reading if replaces is None else self.store.correct_reading
        old = self.readings.get(replaces)
        misses = replaces and (old is None or (old.scorecard, old.metric) != (scorecard, metric))
        taken = replaces is not None and any(
            each.replaces == replaces for each in self.readings.values()
        )
        if scorecard not in self.versions or misses:
            with pytest.raises(NotFound):
                keep(new)
        elif self.readings.get(id, new) != new or (id not in self.readings and taken):
            with pytest.raises(Refused):
                keep(new)
        else:
            assert keep(new) == new
            self.readings[id] = new

    @rule(id=IDS)
    def delete(self, id):
        kept = self.versions.get(id)
        if kept is None:
            with pytest.raises(NotFound):
                self.store.delete(id, by="Bo", at=self.at())
        elif not kept[-1][0].sample:
            with pytest.raises(Refused):
                self.store.delete(id, by="Bo", at=self.at())
        else:
            self.store.delete(id, by="Bo", at=self.at())
            del self.versions[id]
            self.seen.pop(id, None)
            self.readings = {n: r for n, r in self.readings.items() if r.scorecard != id}

    @invariant()
    def what_is_kept_is_what_was_written(self):
        listed = {each.id: (each.version, each.title) for each in self.store.list()}
        assert listed == {id: (len(kept), kept[-1][0].title) for id, kept in self.versions.items()}
        for id, kept in self.versions.items():
            assert self.store.get(id).document == kept[-1][0]
            assert [self.store.get(id, n + 1).document for n in range(len(kept))] == [
                document for document, _ in kept
            ]

    @invariant()
    def history_only_grows(self):
        for id in self.versions:
            history = self.store.history(id)
            before = self.seen.get(id, ())
            assert history[: len(before)] == before
            self.seen[id] = history

    @invariant()
    def no_reading_is_lost(self):
        for id in self.versions:
            mine = [each for each in self.readings.values() if each.scorecard == id]
            replaced = {each.replaces for each in mine}
            assert {each.id: each for each in self.store.readings(id, corrected=True)} == {
                each.id: each for each in mine
            }
            assert {each.id for each in self.store.readings(id)} == {
                each.id for each in mine if each.id not in replaced
            }


EXAMPLES = {"sqlite": 15, "postgresql": 10}


def _run(kind, store, scorecard, reading, examples, steps):
    class Bound(Machine):
        pass

    Bound.store = store
    Bound.scorecard = staticmethod(scorecard)
    Bound.reading = staticmethod(reading)
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


def test_any_sequence_keeps_what_a_plain_list_would(kind, store, scorecard, reading):
    _run(kind, store, scorecard, reading, EXAMPLES[kind], 15)


@pytest.mark.slow
def test_many_long_sequences_keep_what_a_plain_list_would(kind, store, scorecard, reading):
    _run(kind, store, scorecard, reading, 4 * EXAMPLES[kind], 30)
