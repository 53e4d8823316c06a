"""The arithmetic of instruments, by the name that their records give it.

A calculation takes the rows of a file, at least one, and its settings; it gives figures, tables and
charts, or refuses rows that cannot be worked out. The order of the rows never matters. Statistics
come from scipy.
"""

from collections.abc import Callable, Mapping

from scorecards.instruments.answers import Answers, Value
from scorecards.instruments.calculations import logs, money, surveys
from scorecards.instruments.found import Findings

Calculation = Callable[[Answers, Mapping[str, Value]], Findings]

CALCULATIONS: dict[str, Calculation] = {
    **surveys.CALCULATIONS,
    **logs.CALCULATIONS,
    **money.CALCULATIONS,
}
