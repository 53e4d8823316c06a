"""The material of the study: faults are faults, the key is right, the same seed the same files."""

import csv
import json

import pytest

from benchmarks import study
from benchmarks.faults import KINDS, true_to
from engine import Adviser, read_profile
from engine.explain import Explainer
from engine.inference import PlainMatcher


@pytest.fixture(scope="module")
def explainer(knowledge, catalogue):
    return Explainer(Adviser(knowledge, catalogue, PlainMatcher))


@pytest.fixture(scope="module")
def cases(explainer):
    return study.cases(explainer, 1, 12)


@pytest.fixture(scope="module")
def folder(explainer, tmp_path_factory):
    made = tmp_path_factory.mktemp("study")
    study.write(made, explainer, 1, 12)
    return made


def test_half_of_the_cases_have_a_fault_and_every_kind_occurs(cases):
    kinds = [case.kind for case in cases]
    assert kinds.count("") == 6
    assert set(kinds) - {""} == set(KINDS)


def test_a_fault_is_one_and_a_true_recommendation_is_true(cases, knowledge, catalogue):
    adviser = Adviser(knowledge, catalogue)
    for case in cases:
        answer = adviser.recommend(case.profile)
        said = {k.metric: (k.role, k.accountability.kind) for k in answer.kpis}
        guards = {each.metric for each in answer.guardrails}
        guards |= {each.metric for each in answer.kpis if each.guards}
        shown = {each.metric: (each.place, each.held) for each in case.shown.kpis}
        same = shown == said and set(case.shown.guardrails) == guards
        assert same is not bool(case.kind), case.kind


def test_each_kind_is_what_its_name_says(cases):
    for case in cases:
        true, shown = true_to(case.run), case.shown
        before, after = ({each.metric for each in s.kpis} for s in (true, shown))
        new = after - before
        match case.kind:
            case "kpi-swapped":
                assert len(new) == len(before - after) == 1
                assert not new & case.run.spoken.keys()
            case "headline-exchanged":
                assert before == after
                assert true.kpis[0].metric != shown.kpis[0].metric
            case "accountability-flipped":
                assert sum(a != b for a, b in zip(true.kpis, shown.kpis, strict=True)) == 1
            case "barred-slipped-in":
                assert new <= case.run.results.selection.barred
                assert len(new) == 1
            case "guardrail-dropped":
                assert len(true.guardrails) - len(shown.guardrails) == 1


def test_the_key_matches_the_sheets(folder, explainer, knowledge):
    whole = json.loads((folder / "sealed" / "key.json").read_text(encoding="utf-8"))
    for entry in whole["cases"]:
        run = explainer.run(read_profile(entry["profile"], knowledge))
        truth = json.loads(json.dumps(study._plain(true_to(run))))
        assert entry["rules_say"] == truth
        assert entry["right"] is (entry["shown"] == truth)
        for form in ("with", "without"):
            text = (folder / f"case-{entry['case']:02}-{form}.md").read_text(encoding="utf-8")
            card = text.partition("## Why")[0]
            assert all(
                f"| {knowledge.label(k['metric'])} |" in card for k in entry["shown"]["kpis"]
            )
            assert ("## Why" in text) is (form == "with")
            assert "fault" not in card.lower()


def test_each_list_shows_every_case_once_in_both_forms_between_them(folder):
    with (folder / "answers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["sheet"] for row in rows}) == len(rows) == 24
    for name in "AB":
        sheets = [row["sheet"] for row in rows if row["list"] == name]
        assert len(sheets) == 12
        assert sum("without" in each for each in sheets) == 6


def test_a_seed_gives_the_same_files_and_another_gives_others(explainer, folder, tmp_path):
    for seed in (1, 2):
        (tmp_path / str(seed)).mkdir()
        study.write(tmp_path / str(seed), explainer, seed, 12)
    same = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    assert all((tmp_path / "1" / p).read_bytes() == (folder / p).read_bytes() for p in same)
    key = "sealed/key.json"
    assert (tmp_path / "2" / key).read_bytes() != (folder / key).read_bytes()


@pytest.mark.parametrize("count", ["0", "3", "62"])
def test_a_count_that_will_not_do_is_refused(count, tmp_path, capsys):
    assert study.main(["--out", str(tmp_path), "--cases", count]) == 2
    assert "even number" in capsys.readouterr().err


def test_a_folder_that_is_not_empty_and_a_file_are_refused(tmp_path, capsys):
    (tmp_path / "a").write_text("kept", encoding="utf-8")
    for place in (tmp_path, tmp_path / "a"):
        assert study.main(["--out", str(place)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert (tmp_path / "a").read_text(encoding="utf-8") == "kept"
