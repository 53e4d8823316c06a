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
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": [COLOURS]}}
WITHOUT_COLOURS = {**RULES, "rules": {COLOURS: {"enabled": False}}}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 900}


def faults(visit):
    """What is wrong with the page as it stands, at a desk and on a phone, in light and in dark."""
    told = _violations(visit, RULES)
    visit.page.emulate_media(color_scheme="dark")
    told += _violations(visit, ONLY_COLOURS)
    visit.page.emulate_media(color_scheme="light")
    visit.page.set_viewport_size(PHONE)
    told += _violations(visit, WITHOUT_COLOURS)
    main = visit.page.get_by_test_id("stMain")
    if not main.evaluate("each => each.scrollWidth <= each.clientWidth"):
        told.append(f"{visit.page.url} is wider than a phone")
    visit.page.set_viewport_size(DESK)
    visit.check()
    return "\n".join(told)


def _violations(visit, rules):
    visit.settle()
    return [
        f"{visit.page.url} {each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in Axe().run(visit.page, options=rules).response["violations"]
        for node in each["nodes"]
    ]
