"""What was asked wrongly: exit code 2 and one line that says where, what, and what would do."""

import sys
from types import SimpleNamespace

import pytest

from ui.commands import asked
from ui.parts import ports

PROFILE = "objectives: [increase-win-rate]\nstage: growth\n"


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("", "profile.yaml", ["the profile is empty", "--objective increase-win-rate"]),
        ("# nothing\n", "profile.yaml", ["the profile is empty"]),
        ("{}\n", "", ["the profile is empty"]),
        ("stage:\n", "", ["the profile is empty"]),
        ("- stage: growth\n", "profile.yaml:1", ["as a list of `field: value`"]),
        ("growth\n", "profile.yaml:1", ["as a list of `field: value`"]),
        ("phase: grow\nstage: grwoth\n", "profile.yaml:2", ["stage", "did you mean `growth`"]),
        ("stage: unicorn\n", "profile.yaml:1", ["known: pre-fit, early, growth, mature"]),
        ("phase: grow\nstgae: growth\n", "profile.yaml:2", ["unknown field", "`stage`"]),
        ("objectives: increase-win-rate\n", "profile.yaml:1", ["objectives", "wants a list"]),
        (
            "stage: growth\nobjectives:\n  - increase-winrate\n",
            "profile.yaml:2",
            ["`objective.increase-win-rate`"],
        ),
        (
            "objectives: [reduce-churn, objective.reduce-churn]\n",
            "profile.yaml:1",
            ["names the same thing twice"],
        ),
        ("excluded: [npss]\n", "profile.yaml:1", ["did you mean `metric.nps`"]),
        ("team_size: many\n", "profile.yaml:1", ["`many` is not a number"]),
        ("team_size: 0\n", "profile.yaml:1", ["out of range", "from 1 to 10,000"]),
        ("company_size: 20000000\n", "profile.yaml:1", ["20,000,000 is out of range"]),
        ("first_pmm: yes\n", "profile.yaml:1", ["`yes` is not true or false"]),
        ("stage: growth\nlaunch:\n  tier: 9\n", "profile.yaml:3", ["launch.tier", "from 1 to 3"]),
        ("launch: {date: soon}\n", "profile.yaml:1", ["`soon` is not a date", "2027-03-31"]),
        ("launch: {teir: 1}\n", "profile.yaml:1", ["launch.teir", "did you mean `tier`"]),
        ("launch: tomorrow\n", "profile.yaml:1", ["wants fields of its own", "name, date, tier"]),
        ("industry: 5\n", "profile.yaml:1", ["`5` is not text"]),
        (
            "critical_initiative: {metric: nsp}\n",
            "profile.yaml:1",
            ["critical_initiative.metric", "did you mean"],
        ),
        ("stage: growth\nstage: early\n", "profile.yaml:2", ["Y005", "stands twice"]),
        ("a: &x 1\nb: *x\n", "profile.yaml:1", ["Y006"]),
        ("stage: [growth\n", "profile.yaml:2", ["Y003", "not valid YAML"]),
        ("stage: \x07\n", "profile.yaml:1", ["Y003", "U+0007"]),
        ("[" * 200_000, "profile.yaml:1", ["Y003", "nested too deeply"]),
        ("stage: growth\n" + "# \n" * 500_000, "profile.yaml:1", ["Y002", "1,000,000 bytes"]),
        ("first_pmm: true\nteam_size: 4\n", "", ["contradict each other", "drop one of the two"]),
        (
            "critical_initiative: {metric: nps}\nexcluded: [nps]\n",
            "",
            ["contradict each other", "metric.nps"],
        ),
        ("team_size: 40\ncompany_size: 30\n", "", ["contradict each other"]),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_wrong_profile_is_refused_in_one_line(fault, profile, text, where, words):
    path = profile(text)
    for line in (fault("recommend", path), fault("onboard", path), fault("plan", path)):
        assert not where or f"{path.parent}/{where}:" in line
        for each in words:
            assert each in line
    piped = fault("recommend", "-", stdin=text.encode())
    assert not where or where.replace("profile.yaml", "standard input") + ":" in piped


def test_a_profile_in_another_encoding_is_refused(fault, tmp_path):
    path = tmp_path / "old.yaml"
    path.write_bytes("stage: growth\nindustry: Bäckerei\n".encode("latin-1"))
    assert f"{path}:2: Y002: not UTF-8" in fault("recommend", path)


def test_a_binary_file_is_refused(fault, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    assert "picture.png:1: Y002" in fault("recommend", path)
    assert "standard input:1: Y002" in fault("recommend", "-", stdin=path.read_bytes())


def test_a_missing_file_and_a_folder_are_refused(fault, tmp_path):
    assert "No such file" in fault("recommend", tmp_path / "none.yaml")
    assert "Is a directory" in fault("recommend", tmp_path)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["recommend"], ["the profile is empty", "--objective"]),
        (["recommend", "--stage", "grwoth"], ["stage", "did you mean `growth`"]),
        (["recommend", "--objective", "winrate"], ["objectives", "`winrate` is not known"]),
        (["recommend", "--alignment", "seles"], ["did you mean `sales`"]),
        (["recommend", "--focus", "lunch"], ["did you mean `launch`"]),
        (["recommend", "--phase", "getset"], ["did you mean `get-set`"]),
        (["recommend", "--motion", "viral"], ["known: product-led, sales-led, hybrid"]),
        (["recommend", "--stgae", "growth"], ["No such option: --stgae"]),
        (["recommend", "--stage"], ["--stage", "requires an argument"]),
        (["recommend", "--format", "xml"], ["--format", "'xml'", "'table', 'json'"]),
        (["recommend", "a.yaml", "b.yaml"], ["unexpected extra argument"]),
        (["metrics", "--format", "yaml"], ["'table', 'json'"]),
        (["metrics", "extra"], ["unexpected extra argument"]),
        (["show"], ["Missing argument"]),
        (["show", "winrate"], ["`winrate` is not known", "did you mean `win-rate`"]),
        (["show", "SEL-999"], ["`SEL-999` is not known"]),
        (["onboard"], ["give a profile"]),
        (["plan"], ["Missing argument"]),
        (["recomend"], ["No such command 'recomend'", "recommend"]),
        (["--version"], ["No such option"]),
        (["ui", "--port", "web"], ["--port"]),
        (["ui", "--port", "0"], ["--port"]),
        (["ui", "--port", "65536"], ["--port"]),
        (["ui", "--port", "-1"], ["--port"]),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_refused_in_one_line(fault, args, words):
    line = fault(*args)
    for each in words:
        assert each in line


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("kpi-limit", ["write it as key=value", "kpi-limit=one"]),
        ("kpilimit=one", ["unknown policy", "did you mean `kpi-limit`"]),
        ("kpi-limit=two", ["`two` is not one of its values", "known: five-and-seven, one"]),
        ("revenue=shard", ["did you mean `shared`"]),
        ("evidence=sourced-only", ["unknown policy"]),
        ("=one", ["unknown policy"]),
        ("", ["write it as key=value"]),
    ],
)
def test_a_wrong_policy_is_refused_in_one_line(fault, policy, words):
    line = fault("recommend", "--stage", "growth", "--policy", policy)
    for each in words:
        assert each in line


def test_a_fault_in_an_option_does_not_blame_the_file(fault, profile):
    path = profile(PROFILE)
    line = fault("recommend", path, "--stage", "grwoth")
    assert str(path) not in line
    assert "stage: `grwoth` is not known" in line


def test_a_fault_in_the_file_that_an_option_replaces_is_none(remit, profile):
    path = profile("objectives: [increase-win-rate]\nstage: grwoth\n")
    assert remit("recommend", path, "--stage", "growth").code == 0


def test_where_no_port_is_free_another_is_asked_for(fault, monkeypatch):
    monkeypatch.setattr(ports, "next_free", lambda host, port: None)
    assert "no free port from 8501 on; set PORT= to another" in fault("ui")


def test_a_busy_port_gives_the_next_and_the_address_is_said(remit, monkeypatch):
    served = []
    serve = SimpleNamespace(serve=lambda host, port: served.append((host, port)))
    monkeypatch.setitem(sys.modules, "ui.server", serve)
    monkeypatch.setattr(ports, "next_free", lambda host, port: port + 1)
    monkeypatch.setenv("PORT", "8600")
    done = remit("ui")
    assert done.code == 0
    assert served == [("127.0.0.1", 8601)]
    assert done.out.splitlines() == [
        "Port 8600 is busy.",
        "Remit is at http://localhost:8601  (stop it with Ctrl+C)",
    ]


def test_a_stop_from_the_keyboard_is_no_fault(remit, monkeypatch):
    def stop():
        raise KeyboardInterrupt

    monkeypatch.setattr(asked, "shipped_knowledge", stop)
    done = remit("metrics")
    assert (done.code, done.out) == (130, "")
    assert "Traceback" not in done.err


def test_an_address_that_is_none_is_said_to_be_so(fault):
    assert "Remit serves this machine alone" in fault("ui", "--host", "no such host")
