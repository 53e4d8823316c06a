"""The style sheet as it is shipped."""

import re
from pathlib import Path

import ui.style

SHEET = Path(ui.style.__path__[0]) / "remit.css"


def test_every_block_is_closed_and_none_lies_in_another_but_a_media_query():
    text = re.sub(r"/\*.*?\*/|url\(.*?\)\);?", "", SHEET.read_text("utf-8"), flags=re.DOTALL)
    open_ = []
    for head, brace in re.findall(r"([^{}]*)([{}])", text):
        if brace == "}":
            assert open_, head
            open_.pop()
            continue
        assert not open_ or open_ == ["@media"], head
        open_.append(head.strip().split()[0])
    assert open_ == []
