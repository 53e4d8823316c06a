"""Words of the glossary, explained where each first stands."""

import pytest

from knowledge_graph.records import Term
from ui.parts.glossed import PLAIN, Glossed


@pytest.fixture
def words(knowledge):
    return Glossed(knowledge)


def found(words, text):
    return [(text[start:end], term.id) for start, end, term in words.terms(text)]


def test_a_word_is_found_where_it_first_stands(words):
    text = "Take a baseline; a baseline comes before a target."
    assert found(words, text) == [("baseline", "term.baseline"), ("target", "term.target")]


def test_a_plural_and_a_capital_are_the_same_word(words):
    assert found(words, "Baselines first.") == [("Baselines", "term.baseline")]
    assert found(words, "Two KPIs.") == [("KPIs", "term.kpi")]


def test_the_longest_name_goes_first(words):
    assert found(words, "A buyer persona.") == [("buyer persona", "term.persona")]


def test_an_abbreviation_is_one_in_capitals_only(words):
    assert found(words, "Ask for an SQL.") == [("SQL", "term.sql")]
    assert found(words, "Written in sql.") == []


def test_a_part_of_a_word_is_no_word(words):
    assert found(words, "Retargeting and phased.") == []


def test_a_plain_word_is_left_alone(words, knowledge):
    labels = {term.label.casefold() for term in knowledge.every(Term)}
    assert labels >= PLAIN
    assert found(words, "They control it in direct practice, at an early stage.") == []


def test_it_is_explained_once_on_a_page_and_leads_to_its_meaning(words, knowledge):
    meaning = knowledge.get(Term, "term.baseline").definition
    said = words.say("A baseline.")
    assert said == f'A [baseline](catalogue?id=term.baseline "{meaning}").'
    assert words.say("A baseline.") == "A baseline."
    assert [term.id for term in words.seen] == ["term.baseline"]


def test_what_stands_around_it_formats_nothing(words):
    said = words.say("**Bold** baseline <b> [x](y)")
    assert "\\*\\*Bold\\*\\* [baseline](" in said
    assert "<b>" not in said
    assert "[x](" not in said


def test_labels_are_counted_without_a_link(words):
    words.note(["Take the baseline of win rate"])
    assert [term.id for term in words.seen] == ["term.baseline"]
    assert words.say("The baseline.") == "The baseline."


def test_no_meaning_breaks_its_link(words, knowledge):
    for term in knowledge.every(Term):
        said = Glossed(knowledge).say(f"See {term.label} here.")
        if term.label.casefold() not in PLAIN:
            assert said.count("](catalogue?id=") == 1
            assert said.count('"') == 2
