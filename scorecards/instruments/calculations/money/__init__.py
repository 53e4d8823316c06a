"""Customers, revenue and cost."""

from scorecards.instruments.calculations.money.recurring_revenue import recurring_revenue

CALCULATIONS = {
    "recurring-revenue": recurring_revenue,
}
