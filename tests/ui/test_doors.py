"""The first page, and the pages *Learn* and *Review*."""

from __future__ import annotations

import pytest

from scorecards.sample.people import samples


def test_home_offers_three_doors_and_proves_one_choice(visit, read):
    app = visit()
    labels = [button.label for button in app.button]
    assert labels[-3:] == ["Start designing", "Start learning", "Start reviewing"]
    said = read(app)
    assert "How a choice is proved" in said
    assert "made\\-up company" in said or "made-up company" in said


@pytest.mark.seed("S001")
def test_the_phases_come_in_order_and_the_last_leads_to_the_first(visit, read):
    app = visit("learn", phase="grow")
    ring = [button.label for button in app.container(key="cycle").button]
    assert ring == ["Discover", "Strategize", "Define", "Get set", "Grow"]
    assert "Grow comes Discover again" in read(app)
    app.button(key="next_phase").click().run()
    assert app.query_params["phase"] == "discover"


@pytest.mark.seed("S002")
def test_the_missing_figure_is_named(visit, read):
    assert "figure of phases and tasks is missing" in read(visit("learn"))


GRIDS = {
    "discover": [
        "Win rate",
        "Net Promoter Score",
        "Google Trends interest",
        "Brand awareness",
        "Customer lifetime value",
    ],
    "define": [
        "Conversion rate in the target segment",
        "Use cases and case studies",
        "Sign-up surveys",
    ],
}


@pytest.mark.seed("S080")
@pytest.mark.seed("S094")
@pytest.mark.parametrize("phase", GRIDS)
def test_a_phase_shows_its_grid_in_the_order_of_the_source(visit, knowledge, phase):
    app = visit("learn", phase=phase)
    shown = [each.value for each in app.markdown if each.value.startswith("#### ")]
    expected = [row.to for row in knowledge.records[f"phase.{phase}"].grid]
    labels = [knowledge.label(metric) for metric in expected]
    assert [title[5:].replace("\\", "") for title in shown[: len(labels)]] == labels


@pytest.mark.seed("S095")
@pytest.mark.seed("S173")
def test_a_copied_reason_is_marked_and_not_used(visit, read):
    said = read(visit("learn", phase="define"))
    assert "Source defect" in said
    assert "A reason copied from another row" in said


@pytest.mark.seed("S098")
@pytest.mark.seed("S174")
def test_a_broken_row_is_marked_as_reconstructed(visit, read):
    said = read(visit("learn", phase="get-set"))
    assert "A row broken by the layout" in said
    assert "reconstructed" in said


def test_learn_speaks_for_the_role_that_was_designed(visit, read):
    app = visit("learn", phase="discover", objectives="increase-win-rate")
    assert "Headline KPI" in read(app)


def test_review_lays_four_made_up_people_side_by_side(visit, read):
    app = visit("review")
    said = read(app)
    for name in ("Ana", "Ben", "Chidi", "Dalia"):
        assert f"### {name}" in said
    assert "Made up" in said
    assert "a made-up company" in app.pills(key="review_samples").label
    assert "Coverage" in said
    assert "Overlap" in said
    assert "Load" in said


def test_review_reads_an_added_role_from_its_link(visit, read):
    app = visit("review", samples="ana", **{"role__Dora": "objectives=reduce-churn&stage=nope"})
    said = read(app)
    assert "### Dora" in said
    assert "### Ben" not in said
    assert "stage" in "".join(each.value for each in app.warning)


def test_review_without_anybody_says_what_to_do(visit, read):
    assert "Choose a sample or add a role" in read(visit("review", samples=""))


def test_the_samples_are_of_one_company_that_is_marked_as_made_up(knowledge):
    every = samples(knowledge)
    assert len(every) == 4
    assert {sample.company for sample in every} == {"Larkspur Analytics"}
