"""Instruments: a filled file is read, worked out, and its result kept where it belongs.

A record of the knowledge says which columns the file has and which figures come out
(``knowledge_graph.measures``); ``calculations`` holds the arithmetic.
"""

from scorecards.instruments.answers import Answers as Answers
from scorecards.instruments.answers import Row as Row
from scorecards.instruments.answers import Value as Value
from scorecards.instruments.catalogue import find as find
from scorecards.instruments.catalogue import measured as measured
from scorecards.instruments.entered import answers_of as answers_of
from scorecards.instruments.entered import settings_of as settings_of
from scorecards.instruments.file import read as read
from scorecards.instruments.file import template as template
from scorecards.instruments.found import Chart as Chart
from scorecards.instruments.found import Dated as Dated
from scorecards.instruments.found import Findings as Findings
from scorecards.instruments.found import Result as Result
from scorecards.instruments.found import Series as Series
from scorecards.instruments.found import Table as Table
from scorecards.instruments.work_out import work_out as work_out
