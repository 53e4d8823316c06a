"""Explanations of a recommendation: why, why not, what would change it.

Pure. Everything said comes from the trace of a run or from running again, never from a template
that guesses.
"""
