"""What holds for every kind of file."""

import datetime

import pytest

from scorecards.exports import FORMATS, export, file_name


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_scorecard_gives_the_same_bytes(kind, rich_matter, adviser):
    assert export(rich_matter, adviser, kind) == export(rich_matter, adviser, kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_scorecard_without_a_kpi_can_be_taken_along(kind, rich, matter, adviser):
    card = rich[0].model_copy(update={"kpis": (), "joint": (), "factors": ()})
    assert export(matter(card), adviser, kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_metric_that_is_not_known_any_more_is_no_obstacle(kind, lost, adviser):
    assert export(lost, adviser, kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_profile_that_cannot_be_read_any_more_is_no_obstacle(kind, rich, matter, adviser):
    card = rich[0]
    basis = card.basis.model_copy(update={"profile": {"colour": "green"}})
    assert export(matter(card.model_copy(update={"basis": basis})), adviser, kind)


@pytest.mark.parametrize("kind", ["md", "html", "pdf", "xlsx", "csv"])
def test_the_day_decides_what_has_been_read(kind, rich, matter, adviser):
    early, late = (
        export(matter(*rich, today=datetime.date(2027, month, 1)), adviser, kind)
        for month in (1, 3)
    )
    assert early != late


def test_a_file_is_called_by_id_and_version(rich_matter):
    assert file_name(rich_matter.opened, "pdf") == "scorecard-q1-sound-v1.pdf"
    assert file_name(rich_matter.opened, "readings") == "scorecard-q1-sound-v1.readings.csv"
