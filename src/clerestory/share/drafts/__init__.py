"""Texts drafted from facts: notice, assessment, policy document, guidance; gaps are marked, never filled."""
