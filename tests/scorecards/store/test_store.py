"""What the store keeps, gives back and refuses; on both databases."""

import datetime
from decimal import Decimal

import pytest

from scorecards.document import Scorecard
from scorecards.store import (
    MAX_ATTACHMENT,
    Conflict,
    Damaged,
    NotFound,
    Refused,
    StoreError,
)


def test_a_new_scorecard_is_version_1_and_comes_back_as_it_was(store, scorecard, signed):
    first = scorecard(title="Größe 📈", person="Ada", kpis=())
    made = store.create(first, **signed, why="adopted")
    assert (made.number, made.document, made.why, made.by) == (1, first, "adopted", "Ada")
    assert store.get("q1") == made
    assert store.get("q1", 1) == made


def test_a_time_comes_back_as_the_same_moment_in_utc(store, scorecard):
    at = datetime.datetime(2026, 3, 2, 1, 30, 0, 123456).replace(
        tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    )
    store.create(scorecard(), by="Ada", at=at)
    kept = store.get("q1").at
    assert kept == at
    assert kept.utcoffset() == datetime.timedelta(0)


def test_a_time_without_a_zone_is_refused(store, scorecard):
    with pytest.raises(Refused, match="zone"):
        store.create(scorecard(), by="Ada", at=datetime.datetime(2026, 3, 2))
    assert store.list() == ()


def test_every_version_stays_and_the_last_one_stands(store, scorecard, signed):
    store.create(scorecard(title="One"), **signed)
    store.save(scorecard(title="Two"), 1, **signed, why="a better name")
    store.save(scorecard(title="Three"), 2, by="Bo", at=signed["at"])
    assert store.get("q1").document.title == "Three"
    assert [store.get("q1", n).document.title for n in (1, 2, 3)] == ["One", "Two", "Three"]
    assert store.versions("q1") == tuple(store.get("q1", n) for n in (1, 2, 3))
    assert [(each.number, each.by, each.why) for each in store.history("q1")] == [
        (1, "Ada", ""),
        (2, "Ada", "a better name"),
        (3, "Bo", ""),
    ]


def test_a_stale_save_is_a_conflict_that_carries_all_three(store, scorecard, signed):
    store.create(scorecard(title="Base"), **signed)
    store.save(scorecard(title="Theirs"), 1, by="Bo", at=signed["at"])
    with pytest.raises(Conflict, match="changed by Bo since version 1") as caught:
        store.save(scorecard(title="Mine"), 1, **signed, why="my reason")
    assert caught.value.why == "my reason"
    conflict = caught.value
    titles = (conflict.base.document.title, conflict.theirs.document.title, conflict.mine.title)
    assert titles == ("Base", "Theirs", "Mine")
    assert (conflict.base.number, conflict.theirs.number) == (1, 2)
    assert len(store.history("q1")) == 2


def test_a_scorecard_that_is_not_there_has_no_versions(store):
    with pytest.raises(NotFound, match="no scorecard q9"):
        store.versions("q9")


@pytest.mark.parametrize("expected", [0, -1, 2, 99])
def test_a_version_that_never_was_cannot_be_built_upon(store, scorecard, signed, expected):
    store.create(scorecard(), **signed)
    with pytest.raises(NotFound, match=f"no version {expected}"):
        store.save(scorecard(title="Next"), expected, **signed)
    assert len(store.history("q1")) == 1


def test_a_double_click_writes_once(store, scorecard, signed):
    made = store.create(scorecard(), **signed, token="a")
    assert store.create(scorecard(), **signed, token="a") == made
    saved = store.save(scorecard(title="Next"), 1, **signed, token="b")
    later = signed | {"at": signed["at"] + datetime.timedelta(seconds=1)}
    assert store.save(scorecard(title="Next"), 1, **later, token="b") == saved
    store.save(scorecard(title="After"), 2, **signed, token="c")
    assert store.save(scorecard(title="Next"), 1, **signed, token="b") == saved
    assert [each.number for each in store.history("q1")] == [1, 2, 3]


def test_a_token_stands_for_one_document(store, scorecard, signed):
    store.create(scorecard(), **signed)
    store.save(scorecard(title="Next"), 1, **signed, token="b")
    with pytest.raises(Refused, match="another document"):
        store.save(scorecard(title="Else"), 2, **signed, token="b")


def test_an_id_is_given_once(store, scorecard, signed):
    store.create(scorecard(title="One"), **signed, token="a")
    for token in (None, "b"):
        with pytest.raises(Refused, match="there is a scorecard q1 already"):
            store.create(scorecard(title="Two"), **signed, token=token)
    assert store.get("q1").document.title == "One"


@pytest.mark.parametrize(
    "ask",
    [
        lambda s, c, k: s.get("none"),
        lambda s, c, k: s.history("none"),
        lambda s, c, k: s.readings("none"),
        lambda s, c, k: s.attachments("none"),
        lambda s, c, k: s.attachment("none", "a"),
        lambda s, c, k: s.attach("none", "a", b"", **k),
        lambda s, c, k: s.delete("none"),
        lambda s, c, k: s.save(c("none"), 1, **k),
        lambda s, c, k: s.recommendation("none"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(store, scorecard, signed, ask):
    with pytest.raises(NotFound, match="none"):
        ask(store, scorecard, signed)


def test_the_list_shows_the_version_that_stands_and_can_be_narrowed(store, scorecard, signed):
    store.create(scorecard("b", "zebra", person="Ada", manager="Cy"), **signed)
    store.create(scorecard("a", "Apple", person="Bo", manager="Cy"), **signed)
    store.save(scorecard("b", "Zoo", person="Ada", manager="Cy", status="approved"), 1, **signed)
    assert [(each.id, each.title, each.version) for each in store.list()] == [
        ("a", "Apple", 1),
        ("b", "Zoo", 2),
    ]
    assert [each.id for each in store.list(person="Ada")] == ["b"]
    assert [each.id for each in store.list(manager="Cy")] == ["a", "b"]
    assert [each.id for each in store.list(status="approved", manager="Cy")] == ["b"]
    assert store.list(person="Ada", status="draft") == ()


@pytest.mark.parametrize(
    ("field", "value"), [("by", ""), ("by", "x" * 121), ("why", "x" * 4001), ("why", "a\0b")]
)
def test_what_no_field_holds_is_refused_by_name(store, scorecard, signed, field, value):
    with pytest.raises(Refused, match=f"^{field}: "):
        store.create(scorecard(), **signed | {field: value})
    assert store.list() == ()


def test_a_document_that_could_not_be_read_back_is_not_written(store, scorecard, signed):
    store.create(scorecard(), **signed)
    broken = scorecard().model_copy(update={"status": "lost"})
    with pytest.raises(Refused, match="cannot be kept: status"):
        store.save(broken, 1, **signed)
    assert len(store.history("q1")) == 1


def test_an_older_document_is_an_exact_message_and_never_half_an_object(
    store, scorecard, signed, sql
):
    store.create(scorecard(), **signed)
    text = scorecard(title="x").model_dump_json().replace('"title"', '"name"')
    sql(
        "INSERT INTO versions SELECT scorecard, 2, :text, written_by, written_at, why, token"
        " FROM versions",
        text=text,
    )
    sql("UPDATE scorecards SET current_version = 2")
    message = r"scorecard q1, version 2 does not fit .*: title: Field required \(and 1 more\)"
    with pytest.raises(Damaged, match=message):
        store.get("q1")
    assert store.get("q1", 1).document == scorecard()
    (problem,) = store.check()
    assert "scorecard q1, version 2" in problem


@pytest.mark.parametrize("table", ["versions", "readings", "attachments", "recommendations"])
def test_the_database_itself_refuses_to_rewrite_what_is_kept(
    store, scorecard, reading, signed, sql, table
):
    store.create(scorecard(), **signed)
    store.add_reading(reading())
    store.attach("q1", "a", b"a", **signed)
    store.keep("{}", knowledge="k", rules="r", at=signed["at"])
    column = "sha256" if table == "attachments" else "document"
    with pytest.raises(StoreError):
        sql(f"UPDATE {table} SET {column} = 'x'")
    assert store.check() == ()


def test_only_samples_are_deleted_and_with_all_they_have(store, scorecard, reading, signed):
    store.create(scorecard("real"), **signed)
    store.create(scorecard("toy", sample=True), **signed)
    store.add_reading(reading("r1", "toy"))
    store.correct_reading(reading("r2", "toy", replaces="r1"))
    store.attach("toy", "a", b"a", **signed)
    with pytest.raises(Refused, match="not a sample"):
        store.delete("real")
    store.delete("toy")
    assert [each.id for each in store.list()] == ["real"]
    store.create(scorecard("toy", sample=True), **signed)
    assert store.readings("toy", corrected=True) == ()
    assert store.attachments("toy") == ()


def test_a_scorecard_cannot_be_made_a_sample_to_be_rid_of_it(store, scorecard, signed):
    store.create(scorecard(sample=True), **signed)
    store.save(scorecard(), 1, **signed)
    with pytest.raises(Refused, match="cannot become one"):
        store.save(scorecard(sample=True), 2, **signed)
    with pytest.raises(Refused, match="not a sample"):
        store.delete("q1")


def test_readings_come_by_the_day_they_speak_of_and_exactly(store, scorecard, reading, signed):
    store.create(scorecard(), **signed)
    later = reading("r1", value="0.100000", taken_on="2026-03-01")
    earlier = reading("r2", value="999999999999.123456", taken_on="2026-02-01")
    other = reading("r3", metric="metric.nps", taken_on="2026-01-01")
    for each in (later, earlier, other):
        store.add_reading(each)
    assert store.readings("q1") == (other, earlier, later)
    assert store.readings("q1", "metric.win-rate") == (earlier, later)
    assert store.readings("q1", "metric.win-rate")[0].value == Decimal("999999999999.123456")


def test_a_correction_stands_in_the_place_of_the_old_one_which_stays(
    store, scorecard, reading, signed
):
    store.create(scorecard(), **signed)
    old, new = reading("r1"), reading("r2", value="32", replaces="r1")
    newest = reading("r3", value="33", replaces="r2")
    store.add_reading(old)
    store.correct_reading(new)
    assert store.readings("q1") == (new,)
    store.correct_reading(newest)
    assert store.readings("q1") == (newest,)
    assert store.readings("q1", corrected=True) == (old, new, newest)
    with pytest.raises(Refused, match="r1 was corrected by r2 already"):
        store.correct_reading(reading("r4", replaces="r1"))


def test_a_reading_said_twice_is_kept_once(store, scorecard, reading, signed):
    store.create(scorecard(), **signed)
    for _ in range(2):
        store.add_reading(reading("r1"))
        store.correct_reading(reading("r2", value="1", replaces="r1"))
    assert len(store.readings("q1", corrected=True)) == 2
    with pytest.raises(Refused, match="another reading r1"):
        store.add_reading(reading("r1", value="5"))


def test_readings_are_added_all_or_none_and_kept_once(store, scorecard, reading, signed):
    store.create(scorecard(), **signed)
    both = (reading("r1"), reading("r2", value="32", taken_on="2026-03-01"))
    assert store.add_readings(iter(both)) == both
    assert store.add_readings(both) == both
    assert store.add_readings(()) == ()
    for refused, last in (
        (Refused, reading("r1", value="5")),
        (NotFound, reading("r4", replaces="r9")),
        (NotFound, reading("r4", "q9")),
        (Refused, reading("r4").model_copy(update={"n": -1})),
    ):
        with pytest.raises(refused):
            store.add_readings((reading("r3"), last))
        assert store.readings("q1", corrected=True) == both


def test_adding_and_correcting_are_two_things(store, scorecard, reading, signed):
    store.create(scorecard(), **signed)
    store.create(scorecard("q2"), **signed)
    store.add_reading(reading("r1"))
    with pytest.raises(Refused, match="correct that one"):
        store.add_reading(reading("r2", replaces="r1"))
    with pytest.raises(Refused, match="add it instead"):
        store.correct_reading(reading("r2"))
    for wrong in (
        reading("r2", replaces="r9"),
        reading("r2", replaces="r1", metric="metric.nps"),
        reading("r2", "q2", replaces="r1"),
        reading("r2", replaces="r2"),
    ):
        with pytest.raises(NotFound, match="has no reading"):
            store.correct_reading(wrong)
    with pytest.raises(NotFound, match="no scorecard q9"):
        store.add_reading(reading("r2", "q9"))
    assert store.readings("q1", corrected=True) == (reading("r1"),)


def test_a_file_comes_back_byte_for_byte(store, scorecard, signed):
    store.create(scorecard(), **signed)
    content = bytes(range(256)) * 10
    put = store.attach("q1", "notes.pdf", content, **signed)
    assert (put.size, put.name, put.by) == (2560, "notes.pdf", "Ada")
    assert store.attachment("q1", "notes.pdf") == (put, content)
    assert store.attach("q1", "notes.pdf", content, by="Bo", at=signed["at"]) == put
    store.attach("q1", "empty", b"", **signed)
    assert [each.name for each in store.attachments("q1")] == ["empty", "notes.pdf"]
    with pytest.raises(Refused, match="another file called notes.pdf"):
        store.attach("q1", "notes.pdf", b"else", **signed)


def test_a_file_is_bounded(store, scorecard, signed):
    store.create(scorecard(), **signed)
    store.attach("q1", "most", bytes(MAX_ATTACHMENT), **signed)
    with pytest.raises(Refused, match="5,242,881 bytes; at most 5 MiB"):
        store.attach("q1", "more", bytes(MAX_ATTACHMENT + 1), **signed)
    assert [each.name for each in store.attachments("q1")] == ["most"]


def test_a_file_that_was_changed_underneath_is_not_given_out(store, scorecard, signed, sql):
    store.create(scorecard(), **signed)
    sql("INSERT INTO attachments VALUES ('q1', 'a', 'abc', 1, :content, 'Ada', 'x')", content=b"a")
    with pytest.raises(Damaged, match="is not what was attached"):
        store.attachment("q1", "a")
    assert store.check() == ("the file a of scorecard q1 is not what was attached",)


def test_a_recommendation_is_found_again_by_its_digest(store, signed):
    text = '{"kpis": ["a"],  "ünïcode": true}'
    later = signed["at"] + datetime.timedelta(days=1)
    digest = store.keep(text, knowledge="k1", rules="r1", at=signed["at"])
    assert store.keep(text, knowledge="k1", rules="r1", at=later) == digest
    assert store.keep(text, knowledge="k1", rules="r2", at=later) != digest
    assert store.keep(text, knowledge="k1r", rules="1", at=later) != digest
    kept = store.recommendation(digest)
    assert (kept.document, kept.knowledge, kept.rules, kept.at) == (text, "k1", "r1", signed["at"])


def test_a_recommendation_that_was_changed_underneath_is_not_given_out(store, sql):
    sql("INSERT INTO recommendations VALUES ('abc', '{}', 'k', 'r', '2026-01-01T00:00:00+00:00')")
    with pytest.raises(Damaged, match="abc is not what was kept"):
        store.recommendation("abc")
    assert store.check() == ("the recommendation abc is not what was kept",)


def test_a_lost_version_is_found_by_the_check(store, scorecard, signed, sql):
    store.create(scorecard(), **signed)
    store.save(scorecard(), 1, **signed)
    sql("DELETE FROM versions WHERE number = 1")
    assert store.check() == ("scorecard q1 is at version 2, and 1 versions are there",)


def test_what_is_kept_outlives_the_store(url, open_at, scorecard, signed):
    with open_at(url) as first:
        made = first.create(scorecard(), **signed)
    assert open_at(url).get("q1") == made
    assert isinstance(made.document, Scorecard)
