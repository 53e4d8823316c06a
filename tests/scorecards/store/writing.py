"""A process that writes versions of one scorecard, or speaks in its review.

It says of each when it is kept. Run as ``python writing.py NAME COUNT``, with ``speak`` behind it
to speak; the database is the one that the environment names.
"""

import datetime
import sys

from scorecards.review import Done
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


def speak(store, name, count, keep):
    """Say so many words in the review, each a version with it; tell which were acknowledged."""
    for turn in range(count):
        id = f"{name}-{turn}"
        standing, said = store.get("q1"), store.acts("q1")
        act = {"kind": "comment", "id": id, "text": "A word. " * 200}
        done = {"act": act, "by": name, "at": NOON, "version": standing.number, "content": "c"}
        changed = standing.document.model_copy(update={"title": id})
        store.do("q1", Done.model_validate(done), len(said), changed)
        keep(len(said) + 1, id)


if __name__ == "__main__":
    with open_store() as opened:
        work = speak if sys.argv[3:] == ["speak"] else write
        work(opened, sys.argv[1], int(sys.argv[2]), lambda *kept: print(*kept, flush=True))
