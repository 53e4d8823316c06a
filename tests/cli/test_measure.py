"""The command that works out the file of an instrument."""

import io
import json
import zipfile

import pytest

from knowledge_graph.load import load
from scorecards.instruments import find, measured, read, template, work_out
from scorecards.readings.uploads import MAX_BYTES
from scorecards.store import open_store

EVERY = {each.measure.short: each for each in measured(load())}
OURS = [short for short, each in EVERY.items() if not each.measure.export]
GOOD = b"respondent,score,segment\na,10,big\nb,9,big\nc,2,small\n"


@pytest.fixture(autouse=True)
def own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")


@pytest.fixture
def faults(remit):
    """Run a command that must fail: the lines it says, with nothing on output."""

    def run(*args, stdin=b""):
        done = remit("measure", *args, stdin=stdin)
        assert (done.code, done.out) == (2, "")
        lines = done.err.splitlines()
        assert lines
        assert all(line.startswith("remit: ") for line in lines)
        return lines

    return run


@pytest.fixture
def made(remit, profile):
    path = profile("objectives: [retain-customers]\n")
    days = ("--start", "2026-01-01", "--end", "2026-03-31")
    return remit("scorecard", "new", path, "--title", "Happier", *days).out.strip()


def kept(id):
    with open_store() as store:
        return [(each.metric, str(each.value), each.n) for each in store.readings(id)]


def test_without_arguments_the_instruments_are_listed(remit):
    done = remit("measure")
    assert done.code == 0
    assert done.out == remit("measure", "--list").out
    assert all(short in done.out for short in EVERY)
    records = json.loads(remit("measure", "--list", "--format", "json").out)
    assert {"short": "nps", "label": "NPS survey", "feeds": ["metric.nps"]} in records
    assert [each["short"] for each in records] == list(EVERY)


@pytest.mark.parametrize("short", OURS)
def test_the_template_of_every_instrument_is_printed_and_worked_out_again(remit, short):
    instrument = EVERY[short]
    printed = remit("measure", short, "--template")
    assert printed.code == 0
    assert printed.out == template(instrument.measure)
    done = remit("measure", short, "-", "--format", "json", stdin=printed.out.encode())
    assert done.err == ""
    answers = read("template.csv", printed.out.encode(), instrument.measure)
    assert json.loads(done.out) == work_out(instrument, answers).as_data()
    assert remit("measure", short, "-", stdin=printed.out.encode()).code == 0


def test_an_export_of_a_tool_has_no_template(faults):
    for short in set(EVERY) - set(OURS):
        assert "take the file that the tool exports" in faults(short, "--template")[0]


def test_the_questions_are_printed_as_they_are_sent(remit):
    done = remit("measure", "nps", "--questions")
    assert done.out.startswith("NPS survey\n==========\n\n1. ")
    assert "How likely are you to recommend us" in done.out


def test_a_file_gives_figures_tables_warnings_and_remarks(remit, profile):
    file = profile(GOOD.decode(), "wave.csv")
    done = remit("measure", "nps", file)
    assert (done.code, done.err) == (0, "")
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "label value unit margin" in lines
    assert any(line.startswith("NPS 33.33 points ±") for line in lines)
    assert "By segment" in lines
    assert "n 3" in lines
    assert any(line.startswith("warning: Only 3 answered") for line in lines)
    assert any(line.startswith("remark: ") for line in lines)
    assert not any(line.startswith("Margin of error") for line in lines)


def test_json_is_the_result_and_nothing_else(remit, knowledge):
    done = remit("measure", "nps", "-", "--format", "json", stdin=GOOD)
    instrument = find("nps", knowledge)
    result = work_out(instrument, read("x", GOOD, instrument.measure))
    assert json.loads(done.out) == result.as_data()


def test_what_is_typed_into_a_file_never_steers_the_terminal(remit):
    done = remit("measure", "nps", "-", stdin="respondent,score,segment\na,9,\u202ebig\n".encode())
    assert done.code == 0
    assert "\u202e" not in done.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("npss", "-"), "there is no `npss`; is `nps` meant?"),
        (("nps",), "name a file, or - for standard input"),
        (("nps", "gone.csv"), "cannot read gone.csv: No such file"),
        (("nps", "."), "cannot read .: Is a directory"),
        (("nps", "-", "--set", "population"), "write it as name=value"),
        (("nps", "-", "--set", "strange=1"), "strange: there is no such setting"),
        (("nps", "-", "--on", "2026-01-31"), "--on and --figure go with --keep"),
        (("nps", "-", "--keep", "gone"), "no scorecard gone"),
    ],
)
def test_a_wrong_question_is_one_line(faults, args, says):
    (line,) = faults(*args, stdin=GOOD)
    assert says in line


def test_each_mistake_is_a_line_with_row_and_column(faults):
    lines = faults("nps", "-", stdin=b"respondent,score\na,11\nb,high\n,3\nd,9\n")
    assert lines == [
        "remit: row 2, score: 11 is above 10; write a whole number from 0 to 10",
        "remit: row 3, score: `high` is no number; write digits alone, such as 1234.5",
        "remit: row 4, respondent: it is empty; fill it in, as in `r-001`",
    ]


def test_of_many_mistakes_the_first_are_told_and_the_rest_is_counted(faults):
    rows = b"".join(b"r%d,x\n" % number for number in range(50))
    lines = faults("nps", "-", stdin=b"respondent,score\n" + rows)
    assert len(lines) == 21
    assert "30 more mistakes" in lines[-1]


def bomb():
    """A workbook of a hundred kilobytes that unpacks to a hundred mebibytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(100):
                sheet.write(b"0" * 1024 * 1024)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: b"x" * (MAX_BYTES + 1), "it holds more than 10 MiB"),
        (lambda: b"respondent,score\n" + b"a,1\n" * 1_000_000, "goes on after 100,000 rows"),
        (lambda: b"", "it is empty"),
        (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "so it is no text"),
        (lambda: b"\xff\xfer", "it is no text in UTF-16"),
        (bomb, "unpacked it holds more than 64 MiB"),
        (lambda: b"PK\x03\x04 cut off", "it is not a whole workbook"),
        (lambda: b"who,score\na,9\n", "the column respondent is missing"),
        (lambda: b"respondent,score\n", "there is no row below the names"),
        (lambda: b'respondent,score\n"a,9\n', "never closed"),
    ],
    ids=[
        "large",
        "long",
        "empty",
        "picture",
        "encoding",
        "bomb",
        "zip",
        "columns",
        "rows",
        "quote",
    ],
)
def test_what_cannot_be_read_is_one_line(faults, content, says):
    (line,) = faults("nps", "-", stdin=content())
    assert says in line


def test_the_result_is_kept_once_as_a_reading(remit, made, profile):
    file = profile(GOOD.decode(), "wave.csv")
    again = ("measure", "nps", file, "--keep", made, "--on", "2026-02-28", "--figure", "nps")
    done = remit(*again)
    assert (done.code, done.err) == (0, "")
    assert "1 kept, 0 were there already" in done.out
    assert kept(made) == [("metric.nps", "33.3333", 3)]
    quiet = remit(*again, "--format", "json")
    assert json.loads(quiet.out)["instrument"] == "nps"
    assert "0 kept, 1 were there already" in quiet.err
    assert len(kept(made)) == 1


def test_what_does_not_fit_is_refused_and_nothing_kept(faults, made):
    keep = ("nps", "-", "--keep", made)
    (line,) = faults(*keep, "--figure", "promoters", stdin=GOOD)
    assert "no reading comes of `promoters`" in line
    assert "is not a day" in faults(*keep, "--on", "soon", stdin=GOOD)[0]
    assert kept(made) == []


def test_a_process_answers_the_same_way(process):
    done = process("measure", "nps", "-", "--format", "json", stdin=GOOD)
    assert (done.code, done.err) == (0, b"")
    assert json.loads(done.out)["n"] == 3
