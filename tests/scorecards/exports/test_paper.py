"""The PDF: one page that tells it all, then the reasons; what people typed is only text."""

import io

import pypdf
import pytest

from scorecards.exports import export
from scorecards.exports.inert import soft
from scorecards.exports.paper import _TEMPLATE


def pages(content):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def squeezed(text):
    return "".join(text.replace("\u200b", "").replace("\xad", "").split())


@pytest.fixture(scope="module")
def content(rich, matter, adviser):
    return export(matter(*rich), adviser, "pdf")


def test_the_first_page_tells_the_whole_story(content, rich, adviser):
    first, second = pages(content)[:2]
    label = adviser.knowledge.label
    for kpi in rich[0].kpis:
        assert squeezed(label(kpi.metric)) in squeezed(first)
    for text in ("Sound", "Anna", "1 Jan 2027 to 31 Mar 2027", "21 percent", "31 Mar 2027"):
        assert squeezed(text) in squeezed(first)
    assert "Why it is as it is" in second
    assert "Why it is as it is" not in first


def test_the_pages_after_it_give_reasons_sources_and_versions(content, rich):
    rest = squeezed(" ".join(pages(content)[1:]))
    for text in ("Who answers for what", "Why these KPIs", "SEL-002", "Why not others", "Sources"):
        assert squeezed(text) in rest
    assert squeezed("Deals closed") in rest
    assert rich[0].basis.knowledge in rest
    assert rich[0].basis.rules in rest


def test_it_is_tagged_and_says_that_it_is_accessible(content):
    catalog = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert b"pdfuaid" in catalog["/Metadata"].get_data()


def test_with_letters_that_the_typefaces_lack_it_makes_no_such_claim(rich, matter, adviser):
    card = rich[0].model_copy(update={"title": "Up 🚀"})
    found = pypdf.PdfReader(io.BytesIO(export(matter(card), adviser, "pdf")))
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" not in found.trailer["/Root"]["/Metadata"].get_data()


def test_its_day_is_that_of_the_version(content):
    assert pypdf.PdfReader(io.BytesIO(content)).metadata.creation_date_raw == "D:20270201090000Z"


def test_what_people_typed_is_set_as_it_stands(hostile, adviser):
    content = export(hostile, adviser, "pdf")
    text = squeezed(" ".join(pages(content)))
    for typed in ("<script>alert(1)</script>", '#import"x"', "$x$", "*b*", "W" * 120):
        assert squeezed(typed) in text
    reader = pypdf.PdfReader(io.BytesIO(content))
    links = [
        each.get_object()
        for page in reader.pages
        for each in page.get("/Annots", ())
        if "/URI" in str(each.get_object())
    ]
    assert not links


@pytest.mark.parametrize("times", [1, 12])
def test_the_story_stays_on_one_page_however_long_it_is(times, rich, matter, adviser):
    card = rich[0]
    kpis = tuple(
        kpi.model_copy(
            update={"contract": kpi.contract.model_copy(update={"own_part": own[: 3 * times]})}
        )
        for kpi in card.kpis
        if (own := tuple(sorted(each for each in adviser.knowledge.records if "metric." in each)))
    )
    long = card.model_copy(update={"title": "Win more with " * 8, "kpis": kpis})
    found = pages(export(matter(long), adviser, "pdf"))
    assert "Why it is as it is" in found[1]
    for kpi in kpis:
        assert squeezed(adviser.knowledge.label(kpi.metric)) in squeezed(found[0])


def test_a_very_long_word_may_be_broken():
    assert soft("W" * 30) == "W" * 12 + "\u200b" + "W" * 12 + "\u200b" + "W" * 6
    assert soft("a word") == "a word"


def test_the_template_reads_no_file_and_takes_no_markup():
    text = _TEMPLATE.read_text(encoding="utf-8")
    assert not [word for word in ("#import", "#include", "eval(", "read(") if word in text]
