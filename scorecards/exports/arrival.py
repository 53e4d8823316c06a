"""A scorecard that comes back in from its file: all of it, or nothing."""

from __future__ import annotations

import hashlib
import secrets

from scorecards.desk import Desk
from scorecards.exports.whole import Whole, renamed
from scorecards.part import Refusal, Refused
from scorecards.store import Version
from scorecards.targets import check_scorecard
from scorecards.versions.diff import Words


def bring_in(desk: Desk, whole: Whole, *, as_new: bool = False) -> Version:
    """Keep what a file holds as a scorecard, as version 1.

    It keeps its id, unless that id or one of its readings is taken here: then scorecard and
    readings get new ids and everything else stays.

    Args:
        desk: Whose act it is.
        whole: What the file holds.
        as_new: Give new ids in any case.

    Raises:
        Refused: Its targets cannot stand.
        StoreError: The database fails, or cannot keep something; nothing was written.
    """
    words = Words(desk.adviser.knowledge)
    refusals = check_scorecard(whole.document, desk.adviser.knowledge, whole.readings)
    if refusals:
        raise Refused(
            *(
                Refusal(
                    field=f"{words.label(metric)}, {each.field}" if metric else each.field,
                    wrong=each.wrong,
                    right=each.right,
                )
                for metric, each in refusals
            )
        )
    source = f"version {whole.version} of {whole.document.id}"
    ids = tuple(each.id for each in whole.readings)
    if as_new or desk.taken(whole.document.id, ids):
        id = secrets.token_hex(5)
        whole = renamed(whole, id, {each: _derived(id, each) for each in ids})
    why = f"Brought in from a file: {source}."
    return desk.arrive(whole.document, whole.readings, why=why)


def _derived(card: str, reading: str) -> str:
    return hashlib.sha256(f"{card}\n{reading}".encode()).hexdigest()[:16]
