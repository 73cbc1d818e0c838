"""Texts of all kinds, for the tests that hold for any."""

from __future__ import annotations

from hypothesis import strategies as st

MIXED = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cn"]),
        st.sampled_from("\u200d\ufe0f\u20e3\r\n🇫🇷🏽👩❤1\u0301각각👍🏴\U000e0067"),
    ),
    max_size=30,
)
"""Any characters, with those among them that join, colour or end emoji."""
