"""Answers: petitions, letters, requests and commitments, as they are recorded and as they are told."""
