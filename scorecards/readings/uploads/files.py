"""A file as it was uploaded: what kind it is, and its rows."""

from __future__ import annotations

from scorecards.readings.uploads.cells import Sheet
from scorecards.readings.uploads.limits import MAX_BYTES, MIB, UploadError
from scorecards.readings.uploads.shape import READINGS, Shape
from scorecards.readings.uploads.text_file import read_text
from scorecards.readings.uploads.workbook import read_workbook

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of an older Office begins, and one with a password."""


def read(name: str, content: bytes, shape: Shape = READINGS) -> Sheet:
    """The rows of a file; its bytes say what kind it is, whatever it is called.

    Args:
        name: What to call it where something is wrong.
        content: Its bytes.
        shape: Which columns it should have.

    Raises:
        UploadError: It cannot be read, or is beyond a limit.
    """
    if len(content) > MAX_BYTES:
        wrong = f"it holds more than {MAX_BYTES // MIB} MiB"
        raise UploadError(name, wrong, "upload it in parts")
    if not content:
        raise UploadError(name, "it is empty", "take the template, and fill it in")
    if content.startswith(_OLE):
        wrong = "it is protected by a password, or a workbook of an old kind"
        raise UploadError(name, wrong, "save it as .xlsx without a password")
    if content.startswith(_ZIP):
        return read_workbook(name, content, shape)
    return read_text(name, content, shape)
