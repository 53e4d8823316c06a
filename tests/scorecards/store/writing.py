"""A process that writes versions of one scorecard, and says of each when it is kept.

Run as ``python writing.py NAME COUNT``; the database is the one that the environment names.
"""

import datetime
import sys

from scorecards.store import Conflict, open_store

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def write(store, name, count, keep):
    """Save so many versions, each on what stood then; tell ``keep`` what was acknowledged."""
    for turn in range(count):
        title = f"{name}-{turn}"
        while True:
            standing = store.get("q1")
            changed = standing.document.model_copy(update={"title": title})
            try:
                saved = store.save(changed, standing.number, by=name, at=NOON, token=title)
            except Conflict:
                continue  # somebody was faster: take theirs and try again
            keep(saved.number, title)
            break


if __name__ == "__main__":
    with open_store() as opened:
        write(opened, sys.argv[1], int(sys.argv[2]), lambda *kept: print(*kept, flush=True))
