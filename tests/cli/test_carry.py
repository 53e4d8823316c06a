"""``remit export`` and ``remit scorecard import``: out to a file, and back in."""

import json
import os

import pytest

WIN = b"objectives: [increase-win-rate]\nalignment: sales\n"


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")


@pytest.fixture
def made(remit, tmp_path):
    """The id of a draft."""
    path = tmp_path / "role.yaml"
    path.write_bytes(WIN)
    return remit("scorecard", "new", path, "--title", "Win more", "--person", "Ada").out.strip()


@pytest.fixture
def carried(remit, tmp_path, made):
    """That draft as JSON."""
    file = tmp_path / "card.json"
    assert remit("export", made, "--to", "json", file).code == 0
    return file


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("pdf", b"%PDF-"),
        ("xlsx", b"PK"),
        ("csv", b"\xef\xbb\xbfmetric,name,role"),
        ("md", b"# Win more\n"),
        ("json", b'{\n  "format": "remit-scorecard"'),
        ("html", b"<!doctype html>"),
    ],
)
def test_each_kind_is_written_to_its_file(remit, tmp_path, made, kind, start):
    file = tmp_path / f"card.{kind}"
    done = remit("export", made, "--to", kind, file)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"version 1 of {made} in {file}\n"
    assert file.read_bytes().startswith(start)


def test_the_readings_are_a_table_of_their_own(remit, tmp_path, made):
    file = tmp_path / "readings.csv"
    assert remit("export", made, "--to", "csv", "--readings", file).code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,metric,name,day,value")


def test_an_old_version_is_written_as_it_was(remit, tmp_path, made, carried):
    other = tmp_path / "old.json"
    assert remit("export", made, "--to", "json", "--version", "1", other).code == 0
    assert other.read_bytes() == carried.read_bytes()


def test_it_comes_back_in_under_a_new_id_where_its_own_is_taken(remit, made, carried, tmp_path):
    done = remit("scorecard", "import", carried)
    assert (done.code, done.err) == (0, "")
    new = done.out.strip()
    assert new != made
    again = tmp_path / "again.json"
    remit("export", new, "--to", "json", again)
    before, after = (json.loads(file.read_bytes()) for file in (carried, again))
    assert after["document"] == before["document"] | {"id": new}


def test_it_comes_back_in_as_it_was_where_its_id_is_free(remit, made, carried, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{carried.parent / 'other.db'}")
    assert remit("scorecard", "import", carried).out.strip() == made
    assert remit("scorecard", "import", "--as-new", carried).out.strip() != made
    again = carried.with_name("again.json")
    remit("export", made, "--to", "json", again)
    before, after = (json.loads(file.read_bytes()) for file in (carried, again))
    assert json.dumps(after["document"]) == json.dumps(before["document"])
    assert after["readings"] == before["readings"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--to", "pdf", "."), "this is a folder; name a file in it"),
        (("--to", "pdf", "none/card.pdf"), "No such file or directory"),
        (("--to", "doc", "card.doc"), "doc"),
        (("--to", "pdf", "--readings", "card.pdf"), "--readings goes with --to csv"),
        (("--to", "pdf", "--version", "7", "card.pdf"), "has no version 7"),
    ],
)
def test_what_cannot_be_written_is_one_line(fault, made, args, says):
    assert says in fault("export", made, *args)


def test_a_scorecard_that_is_not_there_cannot_be_taken_along(fault, tmp_path):
    file = tmp_path / "card.pdf"
    assert "there is no scorecard none" in fault("export", "none", "--to", "pdf", file)
    assert not file.exists()


def test_where_writing_fails_the_old_file_is_as_it_was(fault, made, tmp_path, monkeypatch):
    file = tmp_path / "out" / "card.md"
    file.parent.mkdir()
    file.write_text("mine")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert "No space left on device" in fault("export", made, "--to", "md", file)
    assert [each.name for each in file.parent.iterdir()] == ["card.md"]
    assert file.read_text() == "mine"


def test_a_file_that_is_there_is_replaced_and_keeps_its_rights(remit, made, tmp_path):
    file = tmp_path / "card.md"
    file.write_text("old")
    file.chmod(0o600)
    assert remit("export", made, "--to", "md", file).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text(encoding="utf-8").startswith("# Win more")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "other"}, "format: this is no scorecard of Remit"),
        ({"version": 0}, "version: input should be greater than or equal to 1"),
        ({"colour": 1}, "colour: extra inputs are not permitted"),
    ],
)
def test_what_does_not_fit_is_named_on_one_line(fault, remit, carried, change, says):
    raw = json.loads(carried.read_bytes()) | change
    carried.write_text(json.dumps(raw))
    assert f"{carried}: {says}" in fault("scorecard", "import", carried)
    assert len(json.loads(remit("scorecard", "list", "--format", "json").out)) == 1


def test_a_file_that_is_not_there_is_said_so(fault, tmp_path):
    assert "No such file" in fault("scorecard", "import", tmp_path / "none.json")


def test_a_pipe_is_written_to_and_stays_one(remit, made, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert remit("export", made, "--to", "md", pipe).code == 0
        assert os.read(reader, 10) == b"# Win more"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_what_a_link_leads_to_is_written_and_the_link_stays(remit, made, tmp_path):
    link, file = tmp_path / "link.md", tmp_path / "card.md"
    link.symlink_to(file)
    assert remit("export", made, "--to", "md", link).code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("# Win more")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("remit.db", "the scorecards are kept in this file; name another"),
        ("a" * 300, "File name too long"),
    ],
)
def test_no_file_is_written_where_none_should_be(remit, fault, made, tmp_path, name, says):
    assert says in fault("export", made, "--to", "md", tmp_path / name)
    assert says in fault("scorecard", "calendar", made, tmp_path / name)
    assert remit("scorecard", "show", made).code == 0


def test_an_id_that_is_no_text_is_refused(fault):
    assert "holds a character that is none" in fault("export", "a\udcff", "--to", "md", "card.md")


def test_of_a_long_id_only_the_beginning_is_said_again(fault):
    assert len(fault("export", "x" * 5_000, "--to", "md", "card.md")) < 100
