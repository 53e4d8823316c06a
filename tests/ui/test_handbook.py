"""The handbook: fresh, whole, every link leads somewhere, and nothing in a text formats a page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest

from engine import read_profile
from engine.mentions import rules_about
from knowledge_graph.records import Benchmark, Dispute, Link, Metric, Objective, Source, Variant
from scorecards.instruments import measured
from ui.handbook import handbook, shelf
from ui.handbook.markup import MARK, sentence
from ui.handbook.metric_pages import metric_pages
from ui.handbook.pen import Matter, Pen, citations_of
from ui.handbook.places import anchor_of, place_of, place_of_rule
from ui.parts.markdown import inert

SHIPPED = Path(__file__).parents[2] / "docs" / "handbook"
LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
CELL = re.compile(r"(?<!\\)\|")


@pytest.fixture(scope="module")
def pages(knowledge, catalogue):
    return handbook(knowledge, catalogue)


@pytest.fixture
def page_with(knowledge, catalogue):
    """The page of a metric where some records are others."""

    def make(metric, *records):
        known = {**knowledge.records, **{each.id: each for each in records}}
        matter = Matter(replace(knowledge, records=known), catalogue)
        return dict(metric_pages(matter))[f"metrics/{metric}.md"]

    return make


def test_the_pages_in_docs_are_fresh(pages):
    assert shelf.differences(pages, SHIPPED) == [], "run: make handbook"


def broken_links(pages):
    anchors = {path: ANCHOR.findall(text) for path, text in pages.items()}
    for path, text in pages.items():
        for target in LINK.findall(text):
            if target.startswith(("https://", "http://")):
                continue
            name, _, anchor = target.partition("#")
            below = posixpath.join(posixpath.dirname(path), name)
            page = posixpath.normpath(below) if name else path
            if page not in pages or (anchor and anchor not in anchors[page]):
                yield f"{path}: {target}"


def test_every_link_and_anchor_leads_somewhere(pages):
    assert list(broken_links(pages)) == []
    assert sum(len(LINK.findall(text)) for text in pages.values()) > 5_000


def test_a_link_to_nowhere_is_found():
    text = '<a id="here"></a> [a](#here) [b](#gone) [c](other.md) [d](../x/page.md#here)'
    assert list(broken_links({"x/page.md": text})) == ["x/page.md: #gone", "x/page.md: other.md"]


def test_no_anchor_stands_twice_on_a_page(pages):
    for path, text in pages.items():
        found = ANCHOR.findall(text)
        assert len(found) == len(set(found)), path


def test_every_record_and_every_rule_has_its_place(pages, knowledge, catalogue):
    for record in knowledge.records.values():
        page, anchor = place_of(record.id, knowledge)
        if anchor:
            assert f'<a id="{anchor}"></a>' in pages[page], record.id
        else:
            assert f"\n# {inert(record.label)}\n" in pages[page]
    for rule in catalogue.rules:
        page, anchor = place_of_rule(rule)
        assert f'<a id="{anchor}"></a>' in pages[page], rule.id
        assert inert(rule.rule.title) in pages[page]
    for kind in (Metric, Objective, Dispute):
        for record in knowledge.every(kind):
            assert f"]({place_of(record.id, knowledge).page})" in pages["README.md"], record.id


def test_every_page_can_be_reached_from_the_index(pages):
    seen, ahead = set(), ["README.md"]
    while ahead:
        path = ahead.pop()
        if path not in seen:
            seen.add(path)
            targets = (each.partition("#")[0] for each in LINK.findall(pages[path]))
            below = (posixpath.join(posixpath.dirname(path), each) for each in targets if each)
            ahead += [each for each in map(posixpath.normpath, below) if each in pages]
    assert seen == set(pages)


def test_pages_are_neat(pages):
    for path, text in pages.items():
        assert text.startswith(MARK + "\n\n# "), path
        assert text.endswith("\n"), path
        assert not re.search(r"[ \t]\n|\n\n\n|\n\n\Z|[\r\t]", text), path
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            assert len({len(CELL.findall(row)) for row in block.splitlines()}) == 1, path


def test_every_citation_of_a_metric_stands_on_its_page(pages, knowledge):
    for metric in knowledge.every(Metric):
        page = pages[place_of(metric.id, knowledge).page]
        for citation in citations_of(metric):
            assert inert(citation.claim).rstrip(".") in page, (metric.id, citation)
            assert inert(citation.locator) in page


def test_an_instrument_says_what_is_entered_and_what_comes_out(pages, knowledge):
    text = pages["instruments.md"]
    for instrument in measured(knowledge):
        entry = text.partition(f'<a id="{anchor_of(instrument.id)}"></a>')[2]
        entry = entry.partition('<a id="')[0]
        measure = instrument.measure
        assert f"remit measure {measure.short} FILE" in entry
        assert all(f"| `{each.name}` |" in entry for each in (*measure.columns, *measure.settings))
        assert all(f"| {inert(each.label)} |" in entry for each in measure.figures)
        assert all(sentence(each.in_general) in entry for each in measure.cautions)
        assert all(sentence(each.text) in entry for each in measure.remarks)


def test_rules_that_speak_of_a_record_are_those_the_engine_names(knowledge, catalogue, graph):
    matter = Matter(knowledge, catalogue)
    for record in (*knowledge.every(Objective), *knowledge.every(Dispute)):
        expected = rules_about(record.id, catalogue, graph)
        assert tuple(matter.rules.get(record.id, ())) == expected, record.id


def test_an_objective_shows_what_is_recommended_from_it_alone(pages, knowledge, adviser):
    for objective in knowledge.every(Objective):
        answer = adviser.recommend(read_profile({"objectives": [objective.id]}, knowledge))
        page = pages[place_of(objective.id, knowledge).page]
        _, _, computed = page.partition("## What Remit recommends with nothing else known")
        computed = computed.partition("\n## ")[0]
        places = [computed.find(f"/{kpi.metric.partition('.')[2]}.md)**") for kpi in answer.kpis]
        assert places == sorted(places), objective.id
        assert -1 not in places
        assert computed.count("(headline)") == 1


def test_an_objective_shows_its_kpis_in_the_order_of_the_source(pages):
    page = pages["objectives/increase-win-rate.md"]
    rows = re.findall(r"^\| (\d) \| \[([^\]]+)\]", page, re.MULTILINE)
    assert rows == [
        ("1", "Deals closed"),
        ("2", "Time to close"),
        ("3", "Average deal size"),
        ("4", "Sales confidence"),
    ]
    assert "relative percent or points" in page
    assert "“win more deals”" in page


def test_a_dispute_shows_its_positions_its_policy_and_the_rules_that_answer(pages):
    page = pages["disputes/cac-ownership.md"]
    assert "### Product marketing and marketing both own it\n" in page
    assert "| `two-owners` (default) |" in page
    assert "[ASG-014](../rules/assign.md#asg-014)" in page
    assert "No policy decides it" in pages["disputes/charter.md"]


def test_a_rule_is_told_in_words_with_its_examples(pages):
    page = pages["rules/select-links.md"].partition('<a id="sel-001"></a>')[2]
    rule = page.partition('<a id="sel-002"></a>')[0]
    assert "When: Relation is measured-by." in rule
    assert "- recommend the metric as supporting (strong)" in rule
    assert "| a measure of a chosen objective | Relation: measured-by | fires |" in rule
    assert "| a metric that a phase watches | Relation: tracks | stays quiet |" in rule


def test_the_glossary_is_in_order_and_links_the_metrics_it_names(pages):
    lines = [each for each in pages["glossary.md"].splitlines() if each.startswith("- ")]
    names = [re.search(r"(?:\*\*|^- \[)([^*\]]+)", each).group(1).casefold() for each in lines]
    assert names == sorted(names)
    (metric,) = (each for each in lines if "**Metric**" in each)
    assert "such as [win rate](metrics/win-rate.md)." in metric
    (sql,) = (each for each in lines if "**SQL**" in each)
    assert sql.endswith("See [Sales qualified leads](metrics/sqls.md).")


SECTIONS = ("Other definitions in use", "What others report (not a target)", "Not to be taken for")


def test_what_is_not_known_of_a_metric_leaves_its_section_out(knowledge, graph, page_with):
    bare = knowledge.get(Metric, "metric.win-rate").model_copy(
        update={"variants": (), "differs_from": (), "review_by": None}
    )
    own = [each for each in knowledge.every(Benchmark) if each.of == bare.id]
    takers = [edge.source for edge in graph.into(bare.id, "differs-from")]
    elsewhere = [
        knowledge.get(Metric, each).model_copy(update={"differs_from": ()}) for each in takers
    ]
    elsewhere += [each.model_copy(update={"of": "metric.nps"}) for each in own]
    page = page_with("win-rate", bare, *elsewhere)
    for section in SECTIONS:
        assert f"## {section}\n" not in page
    assert "looked at again" not in page


def test_what_is_known_of_a_metric_is_shown(knowledge, page_with):
    source = knowledge.every(Source)[0]
    cited = {
        "basis": "practice",
        "citations": ({"source": source.id, "locator": "page 3", "claim": "Reports it."},),
    }
    variant = Variant(
        id="by-value",
        label="By value",
        formula="won value / value",
        when="Sizes vary.",
        unit="ratio",
    )
    rich = knowledge.get(Metric, "metric.win-rate").model_copy(
        update={
            "variants": (variant,),
            "differs_from": (Link(to="metric.close-rate", why="It counts all deals."),),
            "review_by": "2031-05-31",
        }
    )
    benchmark = Benchmark(
        id="benchmark.made-up",
        label="Made up",
        definition="For this test",
        of=rich.id,
        value="1 in 4",
        population="nobody",
        year=2030,
        quality="rule-of-thumb",
        **cited,
    )
    page = page_with("win-rate", rich, benchmark)
    for section in SECTIONS:
        assert f"## {section}\n" in page
    assert "- **By value**: won value / value, in ratio. Sizes vary." in page
    assert "- [Close rate](close-rate.md): It counts all deals." in page
    other = page_with("close-rate", rich)
    other = other.partition("## Not to be taken for\n")[2].partition("\n## ")[0]
    assert "- [Win rate](win-rate.md): It counts all deals." in other
    assert "**1 in 4** (nobody, 2030; rule of thumb). For this test. Source: [" in page
    assert "To be looked at again by 2031-05-31." in page


def test_a_text_of_a_record_formats_nothing(knowledge, catalogue):
    nasty = "*a* _b_ [c](d) <b>e</b> `f` | g ~h~ $i$ &lt; \\"
    metric = knowledge.get(Metric, "metric.win-rate")
    changed = metric.model_copy(
        update={
            "label": nasty,
            "definition": f"# {nasty}",
            "formula": nasty,
            "aliases": (nasty,),
            "pitfalls": (f"1. {nasty}", f"- {nasty}"),
        }
    )
    known = replace(knowledge, records={**knowledge.records, metric.id: changed})
    made = handbook(known, catalogue)
    test_pages_are_neat(made)
    assert list(broken_links(made)) == []
    page = made["metrics/win-rate.md"]
    assert f"# {inert(nasty)}\n" in page
    assert f"\n\\# {inert(nasty)}\n" in page
    assert f"- 1\\. {inert(nasty)}\n- \\- {inert(nasty)}\n" in page
    assert "<b>" not in "".join(made.values())


def test_an_address_cannot_end_its_link(knowledge, catalogue):
    source = knowledge.every(Source)[0].model_copy(update={"address": "https://x.example/a_(b)"})
    pen = Pen(Matter(knowledge, catalogue), "sources.md")
    assert pen.source(source).endswith("](https://x.example/a_%28b%29)")


@pytest.fixture
def shelved(tmp_path):
    pages = {"README.md": f"{MARK}\n\n# A\n", "metrics/b.md": f"{MARK}\n\n# B\n"}
    folder = tmp_path / "book"
    assert shelf.write(pages, folder) == 2
    return pages, folder


def read(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def test_what_was_written_is_fresh_and_is_not_written_again(shelved):
    pages, folder = shelved
    assert read(folder) == pages
    assert shelf.differences(pages, folder) == []
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert shelf.write(pages, folder) == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_stale_missing_and_stray_pages_are_named_and_mended(shelved):
    pages, folder = shelved
    (folder / "README.md").write_text(f"{MARK}\n\n# Old\n", encoding="utf-8")
    (folder / "metrics" / "b.md").rename(folder / "metrics" / "c.md")
    wanted = {"README.md": pages["README.md"], "rules/b.md": pages["metrics/b.md"]}
    assert shelf.differences(wanted, folder) == [
        f"stale: {folder.as_posix()}/README.md",
        f"stray: {folder.as_posix()}/metrics/c.md",
        f"missing: {folder.as_posix()}/rules/b.md",
    ]
    assert shelf.write(wanted, folder) == 3
    assert read(folder) == wanted
    assert not (folder / "metrics").exists()


@pytest.mark.parametrize("name", ["notes.md", "metrics/data.csv", ".keep"])
def test_a_folder_that_holds_other_things_is_left_alone(shelved, name):
    pages, folder = shelved
    (folder / name).write_text("mine\n", encoding="utf-8")
    before = read(folder)
    assert shelf.differences(pages, folder) == [f"stray: {folder.as_posix()}/{name}"]
    with pytest.raises(shelf.ForeignFile, match=re.escape(f"{folder.as_posix()}/{name}")):
        shelf.write({"README.md": MARK}, folder)
    assert read(folder) == before


def test_a_link_in_the_folder_is_not_followed(shelved, tmp_path):
    pages, folder = shelved
    (tmp_path / "elsewhere.md").write_text(pages["README.md"], encoding="utf-8")
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(shelf.ForeignFile):
        shelf.write({"README.md": MARK}, folder)
    assert (tmp_path / "elsewhere.md").read_text("utf-8") == pages["README.md"]
