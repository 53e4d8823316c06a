"""The catalogue: search, filters, the matrix, and the page of each record."""

from __future__ import annotations

from dataclasses import replace

import pytest

import ui.session
from knowledge_graph.load import load
from knowledge_graph.records import Benchmark, Metric, Phase, Variant
from ui.parts.find import KINDS, everything, near, search
from ui.parts.metric_facets import columns, matrix, metric_facets
from ui.parts.queries import AT_ONCE, LISTS, Query, metrics, read_query, write_query
from ui.parts.wording import escape

ALL = {
    "q": "rate",
    "phase": "grow,discover",
    "team": "sales",
    "part": "leads,shares",
    "focus": "enablement",
    "family": "deal",
    "control": "influence",
    "basis": "sourced,practice",
    "view": "matrix",
    "untracked": "yes",
    "page": "2",
}


def linked(app):
    return [each.label for each in app.get("page_link")]


@pytest.mark.seed("S179")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Westerndorp", "metric.van-westendorp"),
        ("LTV", "metric.customer-lifetime-value"),
        ("CLV", "metric.customer-lifetime-value"),
        ("clv", "metric.customer-lifetime-value"),
        ("MQLs", "metric.mqls"),
        ("win rate", "metric.win-rate"),
    ],
)
def test_search_finds_a_metric_under_every_name(adviser, words, found):
    assert found in [hit.id for hit in search(words, adviser)[:3]]


def test_search_finds_every_record_under_its_label_and_each_alias(adviser):
    for record in adviser.knowledge.records.values():
        for name in (record.label, *record.aliases):
            assert record.id in {hit.id for hit in search(name, adviser, limit=500)}, name


def test_searching_for_nothing_finds_nothing(adviser):
    assert search("   ", adviser) == []


@pytest.mark.parametrize("words", ["wni rate", "Churn raet", "battlcard usage"])
def test_a_misspelt_name_leads_to_the_right_one(adviser, words):
    assert search(words, adviser) == []
    right = {"w": "metric.win-rate", "C": "metric.churn-rate", "b": "metric.battlecard-usage"}
    assert right[words[0]] in [hit.id for hit in near(words, adviser)]


def test_an_address_says_again_what_it_was_read_from(adviser):
    facets = metric_facets(adviser)
    assert write_query(read_query(ALL, facets)) == ALL
    assert write_query(Query()) == {}


@pytest.mark.parametrize(
    "params",
    [
        {"phase": "nowhere", "team": ",,"},
        {"kind": "rule"},
        {"kind": "<b>"},
        {"page": "-1"},
        {"page": "9" * 30},
        {"page": "²"},
        {"view": "hologram"},
        {"q": "   "},
    ],
)
def test_what_an_address_says_wrongly_is_left_out(adviser, params):
    assert read_query(params, metric_facets(adviser)) == Query()


def test_filters_narrow_each_other_and_values_of_one_widen_it(adviser):
    def left(**chosen):
        return {metric.id for metric in metrics(Query(chosen=chosen), adviser)}

    assert left(phase=("grow",), family=("retention",)) == left(phase=("grow",)) & left(
        family=("retention",)
    )
    assert left(phase=("grow", "define")) == left(phase=("grow",)) | left(phase=("define",))
    leads = left(team=("sales",), part=("leads",))
    assert leads == {
        metric.id
        for metric in adviser.knowledge.every(Metric)
        if any(each.team == "team.sales" and each.part == "leads" for each in metric.teams)
    }
    assert leads < left(team=("sales",))


def test_every_value_of_every_filter_leaves_only_metrics_that_have_it(adviser):
    every = adviser.knowledge.every(Metric)
    for facet in metric_facets(adviser):
        having = {value for metric in every for value in facet.values(metric, {})}
        assert having <= set(facet.options), facet.name


def test_the_matrix_marks_exactly_what_the_grids_list(adviser):
    rows = matrix(adviser.knowledge.every(Metric), adviser.graph)
    marked = {
        (column.id, row.metric.id, place)
        for row in rows
        for column, places in zip(columns(adviser.graph), row.marks, strict=True)
        for place in places
    }
    assert marked == {
        (column.id, line.to, line.row) for column in columns(adviser.graph) for line in column.grid
    }
    assert [row.tracked for row in rows] == sorted((row.tracked for row in rows), reverse=True)


def test_the_matrix_has_the_five_phases_and_the_month(visit):
    table = visit("catalogue", view="matrix").table[0].value
    phases = [each.label for each in sorted(load().every(Phase), key=lambda each: each.order)]
    assert list(table.columns) == ["Metric", *phases, "Every month"]


def test_the_matrix_keeps_to_the_filters_and_links_to_metrics(visit, read):
    app = visit("catalogue", view="matrix", phase="grow")
    table = app.table[0].value
    assert all(table["Grow"].str.startswith("✓"))
    assert "catalogue?id=metric.churn-rate" not in "".join(table["Metric"])
    assert "catalogue?id=metric.retention-rate" in "".join(table["Metric"])


def test_the_matrix_shows_untracked_metrics_on_demand_and_in_parts(visit):
    app = visit("catalogue", view="matrix")
    assert len(app.table[0].value) < AT_ONCE
    app.toggle[0].set_value(True).run()
    assert len(app.table[0].value) == AT_ONCE
    assert app.query_params["untracked"] == "yes"


@pytest.mark.parametrize("kind", LISTS)
def test_each_list_shows_its_count_and_no_more_than_a_page_holds(visit, adviser, kind):
    every = everything(kind, adviser)
    app = visit("catalogue", kind=kind)
    assert len(linked(app)) == min(len(every), AT_ONCE)
    assert any(f"**{len(every)}**" in each.value for each in app.markdown)


def test_a_link_reproduces_the_filtered_list(visit, adviser):
    app = visit("catalogue", team="sales", part="leads", family="deal")
    query = Query(chosen={"team": ("sales",), "part": ("leads",), "family": ("deal",)})
    labels = [f"**{escape(metric.label)}**" for metric in metrics(query, adviser)]
    assert sorted(linked(app)) == sorted(labels)
    assert {box.key: box.value for box in app.multiselect if box.value} == {
        "catalogue_by_team": ["sales"],
        "catalogue_by_part": ["leads"],
        "catalogue_by_family": ["deal"],
    }


def test_a_chosen_filter_goes_into_the_address_and_clear_all_takes_it_out(visit):
    app = visit("catalogue")
    app.multiselect(key="catalogue_by_phase").set_value(["grow"]).run()
    assert app.query_params["phase"] == "grow"
    app.button(key="catalogue_clear").click().run()
    assert "phase" not in app.query_params
    assert app.multiselect(key="catalogue_by_phase").value == []


def test_another_filter_shows_its_list_from_the_start(visit):
    app = visit("catalogue")
    app.query_params["page"] = "3"
    assert linked(app.run())[0] != linked(visit("catalogue"))[0]
    assert app.query_params["page"] == "3"
    app.multiselect(key="catalogue_by_team").set_value(["product-marketing"]).run()
    assert "page" not in app.query_params


def test_a_hit_says_under_which_alias_it_was_found(visit, read):
    assert "Found as *CLV*" in read(visit("catalogue", q="CLV"))


def test_search_keeps_to_the_filters(visit):
    assert "**Win rate**" in linked(visit("catalogue", q="win rate", family="deal"))
    assert "**Win rate**" not in linked(visit("catalogue", q="win rate", family="awareness"))


def test_empty_results_say_what_to_do(visit):
    nothing = visit("catalogue", family="analyst", phase="grow")
    assert "Take a filter away" in nothing.info[0].value
    assert "Did you mean" in visit("catalogue", q="wni rate").info[0].value
    assert "fewer or shorter words" in visit("catalogue", q="qqqqxx").info[0].value


@pytest.mark.parametrize("kind", [kind for kind in LISTS if kind != "benchmark"])
def test_the_first_of_each_kind_opens(visit, adviser, kind):
    every = everything(kind, adviser)
    app = visit("catalogue", id=every[0].id)
    assert app.header[0].value


def test_every_kind_of_record_has_a_list(adviser):
    known = {record.partition(".")[0] for record in adviser.knowledge.records}
    assert known <= set(KINDS)


@pytest.mark.seed("S003")
def test_a_metric_names_every_phase_whose_grid_holds_it(visit, read):
    app = visit("catalogue", id="metric.arr")
    assert "In the grid of these phases" in read(app)
    links = linked(app)
    assert "Strategize" in links
    assert "Get set" in links
    assert "Grow" not in links


def test_a_metric_lists_the_rules_that_speak_for_it_and_against_it(visit, read):
    app = visit("catalogue", id="metric.cac")
    said = read(app)
    for part in ("speaks for it", "speaks against it", "says who answers", "general rules"):
        assert part in said
    assert any(label.startswith("SEL-051") for label in linked(app))


def test_a_metric_shows_what_others_report_and_other_definitions(visit, read, monkeypatch):
    known = load()
    metric = known.get(Metric, "metric.win-rate").model_copy(
        update={
            "variants": (
                Variant(id="by-value", label="By value", formula="won / decided", when="Few deals"),
            )
        }
    )
    told = Benchmark(
        id="benchmark.made-up",
        label="Made up",
        definition="A figure for this test.",
        of=metric.id,
        value="1 in 3",
        population="Nobody",
        year=2020,
        quality="illustrative",
    )
    records = {**known.records, metric.id: metric, told.id: told}
    monkeypatch.setattr(ui.session, "load_knowledge", lambda: replace(known, records=records))
    ui.session.adviser.clear()
    try:
        said = read(visit("catalogue", id=metric.id))
        page = read(visit("catalogue", id=told.id))
    finally:
        ui.session.adviser.clear()
    assert "What others report: not a target" in said
    assert "1 in 3" in said
    assert "2020 · an illustration only" in said
    assert "Other definitions in use" in said
    assert "By value" in said
    assert "not a target" in page


@pytest.mark.seed("S170")
def test_a_dispute_lists_its_positions_and_its_policy(visit, read):
    said = read(visit("catalogue", id="dispute.kpi-count"))
    assert "single metric" in said
    assert "five KPIs at most" in said
    assert "Combine numbers with judgement" in said
    assert "default, in force" in said


@pytest.mark.seed("S006")
@pytest.mark.seed("S125")
def test_an_objective_lists_its_kpis_as_the_source_does(visit, read):
    app = visit("catalogue", id="objective.increase-win-rate")
    labels = linked(app)
    for kpi in ("Deals closed", "Time to close", "Average deal size", "Sales confidence"):
        assert any(label.endswith(f"**{kpi}**") for label in labels)
    assert "Example target" in read(app)
    assert "relative percent or points" in read(app)


def test_a_source_names_what_cites_it(visit, read):
    app = visit("catalogue", id="source.metrics-framework")
    said = read(app)
    for title in ("Metrics that cite it", "Phases that cite it", "Rules that cite it"):
        assert title in said
    assert "Get set" in linked(app)


def test_a_team_names_what_it_leads(visit, read):
    app = visit("catalogue", id="team.finance")
    assert "It leads" in read(app) or "It adds to" in read(app)
    assert "Customer acquisition cost" in linked(app)


def test_an_id_that_nothing_bears_leads_to_what_is_named_nearly_so(visit):
    app = visit("catalogue", id="metric.<b>nope</b>")
    assert app.warning
    app = visit("catalogue", id="metric.win-rat")
    assert app.warning
    assert "**Win rate**" in linked(app)


@pytest.mark.seed("S004")
def test_a_metric_says_how_many_readings_it_takes_to_mean_anything(visit, read):
    tables = visit("catalogue", id="metric.nps").table
    shown = " ".join(str(table.value) for table in tables)
    assert "not yet interpretable before 3" in shown
    assert all(each.min_readings >= 3 for each in load().every(Metric))


@pytest.mark.seed("S057")
def test_what_positioning_is_told_by_is_bound_to_its_document(visit, read):
    said = read(visit("catalogue", id="metric.message-adoption"))
    assert "Define first" in said
    assert "positioning document, its version and its review date" in said


@pytest.mark.parametrize(
    ("old", "words"),
    [({"id": "metric.arr"}, "Annual recurring revenue"), ({"id": "SEL-032"}, "Rule SEL-032")],
)
def test_the_former_address_leads_on(visit, read, old, words):
    assert words in read(visit("reference", **old))


def test_the_former_address_of_the_list_leads_to_the_catalogue(visit):
    assert visit("reference").title[0].value == "Catalogue"
