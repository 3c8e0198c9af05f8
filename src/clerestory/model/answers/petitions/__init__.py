"""Petitions: as the petitions site tells them, as they are answered, and how both stand."""
