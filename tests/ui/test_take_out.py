"""Taking a scorecard along, and bringing one in."""

import pytest
from streamlit.testing.v1 import AppTest

from scorecards.exports import FORMATS, export, gather
from scorecards.exports.whole import read as read_whole


def brought_in():
    """A page that has nothing but the way in."""
    import streamlit as st

    from ui.kept import here, take_in

    desk = here.open_desk()
    here.tell()
    take_in.show(desk)
    st.caption("end")


@pytest.fixture
def page():
    return AppTest.from_function(brought_in, default_timeout=30).run()


def test_every_kind_has_a_card_that_says_what_it_is_for(visit, read, adopted):
    app = visit("scorecard", id=adopted.id, part="export")
    said = read(app)
    for made in FORMATS.values():
        assert made.title in said
        assert made.use in said
    assert "Each file holds version 1" in said
    labels = [each.proto.label for each in app.get("download_button")]
    assert len(set(labels)) == len(FORMATS)


def test_nothing_is_made_before_it_is_asked_for(visit, adopted, monkeypatch):
    def made(*_):
        raise AssertionError("a file was made for nobody")

    monkeypatch.setattr("ui.kept.take_out.export", made)
    assert visit("scorecard", id=adopted.id, part="export").get("download_button")


def test_an_old_version_is_taken_as_it_was(visit, read, desk, adopted):
    desk.save(adopted.model_copy(update={"title": "Anna, spring"}), 1, why="A better title.")
    said = read(visit("scorecard", id=adopted.id, part="export", version="1"))
    assert "Each file holds version 1" in said
    assert "Version 2 stands; to take that one, go to it first." in said
    matter = gather(desk, desk.open(adopted.id, 1))
    assert read_whole(export(matter, desk.adviser, "json")).document == adopted
    assert [each.number for each in matter.history] == [1]


def test_a_file_is_looked_at_before_it_is_kept(page, read, desk, adopted):
    content = export(gather(desk, desk.open(adopted.id)), desk.adviser, "json")
    page.file_uploader[0].upload("card.json", content, "application/json").run()
    said = read(page)
    assert "Anna, first quarter" in said
    assert f"{len(adopted.kpis)} KPIs" in said
    assert "what you bring in gets a new id" in said
    assert not page.checkbox
    assert len(desk.cards()) == 1
    page.button[0].click().run()
    assert not page.exception
    assert len(desk.cards()) == 2
    assert [each.value for each in page.success] == ["Anna, first quarter is here, as version 1."]


def test_a_file_that_does_not_fit_is_told_by_field(page, desk, adopted):
    content = export(gather(desk, desk.open(adopted.id)), desk.adviser, "json")
    content = content.replace(b'"status": "draft"', b'"status": "dream"')
    page.file_uploader[0].upload("card.json", content, "application/json").run()
    assert "document.status" in page.error[0].value
    assert not page.button
