"""A beta test: how many tasks were completed, how satisfied testers were, and what blocks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from engine.explain.words import listed
from scorecards.instruments.answers import Answers, Row, Value, by
from scorecards.instruments.calculations.cautions import raised
from scorecards.instruments.calculations.logs.gathered import names, wrong
from scorecards.instruments.calculations.logs.steps import funnel, reached, steps_chart
from scorecards.instruments.calculations.shares import percent, wilson
from scorecards.instruments.found import Cell, Findings, Table
from scorecards.readings.uploads.mistakes import refuse

STEPS = ("recruited", "running", "finished")
_CONDITIONS = {"what": "What", "reached": "Reached", "wanted": "Wanted", "met": "Met"}
_BLOCKERS = {"blocker": "Blocker", "testers": "Testers", "state": "State"}
_GROUP = {"people": "Testers", "tries": "Tasks tried", "completion": "Percent completed"}
_GROUP |= {"satisfaction": "Mean satisfaction"}


def beta_test(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Completion, satisfaction and open blockers, and whether they are as good as was wanted.

    Raises:
        Refused: A result stands beside somebody who has not begun, or a task without its result.
    """
    _see_that_results_have_a_task(answers)
    tried = [row for row in answers if row["completed"] is not None]
    done = sum(row["completed"] is True for row in tried)
    completion, (low, high) = percent(done, len(tried)), wilson(done, len(tried))
    satisfaction = _satisfaction(answers.rows)
    blockers = _blockers(answers.rows)
    still = sum(each[2] == "open" for each in blockers)
    conditions = (
        _condition("Tasks completed, percent", completion, settings["wanted_completion"], True),
        _condition("Mean satisfaction", satisfaction, settings["wanted_satisfaction"], True),
        _condition("Open blockers", still, settings["most_blockers"], False),
    )
    counts = reached(answers, STEPS)
    wanted = _number(settings["wanted_completion"])
    unsure = wanted is not None and low is not None and high is not None and low < wanted < high
    return Findings(
        figures={
            "completion": completion,
            "low": low,
            "high": high,
            "satisfaction": satisfaction,
            "open_blockers": still,
            **dict(zip(STEPS, counts, strict=True)),
        },
        counts={"completion": len(tried), "satisfaction": len(_rated(answers.rows))},
        n=counts[0],
        tables=(
            _decision(conditions),
            Table(
                name="conditions",
                title="What was wanted of the launch",
                columns=_CONDITIONS,
                rows=conditions,
            ),
            funnel(STEPS, counts),
            _grouped(answers, "task", "Tasks"),
            _grouped(answers, "cohort", "Cohorts"),
            Table(name="blockers", title="What stopped testers", columns=_BLOCKERS, rows=blockers),
        ),
        charts=(steps_chart("How far testers came", "Testers", STEPS, counts),),
        cautions=raised(
            ("no-task", not tried),
            ("no-rating", satisfaction is None),
            ("several-tasks", len(tried) > len(names(tried, "participant"))),
            ("unsure", unsure, {"low": f"{low or 0:.0f}", "high": f"{high or 0:.0f}"}),
            ("unfinished", counts[2] < counts[0], {"missing": counts[0] - counts[2]}),
        ),
    )


def _see_that_results_have_a_task(answers: Answers) -> None:
    mistakes = []
    for row in answers:
        begun = any(row[each] is not None for each in ("completed", "satisfaction", "blocker"))
        if row["step"] == "recruited" and begun:
            what = "somebody who is only recruited has a result"
            mistakes.append(wrong(row, "step", what, "write running or finished"))
        if (row["task"] is None) != (row["completed"] is None):
            right = "fill in task and completed, or neither"
            mistakes.append(wrong(row, "task", "a task and its result belong together", right))
        if row["blocker"] is None and row["resolved"] is not None:
            what = "no blocker is named that could be resolved"
            mistakes.append(wrong(row, "blocker", what, "name it, or leave resolved empty"))
    refuse(mistakes)


def _rated(rows: Sequence[Row]) -> dict[str, list[float]]:
    """Each tester's ratings, of those who gave any."""
    found = {
        name: [float(str(row["satisfaction"])) for row in group if row["satisfaction"] is not None]
        for name, group in by(rows, "participant").items()
    }
    return {name: ratings for name, ratings in found.items() if ratings}


def _satisfaction(rows: Sequence[Row]) -> float | None:
    """Mean over testers, so that none counts more for having done more tasks."""
    found = _rated(rows)
    return fmean(fmean(ratings) for ratings in found.values()) if found else None


def _blockers(rows: Sequence[Row]) -> tuple[tuple[str, int, str], ...]:
    """Blockers with how many met them; one is open until nobody says otherwise."""
    found = [
        (
            name,
            len(names(group, "participant")),
            "resolved" if all(row["resolved"] is True for row in group) else "open",
        )
        for name, group in by(rows, "blocker").items()
    ]
    return tuple(sorted(found, key=lambda each: (each[2] != "open", -each[1], each[0].casefold())))


def _condition(what: str, value: Cell, wanted: Value, at_least: bool) -> tuple[Cell, ...]:
    bound, there = _number(wanted), value if isinstance(value, int | float) else None
    if bound is None:
        return what, there, None, "not said"
    if there is None:
        return what, there, bound, "unknown"
    met = there >= bound if at_least else there <= bound
    return what, there, bound, "yes" if met else "no"


def _number(value: Value) -> float | None:
    return None if value is None else float(str(value))


def _decision(conditions: Sequence[tuple[Cell, ...]]) -> Table:
    """Ready only if all that was wanted is said and met; not ready if any of it is missed."""
    missed = [_reason(each) for each in conditions if each[3] == "no"]
    open_ = [_reason(each) for each in conditions if each[3] in ("not said", "unknown")]
    if missed:
        row = ("not ready", listed(missed))
    elif open_:
        row = ("not decided", listed(open_))
    else:
        row = ("ready", listed([_reason(each) for each in conditions]))
    columns = {"decision": "Launch readiness", "reasons": "Because"}
    return Table(name="decision", title="Is it ready to launch?", columns=columns, rows=(row,))


def _reason(condition: tuple[Cell, ...]) -> str:
    what, value, bound, met = condition
    if met == "not said":
        return f"{what}: it is not said what is wanted"
    reached_ = "nothing is known" if value is None else f"{value:.4g} reached"
    return f"{what}: {reached_}, {bound:g} wanted"


def _grouped(answers: Answers, column: str, title: str) -> Table:
    rows = []
    for name, group in by(answers, column).items():
        tried = [row["completed"] for row in group if row["completed"] is not None]
        share = percent(sum(each is True for each in tried), len(tried))
        people = len(names(group, "participant"))
        rows.append((name, people, len(tried), share, _satisfaction(group)))
    columns = {column: column.capitalize(), **_GROUP}
    return Table(name=f"by_{column}", title=title, columns=columns, rows=tuple(rows))
