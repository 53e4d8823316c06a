"""Customers, revenue and cost."""

from scorecards.instruments.calculations.money.acquisition_cost import acquisition_cost
from scorecards.instruments.calculations.money.cohort_table import cohort_table
from scorecards.instruments.calculations.money.customer_value import customer_value
from scorecards.instruments.calculations.money.market_share import market_share
from scorecards.instruments.calculations.money.page_conversion import page_conversion
from scorecards.instruments.calculations.money.pipeline import pipeline
from scorecards.instruments.calculations.money.product_use import product_use
from scorecards.instruments.calculations.money.recurring_revenue import recurring_revenue
from scorecards.instruments.calculations.money.serving_cost import serving_cost

CALCULATIONS = {
    "acquisition-cost": acquisition_cost,
    "cohort-table": cohort_table,
    "customer-value": customer_value,
    "market-share": market_share,
    "page-conversion": page_conversion,
    "pipeline": pipeline,
    "product-use": product_use,
    "recurring-revenue": recurring_revenue,
    "serving-cost": serving_cost,
}
