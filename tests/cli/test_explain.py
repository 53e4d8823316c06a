"""The commands that explain: in words, as JSON, as a picture; a wrong question is one line."""

import json

import pytest
import yaml

WIN = b"objectives: [increase-win-rate]\nalignment: sales\n"


@pytest.fixture
def role(tmp_path):
    def write(text=WIN, name="role.yaml"):
        path = tmp_path / name
        path.write_bytes(text)
        return path

    return write


def test_why_starts_with_the_place_and_the_reason_and_names_rule_and_source(remit, role):
    done = remit("why", role(), "win-rate")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Win rate is the headline. [metric.win-rate]"
    assert lines[1].strip() == "Why it makes sense for you"
    assert "[SEL-002]" in done.out
    assert "Source: " in done.out
    assert "Alignment is sales: yes (you said Sales). [alignment]" in done.out


@pytest.mark.parametrize("name", ["metric.win-rate", "Win rate", " win  RATE ", "close ratio"])
def test_a_metric_goes_by_id_name_or_alias(remit, role, knowledge, name):
    if name == "close ratio":
        name = knowledge.records["metric.win-rate"].aliases[0]
    done = remit("why", role(), name, "--format", "json")
    assert json.loads(done.out)["metric"] == "metric.win-rate"


def test_the_proof_alone_goes_step_by_step_from_answers_to_the_metric(remit, role):
    found = json.loads(remit("why", role(), "win-rate", "--proof", "--format", "json").out)
    done = remit("why", role(), "win-rate", "--proof")
    lines = done.out.splitlines()
    assert len(lines) == len(found["steps"])
    assert lines[0].startswith("1. Objectives: you said Increase the win rate.")
    assert "Win rate is the headline. [metric.win-rate] (from " in lines[-1]
    picture = remit("why", role(), "win-rate", "--proof", "--format", "mermaid").out
    assert picture.count("-->") == len(found["leads"])


def test_why_of_a_metric_that_is_not_there_says_so_and_why_not(remit, role):
    done = remit("why", role(), "analyst-coverage")
    assert done.out.startswith("Analyst coverage is not on the scorecard.")
    assert "Rules that came nearest to speaking for it" in done.out
    found = json.loads(remit("why", role(), "analyst-coverage", "--format", "json").out)
    assert found["place"] == "out"
    assert found["why_not"]["status"] == "no-candidate"
    there = json.loads(remit("why", role(), "win-rate", "--format", "json").out)
    assert there["why_not"] is None


def test_why_not_holds_the_blocking_conditions_rule_by_rule(remit, role):
    found = json.loads(remit("why-not", role(), "activation-rate", "--format", "json").out)
    assert found["nearest_of"] >= len(found["nearest"]) == 10
    for each in found["nearest"]:
        assert each["rule"]
        assert each["distance"] >= 1
        assert [part["truth"] for part in each["blocking"]]


def test_why_not_of_a_kpi_says_that_it_is_one_and_why(remit, role):
    done = remit("why-not", role(), "win-rate")
    assert "Win rate is a KPI here: it is the headline." in done.out
    assert "Why it makes sense for you" in done.out


def test_policies_and_the_seed_documents_alone_are_heard(remit, role):
    path = role(b"phase: get-set\n")
    policy = ("--policy", "cac=one-accountable")
    done = remit("contract", path, "cac", *policy)
    assert "Customer acquisition cost is contributed to: marketing leads." in done.out
    assert "Customer acquisition cost is shared" in remit("contract", path, "cac").out
    done = remit("why-not", path, "activation-rate", "--sourced-only")
    assert "beyond the seed documents" in done.out


def test_what_if_lays_two_profiles_side_by_side(remit, role):
    other = role(WIN.replace(b"sales", b"product"), "other.yaml")
    done = remit("what-if", role(), other)
    assert (done.code, done.err) == (0, "")
    assert "What you answer otherwise" in done.out
    found = json.loads(remit("what-if", role(), other, "--format", "json").out)
    assert [each["field"] for each in found["answers"]] == ["alignment"]
    assert found["moved"]


def test_follows_and_dissent_answer_in_words_and_as_json(remit, role):
    assert "It is measured with the win-loss log" in remit("follows", role(), "win-rate").out
    every = json.loads(remit("dissent", role(), "--format", "json").out)
    one = json.loads(remit("dissent", role(), "win-rate", "--format", "json").out)
    assert {each["dispute"] for each in one} <= {each["dispute"] for each in every}
    assert "Sources disagree: " in remit("dissent", role()).out
    assert remit("dissent", role(b"industry: tools\n"), "nps").out == "No dispute is raised.\n"


@pytest.mark.parametrize(
    "command",
    [
        ("why", "win-rate"),
        ("why-not", "nps"),
        ("contract", "win-rate"),
        ("follows", "win-rate"),
        ("dissent",),
    ],
)
def test_every_command_draws_one_picture(remit, role, command):
    name, *rest = command
    done = remit(name, role(), *rest, "--format", "mermaid")
    assert (done.code, done.err) == (0, "")
    first, *lines = done.out.splitlines()
    assert first == "flowchart LR"
    assert all(line.startswith("  n") for line in lines)
    assert done.out == remit(name, role(), *rest, "--format", "mermaid").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("why", "win-ratee"), "did you mean `metric.win-rate`"),
        (("why-not", "objective.increase-win-rate"), "is no metric"),
        (("contract", "zzzzqq"), "`zzzzqq` is no metric; see `remit metrics`"),
        (("why", "win-rate", "--policy", "kpi-limit=two"), "is not one of its values"),
        (("why", "win-rate", "--format", "table"), "'table' is not one of"),
        (("follows",), "Missing argument"),
    ],
)
def test_a_wrong_question_is_one_line(remit, role, words, says):
    command, *rest = words
    done = remit(command, role(), *rest)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert done.err.count("\n") == 1


def test_a_wrong_profile_names_its_line_and_only_one_comes_from_standard_input(remit, role):
    done = remit("why", role(b"phase: grow\nstage: grwoth\n"), "nps")
    assert done.code == 2
    assert "role.yaml:2" in done.err
    done = remit("what-if", "-", "-", stdin=WIN)
    assert done.code == 2
    assert "standard input" in done.err
    assert remit("why", "-", "nps", stdin=WIN).code == 0


def test_change_gives_answers_that_can_be_put_into_the_profile(remit, role):
    done = remit("change", role(), "nps", "--up-to", "1", "--format", "json")
    found = json.loads(done.out)
    assert (found["metric"], found["now"]) == ("metric.nps", "monitor")
    assert found["searched"] > 50
    change = next(each for each in found["changes"] if each["goal"] == "in")
    ((field, value),) = change["set"].items()
    answers = yaml.safe_load(role().read_text(encoding="utf-8"))
    path = role(yaml.safe_dump({**answers, field: value}).encode())
    answer = json.loads(remit("recommend", path, "--format", "json").out)
    roles = {kpi["metric"]: kpi["role"] for kpi in answer["kpis"]}
    assert roles["metric.nps"] == change["then"]


def test_change_says_when_nothing_does(remit, role):
    done = remit("change", role(), "seo-ranking", "--up-to", "1", "--to", "in")
    assert "No other answer makes it a KPI." in done.out


def test_firm_tells_each_kpi_with_its_number(remit, role):
    done = remit("firm", role())
    assert "Win rate: " in done.out
    assert "other answers to one question" in done.out
    found = json.loads(remit("firm", role(), "--format", "json").out)
    assert all(each["stays"] <= each["neighbours"] for each in found)


def test_next_asks_first_what_decides_most(remit, role):
    done = remit("next", role())
    assert "Ask first: " in done.out
    found = json.loads(remit("next", role(), "--format", "json").out)
    weights = [each["changes"] for each in found["missing"]]
    assert weights == sorted(weights, reverse=True)
    assert found["missing"][0]["question"] in done.out


@pytest.mark.parametrize("command", ["change", "firm", "next"])
def test_what_is_drawn_has_every_sentence_of_the_text(remit, role, command):
    args = (command, role(), *(("nps", "--up-to", "1") if command == "change" else ()))
    text = remit(*args).out
    picture = remit(*args, "--format", "mermaid").out
    assert picture.startswith("flowchart")
    for line in text.splitlines():
        said = line.strip().split(" [")[0].replace("#", "#35;").replace('"', "#quot;")
        assert said in picture
