"""Customers, revenue and cost."""

from scorecards.instruments.calculations.money.acquisition_cost import acquisition_cost
from scorecards.instruments.calculations.money.customer_value import customer_value
from scorecards.instruments.calculations.money.market_share import market_share
from scorecards.instruments.calculations.money.recurring_revenue import recurring_revenue
from scorecards.instruments.calculations.money.serving_cost import serving_cost

CALCULATIONS = {
    "acquisition-cost": acquisition_cost,
    "customer-value": customer_value,
    "market-share": market_share,
    "recurring-revenue": recurring_revenue,
    "serving-cost": serving_cost,
}
