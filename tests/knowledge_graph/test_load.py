"""Reading a data folder: what is refused, that all of it is listed, and what the version means."""

import datetime
import shutil

import pytest
from pydantic import BaseModel, ValidationError

from knowledge_graph import load as loading
from knowledge_graph.load import KINDS, load
from knowledge_graph.records import Metric, Source, Stage
from knowledge_graph.yaml_file import InvalidData

FIELDS = "".join(f"{kind}: []\n" for kind in ("profile", "metric", "link", "candidate", "kpi"))
STAGE = "id: stage.{0}\nlabel: {0}\ndefinition: A stage.\norder: {1}\n"


@pytest.fixture
def data(tmp_path):
    """A small data folder: two stages, one source, and the fields."""
    root = tmp_path / "data"
    (root / "stages").mkdir(parents=True)
    (root / "sources").mkdir()
    (root / "fields.yaml").write_text(FIELDS + "scorecard: []\n")
    (root / "stages" / "first.yaml").write_text(STAGE.format("first", 1))
    (root / "stages" / "second.yaml").write_text(STAGE.format("second", 2))
    (root / "sources" / "book.yaml").write_text(
        "id: source.book\nlabel: A book\ndefinition: It says things.\nkind: method\n"
    )
    return root


def problems(root):
    with pytest.raises(InvalidData) as caught:
        load(root)
    return [(each.path, each.line, each.code) for each in caught.value.problems]


def test_records_come_in_the_order_of_kinds_and_ids(data):
    knowledge = load(data)
    assert list(knowledge.records) == ["source.book", "stage.first", "stage.second"]
    assert [stage.id for stage in knowledge.every(Stage)] == ["stage.first", "stage.second"]
    assert knowledge.get(Source, "source.book").label == "A book"
    assert knowledge.documents["stage.first"].path == "data/stages/first.yaml"


def test_a_record_of_another_kind_is_not_found(data):
    knowledge = load(data)
    with pytest.raises(KeyError):
        knowledge.get(Metric, "stage.first")
    with pytest.raises(KeyError):
        knowledge.get(Stage, "stage.third")


def test_a_label_is_found_by_id_and_an_unknown_id_stands_for_itself(data):
    knowledge = load(data)
    assert knowledge.label("stage.first") == "first"
    assert knowledge.label("stage.third") == "stage.third"


@pytest.mark.parametrize("wrong", ["stage.other", "team.first", "stage.second"])
def test_a_file_must_bear_the_name_of_its_record(data, wrong):
    path = data / "stages" / "first.yaml"
    path.write_text("# a remark\n" + path.read_text().replace("stage.first", wrong))
    with pytest.raises(InvalidData, match=r"must be `stage\.first`, after the file's name"):
        load(data)
    assert problems(data) == [("data/stages/first.yaml", 2, "G102")]


def test_an_unknown_folder_is_refused_with_the_known_ones(data):
    (data / "metricses").mkdir()
    with pytest.raises(InvalidData, match="unknown folder; known: sources, teams,"):
        load(data)
    assert problems(data) == [("data/metricses", 1, "G101")]


@pytest.mark.parametrize("name", ["notes.txt", "first.yml", "second.yaml.bak", ".DS_Store"])
def test_a_file_that_is_no_record_is_refused(data, name):
    (data / "stages" / name).write_text("id: stage.third\n")
    assert problems(data) == [(f"data/stages/{name}", 1, "G101")]


def test_a_record_outside_its_folder_is_refused(data):
    (data / "third.yaml").write_text(STAGE.format("third", 3))
    assert problems(data) == [("data/third.yaml", 1, "G101")]


def test_a_record_in_a_folder_of_its_own_is_refused(data):
    (data / "stages" / "late").mkdir()
    (data / "stages" / "late" / "third.yaml").write_text(STAGE.format("third", 3))
    assert problems(data) == [("data/stages/late/third.yaml", 1, "G101")]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert problems(tmp_path / "none")[0] == (str(tmp_path / "none"), 1, "Y001")


def test_the_fields_must_be_there(data):
    (data / "fields.yaml").unlink()
    assert problems(data) == [("data/fields.yaml", 1, "Y001")]


def test_every_problem_is_listed_at_once_with_file_and_line(data):
    (data / "nowhere").mkdir()
    (data / "stages" / "notes.txt").write_text("")
    (data / "stages" / "first.yaml").write_text("id: stage.first\nlabel: [\n")
    (data / "stages" / "second.yaml").write_text(
        "id: stage.second\nlabel: two\nlabel: three\norder: no\n"
    )
    (data / "stages" / "third.yaml").write_text(
        "id: stage.third\nlabel: three\norder: many\ncolour: red\n"
    )
    (data / "sources" / "book.yaml").write_text(
        "id: source.novel\nlabel: A\ndefinition: B\nkind: method\n"
    )
    (data / "fields.yaml").write_text(FIELDS)
    assert problems(data) == [
        ("data/nowhere", 1, "G101"),
        ("data/sources/book.yaml", 1, "G102"),
        ("data/stages/first.yaml", 3, "Y003"),
        ("data/stages/notes.txt", 1, "G101"),
        ("data/stages/second.yaml", 3, "Y005"),
        ("data/stages/third.yaml", 1, "Y008"),
        ("data/stages/third.yaml", 3, "Y008"),
        ("data/stages/third.yaml", 4, "Y008"),
        ("data/fields.yaml", 1, "Y008"),
    ]


def test_sourced_without_a_citation_is_refused(data):
    path = data / "stages" / "first.yaml"
    path.write_text(path.read_text() + "basis: sourced\n")
    with pytest.raises(InvalidData, match="basis `sourced` needs at least one citation"):
        load(data)


def test_equal_content_gives_an_equal_version_wherever_it_lies(data, tmp_path):
    elsewhere = tmp_path / "another" / "place"
    shutil.copytree(data, elsewhere)
    assert load(data).version == load(data).version == load(elsewhere).version


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "stages" / "first.yaml").write_text(STAGE.format("first", 7)),
        lambda root: (root / "stages" / "second.yaml").unlink(),
        lambda root: (root / "stages" / "third.yaml").write_text(STAGE.format("third", 3)),
        lambda root: (root / "fields.yaml").write_text(
            FIELDS + "scorecard:\n- {name: n, label: N, type: number, meaning: A count.}\n"
        ),
    ],
    ids=["changed", "removed", "added", "fields"],
)
def test_other_content_gives_another_version(data, change):
    before = load(data).version
    change(data)
    assert load(data).version != before


def test_touching_a_file_changes_no_version(data):
    before = load(data).version
    (data / "stages" / "first.yaml").touch()
    (data / "teams").mkdir()
    assert load(data).version == before


def test_what_is_shipped_is_read_by_default(knowledge):
    assert loading.shipped().is_dir()
    assert {folder.name for folder in loading.shipped().iterdir()} == {*KINDS, "fields.yaml"}
    assert len(knowledge.version) == 12
    assert load(loading.shipped()).version == knowledge.version


def test_every_kind_of_record_is_shipped(knowledge):
    for _, model in KINDS.values():
        assert knowledge.every(model), model.__name__


def test_the_shipped_records_stand_in_order_of_kind_and_id(knowledge):
    kinds = [prefix for prefix, _ in KINDS.values()]
    places = [(kinds.index(each.partition(".")[0]), each) for each in knowledge.records]
    assert places == sorted(places)


def test_nothing_that_was_read_can_be_changed(knowledge):
    for record in knowledge.records.values():
        with pytest.raises(ValidationError):
            record.label = "other"
    with pytest.raises(TypeError):
        knowledge.records["metric.new"] = None
    with pytest.raises(AttributeError):
        knowledge.version = ""
    with pytest.raises(ValidationError):
        knowledge.fields.profile = ()


def mutable_parts(value, path):
    if isinstance(value, BaseModel):
        assert value.model_config.get("frozen"), path
        for name in type(value).model_fields:
            yield from mutable_parts(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from mutable_parts(item, f"{path}[{place}]")
    elif not isinstance(value, str | int | float | bool | type(None) | datetime.date):
        yield path


def test_records_are_frozen_to_the_core_but_for_the_words_of_a_policy(knowledge):
    found = {
        path.partition(".policy.")[2] or path
        for record in knowledge.records.values()
        for path in mutable_parts(record, record.id)
    }
    assert found == {"values"}
