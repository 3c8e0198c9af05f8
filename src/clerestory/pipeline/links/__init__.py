"""Linking records and returns into persons, and the review of links."""
