"""Cost to serve."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.part import Refused

COLUMNS = ("customer", "cost_type", "amount", "currency")


def rows(*entered):
    return [(customer, kind, cost, "EUR") for customer, kind, cost in entered]


def test_a_published_example(measure):
    # “Cost to Serve per Customer: Formula and Example”, https://court323.com/?p=910: 120,000 for
    # 3,000 customers; here a hundredth of both
    kinds = ("support", "infrastructure", "onboarding", "account management")
    entered = rows(*((f"c{n}", kinds[n % 4], 40) for n in range(30)))
    found = measure("cost-to-serve", COLUMNS, entered)
    assert (found.value("cost"), found.value("cost_to_serve")) == (1200, 40)


FIVE = rows(
    ("A", "support", 30),
    ("A", "hosting", 10),
    ("B", "support", 5),
    ("B", "hosting", 10),
    ("C", "Hosting", 5),
)


@pytest.mark.seed("S106")
def test_cost_of_each_customer_with_the_kinds_that_it_includes(measure, table, told):
    found = measure("cost-to-serve", COLUMNS, FIVE)
    assert found.value("cost_to_serve") == 20
    assert found.value("highest") == 40
    costs = {each["name"]: each["cost"] for each in table(found, "customers")}
    assert costs == {"A": 40, "B": 15, "C": 5}
    shares = {each["name"].casefold(): each["share"] for each in table(found, "included")}
    assert shares == {"support": pytest.approx(100 * 35 / 60), "hosting": pytest.approx(2500 / 60)}
    assert "support" in told(found)["included"]
    assert "gaps" in told(found)


@pytest.mark.seed("S105")
@pytest.mark.parametrize("name", ["cac", "customer-lifetime-value", "cost-to-serve"])
def test_the_three_of_the_grow_phase_are_read_together(knowledge, graph, name):
    three = {"metric.cac", "metric.customer-lifetime-value", "metric.cost-to-serve"}
    metric = f"metric.{name}"
    assert three - {metric} <= set(graph.targets(metric, "read-with"))
    assert metric in set(graph.targets("phase.grow", "tracks"))


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("xyz")),
        st.integers(0, 10**9),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_parts_sum_to_the_whole_whatever_the_order(measure, table, costs, random):
    entered = rows(*((*key, Decimal(cents) / 100) for key, cents in costs.items()))
    found = measure("cost-to-serve", COLUMNS, entered)
    whole = Decimal(repr(found.value("cost")))
    for name in ("customers", "included"):
        parts = table(found, name)
        assert sum(Decimal(repr(each["cost"])) for each in parts) == whole
        if whole:
            assert sum(each["share"] for each in parts) == pytest.approx(100)
    assert found.value("cost_to_serve") <= found.value("highest") + 1e-9
    random.shuffle(entered)
    assert measure("cost-to-serve", COLUMNS, entered).findings == found.findings


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("A", "support", 1, "EUR"), "row 3, customer: A, support is there a second time"),
        (("B", "support", -1, "EUR"), "row 3, amount: -1 is below 0"),
        (("B", "support", 1, "USD"), "row 3, currency: USD stands here and EUR in row 2"),
        (("B", "", 1, "EUR"), "row 3, cost_type: it is empty"),
    ],
)
def test_bad_rows_are_refused_by_row_and_column(measure, row, wrong):
    with pytest.raises(Refused, match=wrong):
        measure("cost-to-serve", COLUMNS, [*rows(("A", "support", 1)), row])
