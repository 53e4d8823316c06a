"""Every rule and every record is needed: without it, some named scenario or check fails."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from pydantic import ValidationError

from engine import Adviser
from engine.inference import PlainMatcher
from knowledge_graph.checks import check
from knowledge_graph.load import Knowledge
from knowledge_graph.records import Objective, Phase, Record, Rhythm
from tests.engine.scenarios import CITATIONS, answers, failures, read_scenarios, seen_in
from tests.engine.seed_records import METRICS, SEED_RECORDS, wrong_in

SCENARIOS = read_scenarios()
GROUPS = 4
"""The rules are tried in so many groups, so that one that hangs is found."""
LISTS = ("grid", "kpis", "names", "positions", "concerns", "measured_by")


@pytest.fixture(scope="module")
def passing(knowledge, catalogue):
    """The scenarios that pass as things stand; what fails anyway proves no rule needed."""
    adviser = Adviser(knowledge, catalogue, PlainMatcher)
    return [each for each in SCENARIOS if not failures(each.scenario, adviser)]


@pytest.fixture(scope="module")
def fired_in(knowledge, catalogue, passing):
    """Rule -> the scenarios in which it fires."""
    adviser = Adviser(knowledge, catalogue, PlainMatcher)
    found = defaultdict(list)
    for placed in passing:
        if placed.scenario.expect and placed.scenario.expect.refused:
            continue
        asked = answers(placed.scenario, adviser)
        for rule in set().union(*(seen_in(answer)["fired"] for answer in asked)):
            found[rule].append(placed)
    return found


def missed_by(placed, adviser):
    """The first scenario that fails; its look at the mere trace left aside."""
    return next((one for one in placed if failures(one.scenario, adviser, CITATIONS)), None)


def naming_first(name, placed):
    """Those that name what was taken away are the likeliest to miss it."""
    return sorted(placed, key=lambda each: name not in each.scenario.model_dump_json())


@pytest.mark.slow
@pytest.mark.parametrize("group", range(GROUPS))
def test_without_any_one_rule_a_scenario_fails(knowledge, catalogue, fired_in, group):
    survivors = []
    for rule in catalogue.stable[group::GROUPS]:
        mutant = Adviser(knowledge, catalogue.without(rule.id), PlainMatcher)
        tried = fired_in[rule.id]
        if not missed_by(naming_first(rule.id, tried), mutant):
            survivors.append(f"{rule.id} {rule.rule.name} (fires in {len(tried)} scenarios)")
    assert not survivors, "no scenario needs:\n  " + "\n  ".join(survivors)


def without(knowledge: Knowledge, name: str) -> Knowledge:
    records = {each: record for each, record in knowledge.records.items() if each != name}
    return replace(knowledge, records=MappingProxyType(records))


def with_instead(knowledge: Knowledge, record: Record) -> Knowledge:
    return replace(knowledge, records=MappingProxyType({**knowledge.records, record.id: record}))


def emptied(record: Record) -> Record:
    """The record holding nothing.

    Raises:
        ValidationError: The record would not load like that.
    """
    empty = {name: () for name in LISTS if name in type(record).model_fields}
    return type(record).model_validate({**record.model_dump(), **empty})


def shortened(record: Record) -> Iterator[Record]:
    """The record lacking one line of a list, for each line."""
    for name in LISTS:
        lines = getattr(record, name, ())
        for place in range(len(lines)):
            yield record.model_copy(update={name: lines[:place] + lines[place + 1 :]})


@pytest.mark.parametrize("name", [*SEED_RECORDS, *METRICS])
def test_a_record_of_the_seeds_that_is_gone_is_missed(knowledge, name):
    assert wrong_in(without(knowledge, name)) == [name]


@pytest.mark.parametrize("name", SEED_RECORDS)
def test_a_record_of_the_seeds_that_is_emptied_or_lacks_a_line_is_missed(knowledge, name):
    record = knowledge.records[name]
    for mutant in shortened(record):
        assert wrong_in(with_instead(knowledge, mutant)) == [name]
    try:
        empty = emptied(record)
    except ValidationError:
        return
    assert wrong_in(with_instead(knowledge, empty)) == [name]


@pytest.mark.slow
def test_a_metric_of_the_seeds_that_is_gone_breaks_what_links_to_it(knowledge):
    unmissed = [name for name in METRICS if not check(without(knowledge, name))]
    assert not unmissed, "only the list of the seeds tells that these are gone"


@pytest.mark.slow
def test_an_empty_phase_rhythm_or_objective_changes_advice_that_a_scenario_asserts(
    knowledge, catalogue, passing
):
    survivors = []
    for record in (each for kind in (Phase, Rhythm, Objective) for each in knowledge.every(kind)):
        names = [name for name in ("grid", "kpis") if hasattr(record, name)]
        mutant = record.model_copy(update=dict.fromkeys(names, ()))
        adviser = Adviser(with_instead(knowledge, mutant), catalogue, PlainMatcher)
        slug = record.id.partition(".")[2]
        if not missed_by(naming_first(slug, passing), adviser):
            survivors.append(record.id)
    assert not survivors
