"""Measures what scorecards cost: ``python -m benchmarks.scorecards``.

CPU time of this process, so that a busy machine says little; the wait for the disk is not in it.
The scorecards are those of the made-up company, over and over, in a file of their own. Beside each
figure stands what is aimed at.
"""

from __future__ import annotations

import datetime
import gc
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from benchmarks.explanations import cpu_ms, percentile
from engine import Adviser
from knowledge_graph.load import load as load_knowledge
from rules.load import load as load_rules
from scorecards.desk import Desk
from scorecards.document import Reading, Scorecard
from scorecards.lint import Linter
from scorecards.overview import overview
from scorecards.review.acts import Comment
from scorecards.sample.dates import periods
from scorecards.sample.opening import close_sample, open_sample
from scorecards.sample.people import samples
from scorecards.store import Store, open_store
from scorecards.story.tell import tell

TODAY = datetime.datetime(2027, 2, 15, 12, tzinfo=datetime.UTC)
COUNT, OTHERS, ROUNDS, ACTS = 200, 20, 25, 10
AIMS_MS = {
    "adopt": 100,
    "open": 20,
    "save": 20,
    "comment": 20,
    "open the sample": 2_000,
    "list of 200": 500,
    "notices of 200": 150,
    "lint beside 20": 100,
    "story": 50,
}
"""What each should cost at most, at the 95th percentile."""


def main() -> None:
    """Measure everything and print it."""
    knowledge = load_knowledge()
    adviser = Adviser(knowledge, load_rules(knowledge))
    gc.collect()
    gc.freeze()  # as the server does
    print(f"{COUNT} scorecards of made-up people, CPU time")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(make_url(f"sqlite:///{Path(folder) / 'kept.db'}")) as store,
    ):
        desk = Desk(store, adviser, "somebody", now=lambda: TODAY)
        _show("open the sample", _opened(desk))
        cards = [each.document for each in store.documents()]
        readings = store.all_readings()
        _show("adopt", _adopted(desk))
        _show("save", _saved(desk, cards[0]))
        _fill(store, desk, cards, readings)
        _show("open", [cpu_ms(lambda: desk.open("c0")) for _ in range(ROUNDS)])
        _show("comment", _commented(desk, "c0"))
        _show("list of 200", [cpu_ms(desk.overview) for _ in range(ROUNDS)])
        _show("notices of 200", [cpu_ms(desk.notices) for _ in range(ROUNDS)])
        linter = Linter(adviser.graph, adviser.rules)
        others = [each.document for each in store.documents()][:OTHERS]
        lint, story, glance = [], [], []
        today = TODAY.date()
        for card in cards * 4:
            of = (card, readings.get(card.id, ()))
            lint.append(cpu_ms(lambda o=of: linter.lint(o[0], today, o[1], others)))
            story.append(cpu_ms(lambda o=of: tell(*o, adviser.graph, today)))
            glance.append(cpu_ms(lambda o=of: overview([o[0]], {o[0].id: o[1]}, knowledge, today)))
        _show("lint beside 20", lint)
        _show("story", story)
        _show("glance at one", glance)


def _opened(desk: Desk) -> list[float]:
    costs = []
    for _ in range(5):
        close_sample(desk)
        costs.append(cpu_ms(lambda: open_sample(desk)))
    return costs


def _adopted(desk: Desk) -> Iterator[float]:
    """Recommended and adopted, by the people in turn."""
    _, period = periods(TODAY.date())
    people = samples(desk.adviser.knowledge)
    for number in range(ROUNDS):
        person = people[number % len(people)]

        def adopt(person=person, number=number) -> None:
            desk.adopt(
                desk.adviser.recommend(person.profile),
                title=f"{person.name}, {number}",
                period=period,
                person=person.name,
                token=f"adopted {number}",
            )

        yield cpu_ms(adopt)


def _saved(desk: Desk, card: Scorecard) -> Iterator[float]:
    opened = desk.open(card.id)
    for number in range(opened.latest, opened.latest + ROUNDS):
        changed = card.model_copy(update={"title": f"{card.title}, {number}"})
        yield cpu_ms(lambda c=changed, n=number: desk.save(c, n, why="Another title."))


def _commented(desk: Desk, id: str) -> Iterator[float]:
    for number in range(ROUNDS):
        opened, word = desk.open(id), Comment(id=f"m{number}", text="To be measured.")
        yield cpu_ms(lambda o=opened, w=word: desk.do(o, w))


def _fill(
    store: Store, desk: Desk, cards: list[Scorecard], readings: dict[str, tuple[Reading, ...]]
) -> None:
    """As many scorecards as are measured, each with its readings and with ten acts."""
    missing = COUNT - len(desk.cards())
    for number in range(missing):
        card = cards[number % len(cards)]
        id = f"c{number}"
        desk.create(card.model_copy(update={"id": id, "sample": False}), why="To be measured.")
        for each in readings.get(card.id, ()):
            update = {"id": f"{id}-{each.id}", "scorecard": id, "replaces": None}
            store.add_reading(each.model_copy(update=update))
        for act in range(ACTS):
            desk.do(desk.open(id), Comment(id=f"c{act}", text="To be measured."))


def _show(name: str, values: Iterator[float] | list[float]) -> None:
    known = list(values)
    p95 = percentile(known, 0.95)
    said = f"  {name:15}  p50 {statistics.median(known):8.1f} ms   p95 {p95:8.1f} ms"
    aim = AIMS_MS.get(name)
    print(said if aim is None else f"{said}   {p95 / aim:5.2f} x the aim of {aim:,} ms")


if __name__ == "__main__":
    main()
