"""The command as a process: what only shows there, such as exit codes, pipes and hash seeds."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import knowledge_graph.load
import rules.load

PROFILE = b"objectives: [increase-win-rate, reduce-churn]\nstage: growth\nfocus: launch\n"


@pytest.mark.parametrize("output", ["json", "table"])
def test_two_processes_with_other_hash_seeds_give_the_same_bytes(process, output):
    first, second = (
        process("recommend", "-", "--format", output, stdin=PROFILE, PYTHONHASHSEED=seed)
        for seed in ("1", "4242")
    )
    assert (first.code, first.err) == (0, b"")
    assert first.out
    assert first.out == second.out


def test_the_shipped_data_and_rules_have_nothing_to_mend(process, knowledge, catalogue):
    done = process("check", "--on", "2026-12-01")
    assert (done.code, done.err) == (0, b"")
    assert done.out.decode() == (
        f"{len(knowledge.records)} records and {len(catalogue.rules)} rules, nothing to mend\n"
    )


def test_what_is_to_mend_is_listed_with_file_and_line_and_gives_one(process, tmp_path):
    shutil.copytree(knowledge_graph.load.shipped(), tmp_path / "data")
    shutil.copytree(rules.load.shipped(), tmp_path / "rules")
    (tmp_path / "data" / "teams" / "twin.yaml").write_text(
        "id: team.twin\nlabel: Twin\ndefinition: A twin.\ncares_about:\n  - metric.nowhere\n"
    )
    done = process("check", "--data", "data", "--catalogue", "rules")
    assert done.code == 1
    assert done.out.decode().startswith("data/teams/twin.yaml:5: G110: `metric.nowhere`")
    assert done.err == b"1 to mend\n"


def test_data_that_is_not_there_is_to_mend(process):
    done = process("check", "--data", "nowhere")
    assert done.code == 1
    assert done.out.startswith(b"nowhere:1: Y001: is not a folder of records\n")
    done = process("check", "--catalogue", "nowhere")
    assert done.code == 1
    assert done.out == b"nowhere:1: Y001: is not a folder of rules\n"


@pytest.mark.parametrize(
    ("args", "stdin", "words"),
    [
        (["recommend", "-"], b"stage: grwoth\n", "remit: standard input:1: stage: `grwoth`"),
        (["recommend", "-"], b"[" * 300_000, "remit: standard input:1: Y003"),
        (["recommend", "--colour", "red"], b"", "remit: No such option: --colour"),
    ],
)
def test_a_fault_is_one_line_and_never_a_traceback(process, args, stdin, words):
    done = process(*args, stdin=stdin)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.decode().splitlines()
    assert line.startswith(words)


def test_a_reader_that_goes_away_is_no_fault(process, tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", "metrics", "--format", "json"],
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        check=False,
        timeout=120,
    )
    os.close(writer)
    assert done.returncode in (0, 1)
    assert done.stderr == b""


def test_the_installed_command_is_the_same_program(process, tmp_path):
    command = Path(sys.executable).with_name("remit")
    if not command.exists():
        pytest.skip("remit is not installed beside this Python")
    done = subprocess.run(
        [command, "phases", "--format", "json"],
        capture_output=True,
        cwd=tmp_path,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0
    assert done.stdout == process("phases", "--format", "json").out
    assert [each["id"] for each in json.loads(done.stdout)][0] == "phase.discover"


def test_the_command_line_starts_without_the_web_server(process):
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, ui.cli; print({'streamlit', 'ui.server'} & set(sys.modules))",
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert loaded.stdout.strip() == b"set()"
