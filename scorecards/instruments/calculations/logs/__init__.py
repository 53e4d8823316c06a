"""Logs: what happened, a row each."""

from scorecards.instruments.calculations.logs.asset_usage import asset_usage
from scorecards.instruments.calculations.logs.beta_test import beta_test
from scorecards.instruments.calculations.logs.interviews import interviews
from scorecards.instruments.calculations.logs.search_interest import search_interest
from scorecards.instruments.calculations.logs.training_effect import training_effect
from scorecards.instruments.calculations.logs.win_loss import win_loss

CALCULATIONS = {
    "asset-usage": asset_usage,
    "beta-test": beta_test,
    "interviews": interviews,
    "search-interest": search_interest,
    "training-effect": training_effect,
    "win-loss": win_loss,
}
