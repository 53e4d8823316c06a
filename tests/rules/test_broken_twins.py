"""Every check has a broken twin: a change to what is shipped that this check, and no other, finds.

A twin in ``tests/broken`` is named after its code. It says which file it changes and how (``write``
its whole text, ``replace`` one text by another, or ``remove`` it), what the message must say, the
file it must name (``at``, by default the changed one), and codes that come along by nature.
"""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import knowledge_graph.checks
import knowledge_graph.load
import knowledge_graph.yaml_file
import rules.checks
import rules.load
from knowledge_graph.yaml_file import read
from ui.cli import app

BROKEN = Path(__file__).parents[1] / "broken"
TWINS = sorted(path.stem for path in BROKEN.glob("*.yaml"))
READER = {f"Y00{number}" for number in range(1, 9)}
LOADERS = {"G101", "G102", "R201", "R202", "R203", "R204"}
ENGINE = {"E301", "E302", "E303", "E310", "E311"}
CODES = (
    READER
    | LOADERS
    | ENGINE
    | {each.code for each in knowledge_graph.checks.CHECKS}
    | {each.code for each in rules.checks.CHECKS}
)
FOUND = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+): (?P<code>[A-Z]\d{3}): (?P<text>.+)$")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of what is shipped, in which files that stay the same are parsed only once."""
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(knowledge_graph.load.shipped(), root / "data")
    shutil.copytree(rules.load.shipped(), root / "catalogue")
    parsed = {}

    def read_once(path, name):
        key = (name, path.read_bytes() if path.is_file() else None)
        if key not in parsed:
            parsed[key] = read(path, name)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge_graph.load, "read", read_once)
        patch.setattr(rules.load, "read", read_once)
        yield root


def checked(root):
    """What ``remit check`` says of a house: its exit code, and (file, code, text) of each line."""
    result = CliRunner().invoke(
        app, ["check", "--data", str(root / "data"), "--catalogue", str(root / "catalogue")]
    )
    assert not isinstance(result.exception, Exception), result.exception
    lines = result.stdout.splitlines() if result.exit_code else []
    found = [FOUND.match(line) for line in lines]
    assert all(found), lines
    return result.exit_code, [(each["path"], each["code"], each["text"]) for each in found]


def broken(path, twin):
    """Change one file as the twin says; gives back what undoes it."""
    before = path.read_bytes() if path.exists() else None
    made = [parent for parent in path.parents if not parent.exists()]
    if twin.get("remove"):
        path.unlink()
    elif "replace" in twin:
        old, new = twin["replace"]
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path.name} no longer has {old!r} once; mend the twin"
        path.write_text(text.replace(old, new), encoding="utf-8")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(twin["write"], encoding=twin.get("encoding", "utf-8"))

    def undo():
        path.unlink(missing_ok=True)
        for parent in made:
            parent.rmdir()
        if before is not None:
            path.write_bytes(before)

    return undo


def test_what_is_shipped_has_nothing_to_mend(house):
    assert checked(house) == (0, [])


@pytest.mark.parametrize("name", TWINS)
def test_a_broken_twin_is_found_by_its_check_alone(house, name):
    twin = read(BROKEN / f"{name}.yaml").data
    assert set(twin) <= {"about", "file", "write", "replace", "remove", "encoding", "at", "also",
                         "says"}  # fmt: skip
    undo = broken(house / twin["file"], twin)
    try:
        exit_code, found = checked(house)
    finally:
        undo()
    code = name.partition("-")[0]
    assert exit_code == 1
    assert {each for _, each, _ in found} == {code, *twin.get("also", ())}, found
    named = [
        text for path, each, text in found if (path, each) == (twin.get("at", twin["file"]), code)
    ]
    assert any(twin["says"] in text for text in named), found


def test_a_twin_leaves_the_house_as_it_was(house):
    assert checked(house) == (0, [])


def test_every_code_has_a_twin_and_every_twin_a_code():
    assert {name.partition("-")[0] for name in TWINS} == CODES


def test_a_code_stands_for_one_check():
    tables = [each.code for each in (*knowledge_graph.checks.CHECKS, *rules.checks.CHECKS)]
    assert len(tables) == len(set(tables))
    assert not set(tables) & (READER | LOADERS | ENGINE)


def test_every_code_that_can_be_reported_is_known_here():
    folders = ("knowledge_graph", "rules", "engine", "ui")
    top = Path(__file__).parents[2]
    used = {
        code
        for folder in folders
        for path in (top / folder).rglob("*.py")
        for code in re.findall(r'"([YGRE]\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used == CODES


@pytest.mark.parametrize(
    "check", [*knowledge_graph.checks.CHECKS, *rules.checks.CHECKS], ids=lambda check: check.code
)
def test_every_check_says_why_and_how_to_mend(check):
    assert check.why.endswith(".")
    assert check.mend
    assert not check.mend.endswith(".")
