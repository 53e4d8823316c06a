"""Every page against the rules of WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.server]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
PAGES = (
    "/",
    "/design",
    "/design?objectives=increase-win-rate,reduce-churn&alignment=balanced&stage=growth&phase=grow",
    "/learn?phase=define",
    "/review",
    "/reference",
    "/reference?id=metric.win-rate",
    "/reference?id=dispute.kpi-count",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_violation(visit, path):
    visit.open(path)
    told = []
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        visit.settle()
        for each in Axe().run(visit.page, options=RULES).response["violations"]:
            told += [
                f"{scheme} {each['id']}: {node['target']} {node.get('failureSummary', '')}"
                for node in each["nodes"]
            ]
    assert not told, "\n".join(told)
