"""Surveys: what people answered."""

from scorecards.instruments.calculations.surveys.promoters import promoters

CALCULATIONS = {
    "promoters": promoters,
}
