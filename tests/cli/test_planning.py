"""The commands about a period."""

import json

import pypdf
import pytest


@pytest.fixture(autouse=True)
def sample(tmp_path, monkeypatch, remit):
    """A database with the made-up company; gives its running quarter."""
    monkeypatch.setenv("REMIT_DATABASE_URL", f"sqlite:///{tmp_path / 'remit.db'}")
    assert remit("sample", "open").code == 0
    return json.loads(remit("planning", "--format", "json").out)["period"]


def test_the_plan_is_told_as_markdown(remit):
    done = remit("planning")
    assert (done.code, done.err) == (0, "")
    assert "**Competitive win rate**. Agree on one definition" in done.out
    assert "| KPI | Ana | Ben | Chidi | Dalia |" in done.out
    assert "- Ben: 7 KPIs (1 direct, 6 shared, 0 contributing), 3 guardrails" in done.out
    assert "Rules people go against\n\n- SEL-001: " in done.out
    assert remit("planning").out == done.out


def test_the_plan_is_told_as_json(remit):
    found = json.loads(remit("planning", "--format", "json").out)
    assert [each["metric"] for each in found["collisions"]] == ["metric.competitive-win-rate"]
    assert {each["person"] for each in found["people"]} == {"Ana", "Ben", "Chidi", "Dalia"}
    assert found["hidden"] == 0


def test_a_period_without_scorecards_says_so(remit):
    out = remit("planning", "--period", "2031-Q1").out
    assert "No scorecard of a person lies in this period." in out
    assert "Nothing of this period is shared" in remit("negotiation", "--period", "2031-Q1").out


def test_what_a_team_is_asked_is_told(remit, sample):
    everything = remit("negotiation").out
    assert "| Sign-ups | Marketing |" in everything
    sales = remit("negotiation", "--team", "sales").out
    assert "| Competitive win rate | Sales | Product marketing | Sales: no answer yet |" in sales
    assert "Sign-ups" not in sales
    found = json.loads(remit("negotiation", "--team", "team.sales", "--format", "json").out)
    assert found["period"] == sample
    rows = [row for card in found["scorecards"] for row in card["asked"]]
    assert rows
    assert all("team.sales" in row["teams"] and row["outcome"] == "open" for row in rows)


def test_one_page_is_written(remit, tmp_path):
    file = tmp_path / "agreed.pdf"
    done = remit("negotiation", "--to", "pdf", file)
    assert done.out == f"4 scorecards in {file}\n"
    (page,) = pypdf.PdfReader(file).pages
    assert "Competitive win rate" in " ".join(page.extract_text().split())


def test_what_is_wrong_is_one_line(fault, tmp_path):
    assert "write a quarter as 2026-Q4" in fault("planning", "--period", "soon")
    assert "no team is called `x`; see `remit teams`" in fault("negotiation", "--team", "x")
    assert "--to pdf and FILE go together" in fault("negotiation", "--to", "pdf")
    assert "--to pdf and FILE go together" in fault("negotiation", tmp_path / "x.pdf")
    assert "cannot write" in fault("negotiation", "--to", "pdf", tmp_path / "no" / "x.pdf")
