"""The page *Predict the engine*: exercises made from the rules, for somebody learning the role."""

from ui.practising.practice import practice

practice()
