"""The rules: to search, to narrow down, to read, to try."""

from __future__ import annotations

import streamlit as st

from ui.parts import narrowing, rule_list
from ui.parts.routes import RULES, show_address
from ui.parts.rulings import show_rule
from ui.session import adviser, shares

ADVISER = adviser()
KNOWN = {rule.id: rule for rule in ADVISER.rules.rules}

wanted = st.query_params.get("id", "")
with st.container(key="rules", gap="medium"):
    if wanted:
        show_address(rule_list.PAGE, {"id": wanted})
        narrowing.back_to(rule_list.PAGE, RULES, "Back to the rules")
        if wanted in KNOWN:
            with st.container(key="record", gap="small"):
                show_rule(KNOWN[wanted], ADVISER, shares())
        else:
            st.warning("No rule bears this id. Search for it by a word.", title=wanted[:80])
    else:
        st.title("Rules", anchor=False)
        st.markdown(
            "Every rule that decides about a scorecard: when it speaks, what it concludes, and why."
        )
        rule_list.show_list(ADVISER, shares())
