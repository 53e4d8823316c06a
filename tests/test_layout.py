"""What the layout promises: names, sizes, directions of imports, and nothing of any one machine."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
PACKAGES = ("knowledge_graph", "rules", "engine", "scorecards", "ui")
CODE = (*PACKAGES, "tests", "benchmarks")
MADE = {
    ".venv",
    ".git",
    "dist",
    "node_modules",
    "__pycache__",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
}
"""Folders that tools make."""
TEXT = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".txt",
    ".lock",
    ".css",
    ".html",
    ".json",
    ".cfg",
    "",
}


def files(*folders):
    """Every file of these folders that somebody wrote; of the whole tree if none is named."""
    for folder in folders or (".",):
        for path in sorted((TOP / folder).rglob("*")):
            if path.is_file() and not MADE & set(path.relative_to(TOP).parts):
                yield path


@cache
def lines_of(path):
    return path.read_bytes().decode("utf-8").split("\n")


def shown(path):
    return path.relative_to(TOP).as_posix()


PYTHON = [path for path in files(*CODE) if path.suffix == ".py"]


def test_no_file_of_the_ui_bears_the_name_of_something_that_is_imported():
    taken = set(sys.stdlib_module_names) | set(packages_distributions()) | set(PACKAGES)
    first_on_the_path = {path.stem for path in (TOP / "ui").iterdir()} - {"__init__", "__pycache__"}
    assert {"cli", "server", "app"} <= first_on_the_path
    assert not first_on_the_path & taken


def test_no_module_of_the_ui_bears_the_name_of_a_package_of_ours_or_of_a_dependency():
    ours = set(PACKAGES)
    needed = {"durable", "networkx", "pydantic", "yaml", "rich", "streamlit", "typer"}
    names = {path.stem for path in files("ui") if path.suffix == ".py"}
    assert not names & (ours | needed | set(sys.stdlib_module_names))


def test_streamlits_older_way_of_finding_pages_is_not_woken():
    assert not (TOP / "ui" / "pages").exists()


def test_tests_are_no_packages():
    assert [shown(path) for path in files("tests") if path.name == "__init__.py"] == []


def test_every_package_is_one():
    for package in PACKAGES:
        assert (TOP / package / "__init__.py").is_file()


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_python_files_and_functions_keep_within_their_size(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            long = node.end_lineno - node.lineno + 1
            assert long <= 60, f"{node.name} has {long} lines"


def test_no_file_is_called_after_nothing():
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "stuff"}
    assert [shown(path) for path in PYTHON if path.stem in vague] == []


def test_every_module_of_the_packages_says_what_it_is_for():
    silent = [
        shown(path)
        for path in files(*PACKAGES)
        if path.suffix == ".py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_data_files_and_rules_keep_to_ninety_lines():
    long = {
        shown(path): lines
        for path in files("knowledge_graph/data", "rules/catalogue", "tests/broken")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 90
    }
    long.pop("knowledge_graph/data/fields.yaml", None)
    assert long == {}


def test_imports_keep_their_directions():
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
            "--config",
            str(TOP / "pyproject.toml"),
        ],
        capture_output=True,
        text=True,
        cwd=TOP,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(contracts)} kept, 0 broken" in done.stdout


# Written so that no pattern finds itself.
MACHINE = {
    "a path of one machine": re.compile(
        r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+|tm[p]|mn[t]|va[r]/folders)/"
    ),
    "a path of a drive": re.compile(r"\b[C-Z]:\\(?:\w)"),
    "a registry": re.compile(
        r"(?:pythonhoste[d]|pypi\.or[g]/simple|artifactor[y]|\bnexu[s]\.|devp[i]|proxy\.golan[g])"
        r"|--(?:extra-)?index-ur[l]|https?://[^\s\"')]+/simpl[e]/?",
        re.IGNORECASE,
    ),
    "an address of a private network": re.compile(
        r"\b(?:1[0]\.\d{1,3}|192\.16[8]|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b"
    ),
}


@pytest.mark.parametrize("what", MACHINE)
def test_nothing_of_one_machine_is_written_down(what):
    found = [
        f"{shown(path)}:{number}: {line.strip()[:120]}"
        for path in files()
        if path.suffix in TEXT
        for number, line in enumerate(lines_of(path), start=1)
        if MACHINE[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of one machine", "see /" + "home/ada/notes"),
        ("a path of one machine", "open('/" + "tmp/x')"),
        ("a path of a drive", "C:" + "\\Users"),
        ("a registry", "https://host.example/api/pypi/" + "simple/"),
        ("a registry", "pip install --index" + "-url x"),
        ("an address of a private network", "10" + ".0.0.7"),
    ],
)
def test_the_patterns_find_what_they_are_for(what, line):
    assert MACHINE[what].search(line)


def test_every_text_is_utf_8_with_plain_line_ends():
    for path in files():
        if path.suffix in TEXT:
            assert not any("\r" in line for line in lines_of(path)), shown(path)
