"""What becomes of the guide when the work goes on to another phase."""

from __future__ import annotations

from scorecards.onboarding.beside import Line, OnboardingGuide
from scorecards.part import Part


class PhaseChange(Part):
    """What another phase changes in a guide.

    Attributes:
        came, went: Items that only one of the two has.
        stays: How many items both have.
    """

    came: tuple[Line, ...]
    went: tuple[Line, ...]
    stays: int

    @property
    def says(self) -> str:
        """The change in a sentence."""
        if not self.came and not self.went:
            return "Nothing in the list changes."
        return (
            f"{_counted(len(self.came))} come{'s' if len(self.came) == 1 else ''}, "
            f"{_counted(len(self.went))} go{'es' if len(self.went) == 1 else ''}, "
            f"{self.stays} stay{'s' if self.stays == 1 else ''} with all that was noted."
        )


def change(now: OnboardingGuide, then: OnboardingGuide) -> PhaseChange:
    """What differs between the guide as it is and as it would be."""
    had = {line.item.id for line in now.lines}
    has = {line.item.id for line in then.lines}
    return PhaseChange(
        came=tuple(line for line in then.lines if line.item.id not in had),
        went=tuple(line for line in now.lines if line.item.id not in has),
        stays=len(had & has),
    )


def _counted(items: int) -> str:
    return "1 item" if items == 1 else f"{items} items"
