"""Pages and lists that are made from others are fresh."""

from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from engine import Profile
from rules.vocabulary import allowed_values
from tests import practice_coverage, seed_coverage


@pytest.mark.parametrize("made", [seed_coverage, practice_coverage], ids=lambda m: m.PAGE.stem)
def test_a_page_of_coverage_is_fresh(made):
    run = f"run: python tests/{Path(made.__file__).name}"
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), run


def _literals(annotation):
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return set().union(*map(_literals, get_args(annotation)), set())


def test_the_profile_and_its_fields_name_the_same_words(knowledge):
    tops = {(spec.path or (spec.name,))[0] for spec in knowledge.fields.profile}
    assert tops == set(Profile.model_fields)
    for spec in knowledge.fields.profile:
        if spec.type == "one" and not spec.path:
            words = _literals(Profile.model_fields[spec.name].annotation) - {None}
            assert words == set(allowed_values(spec, knowledge)), spec.name
