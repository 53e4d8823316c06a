"""A page as axe sees it: against the rules of WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
# Colours are looked at once in each scheme: they are the same at every width, and take axe longest.
COLOURS = "color-contrast"
WITHOUT_COLOURS = {**RULES, "rules": {COLOURS: {"enabled": False}}}
WIDE = {"light": RULES, "dark": {"runOnly": {"type": "rule", "values": [COLOURS]}}}
NARROW = {"light": WITHOUT_COLOURS}
DESK = 1000
"""Pixels from which on a window is that of a desk."""


def violations(visit):
    """What axe finds on the page as it stands."""
    told = []
    for scheme, rules in (WIDE if visit.page.viewport_size["width"] >= DESK else NARROW).items():
        visit.page.emulate_media(color_scheme=scheme)
        visit.settle()
        for each in Axe().run(visit.page, options=rules).response["violations"]:
            told += [
                f"{visit.page.url} {scheme} {each['id']}: {node['target']} "
                f"{node.get('failureSummary', '')}"
                for node in each["nodes"]
            ]
    visit.page.emulate_media(color_scheme="light")
    return told


def narrow(visit):
    """Whether everything stands within the width of the window."""
    main = visit.page.get_by_test_id("stMain")
    return main.evaluate("each => each.scrollWidth <= each.clientWidth")
