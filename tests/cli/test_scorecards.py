"""The commands for one scorecard: from a profile to a draft that is kept, judged and compared."""

import datetime
import json

import pytest

from scorecards.document import Scorecard, next_quarter
from scorecards.store import open_store

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
WIN = b"objectives: [increase-win-rate]\nalignment: sales\n"


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")


@pytest.fixture
def made(remit, tmp_path):
    """The id of a draft that the command made."""
    path = tmp_path / "role.yaml"
    path.write_bytes(WIN)
    days = ("--start", "2027-01-01", "--end", "2027-03-31")
    done = remit("scorecard", "new", path, "--title", "Win more", "--person", "Ada", *days)
    assert (done.code, done.err) == (0, "")
    return done.out.strip()


def test_a_recommendation_becomes_a_draft_that_is_kept(remit, made):
    listed = json.loads(remit("scorecard", "list", "--format", "json").out)
    assert [(each["id"], each["title"], each["person"]) for each in listed] == [
        (made, "Win more", "Ada")
    ]
    shown = json.loads(remit("scorecard", "show", made, "--format", "json").out)
    assert shown["status"] == "draft"
    assert shown["kpis"][0]["metric"] == "metric.win-rate"
    assert shown["kpis"][0]["role"] == "headline"
    assert shown["kpis"][0]["contract"]["lead"] == "team.sales"
    assert shown["period"] == {"start": "2027-01-01", "end": "2027-03-31"}


def test_a_draft_without_targets_is_told_so(remit, made):
    done = remit("scorecard", "lint", made, "--format", "json")
    found = json.loads(done.out)
    assert "no-target" in {each["code"] for each in found}
    assert all(each["mend"] for each in found)
    assert done.code == (1 if any(each["severity"] == "error" for each in found) else 0)


def test_two_versions_are_compared_in_sentences(remit, made):
    with open_store() as store:
        card = store.get(made).document
        shared = card.kpis[0].contract.model_copy(update={"kind": "contributing"})
        kpi = card.kpis[0].model_copy(update={"contract": shared})
        changed = Scorecard.model_validate(
            card.model_copy(update={"kpis": (kpi, *card.kpis[1:])}).model_dump()
        )
        store.save(changed, 1, by="Bo", at=NOON, why="Agreed with sales.")
    done = remit("scorecard", "diff", made, "1", "2")
    assert "Win rate" in done.out
    assert "contribut" in done.out
    assert remit("scorecard", "diff", made, "2", "2").out == "Nothing differs.\n"


def test_the_recommendation_comes_out_again_byte_for_byte(remit, made):
    done = remit("scorecard", "replay", made)
    assert (done.code, done.err) == (0, "")
    assert "the same, byte for byte" in done.out
    found = json.loads(remit("scorecard", "replay", made, "--format", "json").out)
    assert found["outcome"] == "same"
    assert [each["of"] for each in found["digests"] if each["same"]] == ["knowledge", "rules"]
    assert found["kept"]["headline"] == "metric.win-rate"


def rebased(made, **update):
    """Save the scorecard with another basis."""
    with open_store() as store:
        card = store.get(made).document
        basis = card.basis.model_copy(update=update)
        store.save(card.model_copy(update={"basis": basis}), 1, by="Bo", at=NOON)


def test_other_rules_are_named_and_the_kept_recommendation_is_given(remit, made):
    rebased(made, rules="0123456789abcdef")
    done = remit("scorecard", "replay", made)
    assert done.code == 0
    assert "rules then 0123456789ab, today " in done.out
    found = json.loads(remit("scorecard", "replay", made, "--format", "json").out)
    assert found["outcome"] == "other-versions"
    assert found["kept"]["headline"] == "metric.win-rate"


def test_other_bytes_are_told_and_the_exit_code_says_so(remit, made):
    with open_store() as store:
        basis = store.get(made).document.basis
        kept = store.recommendation(basis.recommendation)
        other = kept.document.replace('"headline": "metric.win-rate"', '"headline": null')
        digest = store.keep(other, knowledge=basis.knowledge, rules=basis.rules, at=NOON)
    rebased(made, recommendation=digest)
    done = remit("scorecard", "replay", made)
    assert done.code == 1
    assert 'headline: it was null and is "metric.win-rate".' in done.out


def test_a_scorecard_without_a_kept_recommendation_says_so(remit, made):
    rebased(made, recommendation=None)
    assert "was not kept" in remit("scorecard", "replay", made).out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (
            ("--title", "Q", "--start", "soon", "--end", "2027-03-31"),
            "`soon` is not a day; write it as 2027-03-31",
        ),
        (("--title", "Q", "--start", "2027-03-31", "--end", "2027-01-01"), "before it starts"),
        (("--title", " "), "title"),
    ],
)
def test_what_cannot_be_is_one_line(remit, tmp_path, args, says):
    path = tmp_path / "role.yaml"
    path.write_bytes(WIN)
    done = remit("scorecard", "new", path, *args)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
    assert json.loads(remit("scorecard", "list", "--format", "json").out) == []


@pytest.mark.parametrize(
    "command", [("lint", "none"), ("replay", "none"), ("diff", "none", "1", "2")]
)
def test_a_scorecard_that_is_not_there_is_said_so(remit, command):
    done = remit("scorecard", *command)
    assert done.code == 2
    assert "none" in done.err


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-11-22", "2027-01-01", "2027-03-31"),
        ("2027-01-01", "2027-04-01", "2027-06-30"),
        ("2027-06-30", "2027-07-01", "2027-09-30"),
        ("2027-09-30", "2027-10-01", "2027-12-31"),
    ],
)
def test_without_days_the_period_is_the_next_quarter(today, first, last):
    found = next_quarter(datetime.date.fromisoformat(today))
    assert (found.start.isoformat(), found.end.isoformat()) == (first, last)


@pytest.mark.parametrize("day", ["--start", "--end"])
def test_one_day_of_the_period_alone_is_asked_to_be_two(fault, tmp_path, day):
    path = tmp_path / "role.yaml"
    path.write_bytes(WIN)
    said = fault("scorecard", "new", path, "--title", "Win more", day, "2027-01-31")
    assert "give both --start and --end" in said


def test_a_name_stands_on_one_line_and_controls_no_terminal(remit, tmp_path):
    path = tmp_path / "role.yaml"
    path.write_bytes(WIN)
    made = remit("scorecard", "new", path, "--title", "Win\n more \x1b[31m", "--person", "A\tB")
    listed = json.loads(remit("scorecard", "list", "--format", "json").out)
    assert [(each["title"], each["person"]) for each in listed] == [("Win more [31m", "A B")]
    assert remit("scorecard", "calendar", made.out.strip(), tmp_path / "dates.ics").code == 0


def test_a_name_of_which_nothing_can_be_seen_is_none(fault, tmp_path):
    path = tmp_path / "role.yaml"
    path.write_bytes(WIN)
    assert "title: " in fault("scorecard", "new", path, "--title", "\u200b\n")


def test_what_was_typed_controls_no_terminal(remit, made):
    with open_store() as store:
        card = store.get(made).document
        kpi = card.kpis[0].model_copy(update={"reason": "\x1b[2J\u202eBecause."})
        store.save(card.with_kpi(kpi), 1, by="Bo", at=NOON, why="\x1b[2JWhy.")
    for args in (("show", made), ("history", made), ("diff", made, "1", "2")):
        done = remit("scorecard", *args)
        assert done.code == 0
        assert not {"\x1b", "\u202e"} & set(done.out)
