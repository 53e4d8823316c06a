"""Pieces of the faces: wording, tables, cards."""
