"""Makes the material of docs/evaluation.md: ``python -m benchmarks.study --out FOLDER``.

Each case is a role and a recommendation, true or with one planted fault, on two sheets: with the
explanation and without. The explanation is always that of what the rules said. The same seed gives
the same files.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.explanations import answers_at_random
from benchmarks.faults import KINDS, Planted, Shown, true_to
from engine import Adviser, Policy, Profile, read_profile
from engine.explain import Explainer, as_text, outline
from engine.explain.records import Outline
from engine.explain.run import Run
from engine.explain.words import HELD
from knowledge_graph.load import load as load_knowledge
from rules.load import load as load_rules

CASES, MOST = 12, 60
WRONG_INPUT = 2
_TRIES = 500
_DEPTH = 2
"""Levels of an explanation that a sheet shows: headings and what each rule said."""
_KPIS = range(3, 8)
"""How many KPIs a recommendation may have, so that a sheet can be read in a few minutes."""
_ASKED = (
    "list",
    "case",
    "sheet",
    "minutes",
    "verdict",
    "confidence",
    "would_adopt",
    "what_is_wrong",
)
"""Columns of the answer sheet; the first three are filled in."""


@dataclass(frozen=True)
class Case:
    """One case; ``kind`` is empty where the recommendation is true."""

    number: int
    profile: Profile
    run: Run
    shown: Shown
    kind: str = ""
    planted: Planted | None = None

    @property
    def name(self) -> str:
        """The stem of its files."""
        return f"case-{self.number:02}"


def cases(explainer: Explainer, seed: int, count: int) -> list[Case]:
    """So many cases, half of them with a fault, the kinds in equal parts; the same for a seed."""
    chance = random.Random(seed)
    kinds = list(KINDS)
    chance.shuffle(kinds)
    wanted = [kinds[place % len(kinds)] for place in range(count // 2)]
    wanted += [""] * (count - len(wanted))
    chance.shuffle(wanted)
    return [_case(number, kind, explainer, chance) for number, kind in enumerate(wanted, start=1)]


def _case(number: int, kind: str, explainer: Explainer, chance: random.Random) -> Case:
    """Draws profiles until one has room for the fault."""
    knowledge = explainer.adviser.knowledge
    for _ in range(_TRIES):
        raw = answers_at_random(knowledge, chance)
        if kind == "barred-slipped-in":
            # Few metrics are barred by themselves: the manager rules one out that would be a KPI.
            kpis = list(true_to(explainer.run(read_profile(raw, knowledge))).kpis)
            raw["excluded"] = [chance.choice(kpis).metric] if kpis else []
        profile = read_profile(raw, knowledge)
        run = explainer.run(profile)
        true = true_to(run)
        if len(true.kpis) not in _KPIS or not true.guardrails:
            continue
        if not kind:
            return Case(number, profile, run, true)
        planted = KINDS[kind](run, knowledge, chance)
        if planted is not None:
            return Case(number, profile, run, planted.shown, kind, planted)
    raise RuntimeError(f"no profile of {_TRIES} has room for {kind or 'a case'}")


def sheet(case: Case, explainer: Explainer, explained: bool) -> str:
    """What a reader is given: the role, the recommendation and perhaps why, as Markdown."""
    parts = [f"# Case {case.number}", *_role(case, explainer), *_card(case, explainer)]
    if explained:
        parts += ["## Why", *_reasons(case, explainer)]
    return "\n\n".join(parts) + "\n"


def _role(case: Case, explainer: Explainer) -> Iterator[str]:
    words, profile = explainer.words, case.profile
    yield "## The role"
    yield "\n".join(
        f"- {words.field(name).label}: {words.value(name, case.run.results.builder.said[name])}"
        for name in profile.answered
    )


def _card(case: Case, explainer: Explainer) -> Iterator[str]:
    words = explainer.words
    rows = [
        f"| {words.label(each.metric)} | {each.place} | {HELD[each.held]} |"
        for each in case.shown.kpis
    ]
    yield "## The recommendation"
    yield "\n".join(["| KPI | Role | By the product marketer |", "|---|---|---|", *rows])
    yield "Guardrails, which show when a KPI is being gamed:"
    yield "\n".join(
        f"- {words.label(guard)}, for {words.listed(kpis)}"
        for guard, kpis in case.shown.guardrails.items()
    )


def _reasons(case: Case, explainer: Explainer) -> Iterator[str]:
    """What `remit why` and `remit contract` say of all that is shown or should be.

    The step-by-step proof and the conditions of each rule are left out: sheets are to be read.
    """
    label, asked = explainer.words.label, (case.profile, Policy())
    shown = [each.metric for each in case.shown.kpis]
    every = dict.fromkeys([*shown, *case.run.results.guards])
    for metric in every:
        why = explainer.why(*asked, metric, case.run)
        drawn = outline(why)
        drawn = drawn.model_copy(update={"parts": drawn.parts[:-1]})
        texts = [as_text(_cut(drawn), label)]
        if why.place == "out":
            texts.append(as_text(_cut(outline(explainer.why_not(*asked, metric, case.run))), label))
        if metric in shown:
            texts.append(
                as_text(_cut(outline(explainer.contract(*asked, metric, case.run))), label)
            )
        yield f"### {label(metric)}"
        yield "```text\n" + "\n".join(texts) + "```"


def _cut(drawn: Outline, depth: int = _DEPTH) -> Outline:
    parts = tuple(_cut(each, depth - 1) for each in drawn.parts) if depth else ()
    return drawn.model_copy(update={"parts": parts, "citations": drawn.citations[:1]})


def answer_sheet(every: list[Case]) -> str:
    """A CSV to fill in: lists A and B show each case in turn with and without explanation."""
    into = io.StringIO()
    table = csv.writer(into, lineterminator="\n")
    table.writerow(_ASKED)
    turn = {case.number: place % 2 for group in (True, False)
            for place, case in enumerate(c for c in every if bool(c.kind) is group)}  # fmt: skip
    for offset, name in enumerate("AB"):
        for case in every:
            form = ("with", "without")[(turn[case.number] + offset) % 2]
            table.writerow([name, case.number, f"{case.name}-{form}.md", "", "", "", "", ""])
    return into.getvalue()


def key(every: list[Case], explainer: Explainer, seed: int) -> str:
    """What is true and what is not, as JSON; not for participants."""
    adviser = explainer.adviser
    versions = {"knowledge": adviser.knowledge.version, "rules": adviser.rules.version}
    entries = [
        {
            "case": case.number,
            "right": not case.kind,
            "fault": case.kind or None,
            "where": case.planted.where if case.planted else None,
            "instead": case.planted.instead if case.planted else None,
            "profile": case.profile.model_dump(mode="json", exclude_none=True),
            "shown": _plain(case.shown),
            "rules_say": _plain(true_to(case.run)),
        }
        for case in every
    ]
    whole = {"seed": seed, **versions, "cases": entries}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _plain(shown: Shown) -> dict[str, Any]:
    return asdict(shown)


def make_ready(folder: Path) -> None:
    """Make a folder, or see that it is empty.

    Raises:
        OSError: It is not empty, or cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name a new folder")


def write(folder: Path, explainer: Explainer, seed: int, count: int) -> None:
    """Write all files into a folder that is ready.

    Raises:
        OSError: It cannot be written.
    """
    every = cases(explainer, seed, count)
    for case in every:
        for form in ("with", "without"):
            text = sheet(case, explainer, form == "with")
            (folder / f"{case.name}-{form}.md").write_text(text, encoding="utf-8")
    (folder / "answers.csv").write_text(answer_sheet(every), encoding="utf-8")
    (folder / "sealed").mkdir()
    (folder / "sealed" / "key.json").write_text(key(every, explainer, seed), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Write the material and say what was written; 2 where it cannot be."""
    parser = argparse.ArgumentParser(description="Makes the material of docs/evaluation.md.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=CASES, help=f"even, from 2 to {MOST}")
    parser.add_argument("--out", type=Path, required=True, help="a folder that is empty or new")
    given = parser.parse_args(arguments)
    if given.cases not in range(2, MOST + 1, 2):
        print(f"--cases {given.cases}: give an even number from 2 to {MOST}", file=sys.stderr)
        return WRONG_INPUT
    try:
        make_ready(given.out)
        knowledge = load_knowledge()
        explainer = Explainer(Adviser(knowledge, load_rules(knowledge)))
        write(given.out, explainer, given.seed, given.cases)
    except OSError as error:
        reason = f"{given.out}: {error.strerror}" if error.strerror else str(error)
        print(reason, file=sys.stderr)
        return WRONG_INPUT
    print(f"{given.cases} cases in {given.out}; keep {given.out / 'sealed'} from participants")
    return 0


if __name__ == "__main__":
    sys.exit(main())
