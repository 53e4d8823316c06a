"""Surveys: what people answered."""

from scorecards.instruments.calculations.surveys.brand import known
from scorecards.instruments.calculations.surveys.channels import consistent
from scorecards.instruments.calculations.surveys.messages import messages
from scorecards.instruments.calculations.surveys.preferences import preferences
from scorecards.instruments.calculations.surveys.prices import prices
from scorecards.instruments.calculations.surveys.promoters import promoters
from scorecards.instruments.calculations.surveys.pulse import agreement
from scorecards.instruments.calculations.surveys.satisfied import satisfied
from scorecards.instruments.calculations.surveys.topics import topics
from scorecards.instruments.calculations.surveys.waves import waves

CALCULATIONS = {
    "agreement": agreement,
    "consistent": consistent,
    "known": known,
    "messages": messages,
    "preferences": preferences,
    "prices": prices,
    "promoters": promoters,
    "satisfied": satisfied,
    "topics": topics,
    "waves": waves,
}
