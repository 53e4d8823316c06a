"""Explanations as people see them: why, why not, what would change it, what follows from it."""
