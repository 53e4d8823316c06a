"""Why a metric stands where it stands, and how that hangs together."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine.explain.records import Nearest, Proof, Spoke, Why, WhyNot
from engine.explain.render import proof_as_mermaid, proof_as_table
from knowledge_graph.load import Knowledge
from ui.explained.case import Case
from ui.explained.ticks import LEGEND, lines, quotes, sentences, ticked
from ui.parts.routes import rule_link, with_rule_links
from ui.parts.wording import escape

PICTURE = 20
"""The most steps that a picture shows legibly."""
LONG = 20
"""Steps of a proof that are shown without being folded."""
_CONCLUDED = frozenset({"metric", "decision", "trait"})

_KIND = {
    "answer": "Your answer",
    "trait": "Inferred",
    "policy": "Policy",
    "link": "On record",
    "rule": "Rule",
    "decision": "Decision",
    "metric": "Metric",
}


def why(case: Case, metric: str) -> None:
    """The reason first, then the rules with their conditions ticked, then all the rest."""
    found = case.why(metric)
    st.markdown(f"**{escape(found.says)}**")
    st.markdown("### Why it makes sense for you")
    st.markdown(sentences(found.justification, case.knowledge))
    _rules(found, case.knowledge)
    st.markdown("### What was decided")
    if found.decided or found.held_says:
        st.markdown(lines((*found.decided, found.held_says)))
    else:
        st.markdown("Nothing had to be decided about it.")
    _folded("Rules that say who answers for it", found.held, case.knowledge)
    _folded("Rules that remark on it", found.remarked, case.knowledge)


def why_not(case: Case, metric: str) -> None:
    """Why a metric is no KPI: forbidden, outranked, outweighed, or nothing speaks for it."""
    found = case.why_not(metric)
    first, *rest = found.says
    st.markdown(f"**{escape(first)}**  \n{escape(' '.join(rest))}")
    if found.barred:
        st.markdown("### Rules that forbid it")
        _each(found.barred, case.knowledge)
    if found.ahead:
        st.markdown("### What came before it")
        st.markdown(lines(each.says for each in found.ahead))
    said = [each for each in found.spoke if each not in found.barred]
    if said:
        st.markdown("### What rules said of it")
        if found.sum:
            st.markdown(f"**Score: {escape(found.sum)}**")
        _each(said, case.knowledge)
    _nearest(found, case.knowledge)


def _rules(found: Why, knowledge: Knowledge) -> None:
    st.markdown("### What rules said of it")
    if not found.spoke:
        st.markdown("No rule spoke for it or against it.")
        return
    st.markdown(f"**Score: {escape(found.sum)}**")
    _each(found.spoke, knowledge, first_open=True)


def _each(spoke: Sequence[Spoke], knowledge: Knowledge, first_open: bool = False) -> None:
    """Rules, each folded; its conditions are ticked against the answers."""
    st.caption(LEGEND)
    with st.container(gap="xxsmall"):
        for number, each in enumerate(spoke):
            with st.expander(
                f"**{escape(each.rule)}** · {escape(each.says)}{_through(each)}",
                expanded=first_open and number == 0,
            ):
                _spoke(each, knowledge)


def _through(each: Spoke) -> str:
    """The link that a rule went by, which tells its firings apart."""
    return f" {escape(each.about)}" if " " in each.fact else ""


def _folded(title: str, spoke: Sequence[Spoke], knowledge: Knowledge) -> None:
    if spoke:
        st.markdown(f"### {title}")
        _each(spoke, knowledge)


def _spoke(each: Spoke, knowledge: Knowledge) -> None:
    sources = "\n".join(quotes(each.citations, 0, set(), knowledge))
    st.markdown(f"{escape(each.because)}\n\n{sources}")
    unless = f"\n\n**It would stay quiet if**\n\n{ticked(each.unless)}" if each.unless else ""
    st.markdown(f"{escape(each.about)}\n\n{ticked(each.when)}{unless}")
    st.caption(f"{rule_link(each.rule)}: {escape(each.title)}. {escape(each.marks)}")


def _nearest(found: WhyNot, knowledge: Knowledge) -> None:
    if not found.nearest:
        return
    st.markdown("### Rules that came nearest to speaking for it")
    if found.nearest_of > len(found.nearest):
        st.caption(f"The nearest {len(found.nearest)} of {found.nearest_of}.")
    st.caption(LEGEND)
    with st.container(gap="xxsmall"):
        for number, each in enumerate(found.nearest):
            away = f"{each.distance} answer{'s' if each.distance != 1 else ''} away"
            first = f": {escape(each.blocking[0].text)}" if each.blocking else ""
            label = f"**{escape(each.rule)}** · at least {away}{first}"
            with st.expander(label, expanded=number == 0):
                _near(each, knowledge)


def _near(each: Nearest, knowledge: Knowledge) -> None:
    sources = "\n".join(quotes(each.citations, 0, set(), knowledge))
    through = f"{escape(each.through)}\n\n" if each.through else ""
    blocking = "\n".join(ticked(one) for one in each.blocking)
    st.markdown(f"{escape(each.says)}\n\n**What keeps it quiet**\n\n{through}{blocking}")
    st.markdown(f"{escape(each.because)}\n\n{sources}")
    st.caption(f"{rule_link(each.rule)}: {escape(each.title)}. {escape(each.marks)}")


def how(case: Case, metric: str) -> None:
    """The proof, step by step; the picture last."""
    proof = case.why(metric).proof
    if len(proof.steps) < 2:
        st.info("No rule spoke of it, so there is nothing to prove.", icon=":material/rule:")
        return
    steps = [(kind, _step(row)) for row in proof_as_table(proof) for kind in (row[1],)]
    st.markdown("Each step names the numbers of the steps it follows from.")
    if len(steps) <= LONG:
        st.markdown("\n".join(said for _, said in steps))
    else:
        st.markdown("### What was concluded")
        st.markdown("\n".join(said for kind, said in reversed(steps) if kind in _CONCLUDED))
        with st.expander(f"All {len(steps)} steps, from your answers on", key="steps"):
            st.markdown("\n".join(said for _, said in steps))
    _picture(proof, case.why(metric).label)


def _step(row: tuple[str, str, str, str, str]) -> str:
    """A step of a proof as an item of a list."""
    number, kind, text, follows, some_id = row
    rule = some_id.partition(" ")[0]
    said = with_rule_links(text, (rule,)) if kind == "rule" else escape(text)
    from_ = f" *From {escape(follows)}.*" if follows else ""
    return f"- **{number}** · {_KIND[kind]} · {said}{from_}"


def _picture(proof: Proof, label: str) -> None:
    drawn = proof_as_mermaid(proof)
    with st.expander(
        "The same as a picture", icon=":material/account_tree:", key="picture", on_change="rerun"
    ) as picture:
        if not picture.open:
            return
        if len(proof.steps) <= PICTURE:
            alt = f"How the place of {label} hangs together; the table above says the same"
            st.mermaid_chart(drawn, alt=alt)
        else:
            st.caption(f"{len(proof.steps)} steps are too many to read in one picture here.")
        st.code(drawn, language="mermaid", wrap_lines=True, height=240)
