"""Writes docs/seed-coverage.md from the seed marks in tests and scenarios: run it as a script."""

import re
from pathlib import Path

from knowledge_graph.yaml_file import read

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "seed-coverage.md"
_MARK = re.compile(r"pytest\.mark\.seed\(\s*\"(S\d{3})\"\s*\)")
_TEST = re.compile(r"^def (test_\w+)\(", re.MULTILINE)


def rows():
    return read(HERE / "seed_rows.yaml").data


def marks():
    """Row -> the tests and scenarios that are marked with it."""
    found = {}
    for path in sorted(HERE.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for mark in _MARK.finditer(text):
            test = _TEST.search(text, mark.end())
            name = f"{path.relative_to(HERE).as_posix()}::{test.group(1)}"
            found.setdefault(mark.group(1), []).append(name)
    for row, names in scenarios_marked("seed").items():
        found.setdefault(row, []).extend(names)
    return found


def scenarios_marked(key):
    """Row -> the scenarios that name it under this key."""
    found = {}
    for path in sorted((HERE / "scenarios").glob("*.yaml")):
        for scenario in read(path).data:
            for row in scenario.get(key, ()):
                found.setdefault(row, []).append(f"scenarios/{path.name}: {scenario['name']}")
    return found


def page():
    tests = marks()
    done = sum(row in tests for row in rows())
    lines = [
        "# What the seed documents name, and the tests that show it\n",
        "Made by `python tests/seed_coverage.py` from the `seed` marks of tests and scenarios.",
        f"{done} of {len(rows())} rows have a test.\n",
        "| Row | What | Shown by |",
        "|---|---|---|",
    ]
    for row, what in rows().items():
        shown = "<br>".join(f"`{name}`" for name in dict.fromkeys(tests.get(row, ())))
        lines.append(f"| {row} | {what} | {shown or 'not yet'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
