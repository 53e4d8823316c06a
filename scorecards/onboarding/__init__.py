"""The guide of the first ninety days, kept beside a scorecard. Pure."""

from scorecards.onboarding.beside import Line, OnboardingGuide, State, guide_beside
from scorecards.onboarding.steps import Mark, Marks, Step, marks

__all__ = [
    "Line",
    "Mark",
    "Marks",
    "OnboardingGuide",
    "State",
    "Step",
    "guide_beside",
    "marks",
]
