"""Logs: what happened, a row each."""

from scorecards.instruments.calculations.logs.analysts import analysts
from scorecards.instruments.calculations.logs.asset_usage import asset_usage
from scorecards.instruments.calculations.logs.beta_test import beta_test
from scorecards.instruments.calculations.logs.case_studies import case_studies
from scorecards.instruments.calculations.logs.checklist import checklist
from scorecards.instruments.calculations.logs.enablement import enablement
from scorecards.instruments.calculations.logs.insights import insights
from scorecards.instruments.calculations.logs.interviews import interviews
from scorecards.instruments.calculations.logs.markets import markets
from scorecards.instruments.calculations.logs.personas import personas
from scorecards.instruments.calculations.logs.rep_performance import rep_performance
from scorecards.instruments.calculations.logs.reviews import reviews
from scorecards.instruments.calculations.logs.search_interest import search_interest
from scorecards.instruments.calculations.logs.training_effect import training_effect
from scorecards.instruments.calculations.logs.win_loss import win_loss

CALCULATIONS = {
    "analysts": analysts,
    "asset-usage": asset_usage,
    "beta-test": beta_test,
    "case-studies": case_studies,
    "checklist": checklist,
    "enablement": enablement,
    "insights": insights,
    "interviews": interviews,
    "markets": markets,
    "personas": personas,
    "rep-performance": rep_performance,
    "reviews": reviews,
    "search-interest": search_interest,
    "training-effect": training_effect,
    "win-loss": win_loss,
}
