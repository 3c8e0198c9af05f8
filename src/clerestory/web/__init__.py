"""The pages of a study, for people who are not analysts: ``clerestory serve STUDY``.

A view parses, calls one use case and renders. Two zones, one look, two processes: the desk, which opens nothing below
the vault, and the vault. Reference: docs/reference/desk.md.
"""
