"""What the parts of a scorecard are called, wherever one is named."""

TITLES = {
    "story": "Story",
    "guide": "First 90 days",
    "kpis": "KPIs and targets",
    "contract": "Accountability",
    "readings": "Readings",
    "monthly": "Monthly check-in",
    "dates": "Launch and dates",
    "findings": "Check",
    "outside": "Outside factors",
    "review": "Review",
    "versions": "Versions",
    "export": "Take along",
    "steps": "Step by step",
}
"""What the address calls a part -> its title."""
