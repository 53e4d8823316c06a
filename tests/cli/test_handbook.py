"""The command that writes the handbook and says where it is out of date."""

import pytest

from ui.commands import upkeep
from ui.handbook import handbook


@pytest.fixture(scope="module")
def pages(knowledge, catalogue):
    return handbook(knowledge, catalogue)


@pytest.fixture(autouse=True)
def _made_once(monkeypatch, pages):
    monkeypatch.setattr(upkeep, "make_handbook", lambda *_: pages)


def test_it_writes_every_page_and_then_finds_all_fresh(remit, tmp_path, pages):
    out = tmp_path / "book"
    count = len(pages)
    done = remit("handbook", "--out", out)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{count} pages in {out.as_posix()}, {count} changed\n"
    assert sum(path.is_file() for path in out.rglob("*")) == count
    done = remit("handbook", "--out", out, "--check")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{count} pages, all of them fresh\n"


def test_a_check_names_what_differs_with_the_command_that_mends_it(remit, tmp_path):
    out = tmp_path / "book"
    remit("handbook", "--out", out)
    (out / "teams.md").write_bytes((out / "teams.md").read_bytes() + b"\n")
    (out / "disputes" / "charter.md").rename(out / "disputes" / "charta.md")
    done = remit("handbook", "--out", out, "--check")
    assert done.code == 1
    assert done.out.splitlines() == [
        f"stray: {out}/disputes/charta.md",
        f"missing: {out}/disputes/charter.md",
        f"stale: {out}/teams.md",
    ]
    assert done.err == f"3 to mend; run: remit handbook --out {out}\n"
    assert remit("handbook", "--out", out).out.endswith(", 3 changed\n")
    assert remit("handbook", "--out", out, "--check").code == 0


def test_a_folder_with_other_things_is_refused(fault, tmp_path):
    (tmp_path / "letter.txt").write_text("dear\n", encoding="utf-8")
    line = fault("handbook", "--out", tmp_path)
    assert f"{tmp_path}/letter.txt was not made by" in line
    assert "choose another folder" in line
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(fault, tmp_path):
    (tmp_path / "book").write_text("", encoding="utf-8")
    assert f"{tmp_path}/book" in fault("handbook", "--out", tmp_path / "book")
