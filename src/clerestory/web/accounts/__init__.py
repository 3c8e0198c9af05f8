"""Who is signed in: one row for each person of study.toml, known by an id and a post, never a name."""
