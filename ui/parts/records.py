"""One record or rule of what is known, shown in full with everything that points at it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from engine import Adviser
from knowledge_graph.graph import Edge
from knowledge_graph.records import (
    Citation,
    Defect,
    Dispute,
    Metric,
    Objective,
    Phase,
    Record,
    Rhythm,
    Source,
)
from ui.parts.cards import CADENCE
from ui.parts.find import KINDS, kind_of
from ui.parts.rulings import rules_about
from ui.parts.targets import target_words
from ui.parts.texts import cited, team_words
from ui.parts.wording import BASIS, CONTROL, ICON, escape, listed

RELATIONS = {
    "tracks": "In the grid of these phases",
    "checks": "Watched each month",
    "measured-by": "Tracks these objectives",
    "outcome": "Is the outcome of",
    "practises": "Known by these specialisms",
    "cares-about": "Teams that are judged by it",
    "touches": "Disputes that touch it",
    "concerns": "Defects of the sources that concern it",
    "guarded-by": "Guards these metrics",
    "own-part": "Tells your own part of",
    "drives": "Moved by",
    "read-with": "Read beside",
    "measured-with": "Measures",
    "expressed-by": "Expresses",
    "serves": "Served by these objectives",
    "names": "Named in these steps",
}
DIRECTION = {
    "higher-is-better": "higher is better",
    "lower-is-better": "lower is better",
    "range": "within a range",
}


def show(record: Record, adviser: Adviser) -> None:
    """A record in full, and beside it everything that points at it."""
    main, around = st.columns([0.62, 0.38], gap="large")
    with main, st.container(key="record_main", gap="small"):
        _main(record, adviser)
    with around, st.container(border=True, key="record_around", gap="small"):
        st.subheader("Where it stands", anchor=False)
        _arriving(record, adviser)
        if isinstance(record, Metric | Objective):
            rules_about(record.id, adviser)


def _main(record: Record, adviser: Adviser) -> None:
    st.caption(KINDS.get(kind_of(record.id), ""))
    st.header(escape(record.label), anchor=False)
    st.markdown(escape(record.definition))
    st.badge(BASIS[record.basis], icon=ICON[record.basis], color="gray")
    if record.aliases:
        st.caption("Also called: " + ", ".join(escape(alias) for alias in record.aliases))
    match record:
        case Metric():
            _metric(record, adviser)
        case Objective():
            _objective(record, adviser)
        case Phase() | Rhythm():
            _grid(record, adviser)
        case Dispute():
            _dispute(record, adviser)
        case Defect():
            st.markdown(f"**How it is handled:** {escape(record.handled)}")
            _citations([record.at], adviser)
            linked("It bears on", [link.to for link in record.concerns], adviser)
        case Source():
            if record.address.startswith("https://"):
                st.markdown(f"[{escape(record.address)}]({record.address})")
        case _:
            _leaving(record, adviser)
    _citations(record.citations, adviser)


def linked(title: str, ids: Iterable[str], adviser: Adviser) -> None:
    """A row of links to other records."""
    found = list(dict.fromkeys(each for each in ids if each in adviser.knowledge.records))
    if not found:
        return
    st.markdown(f"**{title}**")
    with st.container(horizontal=True, gap="small"):
        for each in found:
            st.page_link(
                "views/reference.py",
                label=escape(adviser.knowledge.label(each)),
                query_params={"id": each},
            )


def _metric(metric: Metric, adviser: Adviser) -> None:
    st.table(
        {
            "": [
                "Formula",
                "Unit",
                "Direction",
                "Read",
                "Readings needed",
                "Control",
                "Kind",
                "Held by",
            ],
            " ": [
                escape(metric.formula),
                escape(metric.unit),
                DIRECTION[metric.direction],
                CADENCE[metric.cadence],
                f"not yet interpretable before {metric.min_readings}",
                CONTROL[metric.control]
                + (" (counts activity, never a headline)" if metric.output_count else ""),
                f"{metric.nature}, {metric.timing}",
                escape(team_words(metric, adviser.knowledge)),
            ],
        },
        border="horizontal",
        hide_index=True,
        hide_header=True,
        alt=f"What is known of {metric.label}",
    )
    _citations((each for part in metric.teams for each in part.citations), adviser, "Who holds it")
    for title, links in (
        ("Your own part of it", metric.own_part),
        ("It drives", metric.drives),
        ("Read it beside", metric.read_with),
        ("Guarded by", metric.guardrails),
        ("Measured with", metric.measured_with),
    ):
        linked(title, (link.to for link in links), adviser)
    if metric.needs:
        st.markdown(f"**Needs data from:** {escape(listed(metric.needs))}")
    if metric.define_first:
        st.markdown(f"**Define first**: {escape(listed(metric.define_first))}.")
    if metric.pitfalls:
        lines = "\n".join(f"- {escape(each)}" for each in metric.pitfalls)
        st.markdown(f"**Beware**\n{lines}")


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
        _row(kpi.row, label(kpi.to), about, group, f"Read {_days(kpi.windows)}" * bool(kpi.windows))
    linked("Open a KPI", (kpi.to for kpi in objective.kpis), adviser)
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
        _row(row.row, knowledge.label(row.to), row.why or "No reason is given.", wave, defect)
    linked("Open a metric", (row.to for row in record.grid), adviser)
    linked("Defects", (row.defect for row in record.grid if row.defect), adviser)
    if isinstance(record, Phase):
        linked("Then comes", [record.next], adviser)


def _row(number: int, label: str, about: str, *marks: str) -> None:
    """One row of a source's list: its place, what it names, and what it says of it."""
    said = "".join(f" :gray-badge[{escape(mark)}]" for mark in marks if mark)
    with st.container(gap=None):
        st.markdown(f"{number}\\. **{escape(label)}**{said}")
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


def _leaving(record: Record, adviser: Adviser) -> None:
    relations = ("practises", "cares-about", "expressed-by", "names")
    found = [each for name in relations for each in adviser.graph.targets(record.id, name)]
    linked("Its metrics", found, adviser)


def _arriving(record: Record, adviser: Adviser) -> None:
    """Everything that points at a record, by the kind of relation."""
    for relation, title in RELATIONS.items():
        edges: tuple[Edge, ...] = adviser.graph.into(record.id, relation)
        linked(title, (edge.source for edge in edges), adviser)
        cited_here = (c for edge in edges for c in edge.citations)
        if relation in ("tracks", "checks", "measured-by"):
            _citations(cited_here, adviser)


def _citations(found: Iterable[Citation], adviser: Adviser, title: str = "") -> None:
    citations = list(dict.fromkeys(found))
    for number, citation in enumerate(citations):
        lead = f"**{title}:** " if title and not number else ""
        st.caption(f":material/format_quote: {lead}{cited(citation, adviser.knowledge)}")
