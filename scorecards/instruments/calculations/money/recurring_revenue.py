"""Recurring revenue: its level, its movements, and how much of it stays."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from scorecards.instruments.answers import Answers, Row, Value
from scorecards.instruments.calculations.money.launches import around_launch
from scorecards.instruments.calculations.money.revenue import GAINS, MOVEMENTS, Book, book_of
from scorecards.instruments.calculations.money.values import (
    NOTHING,
    later,
    percent,
    shown,
    told,
    total,
)
from scorecards.instruments.found import Chart, Dated, Findings, Series, Table
from scorecards.part import Refusal, Refused
from scorecards.readings.cohorts import month_end

YEAR = 12
_LABELS = {
    "new_logo": "New logos",
    "reactivation": "Returned customers",
    "cross_sell": "Cross-sell",
    "up_sell": "Up-sell",
    "contraction": "Contraction",
    "churn": "Churn",
}


def recurring_revenue(answers: Answers, settings: Mapping[str, Value]) -> Findings:
    """Rows of month, customer, product and MRR as MRR, ARR, their movements and retention.

    Raises:
        Refused: The product that is asked for is not in the file.
    """
    book, said = book_of(answers), Row(0, settings)
    wanted = int(said.number_in("months") or YEAR)
    last = book.months[-1]
    enough = len(book.months) > wanted
    period = book.months[-wanted:] if enough else book.months[1:][-1:]
    mrr, sums = book.mrr(last), book.sums(period)
    year = _retention(book, last, wanted)
    month = _retention(book, last, 1)
    figures: dict[str, float | int | None] = {
        "mrr": float(mrr),
        "arr": float(mrr * YEAR),
        "customers": len(book.held[last]),
        **{name: float(value) if period else None for name, value in sums.items()},
        "expansion": float(sums["cross_sell"] + sums["up_sell"]) if period else None,
        **year,
        **{f"{name}_monthly": value for name, value in month.items() if name in _MONTHLY},
    }
    cautions = _cautions(book, wanted, period)
    launch = around_launch(book, said)
    product = _product(answers, book, said)
    return Findings(
        figures={**figures, **launch.figures, **product.figures},
        tables=(
            _by_month(book),
            _by_origin(book, period or (last,)),
            _by_product(book, period),
            *launch.tables,
            *product.tables,
        ),
        charts=tuple(_charts(book, sums, period)),
        cautions={**cautions, **launch.cautions, **product.cautions},
        dated=tuple(_dated(book, wanted)),
    )


_MONTHLY = ("nrr", "grr", "logo_churn")


def _retention(book: Book, end: datetime.date, months: int) -> dict[str, float | None]:
    """What became of the customers of so many months before, in percent.

    A customer who left in between is lost, even if it pays again; what it pays then counts only in
    ``nrr_with_returned``.
    """
    start = later(end, -months)
    names = ("nrr", "grr", "nrr_with_returned", "logo_churn", "retention")
    if start not in book.held or not book.held[start]:
        return dict.fromkeys(names)
    was, now, stayed = book.held[start], book.held[end], book.stayed(start, end)
    base = book.mrr(start)
    kept = total(
        min(paid, now[each].get(product, NOTHING))
        for each in stayed
        for product, paid in was[each].items()
    )
    net = total(paid for each in stayed for paid in now[each].values())
    gross = total(paid for each in was for paid in now.get(each, {}).values())
    left = len(was) - len(stayed)
    values = (
        percent(net, base),
        percent(kept, base),
        percent(gross, base),
        percent(left, len(was)),
        percent(len(stayed), len(was)),
    )
    return dict(zip(names, values, strict=True))


def _dated(book: Book, months: int) -> Iterator[Dated]:
    for month in book.months:
        mrr, on = book.mrr(month), month_end(month)
        yield Dated(figure="mrr", on=on, value=float(mrr), n=len(book.held[month]))
        yield Dated(figure="arr", on=on, value=float(mrr * YEAR), n=len(book.held[month]))
        found = _retention(book, month, months)
        for name in ("nrr", "grr"):
            if (value := found[name]) is not None:
                yield Dated(figure=name, on=on, value=value)


def _cautions(
    book: Book, wanted: int, period: tuple[datetime.date, ...]
) -> dict[str, dict[str, object]]:
    raised: dict[str, dict[str, object]] = {}
    if not period:
        raised["one-month"] = {}
    elif len(book.months) <= wanted:
        raised["short"] = {"have": len(book.months), "months": wanted}
    elif wanted != YEAR:
        raised["no-year"] = {"months": wanted}
    empty = [f"{month:%Y-%m}" for month in book.months if not book.held[month]]
    if empty:
        raised["empty-month"] = {"which": ", ".join(empty)}
    both = ("cross_sell", "contraction")
    cross, less = ({(e.month, e.customer) for e in book.moves if e.kind == kind} for kind in both)
    if cross & less:
        raised["switched"] = {"count": len(cross & less)}
    return raised


def _by_month(book: Book) -> Table:
    rows = []
    for month in book.months:
        mrr, sums = book.mrr(month), book.sums((month,))
        kept = _retention(book, month, 1)
        moved = [float(sums[each]) for each in MOVEMENTS] if month != book.months[0] else [None] * 6
        levels = (float(mrr), float(mrr * YEAR), len(book.held[month]))
        rows.append((f"{month:%Y-%m}", *levels, *moved, kept["nrr"], kept["grr"]))
    columns = {"month": "Month", "mrr": "MRR", "arr": "ARR", "customers": "Customers", **_LABELS}
    columns |= {"nrr": "NRR over the month", "grr": "GRR over the month"}
    return Table(name="months", title="Month by month", columns=columns, rows=tuple(rows))


def _by_origin(book: Book, period: tuple[datetime.date, ...]) -> Table:
    """Recurring revenue of the period by whom it comes from; the parts sum to the whole."""
    before = [month for month in book.months if month < period[0]] or [period[0]]
    known = {each for month in before for each in book.held[month]}
    start = set(book.held[before[-1]])
    parts = {"New logos": NOTHING, "Returned customers": NOTHING, "Customers from before": NOTHING}
    for month in period:
        for customer, held in book.held[month].items():
            origin = "Returned customers" if customer in known else "New logos"
            origin = "Customers from before" if customer in start else origin
            parts[origin] += total(held.values())
    whole = total(parts.values())
    rows = [(name, float(value), percent(value, whole)) for name, value in parts.items()]
    rows.append(("All", float(whole), percent(whole, whole)))
    return Table(
        name="revenue_by_origin",
        title="Recurring revenue of the period, by customer",
        columns={"origin": "From", "revenue": "Revenue", "share": "Percent of it"},
        rows=tuple(rows),
    )


def _by_product(book: Book, period: tuple[datetime.date, ...]) -> Table:
    """Each product over the period; what is kept is kept by customers who stayed throughout."""
    end = book.months[-1]
    start_month = later(period[0], -1) if period else end
    last, opening, stayed = book.held[end], book.held[start_month], book.stayed(start_month, end)
    products = sorted({p for held in book.held.values() for each in held.values() for p in each})
    rows = []
    for product in products:
        sums = book.sums(period, product)
        start = total(held.get(product, NOTHING) for held in opening.values())
        mrr = total(held.get(product, NOTHING) for held in last.values())
        kept = total(
            min(opening[each].get(product, NOTHING), last[each].get(product, NOTHING))
            for each in stayed
        )
        moved = (float(sums[kind]) for kind in MOVEMENTS)
        rows.append((product, float(start), *moved, float(mrr), percent(kept, start)))
    columns = {"product": "Product", "start": "MRR at the start", **_LABELS, "mrr": "MRR"}
    columns["kept"] = "Percent of the start kept, without growth"
    title = "Product by product, over the period"
    return Table(name="products", title=title, columns=columns, rows=tuple(rows))


def _product(answers: Answers, book: Book, said: Row) -> Findings:
    """What the feature that is charged separately does to the revenue figures."""
    name = said.text("feature")
    if not name:
        unknown = dict.fromkeys(("product_mrr", "product_share", "arr_without_product"))
        return Findings(figures=unknown, cautions={"not-separate": {}})
    products = {row.text("product").casefold(): row.text("product") for row in answers}
    if name.casefold() not in products:
        right = f"take one of {', '.join(sorted(products.values())[:10])}"
        raise Refused(Refusal(field="feature", wrong=f"no row is for {name[:40]}", right=right))
    product, rows = products[name.casefold()], []
    own = whole = NOTHING
    for month in book.months:
        whole = book.mrr(month)
        own = total(held.get(product, NOTHING) for held in book.held[month].values())
        values = map(float, (own, whole, whole - own, whole * YEAR, (whole - own) * YEAR))
        rows.append((f"{month:%Y-%m}", *values, percent(own, whole)))
    columns = {"month": "Month", "own": "Its MRR", "mrr": "MRR", "mrr_without": "MRR without it"}
    columns |= {"arr": "ARR", "arr_without": "ARR without it", "share": "Its percent of MRR"}
    title = f"What {product} does to the revenue figures"
    return Findings(
        figures={
            "product_mrr": float(own),
            "product_share": percent(own, whole),
            "arr_without_product": float((whole - own) * YEAR),
        },
        tables=(Table(name="product_effect", title=title, columns=columns, rows=tuple(rows)),),
    )


def _charts(
    book: Book, sums: Mapping[str, Decimal], period: tuple[datetime.date, ...]
) -> Iterator[Chart]:
    last = book.months[-1]
    points = tuple((month_end(each).isoformat(), float(book.mrr(each))) for each in book.months)
    yield Chart(
        kind="lines",
        title="Monthly recurring revenue",
        across="Month",
        up="MRR",
        series=(Series(name="MRR", points=points),),
        says=f"MRR at the end of each month: {told(points)}.",
    )
    if not period:
        return
    signed = {kind: value if kind in GAINS else -value for kind, value in sums.items()}
    moved = tuple((_LABELS[kind], float(value)) for kind, value in signed.items())
    yield Chart(
        kind="bars",
        title="What moved MRR in the period",
        across="Movement",
        up="MRR",
        series=(Series(name="MRR", points=moved),),
        says=f"From {period[0]:%B %Y} to {last:%B %Y}: {told(moved)}; "
        f"together {shown(float(total(signed.values())), 0)}.",
    )
