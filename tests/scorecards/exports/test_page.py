"""The page for a browser: nothing in it runs or fetches, and every text is only text."""

from html.parser import HTMLParser

import pytest

from scorecards.exports import export
from scorecards.exports.chart import alternative, chart
from scorecards.exports.content import assemble

VOID = {"meta"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section",
    "article", "h1", "h2", "h3", "p", "dl", "div", "dt", "dd", "span", "strong", "figure",
    "figcaption", "svg", "rect", "polyline", "path", "circle", "table", "thead", "tbody", "tr",
    "th", "td", "ul", "ol", "li", "a",
}  # fmt: skip


class Seen(HTMLParser):
    """What elements, attributes and texts a page holds."""

    def __init__(self, content):
        super().__init__()
        self.open, self.tags, self.given, self.text = [], set(), [], []
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.given += [(tag, *each) for each in attrs]
        if tag not in VOID and tag not in ("rect", "polyline", "path", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.given += [(tag, *each) for each in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_only_elements_that_show_text_are_in_it(hostile, adviser):
    seen = Seen(export(hostile, adviser, "html"))
    assert seen.open == []
    assert seen.tags <= ALLOWED
    names = {name for _, name, _ in seen.given}
    assert not [name for name in names if name.startswith("on") or name in ("src", "style")]
    assert {value[:8] for tag, name, value in seen.given if name == "href"} <= {"#source-"}
    assert any("<script>alert(1)</script>" in text for text in seen.text)


def test_its_policy_lets_nothing_in(rich_matter, adviser):
    seen = Seen(export(rich_matter, adviser, "html"))
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert ("meta", "content", policy) in seen.given


@pytest.mark.parametrize("text", ["url(", "@import", "http"])
def test_its_style_fetches_nothing(text, rich_matter, adviser):
    style = export(rich_matter, adviser, "html").decode().partition("</style>")[0]
    assert text not in style.partition("<style>")[2]


def test_a_picture_has_its_words(rich_matter, adviser):
    rows = assemble(rich_matter, adviser).rows
    said = {row.label: alternative(row) for row in rows}
    assert said["Win rate"] == (
        "One reading: 20.5 percent on 5 Jan 2027. The dashed line leads to the target."
    )
    for row in rows:
        assert bool(chart(row)) == bool(said[row.label])


def test_without_a_reading_there_is_no_picture(rich, matter, adviser):
    rows = assemble(matter(rich[0]), adviser).rows
    assert {chart(row) for row in rows} == {""}
    assert {alternative(row) for row in rows} == {""}
