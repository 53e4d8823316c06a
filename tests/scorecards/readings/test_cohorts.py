import datetime
from decimal import Decimal

import pytest

from scorecards.part import Refused
from scorecards.readings.cohorts import (
    CONVERTED_TEMPLATE,
    LOST_TEMPLATE,
    Converted,
    altogether,
    best,
    best_words,
    by_month,
    read_converted,
    read_lost,
)
from scorecards.readings.delimited import MAX_CHARACTERS, MAX_ROWS, decoded, read_rows

TODAY = datetime.date(2027, 3, 5)
HEAD = "cohort,month,customers_start,customers_lost,revenue_start,revenue_lost\n"
CHURN = HEAD + (
    "2026-Q3,2027-01,100,4,20000,900.50\n"
    "2026-Q4,2027-01,50,1,5000,0\n"
    "2026-Q3,2027-02,96,2,19099.50,100\n"
)


@pytest.mark.seed("S118")
def test_customers_and_revenue_lost_for_each_cohort_in_each_month():
    found = read_lost(CHURN, TODAY)
    told = [(e.month.month, e.cohort, e.customers, e.revenue) for e in found]
    assert told == [
        (1, "2026-Q3", Decimal("4.00"), Decimal("4.50")),
        (1, "2026-Q4", Decimal("2.00"), Decimal("0.00")),
        (2, "2026-Q3", Decimal("2.08"), Decimal("0.52")),
    ]


@pytest.mark.seed("S118")
def test_a_month_is_the_sum_of_its_cohorts():
    first, second = by_month(read_lost(CHURN, TODAY))
    assert (first.customers_lost, first.customers_start) == (5, 150)
    assert (first.revenue_lost, first.revenue_start) == (Decimal("900.50"), 25000)
    assert first.customers == Decimal("3.33")
    assert second.customers_start == 96


@pytest.mark.seed("S119")
def test_the_best_converting_cohort_is_named():
    rows = read_converted("cohort,signups,subscribers\nJan,400,30\nFeb,300,27\nMar,0,0\n")
    assert [each.rate for each in rows] == [Decimal("7.50"), Decimal("9.00"), None]
    assert best_words(rows) == "Best-converting cohort: Feb (27 of 300, 9.00 percent)."
    whole = altogether(rows)
    assert (whole.signups, whole.subscribers, whole.rate) == (700, 57, Decimal("8.14"))


@pytest.mark.seed("S119")
def test_cohorts_that_convert_alike_are_both_named():
    rows = [
        Converted(cohort=name, signups=signups, subscribers=subscribers)
        for name, signups, subscribers in (("a", 100, 10), ("b", 50, 5), ("c", 30_000, 2_999))
    ]
    assert [each.cohort for each in best(rows)] == ["a", "b"]
    assert "convert best, and alike: a (10 of 100" in best_words(rows)
    assert best_words([]) == "No cohort has a sign-up, so none converts best."


def test_the_templates_can_be_read():
    assert len(read_lost(LOST_TEMPLATE, TODAY)) == len(read_converted(CONVERTED_TEMPLATE)) == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",2027-01,1,0,1,0", "line 2, cohort: a cohort has no usable name"),
        ("a,2027,1,0,1,0", "line 2, month: `2027` is no month; write it as 2027-03"),
        ("a,2027-03,1,0,1,0", "line 2, month: 2027-03 is not over"),
        ("a,2027-01,x,0,1,0", "line 2, customers_start: `x` is no whole number"),
        ("a,2027-01,1,2,1,0", "line 2, customers_lost: 2 of 1 left"),
        ("a,2027-01,1,0,1,NaN", "line 2, revenue_lost: `NaN` is no amount"),
        ("a,2027-01,1,0,1,2", "line 2, revenue_lost: 2 of 1 went"),
        ("a,2027-01,1,0,1,0\na,2027-01,1,0,1,0", "line 3, cohort: a stands for 2027-01 on line 2"),
        ("a,2027-01,1,0,1", "line 2: it has 5 cells for 6 columns"),
        ('"a,2027-01,1', "it cannot be read"),
        ("", "there is no row below the heading"),
    ],
)
def test_each_fault_of_a_churn_file_names_its_line(row, fault):
    with pytest.raises(Refused, match=fault):
        read_lost(f"{HEAD}{row}\n", TODAY)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",1,1", "a cohort has no usable name"),
        ("a,1,2", "line 2, subscribers: 2 of 1 subscribed"),
        ("a,1,1\na,1,1", "line 3, cohort: a stands on line 2 too"),
        ("a,-1,1", "`-1` is no whole number"),
    ],
)
def test_each_fault_of_a_conversion_file_names_its_line(row, fault):
    with pytest.raises(Refused, match=fault):
        read_converted(f"cohort,signups,subscribers\n{row}\n")


def test_every_fault_is_told_at_once_up_to_ten():
    rows = "".join(f"c{number},x,x\n" for number in range(8))
    with pytest.raises(Refused) as refused:
        read_converted(f"cohort,signups,subscribers\n{rows}")
    assert len(refused.value.refusals) == 11
    assert "6 more faults" in str(refused.value)


def test_files_that_are_none_are_refused():
    for content, fault in (
        (b"\xff\xfe", "no text in UTF-8"),
        (b"a" * (MAX_CHARACTERS + 1), "2,000,001 bytes"),
    ):
        with pytest.raises(Refused, match=fault):
            decoded(content)
    for text, fault in (
        ("", "it is empty; begin with the line a,b"),
        ("a,c\n1,2", "the heading is a,c; write a,b"),
        ("a,b\n" + "1,2\n" * (MAX_ROWS + 1), "50,001 rows"),
        ("x" * (MAX_CHARACTERS + 1), "2,000,001 characters"),
    ):
        with pytest.raises(Refused, match=fault):
            read_rows(text, ("a", "b"))


def test_columns_stand_in_any_order_and_a_byte_order_mark_does_no_harm():
    (row,) = read_rows(decoded(b"\xef\xbb\xbfB , a\r\n\r\n 1,2\r\n"), ("a", "b"))
    assert (row.line, row.cells) == (3, {"a": "2", "b": "1"})
