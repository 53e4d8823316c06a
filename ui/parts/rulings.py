"""The rules in force, shown as people read them."""

from __future__ import annotations

import streamlit as st

from engine import Adviser
from rules.condition import NEVER, say
from rules.load import CatalogueRule
from rules.records import Advise, Bar, Conclusion, Discourage, Find, Hold, Infer, Raise, Recommend
from ui.parts.texts import cited
from ui.parts.wording import BASIS, ICON, escape, listed


def show_rule(rule: CatalogueRule, adviser: Adviser) -> None:
    """A rule in full: when it speaks, what it concludes, why, on what ground, and its examples."""
    record, vocabulary = rule.rule, adviser.rules.vocabularies[rule.rule.over]
    st.caption(f"Rule {rule.id} · stage: {rule.stage} · looks at: {record.over}")
    st.header(escape(record.title), anchor=False)
    st.badge(BASIS[record.basis], icon=ICON[record.basis], color="gray")
    st.markdown(f"**When** {escape(say(rule.when, vocabulary)) or 'always'}.")
    if rule.unless != NEVER:
        st.markdown(f"**Unless** {escape(say(rule.unless, vocabulary))}.")
    lines = "\n".join(f"- {escape(concluded(each, adviser))}" for each in record.then)
    st.markdown(f"**Then**\n{lines}")
    st.markdown(f"**Because** {escape(_readable(record.because))}")
    for citation in record.citations:
        st.caption(f":material/format_quote: {cited(citation, adviser.knowledge)}")
    if not record.citations:
        st.caption("It rests on our judgement alone; no source says it.")
    with st.expander("Examples that prove it", key="rule_examples"):
        for example in record.examples:
            fires = "fires" if example.fires else "stays quiet"
            st.markdown(f"- **{escape(example.name)}**: {fires}")


def rules_about(record_id: str, adviser: Adviser) -> None:
    """The rules that name a record."""
    found = [
        rule
        for rule in adviser.rules.stable
        if record_id in str(rule.rule.then) or record_id in str(rule.rule.when)
    ]
    if not found:
        return
    st.markdown("**Rules that name it**")
    for rule in found:
        st.page_link(
            "views/reference.py",
            label=f"{escape(rule.id)}: {escape(rule.rule.title)}",
            icon=":material/rule:",
            query_params={"id": rule.id},
        )


def concluded(conclusion: Conclusion, adviser: Adviser) -> str:
    """What a rule concludes, in words."""

    def name(reference: str | tuple[str, ...] | None) -> str:
        items = (reference,) if isinstance(reference, str) else reference or ()
        return listed(
            _readable(each) if each.startswith("$") else adviser.knowledge.label(each)
            for each in items
        )

    match conclusion:
        case Infer():
            said = f"{conclusion.infer.replace('_', ' ')} is {conclusion.value}"
            return f"infer that {said} ({conclusion.strength})"
        case Recommend():
            metric = name(conclusion.recommend)
            return f"recommend {metric} as {conclusion.as_} ({conclusion.strength})"
        case Discourage():
            return f"advise against {name(conclusion.discourage)} ({conclusion.strength})"
        case Bar():
            role = f" as {conclusion.as_}" if conclusion.as_ else ""
            return f"bar {name(conclusion.bar)}{role}"
        case Hold():
            lead = f"; lead: {name(conclusion.lead)}" if conclusion.lead else ""
            return f"hold it as {conclusion.hold}{lead} ({conclusion.strength})"
        case Find():
            return (
                f"{conclusion.severity}: {_readable(conclusion.text)} {_readable(conclusion.fix)}"
            )
        case Advise():
            return f"advise: {_readable(conclusion.advise)}"
        case Raise():
            return f"show the dispute {name(conclusion.raise_)}"


def _readable(text: str) -> str:
    """A text of a rule with its placeholders as words."""
    words = text
    for placeholder, said in (
        ("$metric", "the metric"),
        ("$from", "what was chosen"),
        ("$why", "(the reason the source gives)"),
        ("$co_owners", "the teams that share it"),
        ("$own_part", "the measures of your own part"),
        ("$lead", "the team that leads it"),
        ("$dispute", "in question"),
    ):
        words = words.replace(placeholder, said)
    return words
