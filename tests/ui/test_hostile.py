"""Whatever people type is shown as they typed it, and does nothing: on every part and page."""

from datetime import date
from decimal import Decimal

import pytest
from streamlit.testing.v1.element_tree import Block

from scorecards.desk import Desk
from scorecards.document import DeclaredFactor, Dropped, Period, ScorecardKpi, Target
from scorecards.making.adopt import drop
from scorecards.together import Initiative, Pulse, Signature, Verdict
from ui.kept.parts import PARTS

NAME = "<i>x ![x](//e) [x](javascript:1) :material/home: :red[x] $x$ **b** `c` \u202e\u200b =1 #"
NOTE = f"# {NAME}\n\n- {NAME}\n\n> {NAME} " + "W" * 3_500
ACTIVE = ("<i>", "![x](", "](javascript", ":material/home:", ":red[", "$x$", "**b**", "`c`")
TURNS_ROUND = "\u202e"
LABELS = ("body", "label", "help", "text", "placeholder", "header", "footer")
TYPED = ("text_input", "text_area", "selectbox", "multiselect", "code")
"""Kinds that show what is in them as it is, apart from their labels."""


@pytest.fixture
def hostile(desk, adopted):
    """A scorecard where every text that a person can type does its worst."""
    mean = Desk(desk._store, desk.adviser, NAME)
    card = drop(adopted, adopted.kpis[-1].metric, NOTE)
    target = Target(
        baseline=20,
        change="by-points",
        amount=5,
        deadline=card.period.end,
        set_on=date(2027, 1, 20),
        why=NOTE,
    )
    kpis = [_mean(kpi) for kpi in card.kpis]
    kpis[0] = kpis[0].model_copy(update={"target": target, "windows": (30,)})
    known = desk.adviser.knowledge.records
    update = _everything(card, kpis, tuple(each for each in known if each.startswith("factor.")))
    mean.save(card.model_copy(update=update), 1, why=NOTE)
    opened = mean.open(card.id)
    read = [
        mean.reading(opened, kpis[0].metric, date(2026, 2, n), Decimal(n), evidence=NOTE)
        for n in (1, 2, 3, 4, 5)
    ]
    mean.record(opened, read, ("=1 <i>x $x$ **b** ![x](e).csv", b"1"))
    mean.correct(opened, read[0].id, Decimal(9), NOTE)
    mean.step(opened, "note", "task.scope", text=NOTE)
    mean.step(opened, "left-out", "task.scope", text=NOTE)
    mean.save(opened.card.model_copy(update={"status": "in-review"}), 2, why=NOTE)
    return opened.card


def _everything(card, kpis, factors):
    teams, day = ("team.product-marketing", "team.sales"), date(2026, 1, 5)
    return {
        "title": NAME,
        "person": NAME,
        "manager": NAME,
        "spending": NOTE,
        "launched_on": day,
        "kpis": tuple(kpis),
        "dropped": tuple(Dropped(metric=each.metric, reason=NOTE) for each in card.dropped),
        "factors": tuple(
            DeclaredFactor(
                factor=each,
                declared_on=day,
                expectation=NOTE,
                evidence=NOTE,
                metric=kpis[0].metric,
                adjustment=Decimal(1),
                proposed_by=NAME,
                accepted=accepted,
                reviewed_by=NAME,
            )
            for each, accepted in zip(factors, (True, None, False), strict=False)
        ),
        "initiatives": (
            Initiative(
                id="one",
                title=NAME,
                teams=teams,
                criteria=(NAME,),
                set_on=day,
                ends_on=day,
                verdicts=(Verdict(team=teams[0], by=NAME, on=day, result="met", note=NOTE),),
            ),
        ),
        "pulses": (
            Pulse(
                id="one",
                title=NAME,
                metric=kpis[-1].metric,
                questions=(NAME,),
                teams=teams,
                opens_on=day,
                closes_on=day,
            ),
        ),
        "joint": tuple(
            each.model_copy(update={"signed": (Signature(team=each.teams[0], by=NAME, on=day),)})
            for each in card.joint
        ),
    }


def _mean(kpi: ScorecardKpi) -> ScorecardKpi:
    contract = kpi.contract.model_copy(update={"tie_breaker": NAME, "reason": NOTE})
    return kpi.model_copy(update={"reason": NOTE, "formula": NOTE, "contract": contract})


def shown(node):
    """Every text of a page that Streamlit reads as Markdown, with the kind of what shows it."""
    proto = getattr(node, "proto", None)
    for name in LABELS:
        said = getattr(proto, name, "")
        if isinstance(said, str) and not (name in ("body", "text") and node.type in TYPED):
            yield node.type, said
    if node.type in ("button_group", "radio"):
        yield from ((node.type, getattr(each, "content", str(each))) for each in proto.options)
    if node.type == "table":
        yield from ((node.type, str(each)) for each in (*node.value, *node.value.to_numpy().flat))
    if isinstance(node, Block):
        for name in ("expandable", "popover", "tab", "dialog"):
            inner = getattr(proto, name, None)
            yield node.type, getattr(inner, "label", "") or getattr(inner, "title", "")
        for each in node.children.values():
            yield from shown(each)


def active(app):
    """What would do something, with where it stands."""
    found = [
        (kind, does, text[:200])
        for root in (app.main, app.sidebar)
        for kind, text in shown(root)
        for does in (*ACTIVE, TURNS_ROUND)
        if does in text
    ]
    return [each for each in found if each[0] != "code"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("version", ["", "2"])
def test_what_people_typed_does_nothing_on_any_part(part, version, visit, read, hostile):
    app = visit("scorecard", id=hostile.id, part=part, version=version)
    assert "javascript" in read(app)
    assert active(app) == []


@pytest.mark.parametrize("page", ["all_scorecards", "home"])
def test_nor_on_a_list_of_scorecards(page, visit, hostile):
    assert active(visit(page)) == []


def test_what_is_not_made_harmless_is_seen(visit, hostile, monkeypatch):
    monkeypatch.setattr("ui.kept.parts.escape", str)
    assert active(visit("scorecard", id=hostile.id))


@pytest.mark.parametrize("part", ["kpis", "dates", "findings", "outside", "steps"])
def test_a_scorecard_of_the_last_days_with_a_strange_profile_opens(part, visit, desk, adopted):
    strange = {"objectives": "x", "data_sources": 5, "external_factors": 5}
    update = {
        "period": Period(start=date(2199, 10, 1), end=date(2199, 12, 31)),
        "status": "closed",
        "basis": adopted.basis.model_copy(update={"profile": strange}),
    }
    desk.save(adopted.model_copy(update=update), 1, why="Strange.")
    visit("scorecard", id=adopted.id, part=part)
