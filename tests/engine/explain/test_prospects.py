"""How firm a KPI is, and what to ask next."""

import pytest

from engine import Policy, read_profile
from engine.explain.answers import Answers
from engine.explain.ask import next_answers
from engine.explain.firm import firmness
from engine.explain.places import Neighbourhood, Places
from engine.explain.run import Run
from engine.explain.words import Words

SALES = {"objectives": ["increase-win-rate"], "alignment": "sales", "stage": "growth"}


@pytest.fixture(scope="module")
def house(knowledge, catalogue, graph, adviser):
    answers, places = Answers(catalogue, knowledge), Places(graph, catalogue)
    words = Words(knowledge, catalogue)

    def held(profile):
        return {metric: h.kind for metric, h in adviser.reason(profile).held.items()}

    class House:
        def firm(self, raw):
            profile = read_profile(raw, knowledge)
            near = Neighbourhood(places, profile, Policy())
            return {each.metric: each for each in firmness(profile, near, answers, words)}

        def ask(self, raw):
            profile = read_profile(raw, knowledge)
            near = Neighbourhood(places, profile, Policy())
            return next_answers(profile, near, answers, held, words)

        def kpis(self, raw, **given):
            run = Run(adviser.reason(read_profile({**raw, **given}, knowledge)))
            return {m for m, place in run.places.items() if place in ("headline", "supporting")}

        def others(self, raw):
            profile = read_profile(raw, knowledge)
            return [answers.apply(profile, [each]) for each in answers.other(profile)]

        def place(self, profile, metric):
            return Run(adviser.reason(profile)).place(metric)

    return House()


def test_the_number_is_counted_by_running_again(house):
    firm = house.firm(SALES)["metric.sales-confidence"]
    others = house.others(SALES)
    stays = [house.place(each, firm.metric) in ("headline", "supporting") for each in others]
    assert (firm.neighbours, firm.stays) == (len(stays), sum(stays))
    assert sum(swing.drops for swing in firm.swings) == firm.neighbours - firm.stays
    assert f"{firm.stays} of {firm.neighbours}" in firm.says


def test_every_kpi_is_told_and_nothing_else(house):
    assert set(house.firm(SALES)) == house.kpis(SALES)


def test_the_word_follows_the_number(house):
    for raw in (SALES, {"focus": "launch", "motion": "product-led"}):
        for each in house.firm(raw).values():
            word = "robust" if each.share >= 0.9 else "fragile" if each.share < 0.7 else "fair"
            assert each.firm == word
    assert len({each.firm for each in house.firm({"focus": "launch"}).values()}) > 1


def test_what_an_answer_would_do_is_so(house):
    answer = house.ask(SALES)
    assert answer.missing
    now = house.kpis(SALES)
    for missing in answer.missing:
        if missing.field in ("focus", "phase", "motion"):
            for between in missing.between:
                for value in between.values:
                    after = house.kpis(SALES, **{missing.field: value})
                    assert set(between.came) == after - now
                    assert set(between.went) == now - after


def test_the_most_telling_question_comes_first(house):
    found = [missing.changes for missing in house.ask(SALES).missing]
    assert found == sorted(found, reverse=True)
    assert min(found) > 0


def test_a_question_that_decides_nothing_is_said_to(house):
    answer = house.ask(SALES)
    assert answer.nothing
    assert not set(answer.nothing) & {missing.field for missing in answer.missing}


def test_what_is_known_is_not_asked(house):
    fields = {missing.field for missing in house.ask(SALES).missing}
    assert not fields & {"objectives", "alignment", "stage"}


def test_who_answers_for_it_counts_as_well(house):
    missing = {each.field: each for each in house.ask({"objectives": ["retain-customers"]}).missing}
    assert "partner_team" in missing
    assert any(between.other for between in missing["partner_team"].between)


def test_nothing_chosen_asks_for_the_objectives(house):
    assert house.ask({"focus": "launch"}).missing[0].field == "objectives"
