"""One page for each family of rules: a stage, or a folder of one."""

from __future__ import annotations

from collections.abc import Iterator

from rules.condition import NEVER, say
from rules.load import CatalogueRule
from rules.records import STAGES, Example
from rules.survey import firing_shares
from rules.vocabulary import Vocabulary
from ui.handbook.markup import bullets, page, section, sentence, table, title
from ui.handbook.pen import Matter, Pen
from ui.handbook.places import anchor_of, family_of, place_of_rule
from ui.parts.markdown import inert
from ui.parts.rule_words import DOES, OVER, concluded, given_words, readable
from ui.parts.wording import lowered


def families(matter: Matter) -> dict[tuple[str, ...], list[CatalogueRule]]:
    """The rules by family, in order of stage, then of family, then of id."""
    found: dict[tuple[str, ...], list[CatalogueRule]] = {}
    for rule in sorted(
        matter.catalogue.rules, key=lambda each: (STAGES.index(each.stage), family_of(each))
    ):
        found.setdefault(family_of(rule), []).append(rule)
    return found


def family_title(family: tuple[str, ...]) -> str:
    """The name of a family: ``Select: focus``."""
    return ": ".join((family[0].capitalize(), *(each.replace("-", " ") for each in family[1:])))


def rule_pages(matter: Matter) -> Iterator[tuple[str, str]]:
    """The path and the text of each family's page."""
    for family, rules in families(matter).items():
        path = place_of_rule(rules[0]).page
        yield path, _page(family, rules, Pen(matter, path))


def _page(family: tuple[str, ...], rules: list[CatalogueRule], pen: Pen) -> str:
    listed = bullets(f"{pen.rule_link(each)}: {inert(each.rule.title)}" for each in rules)
    return page(
        title(f"Rules to {lowered(family_title(family))}"),
        pen.trail(("Rules", "rules")),
        f"Each of these rules {DOES[rules[0].stage]}.",
        listed,
        *(_rule(each, pen) for each in rules),
    )


def _rule(rule: CatalogueRule, pen: Pen) -> str:
    record, vocabulary = rule.rule, pen.matter.catalogue.vocabularies[rule.rule.over]
    unless = f"Unless: {inert(say(rule.unless, vocabulary))}." if rule.unless != NEVER else ""
    because = readable(record.because)
    examples = table(
        ("Example", "Given", "The rule"),
        (
            (
                inert(each.name),
                _given(each, vocabulary),
                "fires" if each.fires else "stays quiet",
            )
            for each in record.examples
        ),
    )
    return section(
        f"{rule.id}: {record.title}",
        _status(rule, pen),
        f"When: {inert(say(rule.when, vocabulary)) or 'anything is asked'}.",
        unless,
        "Then:",
        bullets(inert(concluded(each, pen.knowledge)) for each in record.then),
        f"Because: {sentence(because[:1].upper() + because[1:])}",
        f"It looks at {OVER[record.over]}." + _names(rule, pen),
        firing_shares().words(rule.id),
        pen.grounds(record),
        examples,
        anchor=anchor_of(rule.id),
    )


def _status(rule: CatalogueRule, pen: Pen) -> str:
    """Words for a rule that does not run."""
    record = rule.rule
    if record.status == "stable":
        return ""
    if record.superseded_by is None:
        return f"**Status: {record.status}; it does not run.**"
    heir = pen.rule_link(pen.matter.catalogue.get(record.superseded_by))
    return f"**Status: {record.status}; it does not run. In its place: {heir}.**"


def _names(rule: CatalogueRule, pen: Pen) -> str:
    """Links to the records that the rule names."""
    named = pen.links(pen.matter.named[rule.id])
    return f" It names {named}." if named else ""


def _given(example: Example, vocabulary: Vocabulary) -> str:
    given = given_words(example, vocabulary)
    said = (f"{name}{' ' if name.endswith('?') else ': '}{value}" for name, value in given.items())
    return inert("; ".join(said)) or "nothing"
