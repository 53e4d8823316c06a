"""The handbook: everything that is known and advised, as Markdown pages that stand on their own.

``book`` makes the pages, ``shelf`` keeps a folder in line with them. Only ``shelf`` touches files.
"""

from ui.handbook.book import handbook

__all__ = ["handbook"]
