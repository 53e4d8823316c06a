"""What holds of every objective, those of the seed documents and those from the field."""

from knowledge_graph.records import Objective

FROM_THE_SEEDS = 15


def test_no_objective_from_the_field_claims_to_be_of_the_seeds(knowledge):
    ordered = sorted(knowledge.every(Objective), key=lambda each: each.order)
    assert [each.order for each in ordered] == list(range(1, len(ordered) + 1))
    for each in ordered:
        assert (each.basis == "sourced") is (each.order <= FROM_THE_SEEDS), each.id


def test_an_objective_from_the_field_says_what_each_of_its_measures_rests_on(knowledge):
    for each in knowledge.every(Objective):
        if each.order > FROM_THE_SEEDS:
            assert 4 <= len(each.kpis) <= 7, each.id
            for link in (each.outcome, *each.kpis):
                assert link.citations if link.basis == "practice" else link.why, link.to


def test_every_name_of_an_objective_is_its_own(knowledge):
    names = [
        name.casefold()
        for each in knowledge.every(Objective)
        for name in dict.fromkeys((each.label, *each.aliases))
    ]
    assert not {name for name in names if names.count(name) > 1}
