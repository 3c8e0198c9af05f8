"""Redaction of texts and documents: at their giver, outside any study, and of the case texts that a study releases."""
