"""The people of a plan, and a plan as a link. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from engine import Policy
from knowledge_graph.load import Knowledge
from scorecards.sample.people import Sample
from ui.parts.links import Asked, answers_of, read_link, write_link

SAMPLES = "samples"
ADDED = "role-"
NAME_LIMIT = 40
MOST = 12


@dataclass(frozen=True)
class Person:
    """One role of a plan.

    Attributes:
        sample: True for a person of the made-up company.
    """

    slug: str
    name: str
    role: str
    asked: Asked
    sample: bool = False

    @classmethod
    def of(cls, sample: Sample, knowledge: Knowledge) -> Person:
        """The person of a sample."""
        asked = Asked(answers_of(sample.profile, knowledge), sample.profile, Policy())
        return cls(sample.slug, sample.name, sample.role, asked, sample=True)


def people_of(
    params: Mapping[str, str], samples: Iterable[Sample], knowledge: Knowledge
) -> tuple[list[Person], list[str]]:
    """The people that a link names, and what of it could not be read."""
    by_slug = {sample.slug: sample for sample in samples}
    problems: list[str] = []
    people: list[Person] = []
    wanted = params.get(SAMPLES, "")
    for slug in by_slug if wanted == "all" else filter(None, wanted.split(",")):
        if slug in by_slug:
            people.append(Person.of(by_slug[slug], knowledge))
        else:
            problems.append(f"{SAMPLES}: there is no sample {slug}; known: {', '.join(by_slug)}")
    for key, text in list(params.items())[:MOST]:
        if key.startswith(ADDED):
            name = key.removeprefix(ADDED)[:NAME_LIMIT]
            asked = read_link(dict(parse_qsl(text)), knowledge)
            people.append(Person(name, name, "", asked))
            problems.extend(f"{name}: {problem}" for problem in asked.problems)
        elif key != SAMPLES:
            problems.append(f"{key}: a plan has no such part")
    return people, problems


def write_people(people: Iterable[Person], knowledge: Knowledge) -> dict[str, str]:
    """The parameters of a link to the same plan."""
    people = list(people)
    params = {SAMPLES: ",".join(person.slug for person in people if person.sample)}
    for person in people:
        if not person.sample:
            params[ADDED + person.name] = urlencode(write_link(person.asked, knowledge), safe=",")
    return {key: value for key, value in params.items() if value or key == SAMPLES}


def person_from_link(
    name: str, link: str, designed: Mapping[str, str], knowledge: Knowledge
) -> tuple[Person | None, str]:
    """A person from a link to a scorecard, or what is wrong with it.

    Args:
        name: What to call the person or role.
        link: The whole address or only what follows its question mark.
        designed: The profile to take where no link is given.
        knowledge: What is known.
    """
    name = " ".join(name.split())[:NAME_LIMIT]
    if not name:
        return None, "Give the person or role a name."
    query = urlsplit(link.strip()).query or link.strip().lstrip("?")
    params = dict(parse_qsl(query)) if query else dict(designed)
    if not params:
        return None, "Paste the link of a scorecard, or design one first."
    asked = read_link(params, knowledge)
    if not asked.answers:
        return None, "There is no answer in this link. " + " ".join(asked.problems[:1])
    return Person(name, name, "", asked), ""
