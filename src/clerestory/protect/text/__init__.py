"""Texts: what in them tells of a person is found, marked, and taken out."""
