"""Versions of a scorecard: comparing, putting two together, bringing up to date, replaying."""
