"""Petitions: recorded, answered, and accounted for."""
