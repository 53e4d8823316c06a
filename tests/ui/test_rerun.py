"""The role or the strategy has changed: answered anew, seen as a difference, then taken."""

from urllib.parse import parse_qs, urlencode

import pytest

from ui.parts.links import read_link, write_link


@pytest.fixture
def answers(knowledge):
    """An address of answers, as it stands in another address."""

    def other(**params):
        return urlencode(write_link(read_link(params, knowledge), knowledge), safe=",")

    return other


def pages(app):
    return {each.proto.label: each.proto for each in app.get("page_link")}


@pytest.mark.seed("S070")
def test_other_answers_are_a_difference_first_and_change_nothing_by_themselves(
    visit, read, desk, adopted, answers
):
    other = answers(objectives="reduce-churn", alignment="product")
    app = visit("scorecard", id=adopted.id, part="versions", **{"as": other})
    said = read(app)
    assert "What other answers make of it" in said
    assert "The answers are others" in said
    assert desk.open(adopted.id).latest == 1
    next(each for each in app.button if "as version 2" in each.label).click().run()
    assert not app.exception
    now = desk.open(adopted.id)
    assert now.latest == 2
    assert now.card.basis.profile["alignment"] == "product"
    assert now.card.basis.recommended != adopted.basis.recommended


@pytest.mark.seed("S070")
def test_the_way_leads_over_the_design_page_and_back(visit, adopted, knowledge, read):
    app = visit("scorecard", id=adopted.id, part="versions")
    there = pages(app)["The role or the strategy has changed: answer anew"]
    assert there.page == "design"
    assert parse_qs(there.query_string)["for"] == [adopted.id]
    app = visit("design", objectives="increase-win-rate", **{"for": adopted.id})
    assert "Nothing of it has changed yet" in read(app)
    back = pages(app)["See what these answers change"]
    asked = parse_qs(back.query_string)
    assert (back.page, asked["id"], asked["part"]) == ("scorecard", [adopted.id], ["versions"])
    assert "objectives=increase-win-rate" in asked["as"][0]


def test_answers_that_cannot_be_read_are_left_out(visit, read, adopted):
    app = visit("scorecard", id=adopted.id, part="versions", **{"as": "stage=nonsense&x=1"})
    assert "What other answers make of it" in read(app)
    assert not app.exception
