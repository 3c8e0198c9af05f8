"""Redaction of texts and documents at their giver, outside any study."""
