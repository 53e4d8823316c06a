"""Files with readings: comma-separated text, workbooks, exports of Google Trends.

A file is read into a ``Sheet``, which is bounded and holds no formula; a ``Preview`` says what each
of its rows would become. Nothing is kept here.
"""

from scorecards.readings.uploads.cells import Sheet as Sheet
from scorecards.readings.uploads.files import read as read
from scorecards.readings.uploads.limits import MAX_BYTES as MAX_BYTES
from scorecards.readings.uploads.limits import MAX_ROWS as MAX_ROWS
from scorecards.readings.uploads.limits import UploadError as UploadError
from scorecards.readings.uploads.preview import Preview as Preview
from scorecards.readings.uploads.preview import Row as Row
from scorecards.readings.uploads.preview import preview as preview
from scorecards.readings.uploads.shape import EXPORTS as EXPORTS
from scorecards.readings.uploads.shape import Shape as Shape
from scorecards.readings.uploads.template import template as template
