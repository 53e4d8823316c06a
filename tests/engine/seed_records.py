"""What the records that answer to the seed documents hold, against a list kept by hand."""

from pathlib import Path

from knowledge_graph.load import Knowledge
from knowledge_graph.records import (
    Corporate,
    Defect,
    Dispute,
    Metric,
    Objective,
    Phase,
    Record,
    Rhythm,
    Step,
)
from knowledge_graph.yaml_file import read

KINDS = (Phase, Rhythm, Objective, Step, Dispute, Defect, Corporate)
_LISTED = read(Path(__file__).with_suffix(".yaml")).data
METRICS = tuple(_LISTED["metrics"])
SEED_RECORDS = {name: tuple(held) for name, held in _LISTED.items() if name != "metrics"}


def held_by(record: Record) -> tuple[str, ...]:
    """What a record lists, in its order; the outcome of an objective first."""
    match record:
        case Phase() | Rhythm():
            return tuple(row.to for row in record.grid)
        case Objective():
            outcome = (record.outcome.to,) if record.outcome else ()
            return outcome + tuple(kpi.to for kpi in record.kpis)
        case Dispute():
            return tuple(position.id for position in record.positions)
        case Defect():
            return tuple(link.to for link in record.concerns)
        case Step():
            return tuple(link.to for link in record.names)
        case Corporate():
            return tuple(link.to for link in record.measured_by)
    return ()


def wrong_in(knowledge: Knowledge) -> list[str]:
    """Every record that is missing, new, or holds something else than it should."""
    here = {
        one.id: held_by(one)
        for kind in KINDS
        for one in knowledge.every(kind)
        if kind is not Objective or one.basis == "sourced"
    }
    wrong = [name for name in {*here, *SEED_RECORDS} if here.get(name) != SEED_RECORDS.get(name)]
    sourced = {one.id for one in knowledge.every(Metric) if one.basis == "sourced"}
    return sorted({*wrong, *(sourced ^ set(METRICS))})
