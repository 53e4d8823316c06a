"""One record or rule of what is known, shown in full with everything that points at it."""

from __future__ import annotations

import streamlit as st

from engine import Adviser
from engine.mentions import records_citing, rules_citing
from knowledge_graph.graph import Edge
from knowledge_graph.measures import Instrument
from knowledge_graph.onboarding import Task
from knowledge_graph.records import (
    Benchmark,
    Defect,
    Dispute,
    GridRow,
    Kpi,
    Metric,
    Objective,
    Phase,
    Record,
    Rhythm,
    Source,
    Team,
)
from ui.parts.find import KINDS, kind_of
from ui.parts.instrument_record import show_instrument
from ui.parts.linked import citations, explained, linked, rule_rows, rules_box
from ui.parts.metric_record import show_benchmark, show_metric
from ui.parts.record_words import target_words
from ui.parts.routes import CATALOGUE
from ui.parts.texts import cited
from ui.parts.wording import BASIS, ICON, escape, listed

RELATIONS = {
    "tracks": "In the grid of these phases",
    "checks": "Watched each month",
    "measured-by": "Tracks these objectives",
    "outcome": "Is the outcome of",
    "practises": "Known by these specialisms",
    "cares-about": "Teams judged by it",
    "touches": "Disputes that touch it",
    "concerns": "Defects of the sources that concern it",
    "guarded-by": "Guards these metrics",
    "own-part": "Tells your own part of",
    "read-with": "Is read beside it",
    "measured-with": "Measures",
    "expressed-by": "Expresses",
    "serves": "Served by these objectives",
    "names": "Named in these steps",
    "takes-up": "Taken up in the first 90 days",
    "prepares": "Prepared in the first 90 days",
    "differs-from": "Is easily mistaken for it",
}


def show(record: Record, adviser: Adviser) -> None:
    """A record in full, and beside it everything that points at it."""
    main, around = st.columns([0.62, 0.38], gap="large")
    with main, st.container(key="record_main", gap="small"):
        _main(record, adviser)
    with around, st.container(border=True, key="record_around", gap="small"):
        points = any(adviser.graph.into(record.id, relation) for relation in RELATIONS)
        if points:
            st.subheader("Where it stands", anchor=False)
            _arriving(record, adviser)
        rules = rules_citing(record.id, adviser.rules)
        if rules:
            st.markdown("**Rules that cite it**")
            rule_rows(rules, "cite", adviser)
        speaks = rules_box(record.id, adviser)
        if not (points or rules or speaks):
            st.caption("Nothing else points at it.")


def _main(record: Record, adviser: Adviser) -> None:
    st.caption(KINDS.get(kind_of(record.id), ""))
    st.header(escape(record.label), anchor=False)
    st.markdown(escape(record.definition))
    st.badge(BASIS[record.basis], icon=ICON[record.basis], color="gray")
    if record.aliases:
        st.caption("Also called: " + ", ".join(escape(alias) for alias in record.aliases))
    match record:
        case Metric():
            show_metric(record, adviser)
        case Objective():
            _objective(record, adviser)
        case Phase() | Rhythm():
            _grid(record, adviser)
        case Dispute():
            _dispute(record, adviser)
        case Defect():
            st.markdown(f"**How it is handled:** {escape(record.handled)}")
            citations([record.at], adviser)
            linked("It bears on", [link.to for link in record.concerns], adviser)
        case Source():
            _source(record, adviser)
        case Team():
            _team(record, adviser)
        case Benchmark():
            show_benchmark(record, adviser)
        case Instrument():
            show_instrument(record)
        case _:
            _leaving(record, adviser)
    citations(record.citations, adviser)


def _objective(objective: Objective, adviser: Adviser) -> None:
    label = adviser.knowledge.label
    if objective.lead_in:
        st.markdown(f"**What the source says of it:** {escape(objective.lead_in)}")
    if objective.limit_per_team:
        st.caption("The limit on KPIs holds for each owner group of this objective.")
    if objective.outcome:
        linked("Its outcome", [objective.outcome.to], adviser)
    st.markdown("**Its KPIs, as the source lists them**")
    for kpi in objective.kpis:
        group = label(kpi.team) if kpi.team else (kpi.journey_step or "")
        about = ". ".join(each.rstrip(".") for each in (kpi.note, kpi.why) if each)
        windows = f"Read {_days(kpi.windows)}" if kpi.windows else ""
        _row(kpi, about, adviser, group, windows)
    target = objective.target
    if target:
        said = target_words(
            target, label(target.metric), target.amount, target.unit, target.deadline or ""
        )
        asks = ""
        if target.unit == "percent":
            asks = " The source does not say whether it means relative percent or points: choose."
        st.markdown(f"**Example target:** {escape(said)}{asks}")
    linked("It serves", (link.to for link in objective.serves), adviser)
    linked("It needs", (link.to for link in objective.works_with), adviser)


def _grid(record: Phase | Rhythm, adviser: Adviser) -> None:
    knowledge = adviser.knowledge
    for row in record.grid:
        wave = f"measurement {row.wave}" if row.wave > 1 else ""
        defect = f"Source defect: {knowledge.label(row.defect)}" if row.defect else ""
        _row(row, row.why or "No reason is given.", adviser, wave, defect)
    linked("Defects", (row.defect for row in record.grid if row.defect), adviser)
    if isinstance(record, Phase):
        linked("Then comes", [record.next], adviser)


def _row(row: Kpi | GridRow, about: str, adviser: Adviser, *marks: str) -> None:
    """One row of a source's list: its place, what it names, and what it says of it."""
    said = " ".join(f":gray-badge[{escape(mark)}]" for mark in marks if mark)
    with st.container(gap=None):
        st.page_link(
            CATALOGUE,
            label=f"{row.row}\\. **{escape(adviser.knowledge.label(row.to))}**",
            query_params={"id": row.to},
        )
        if said:
            st.markdown(said)
        if about:
            st.caption(escape(about))


def _days(windows: tuple[int, ...]) -> str:
    return f"{listed(map(str, windows))} days after the launch"


def _dispute(dispute: Dispute, adviser: Adviser) -> None:
    for side in dispute.positions:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{escape(side.says)}**")
            st.markdown(f"Holds when: {escape(side.holds_when)} *{BASIS[side.basis]}*")
            for citation in side.citations:
                st.caption(cited(citation, adviser.knowledge))
    if dispute.policy:
        lines = [
            f"- **{escape(value.replace('-', ' '))}**"
            + (" (default, in force unless you choose)" if value == dispute.policy.default else "")
            + f": {escape(says)}"
            for value, says in dispute.policy.values.items()
        ]
        st.markdown("**The policy that decides it**\n" + "\n".join(lines))
        st.caption("Choose it on the Design page, under *Policies where sources disagree*.")
    linked("It touches", (link.to for link in dispute.touches), adviser)


def _team(team: Team, adviser: Adviser) -> None:
    """What a team is judged by, and what it has a part in."""
    edges = adviser.graph.into(team.id, "has-team")
    explained("It is judged by", adviser.graph.edges(team.id, "cares-about"), adviser)
    for part, said in (
        ("leads", "It leads"),
        ("shares", "It shares"),
        ("contributes", "It adds to"),
    ):
        linked(said, (edge.source for edge in edges if edge.why == part), adviser)


def _source(source: Source, adviser: Adviser) -> None:
    """Where a source can be read, and everything that cites it."""
    year = f", {source.year}" if source.year else ""
    st.caption(f"{source.kind.capitalize()}{year}")
    if source.address.startswith("https://"):
        st.markdown(f"[{escape(source.address)}]({source.address})")
    cites = records_citing(source.id, adviser.knowledge)
    for kind, title in KINDS.items():
        linked(f"{title} that cite it", (r.id for r in cites if kind_of(r.id) == kind), adviser)
    if not cites:
        st.caption("No record cites it.")


def _leaving(record: Record, adviser: Adviser) -> None:
    """What a specialism, a corporate KPI, a step or a task names."""
    if isinstance(record, Task):
        st.markdown(f"**Why:** {escape(record.why)}")
        st.markdown(f"**By day {record.due.by_day}:** {escape(record.due.why)}")
    for relation in ("practises", "expressed-by", "names", "takes-up"):
        explained("Its metrics", adviser.graph.edges(record.id, relation), adviser)


def _arriving(record: Record, adviser: Adviser) -> None:
    """Everything that points at a record, by the kind of relation."""
    for relation, title in RELATIONS.items():
        edges: tuple[Edge, ...] = adviser.graph.into(record.id, relation)
        ids = sorted((edge.source for edge in edges), key=lambda each: _place(each, adviser))
        linked(title, ids, adviser)
        if relation in ("tracks", "checks", "measured-by"):
            citations((c for edge in edges for c in edge.citations), adviser)


def _place(record_id: str, adviser: Adviser) -> tuple[int, str]:
    record = adviser.knowledge.records[record_id]
    return getattr(record, "order", 0), record.label
