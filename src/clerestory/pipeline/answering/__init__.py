"""Petitions, letters, requests and commitments: one function for each thing that somebody can ask for."""
