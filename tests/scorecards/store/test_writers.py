"""Many writers at once, and a writer that dies: nothing acknowledged is lost, nothing is half."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scorecards.store import Conflict, Refused
from tests.scorecards.store import writing

SCRIPT = Path(__file__).with_name("writing.py")
TOP = Path(__file__).parents[3]


def started(environment, *args):
    """A process that writes."""
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *args],
        env={**environment, "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        text=True,
    )


def killed(writer, after):
    """Kill a process after so many lines; gives all that it had said."""
    with writer.stdout as out:
        lines = [out.readline() for _ in range(after)]
        writer.kill()
        # Not by communicate: it does not know of lines that were read ahead.
        lines += out.readlines()
    writer.wait(60)
    return lines


def in_threads(work, count):
    """Do it in so many threads at once; whatever one of them raises is raised."""
    failed = []
    line = threading.Barrier(count)

    def run(number):
        try:
            line.wait(60)
            work(number)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []


def see_that_all_is_there(store, acknowledged):
    """Every acknowledged version is there, as acknowledged, in one unbroken row."""
    history = store.history("q1")
    assert [each.number for each in history] == list(range(1, len(history) + 1))
    titles = {each.number: store.get("q1", each.number).document.title for each in history}
    for number, title in acknowledged:
        assert titles[number] == title
    assert store.get("q1").number == len(history)
    assert (store.check(), store.verify()) == ((), ())
    return history


def test_twenty_threads_lose_no_update(store, scorecard, signed):
    store.create(scorecard(), **signed)
    acknowledged = []
    in_threads(
        lambda number: writing.write(
            store, f"w{number}", 2, lambda *kept: acknowledged.append(kept)
        ),
        20,
    )
    assert len(acknowledged) == 40
    assert len(see_that_all_is_there(store, acknowledged)) == 41


def test_of_twenty_who_save_on_one_version_one_does_and_the_others_learn_of_it(
    store, scorecard, signed
):
    store.create(scorecard(), **signed)
    outcomes = []

    def save(number):
        try:
            saved = store.save(scorecard(title=f"w{number}"), 1, **signed)
            outcomes.append(("saved", saved.document.title))
        except Conflict as conflict:
            outcomes.append(("conflict", conflict.theirs.document.title))

    in_threads(save, 20)
    assert [kind for kind, _ in outcomes].count("saved") == 1
    assert len({title for _, title in outcomes}) == 1
    assert len(store.history("q1")) == 2


def test_a_click_that_comes_twenty_times_at_once_writes_once(store, scorecard, signed):
    numbers = []

    def click(_):
        numbers.append(store.create(scorecard(), **signed, token="make").number)
        numbers.append(store.save(scorecard(title="Next"), 1, **signed, token="save").number)

    in_threads(click, 20)
    assert sorted(numbers) == [1] * 20 + [2] * 20
    assert len(store.history("q1")) == 2


def test_of_twenty_corrections_of_one_reading_one_stands(store, scorecard, reading, signed):
    store.create(scorecard(), **signed)
    store.add_reading(reading("r1"))
    refused = []

    def correct(number):
        try:
            store.correct_reading(reading(f"c{number}", replaces="r1"))
        except Refused as error:
            refused.append(str(error))

    in_threads(correct, 20)
    assert len(refused) == 19
    (standing,) = store.readings("q1")
    assert all(f"corrected by {standing.id} already" in text for text in refused)


@pytest.mark.slow
def test_several_processes_lose_no_update(store, url, scorecard, signed, environment):
    store.create(scorecard(), **signed)
    writers = [started(environment(url), f"p{number}", "15") for number in range(4)]
    told = [writer.communicate(timeout=120)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4
    lines = [line.split() for text in told for line in text.splitlines()]
    acknowledged = [(int(number), title) for number, title in lines]
    assert len(acknowledged) == 60
    assert len(see_that_all_is_there(store, acknowledged)) == 61


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 40, 120])
def test_a_writer_that_is_killed_takes_nothing_along(
    store, url, scorecard, signed, environment, after
):
    store.create(scorecard(), **signed)
    writer = started(environment(url), "p", "200")
    lines = killed(writer, after)
    # What the kill cut short was not acknowledged.
    whole = [line.split() for line in lines if line.endswith("\n")]
    acknowledged = [(int(number), title) for number, title in whole]
    assert after <= len(acknowledged) < 200
    history = see_that_all_is_there(store, acknowledged)
    assert len(history) - 1 - len(acknowledged) in (0, 1)
    assert store.save(scorecard(title="After"), len(history), **signed).number == len(history) + 1


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 30])
def test_who_is_killed_while_speaking_leaves_words_and_versions_and_log_whole(
    store, url, scorecard, signed, environment, after
):
    store.create(scorecard(), **signed)
    speaker = started(environment(url), "p", "200", "speak")
    lines = killed(speaker, after)
    acknowledged = [line.split()[1] for line in lines if line.endswith("\n")]
    said = [each.act.id for each in store.acts("q1")]
    assert after <= len(acknowledged) < 200
    assert said[: len(acknowledged)] == acknowledged
    assert len(said) - len(acknowledged) in (0, 1)
    assert store.get("q1").number == len(said) + 1
    assert store.get("q1").document.title == said[-1]
    assert (store.check(), store.verify()) == ((), ())


@pytest.mark.slow
def test_processes_that_open_a_new_file_at_once_all_find_it_ready(empty_url, environment):
    url = empty_url("sqlite", tables=False)
    ask = "from scorecards.store import open_store; print(len(open_store().list()))"
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ask],
            env={**environment(url), "PYTHONPATH": str(TOP)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    assert [each.communicate(timeout=120) for each in asking] == [("0\n", "")] * 8
