"""Finding an instrument: by name, by words, by group, by what it feeds."""

import pytest

from knowledge_graph.measures import Instrument
from scorecards.instruments import find, measured
from scorecards.instruments.catalogue import (
    asks_people,
    feeding,
    for_metric,
    grouped,
    only_named,
    search,
)
from scorecards.part import Refused


def test_every_instrument_stands_in_one_group_or_is_only_named(knowledge):
    worked = measured(knowledge)
    listed = [each for members in grouped(worked).values() for each in members]
    assert sorted(each.id for each in listed) == sorted(each.id for each in worked)
    named = only_named(knowledge)
    assert len(worked) + len(named) == len(knowledge.every(Instrument))


def test_groups_without_members_are_left_out(knowledge):
    assert list(grouped([find("nps", knowledge)])) == ["Ask people"]
    assert asks_people(find("nps", knowledge))


@pytest.mark.parametrize("words", ["nps", "PROMOTER", "recommend scale", "net promoter score"])
def test_words_find_it_by_name_by_what_it_asks_and_by_what_it_feeds(words, knowledge):
    assert find("nps", knowledge) in search(words, knowledge)


def test_every_word_has_to_be_there(knowledge):
    assert search("promoter zzz", knowledge) == ()
    assert search("", knowledge) == measured(knowledge)


def test_what_it_feeds_leads_back_to_it(knowledge):
    for each in measured(knowledge):
        for metric, figure in feeding(each).items():
            assert figure.feeds == metric
            assert each in for_metric(metric, knowledge)
    assert for_metric("metric.gone", knowledge) == ()


@pytest.mark.parametrize("name", ["nps", " NPS ", "instrument.nps-survey", "nps-survey"])
def test_it_is_found_under_each_of_its_names(name, knowledge):
    assert find(name, knowledge).id == "instrument.nps-survey"


def test_a_name_that_is_none_is_refused_with_the_nearest(knowledge):
    with pytest.raises(Refused, match="there is no `npx`; is `nps` meant"):
        find("npx", knowledge)
    with pytest.raises(Refused, match="take one of"):
        find("zzzzzz", knowledge)


def test_what_is_only_named_says_why(knowledge):
    for each in only_named(knowledge):
        with pytest.raises(Refused, match="is not worked out here"):
            find(each.id, knowledge)
