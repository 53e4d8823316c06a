"""Which warnings stand beside a result."""

from __future__ import annotations

from typing import Any

Raised = dict[str, dict[str, Any]]
"""Code of a caution -> what stands in the braces of its text."""


def raised(*cautions: tuple[str, object] | tuple[str, object, dict[str, Any]]) -> Raised:
    """The cautions that hold: code, whether it holds, and what its text says."""
    return {code: words[0] if words else {} for code, holds, *words in cautions if holds}
