"""The grids of the metrics framework, row by row, as they stand in the document.

The expected rows are written out here and not read from the data: this file is the second reading.
"""

import pytest

from knowledge_graph.records import Defect, Metric, Phase, Rhythm
from ui.parts import listing

GRIDS = {
    "phase.discover": [
        (1, "metric.win-rate"),
        (2, "metric.nps"),
        (3, "metric.google-trends"),
        (4, "metric.brand-awareness"),
        (5, "metric.customer-lifetime-value"),
    ],
    "phase.strategize": [
        (1, "metric.van-westendorp"),
        (2, "metric.beta-testing-feedback"),
        (3, "metric.market-share"),
        (4, "metric.asset-utilization"),
        (5, "metric.sales-confidence"),
        (6, "metric.arr"),
    ],
    "phase.define": [
        (1, "metric.segment-conversion-rate"),
        (2, "metric.case-studies"),
        (3, "metric.sign-up-surveys"),
    ],
    "phase.get-set": [
        (1, "metric.sales-confidence"),
        (2, "metric.pre-training-sales-survey"),
        (3, "metric.cac"),
        (4, "metric.arr"),
        (4, "metric.mrr"),
    ],
    "phase.grow": [
        (1, "metric.customer-lifetime-value"),
        (2, "metric.cac"),
        (3, "metric.cost-to-serve"),
        (4, "metric.nps"),
        (5, "metric.case-studies"),
        (6, "metric.retention-rate"),
        (7, "metric.new-markets"),
        (8, "metric.new-personas"),
    ],
    "rhythm.monthly": [
        (1, "metric.arr"),
        (2, "metric.mrr"),
        (3, "metric.churn-rate"),
        (4, "metric.trial-to-paid-conversion"),
    ],
}
FIGURE = "defect.missing-phase-figure"


@pytest.fixture(scope="module")
def listed(knowledge):
    """What the phase list shows, by id."""
    return {each["id"]: each for each in listing.phases(knowledge)}


@pytest.mark.seed("S001")
def test_five_phases_stand_in_their_order_and_grow_leads_back_to_discover(knowledge, listed):
    assert [phase for phase in listed if phase.startswith("phase.")] == [
        "phase.discover",
        "phase.strategize",
        "phase.define",
        "phase.get-set",
        "phase.grow",
    ]
    assert [listed[phase]["label"] for phase in listed][:5] == [
        "Discover",
        "Strategize",
        "Define",
        "Get set",
        "Grow",
    ]
    assert {phase.id: phase.next for phase in knowledge.every(Phase)} == {
        "phase.discover": "phase.strategize",
        "phase.strategize": "phase.define",
        "phase.define": "phase.get-set",
        "phase.get-set": "phase.grow",
        "phase.grow": "phase.discover",
    }


@pytest.mark.parametrize(
    "phase",
    [
        pytest.param("phase.discover", marks=pytest.mark.seed("S080")),
        pytest.param("phase.strategize", marks=pytest.mark.seed("S086")),
        pytest.param("phase.define", marks=pytest.mark.seed("S094")),
        pytest.param("phase.get-set", marks=pytest.mark.seed("S098")),
        pytest.param("phase.grow", marks=pytest.mark.seed("S103")),
        pytest.param("rhythm.monthly"),
    ],
)
def test_a_grid_has_exactly_the_rows_of_its_source_in_order_each_with_its_reason(listed, phase):
    rows = listed[phase]["metrics"]
    assert [(row["row"], row["metric"]) for row in rows] == GRIDS[phase]
    for row in rows:
        assert row["why"].strip(), row["metric"]
        assert row["basis"] == "sourced", row["metric"]


def test_each_row_cites_its_own_row_of_its_own_grid(listed):
    for phase, plain in listed.items():
        grid = {"rhythm.monthly": "Monthly"}.get(phase, plain["label"])
        for row in plain["metrics"]:
            places = [(cited["source"], cited["locator"]) for cited in row["citations"]]
            assert ("source.metrics-framework", f"{grid} grid, row {row['row']}") in places


def test_a_grid_says_which_reading_of_a_metric_it_is(listed):
    later = {
        (phase, row["metric"]): row["wave"]
        for phase, plain in listed.items()
        for row in plain["metrics"]
        if row["wave"] != 1
    }
    assert later == {("phase.get-set", "metric.sales-confidence"): 2}


@pytest.mark.seed("S095")
@pytest.mark.seed("S098")
@pytest.mark.seed("S173")
@pytest.mark.seed("S174")
@pytest.mark.seed("S175")
def test_the_broken_rows_of_the_source_are_marked_and_no_others(listed):
    marked = {
        (phase, row["metric"]): row["defect"]
        for phase, plain in listed.items()
        for row in plain["metrics"]
        if row["defect"]
    }
    assert marked == {
        ("phase.define", "metric.segment-conversion-rate"): "defect.copied-reason",
        ("phase.get-set", "metric.arr"): "defect.broken-row",
        ("phase.get-set", "metric.mrr"): "defect.broken-row",
        ("phase.grow", "metric.retention-rate"): "defect.retention-reason",
    }


@pytest.mark.seed("S095")
@pytest.mark.seed("S173")
def test_the_reason_copied_from_the_price_meter_justifies_nothing(knowledge, listed):
    (row,) = (
        row
        for row in listed["phase.define"]["metrics"]
        if row["metric"] == "metric.segment-conversion-rate"
    )
    assert "no reason of its own" in row["why"]
    metric = knowledge.get(Metric, "metric.segment-conversion-rate")
    said = " ".join((row["why"], metric.definition, *(each.claim for each in metric.citations)))
    for borrowed in ("price", "willing", "pay", "product-market fit", "four questions"):
        assert borrowed not in said.casefold()
    assert "segment" in metric.define_first


@pytest.mark.seed("S174")
def test_the_row_cut_by_the_layout_is_read_as_one_and_called_reconstructed(knowledge):
    defect = knowledge.get(Defect, "defect.broken-row")
    assert "reconstructed" in defect.handled
    assert (defect.at.source, defect.at.locator) == (
        "source.metrics-framework",
        "Get set grid, row 4",
    )
    assert {link.to for link in defect.concerns} == {"phase.get-set", "metric.arr", "metric.mrr"}


@pytest.mark.seed("S175")
def test_the_reason_of_retention_is_told_apart_from_the_quantity(knowledge, listed):
    (row,) = (
        row for row in listed["phase.grow"]["metrics"] if row["metric"] == "metric.retention-rate"
    )
    assert "not the same quantity" in row["why"]
    concerned = {link.to for link in knowledge.get(Defect, "defect.retention-reason").concerns}
    assert {"metric.retention-rate", "metric.expansion-revenue"} <= concerned


@pytest.mark.seed("S002")
def test_the_missing_figure_is_a_record_and_no_task_of_a_phase_is_sourced_from_it(knowledge):
    figure = knowledge.get(Defect, FIGURE)
    assert [link.to for link in figure.concerns] == [
        "phase.discover",
        "phase.strategize",
        "phase.define",
        "phase.get-set",
        "phase.grow",
    ]
    assert "not in the document" in figure.definition
    for phase in knowledge.every(Phase):
        grid = f"{phase.label} grid"
        places = {cited.locator for row in phase.grid for cited in row.citations}
        places |= {cited.locator for cited in phase.citations}
        assert all(place == "opening text" or place.startswith(grid) for place in places)


RECURRING = {
    "metric.arr": ["phase.strategize", "phase.get-set", "rhythm.monthly"],
    "metric.cac": ["phase.get-set", "phase.grow"],
    "metric.nps": ["phase.discover", "phase.grow"],
    "metric.customer-lifetime-value": ["phase.discover", "phase.grow"],
    "metric.sales-confidence": ["phase.strategize", "phase.get-set"],
    "metric.case-studies": ["phase.define", "phase.grow"],
    "metric.mrr": ["phase.get-set", "rhythm.monthly"],
}


@pytest.mark.seed("S003")
@pytest.mark.parametrize("metric", RECURRING)
def test_a_recurring_metric_shows_exactly_the_phases_that_list_it(knowledge, catalogue, metric):
    assert listing.one(metric, knowledge, catalogue)["phases"] == RECURRING[metric]


@pytest.mark.seed("S003")
def test_every_other_metric_stands_in_one_grid_at_most(knowledge):
    for metric in listing.metrics(knowledge):
        if metric["id"] not in RECURRING:
            expected = [
                phase
                for phase, rows in GRIDS.items()
                if metric["id"] in [listed for _, listed in rows]
            ]
            assert metric["phases"] == expected, metric["id"]
            assert len(expected) <= 1


@pytest.mark.seed("S003")
def test_no_grid_has_a_row_that_no_seed_names(knowledge):
    rows = [
        (record.id, row)
        for record in (*knowledge.every(Phase), *knowledge.every(Rhythm))
        for row in record.grid
    ]
    assert len(rows) == sum(map(len, GRIDS.values())) == 31
    assert all(row.basis == "sourced" for _, row in rows)


TOGETHER = [
    pytest.param(
        ("metric.cac", "metric.customer-lifetime-value", "metric.cost-to-serve"),
        marks=pytest.mark.seed("S136"),
        id="unit economics",
    ),
    pytest.param(
        ("metric.arr", "metric.mrr"), marks=pytest.mark.seed("S137"), id="recurring revenue"
    ),
    pytest.param(
        ("metric.customer-lifetime-value", "metric.nps", "metric.win-rate"),
        marks=pytest.mark.seed("S138"),
        id="in tandem",
    ),
]


@pytest.mark.parametrize("group", TOGETHER)
def test_metrics_that_are_read_together_name_each_other(knowledge, group):
    for one in group:
        read_with = {
            link.to: link.basis for link in knowledge.get(Metric, one).read_with if link.to in group
        }
        assert read_with == {other: "sourced" for other in group if other != one}
