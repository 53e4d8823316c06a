"""Writes docs/practice-coverage.md from its rows and the marked scenarios: run it as a script."""

from pathlib import Path

from knowledge_graph.yaml_file import read
from tests.seed_coverage import scenarios_marked

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "practice-coverage.md"


def rows():
    return read(HERE / "practice_rows.yaml").data


def shown_by():
    """Number of a principle -> the scenarios that are marked with it."""
    return scenarios_marked("practice")


def page():
    scenarios = shown_by()
    lines = [
        "# What practitioners advise, and the rules and scenarios that carry it\n",
        "Made by `python tests/practice_coverage.py` from `tests/practice_rows.yaml` and the "
        "`practice` marks of scenarios.",
        "Agreement: *strong* five sources or more with little opposition, *medium* two to four, "
        "*weak* one, or general advice; *contested* real opposition, so that a policy decides.\n",
        "| Practice principle | What | Agreement | Carried by | Policy | Shown by |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows():
        shown = "<br>".join(f"`{name}`" for name in scenarios.get(row["number"], ()))
        what = f"{row['principle']} {row.get('note', '')}".strip()
        carried = ", ".join(row["carried_by"])
        policy = f"`{row['policy']}`" if "policy" in row else ""
        lines.append(
            f"| {row['number']} | {what} | {row['agreement']} | {carried} | {policy} | {shown} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
