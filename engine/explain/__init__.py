"""Explanations of a recommendation: why, why not, what would change it.

Pure. Everything said comes from the trace of a run or from running again, never from a template
that guesses.
"""

from engine.explain.explainer import Explainer
from engine.explain.outline import outline
from engine.explain.render import as_mermaid, as_text

__all__ = ["Explainer", "as_mermaid", "as_text", "outline"]
