"""A page as axe sees it: against the rules of WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
# What the page is made of is the same in both; its colours are not.
IN = {"light": RULES, "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}}}


def violations(visit):
    """What axe finds on the page as it stands."""
    told = []
    for scheme, rules in IN.items():
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
