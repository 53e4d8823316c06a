"""Logs: what happened, a row each."""

from scorecards.instruments.calculations.logs.asset_usage import asset_usage
from scorecards.instruments.calculations.logs.search_interest import search_interest
from scorecards.instruments.calculations.logs.win_loss import win_loss

CALCULATIONS = {
    "asset-usage": asset_usage,
    "search-interest": search_interest,
    "win-loss": win_loss,
}
