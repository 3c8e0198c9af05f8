"""Redaction: what is found in a text, why it is withheld, who says so, and documents as plain blocks."""
