"""`remit rules analyse`: what it prints, when it fails, and what it writes."""

import json

import pytest

from engine.report import Moved, SpaceFinding, SpaceReport
from knowledge_graph.yaml_file import InvalidData, read_text
from rules import survey
from rules.survey import Known, read_known, reasons, stale
from ui.commands import analyse as command
from ui.parts.analysis import as_command, as_yaml

FINDING = SpaceFinding(
    code="A404",
    key="A404 SEL-105",
    text="SEL-105 fires, but without it every scorecard would be the same.",
    profiles=1_234,
    example={"objectives": ["objective.increase-win-rate"], "stage": "growth"},
)
APART = SpaceFinding(
    code="A409",
    key="A409 focus",
    text="focus: 2 pairs that differ in it alone have no KPI in common.",
    profiles=2,
    example={"objectives": ["objective.increase-win-rate"]},
    changed={"focus": None},
)
REPORT = SpaceReport(
    profiles=277_200,
    whole=True,
    findings=(FINDING, APART),
    resolved=(),
    out_of_reach=("SEL-106",),
    moved={"stage": Moved(objectives=30, share=0.8571, pairs={"none": 4})},
    shares={"SEL-105": 0.5},
)


@pytest.fixture
def analysed(monkeypatch, remit, tmp_path):
    """Run the command over a made-up report, with these records."""

    def run(*args, known=(), report=REPORT):
        lines = [f"  - {{finding: {key!r}, reason: It is meant.}}" for key in known]
        text = "\n".join(["known:", *lines]) if lines else "known: []"
        (tmp_path / "known.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(survey, "folder", lambda: tmp_path)
        monkeypatch.setattr(command, "analyse_rules", lambda *_: report)
        return remit("rules", "analyse", *args)

    return run


def test_a_finding_that_is_not_recorded_fails_and_can_be_tried_at_once(analysed):
    done = analysed(known=["A409 *"])
    assert done.code == 1
    assert "SEL-105 fires, but without it every scorecard would be the same. (1,234 profiles)" in (
        " ".join(done.out.split())
    )
    assert "  stage: growth" in done.out
    assert "remit recommend --objective increase-win-rate --stage growth" in done.out
    assert "beside the same with focus unknown" in done.out
    assert "1 rules are not reachable here" in done.out
    assert "2 findings: 1 known, 1 to mend or to record; 0 records to drop" in done.out
    assert done.err == ""


def test_recorded_findings_are_printed_with_their_reason_and_pass(analysed):
    done = analysed(known=["A404 SEL-105", "A409 focus"])
    assert done.code == 0
    assert done.out.count("Known: It is meant.") == 2


def test_a_record_that_nothing_needs_fails(analysed):
    done = analysed(known=["A404 SEL-105", "A409 focus", "A401 *"])
    assert done.code == 1
    assert "A401 *: recorded, but not found any longer; drop the record" in done.out


def test_a_quick_look_does_not_judge_records(analysed):
    narrow = REPORT.model_copy(update={"whole": False})
    known = ["A404 SEL-105", "A409 focus", "A401 *"]
    done = analysed("--objective", "increase-win-rate", known=known, report=narrow)
    assert done.code == 0
    assert "A403 to A407, which need the whole space, are left out" in done.out


def test_json_holds_all_of_it(analysed):
    done = analysed("--format", "json", known=["A409 focus", "A402 x"])
    data = json.loads(done.out)
    assert done.code == 1
    assert data["stale"] == ["A402 x"]
    assert [each["known"] for each in data["findings"]] == [None, "It is meant."]
    assert data["findings"][0]["command"].endswith("--stage growth")
    assert data["shares"] == {"SEL-105": 0.5}


def test_write_writes_the_shares(analysed, tmp_path):
    analysed("--write")
    assert json.loads((tmp_path / "shares.json").read_text(encoding="utf-8")) == {
        "profiles": 277_200,
        "shares": {"SEL-105": 0.5},
    }


def test_the_sweep_of_one_objective_runs(remit):
    done = remit("rules", "analyse", "--objective", "increase-win-rate", "--format", "json")
    data = json.loads(done.out)
    assert data["profiles"] == 7_920
    assert not data["whole"]
    assert done.code == (1 if any(not each["known"] for each in data["findings"]) else 0)


def test_wrong_options_are_faults(fault):
    assert "did you mean `increase-win-rate`" in fault(
        "rules", "analyse", "--objective", "increase-win-rat"
    )
    assert "leave --objective out" in fault(
        "rules", "analyse", "--write", "--objective", "increase-win-rate"
    )


def test_a_record_speaks_for_the_findings_that_it_fits():
    known = (Known(finding="A406 X *: [a, b]", reason="r"), Known(finding="A406 X", reason="s"))
    keys = ["A406 X f|in: [a, b]", "A406 X", "A406 XY"]
    assert reasons(keys, known) == {keys[0]: "r", keys[1]: "s"}
    assert stale(keys[1:], known) == ("A406 X *: [a, b]",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("known: [{finding: A401 x, reason: r}, {finding: A401 x, reason: s}]", "recorded twice"),
        ("known: [{finding: A401 x}]", "reason"),
        ("known: [{finding: A401 x, reason: r, why: s}]", "why"),
        ("[]", "known.yaml"),
    ],
)
def test_records_are_read_strictly(tmp_path, text, says):
    path = tmp_path / "known.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidData, match=says):
        read_known(path)


def test_an_example_reads_back_as_a_profile():
    text = as_yaml(FINDING.example)
    assert read_text(text, "example").data == FINDING.example
    assert as_command(FINDING.example) == (
        "remit recommend --objective increase-win-rate --stage growth"
    )
