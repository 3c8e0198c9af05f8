"""Running a study: its stages, what they hand on, and what was published."""
