"""What was agreed, on one page; what people typed is only text."""

import datetime
import io

import pypdf
import pytest

from scorecards.document import Contract
from scorecards.exports.agreement import file_name, write
from scorecards.exports.period_text import of_agreements
from scorecards.making.adopt import add
from scorecards.negotiation import settlement, window
from scorecards.periods import read_period
from scorecards.review import Done, content_digest, review_of
from scorecards.review.acts import Announce, Answer

CAC, SALES, FINANCE = "metric.cac", "team.sales", "team.finance"
NOON = datetime.datetime(2026, 12, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def settled(card, graph, words):
    """Acquisition cost shared by sales and finance; agreed and announced."""
    card = add(card, CAC, "supporting", "The board asks for it.", graph)
    contract = Contract(
        kind="shared",
        lead="team.marketing",
        co_owners=("team.product-marketing", SALES, FINANCE),
        tie_breaker="Noor of finance",
    )
    card = card.with_kpi(card.kpi(CAC).model_copy(update={"contract": contract}))
    card = card.model_copy(update={"title": "#let x = 1 *Anna*"})
    acts = [
        Answer(team="team.marketing", metric=CAC, says="yes"),
        Answer(team=SALES, metric=CAC, says="no", words="$ = #panic() too dear"),
        Answer(team=FINANCE, metric=CAC, says="yes"),
        Announce(words="Agreed."),
    ]
    done = [
        Done(act=act, by="Sam", at=NOON, version=1, content=content_digest(card)) for act in acts
    ]
    return settlement(card, review_of(done, content_digest(card)), done, words)


def text(content):
    found = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return " ".join(found.replace("\u200b", "").split())


@pytest.mark.seed("S172")
def test_both_co_owners_and_who_decides_stand_on_it(settled, quarter, words):
    days = window(quarter, NOON.date())
    paper = text(write([settled], quarter, words, NOON.date()))
    markdown = of_agreements([settled], quarter, days, words)
    for told in (paper, markdown):
        assert "Product marketing, Sales, Finance" in told
        assert "Noor of finance" in told
        assert "Finance: yes" in told
        assert "Declined, 20 Dec 2026" in told
        assert "Announced by Sam on" in told


def test_what_people_typed_is_only_text(settled, quarter, words):
    paper = text(write([settled], quarter, words, NOON.date()))
    assert "#let x = 1 *Anna*" in paper
    assert "Sales: no ($ = #panic() too dear)" in paper


def test_it_is_one_page_and_the_same_to_the_byte(settled, quarter, words):
    one, two = (write([settled], quarter, words, NOON.date()) for _ in range(2))
    assert one == two
    found = pypdf.PdfReader(io.BytesIO(one))
    assert len(found.pages) == 1
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_long_period_runs_on_and_an_empty_one_says_so(settled, quarter, words):
    many = write([settled] * 60, quarter, words, NOON.date())
    assert len(pypdf.PdfReader(io.BytesIO(many)).pages) > 1
    assert "Nothing of this period is shared" in text(write([], quarter, words, NOON.date()))


def test_letters_that_the_typefaces_lack_do_not_stop_it(settled, quarter, words):
    strange = settled.model_copy(update={"title": "Up 🚀"})
    assert write([strange], quarter, words, NOON.date()).startswith(b"%PDF")


def test_its_name_says_the_period():
    assert file_name(read_period("2026-Q4")) == "agreed-2026-q4.pdf"
    assert file_name(read_period("2026-10-01..2026-11-15")) == (
        "agreed-2026-10-01-to-2026-11-15.pdf"
    )
