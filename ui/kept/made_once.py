"""A form that makes one scorecard, however often it is sent, and the way to what it made."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ui.kept import here


@dataclass(frozen=True)
class MadeOnce:
    """What is remembered of a form in the session.

    Attributes:
        name: Begins the keys of what is remembered.
    """

    name: str

    def arrive(self) -> None:
        """Go to the scorecard that was made, where one was just now."""
        address: dict[str, str] | None = st.session_state.pop(f"{self.name}_arrive", None)
        if address is not None:
            st.switch_page(here.PAGE, query_params=address)

    def token(self) -> str:
        """Stands for one drawn form: a new one only when the one before has been used."""
        state, key = st.session_state, f"{self.name}_token"
        if key not in state or state[key] == state.get(f"{self.name}_used"):
            state[key] = secrets.token_hex(16)
        token: str = state[key]
        return token

    def make(self, token: str, making: Callable[[], dict[str, str]]) -> None:
        """Make it in a callback, and have its page shown.

        Args:
            token: Of the form that was sent.
            making: Makes the scorecard, and gives its address.
        """
        state = st.session_state
        arrive, made, used = (f"{self.name}_{what}" for what in ("arrive", "made", "used"))
        if state.get(used) == token:
            # The second of two clicks: the form is used, and may be gone with what stood in it.
            state[arrive] = state[made]
            return

        def doing() -> None:
            address = making()
            state[used] = token
            state[arrive] = state[made] = address

        here.act(doing)
