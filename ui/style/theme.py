"""Colours, type and spacing, as options of the server."""

from __future__ import annotations

from typing import Any

_LIGHT = {
    "primaryColor": "#0f5c54",
    "backgroundColor": "#fbfaf7",
    "secondaryBackgroundColor": "#f1eee6",
    "textColor": "#17211f",
    "linkColor": "#0f5c54",
    "borderColor": "#ddd8cc",
    "codeBackgroundColor": "#f1eee6",
    "codeTextColor": "#17211f",
    "greenTextColor": "#0d5a3c",
    "greenBackgroundColor": "#dcefe4",
    "orangeTextColor": "#7c3a06",
    "orangeBackgroundColor": "#fbe8d3",
    "redTextColor": "#8f1d1d",
    "redBackgroundColor": "#fae1de",
    "blueTextColor": "#1a4a80",
    "blueBackgroundColor": "#dfeaf6",
    "violetTextColor": "#54308a",
    "violetBackgroundColor": "#ebe3f7",
    "grayTextColor": "#434b48",
    "grayBackgroundColor": "#ebe8df",
    "yellowTextColor": "#634500",
    "yellowBackgroundColor": "#faefcd",
}

_DARK = {
    "primaryColor": "#1d7d72",
    "backgroundColor": "#101615",
    "secondaryBackgroundColor": "#1a2321",
    "textColor": "#e9eeeb",
    "linkColor": "#7fd0c4",
    "borderColor": "#313c39",
    "codeBackgroundColor": "#1a2321",
    "codeTextColor": "#e9eeeb",
    "greenTextColor": "#9fe0bf",
    "greenBackgroundColor": "#173a2a",
    "orangeTextColor": "#f6c595",
    "orangeBackgroundColor": "#452a10",
    "redTextColor": "#f7b5ad",
    "redBackgroundColor": "#4a1f1c",
    "blueTextColor": "#a9cdf3",
    "blueBackgroundColor": "#17324e",
    "violetTextColor": "#d0bbf2",
    "violetBackgroundColor": "#35254f",
    "grayTextColor": "#c6cfcb",
    "grayBackgroundColor": "#2a3431",
    "yellowTextColor": "#f0d78c",
    "yellowBackgroundColor": "#40340f",
}

THEME: dict[str, Any] = {
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.baseFontSize": 16,
    "theme.baseRadius": "0.6rem",
    "theme.buttonRadius": "0.5rem",
    "theme.showWidgetBorder": True,
    "theme.headingFontSizes": ["2.5rem", "1.7rem", "1.3rem", "1.1rem", "1rem", "0.9rem"],
    "theme.headingFontWeights": [600, 600, 600, 600, 600, 600],
    "theme.paddingTop": "1.5rem",
    "theme.paddingBottom": "4rem",
    **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in _DARK.items()},
}
"""Only typefaces that come with Streamlit, so that nothing is fetched from elsewhere."""
