"""Every page against the rules of WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

import pytest

from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.server]

EXPLAINED = "/design?objectives=increase-win-rate&motion=sales-led&phase=get-set"
PAGES = (
    "/",
    "/design",
    "/design?objectives=increase-win-rate,reduce-churn&alignment=balanced&stage=growth&phase=grow",
    f"{EXPLAINED}&of=win-rate&explain=why",
    f"{EXPLAINED}&of=win-rate&explain=how",
    f"{EXPLAINED}&of=win-rate&explain=change",
    f"{EXPLAINED}&of=win-rate&explain=firm",
    f"{EXPLAINED}&of=win-rate&explain=follows",
    f"{EXPLAINED}&of=win-rate&explain=dissent",
    f"{EXPLAINED}&of=win-rate&explain=contract",
    f"{EXPLAINED}&of=product-adoption-rate&explain=why",
    f"{EXPLAINED}&other=objectives%3Dreduce-churn",
    f"{EXPLAINED}&tried=nps",
    "/learn?phase=define",
    "/practise?objectives=increase-win-rate",
    "/measure",
    "/measure?instrument=nps",
    "/review",
    "/catalogue",
    "/catalogue?team=sales&part=leads",
    "/catalogue?view=matrix",
    "/catalogue?q=wni%20rate",
    "/catalogue?id=metric.win-rate",
    "/catalogue?id=dispute.kpi-count",
    "/catalogue?id=source.metrics-framework",
    "/rules",
    "/rules?id=SEL-110",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_violation(stay, path):
    stay.open(path)
    assert not faults(stay)
