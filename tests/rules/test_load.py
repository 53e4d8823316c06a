"""Reading a catalogue: one rule a file, in the folder of its stage, named after it."""

import shutil

import pytest
import yaml
from pydantic import ValidationError

from knowledge_graph.yaml_file import InvalidData
from rules.condition import ALWAYS, NEVER, Leaf
from rules.load import example_fields, load, shipped

RULE = {
    "id": "SEL-900",
    "name": "a-rule",
    "title": "A rule",
    "when": {"alignment": "sales"},
    "then": [{"recommend": "metric.nps"}],
    "because": "It is only a test.",
    "examples": [
        {"name": "sales", "given": {"alignment": "sales"}, "fires": True},
        {"name": "product", "given": {"alignment": "product"}, "fires": False},
    ],
}


def write(root, stage="select", folder="", file=None, **changes):
    """Write a rule, with some of its fields changed; None takes a field out."""
    rule = {name: value for name, value in (RULE | changes).items() if value is not None}
    path = root / stage / folder / (file or f"{rule['id']}-{rule['name']}.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(rule, sort_keys=False))
    return path


@pytest.fixture
def root(tmp_path):
    (tmp_path / "catalogue").mkdir()
    return tmp_path / "catalogue"


def problems(knowledge, root):
    with pytest.raises(InvalidData) as caught:
        load(knowledge, root)
    return [(each.path, each.line, each.code, each.text) for each in caught.value.problems]


def test_an_empty_catalogue_has_no_rules(knowledge, root):
    assert load(knowledge, root).rules == ()


def test_rules_come_in_the_order_of_stages_and_ids(knowledge, root):
    write(root, "critique", id="CRI-900", then=[{"advise": "Think."}])
    write(root, "select", id="SEL-902")
    write(root, "select", "deep/down", id="SEL-901")
    write(root, "appraise", id="APP-900", then=[{"infer": "alignment", "value": "sales"}])
    write(root, "assign", id="ASG-900", over="candidate", then=[{"hold": "shared"}])
    found = load(knowledge, root)
    assert [(rule.id, rule.stage) for rule in found.rules] == [
        ("APP-900", "appraise"),
        ("SEL-901", "select"),
        ("SEL-902", "select"),
        ("ASG-900", "assign"),
        ("CRI-900", "critique"),
    ]


def test_conditions_are_parsed_and_what_is_not_written_is_always_and_never(knowledge, root):
    write(root)
    write(
        root,
        id="SEL-901",
        when=None,
        unless={"alignment": "product"},
        examples=[
            {"name": "a", "given": {"alignment": "sales"}, "fires": True},
            {"name": "b", "given": {"alignment": "product"}, "fires": False},
        ],
    )
    first, second = load(knowledge, root).rules
    assert (first.when, first.unless) == (Leaf("alignment", "equals", "sales", "one"), NEVER)
    assert (second.when, second.unless) == (
        ALWAYS,
        Leaf("alignment", "equals", "product", "one"),
    )


def test_a_rule_is_found_by_its_id_and_can_be_left_out(knowledge, root):
    write(root)
    write(root, id="SEL-901")
    found = load(knowledge, root)
    assert found.get("SEL-901").rule.title == "A rule"
    with pytest.raises(KeyError):
        found.get("SEL-999")
    fewer = found.without("SEL-900")
    assert [rule.id for rule in fewer.rules] == ["SEL-901"]
    assert fewer.version != found.version


def test_only_stable_rules_run(knowledge, root):
    write(root)
    write(root, id="SEL-901", status="draft")
    write(root, id="SEL-902", status="deprecated", superseded_by="SEL-900")
    found = load(knowledge, root)
    assert [rule.id for rule in found.rules] == ["SEL-900", "SEL-901", "SEL-902"]
    assert [rule.id for rule in found.stable] == ["SEL-900"]


def test_a_folder_that_is_not_there_is_named(knowledge, tmp_path):
    ((path, _, code, _),) = problems(knowledge, tmp_path / "none")
    assert (path, code) == (str(tmp_path / "none"), "Y001")


@pytest.mark.parametrize("name", ["choose", "select.yaml", "README.md"])
def test_what_belongs_to_no_stage_is_refused(knowledge, root, name):
    if "." in name:
        (root / name).write_text("")
    else:
        (root / name).mkdir()
    ((path, line, code, text),) = problems(knowledge, root)
    assert (path, line, code) == (f"catalogue/{name}", 1, "R201")
    assert "appraise, select, assign, critique" in text


@pytest.mark.parametrize("name", ["SEL-900-a-rule.yml", "notes.txt", ".DS_Store"])
def test_a_file_that_is_no_rule_is_refused(knowledge, root, name):
    write(root)
    (root / "select" / name).write_text("")
    ((path, line, code, _),) = problems(knowledge, root)
    assert (path, line, code) == (f"catalogue/select/{name}", 1, "R201")


@pytest.mark.parametrize("file", ["SEL-900.yaml", "SEL-901-a-rule.yaml", "SEL-900-other.yaml"])
def test_a_file_must_bear_the_id_and_name_of_its_rule(knowledge, root, file):
    write(root, file=file)
    ((path, line, code, text),) = problems(knowledge, root)
    assert (path, line, code) == (f"catalogue/select/{file}", 1, "R202")
    assert "`SEL-900-a-rule.yaml`" in text


def test_two_rules_of_one_id_are_refused_and_the_first_is_named(knowledge, root):
    write(root)
    write(root, name="another-rule")
    ((path, _, code, text),) = problems(knowledge, root)
    assert (path, code) == ("catalogue/select/SEL-900-another-rule.yaml", "R204")
    assert "catalogue/select/SEL-900-a-rule.yaml" in text


@pytest.mark.parametrize("place", ["when", "unless"])
def test_a_condition_that_cannot_be_read_names_its_line(knowledge, root, place):
    path = write(root, **{place: {"all": [{"motion": "hybrid"}, {"stage": "grown"}]}})
    ((_, line, code, text),) = problems(knowledge, root)
    assert code == "R203"
    assert "did you mean `growth`?" in text
    assert "stage: grown" in path.read_text().splitlines()[line - 1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "SEL-9"}, "`id`"),
        ({"name": "A Rule"}, "`name`"),
        ({"because": None}, "field `because` is missing"),
        ({"then": []}, "`then`"),
        ({"then": [{"suggest": "metric.nps"}]}, "a conclusion starts with one of infer, recommend"),
        ({"then": ["recommend"]}, "a conclusion starts with one of"),
        ({"then": [{"recommend": "metric.nps", "as": "star"}]}, "`then.0.recommend.as`"),
        ({"then": [{"recommend": "nps"}]}, "`then.0.recommend.recommend`"),
        ({"over": "team"}, "`over`"),
        ({"status": "old"}, "`status`"),
        ({"colour": "red"}, "unknown field `colour`; known: "),
        ({"examples": RULE["examples"][:1]}, "at least one that fires and one that stays quiet"),
        ({"examples": RULE["examples"][1:]}, "at least one that fires and one that stays quiet"),
        ({"status": "deprecated"}, "a deprecated rule names `superseded_by`"),
        ({"basis": "sourced"}, "basis `sourced` needs at least one citation"),
        ({"basis": "practice"}, "basis `practice` needs at least one citation"),
    ],
)
def test_what_is_no_rule_is_refused_with_the_field(knowledge, root, changes, words):
    write(root, file="SEL-900-a-rule.yaml", **changes)
    found = problems(knowledge, root)
    assert {code for _, _, code, _ in found} == {"Y008"}
    assert any(words in text for _, _, _, text in found), found


def test_every_problem_of_every_file_is_listed_at_once(knowledge, root):
    write(root, title=None)
    write(root, id="SEL-901", when={"alignment": "sails"})
    write(root, "assign", id="ASG-900", file="ASG-900.yaml")
    write(root, "critique", id="CRI-900").write_text("id: [\n")
    (root / "nowhere").mkdir()
    assert [(path, code) for path, _, code, _ in problems(knowledge, root)] == [
        ("catalogue/nowhere", "R201"),
        ("catalogue/select/SEL-900-a-rule.yaml", "Y008"),
        ("catalogue/select/SEL-901-a-rule.yaml", "R203"),
        ("catalogue/assign/ASG-900.yaml", "R202"),
        ("catalogue/critique/CRI-900-a-rule.yaml", "Y003"),
    ]


def test_equal_content_gives_an_equal_version_and_other_content_another(knowledge, root, tmp_path):
    path = write(root)
    before = load(knowledge, root).version
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(root, elsewhere)
    path.touch()
    assert load(knowledge, root).version == load(knowledge, elsewhere).version == before
    write(root, because="It is another test.")
    assert load(knowledge, root).version != before
    path.unlink()
    assert load(knowledge, root).version != before


def test_a_rule_cannot_be_changed(knowledge, root):
    write(root)
    (rule,) = load(knowledge, root).rules
    with pytest.raises(ValidationError):
        rule.rule.because = "Because."
    with pytest.raises(AttributeError):
        rule.stage = "assign"


def test_an_example_stands_at_the_default_of_each_policy_it_does_not_give(catalogue):
    vocabulary = catalogue.vocabularies["profile"]
    fields = example_fields({"alignment": "sales", "policy_revenue": "direct"}, vocabulary)
    assert fields["policy_revenue"] == "direct"
    assert fields["policy_kpi_limit"] == "five-and-seven"
    assert fields["alignment"] == "sales"
    assert "motion" not in fields


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"aligment": "sales"}, "unknown field `aligment`"),
        ({"alignment": "sails"}, "`sails` is not a value of `alignment`"),
        ({"objectives": "objective.reduce-churn"}, "`objectives` wants a list"),
        ({"objectives": ["reduce-churn"]}, "`reduce-churn` is not a value of `objectives`"),
        ({"team_size": "two"}, "`team_size` wants a number"),
        ({"team_size": True}, "`team_size` wants a number"),
        ({"first_pmm": "yes"}, "`first_pmm` wants true or false"),
    ],
)
def test_an_example_that_names_what_is_not_there_is_refused(catalogue, given, words):
    with pytest.raises(ValueError, match=words):
        example_fields(given, catalogue.vocabularies["profile"])


def test_the_shipped_catalogue_is_read_by_default(knowledge, catalogue):
    assert load(knowledge, shipped()).version == catalogue.version
