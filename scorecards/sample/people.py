"""The people of the made-up company with their profiles, each in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine import Profile, read_profile
from knowledge_graph.load import Knowledge
from knowledge_graph.yaml_file import read

FOLDER = Path(__file__).parent / "people"


@dataclass(frozen=True)
class Sample:
    """One sample: a person, what the person does, and the profile."""

    slug: str
    name: str
    role: str
    company: str
    profile: Profile


@cache
def _documents() -> tuple[tuple[str, dict[str, object]], ...]:
    paths = sorted(FOLDER.glob("*.yaml"))
    return tuple((path.stem, dict(read(path, path.name).data)) for path in paths)


def samples(knowledge: Knowledge) -> tuple[Sample, ...]:
    """Every sample, in order of file name."""
    return tuple(
        Sample(
            slug=stem.rpartition("-")[2],
            name=str(raw["name"]),
            role=str(raw["role"]),
            company=str(raw["company"]),
            profile=read_profile(raw["profile"], knowledge),
        )
        for stem, raw in _documents()
    )
