"""Logs: what happened, a row each."""

from scorecards.instruments.calculations.logs.asset_usage import asset_usage
from scorecards.instruments.calculations.logs.win_loss import win_loss

CALCULATIONS = {
    "asset-usage": asset_usage,
    "win-loss": win_loss,
}
